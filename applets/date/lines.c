/* SPDX-License-Identifier: MIT */
/* xdate: a time for each line of a file. */
#include "date/xdate.h"
#include "value/items.h"

#include "value/operands.h"

/* A line that means no time: an empty line of output takes its place, the message has its number. */
static void report_line(struct xdate *xdate, const char *file, size_t number)
{
    struct call *call = xdate->call;

    if (call->json)
        out_none(call->out);
    else
        out_string(call->out, "", 0);
    call->fail->list = file;
    call->fail->item = number;
    call_report(call);
    call->fail->item = 0;
}

int xdate_lines(struct xdate *xdate, const char *file)
{
    struct call *call = xdate->call;
    struct item_reader reader;
    struct xdate_time time;
    struct word line;

    int result = item_reader_open(&reader, file, call->null ? '\0' : '\n');
    if (result < 0)
        return fail_errno(call->fail, -result, file, NULL);
    out_is_tty(call->out); /* known now, so that the writer need not look for control characters */
    while (result >= 0 && call->out->errnum == 0) {
        if (!item_reader_next(&reader, &line)) {
            if (reader.ended)
                break;
            if (item_reader_waits(&reader))
                out_flush(call->out);
            result = item_reader_fill(&reader);
            continue;
        }
        if (xdate_read(xdate, line, true, &time) < 0 || xdate_write(xdate, &time) < 0)
            report_line(xdate, input_name(file), reader.count);
    }
    item_reader_close(&reader);
    return result < 0 ? fail_errno(call->fail, -result, input_name(file), NULL) : 0;
}
