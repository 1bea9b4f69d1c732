/* SPDX-License-Identifier: MIT */
/* xts --parse: replaces the stamps that lines have. */
#include <sysexits.h>

#include "ts/xts.h"
#include "value/ascii.h"
#include "value/timefmt.h"

TEXTS_OF(ts_rewrite);

enum { FARTHEST = 4096 }; /* bytes of a line in which a stamp may begin */

/* The bytes with which a stamp may begin: a digit, a letter, one given byte, or any. */
static bool may_begin(struct word format, char byte)
{
    const char *at = format.data;
    char letter = at[1];

    if (format.size == 0 || (*at == ' ') || (*at >= '\t' && *at <= '\r'))
        return true;
    if (*at != '%')
        return (*at | 32) == (byte | 32);
    if (strchr("aAbBpZ", letter) != NULL)
        return ascii_is_letter(byte);
    if (letter == '%' || letter == 'z')
        return true;
    return (byte >= '0' && byte <= '9') || byte == ' ' || byte == '+' || byte == '-';
}

/* A line whose stamp means no time is reported, and stays as it is. */
static void report(struct stamper *stamper, struct word stamp, const char *why)
{
    struct call *call = stamper->xts->call;

    fail_words(call->fail, EX_DATAERR, "'%.*s': %s", shown_size(stamp), stamp.data, why);
    call->fail->list = stamper->name;
    call->fail->item = stamper->lines;
    out_flush(&stamper->out);
    call_report(call);
    call->fail->item = 0;
}

/* Writes the stamp of that instant. NULL, or why it cannot be written. */
static const char *write_stamp(struct stamper *stamper, struct timespec time)
{
    struct xts *xts = stamper->xts;
    struct calendar parts = {.nanosecond = (int)time.tv_nsec};
    char text[XTS_STAMP];

    if (time.tv_sec < -CALENDAR_WITHIN || time.tv_sec > CALENDAR_WITHIN)
        return "the year is out of range";
    zone_split(xts->to, time.tv_sec, &xts->to_period, &parts);
    size_t size = timefmt_write(text, sizeof text, xts->format, &parts, time.tv_sec);
    out_raw(&stamper->out, text, size < sizeof text ? size : sizeof text);
    return NULL;
}

/* Finds the stamp. Returns false if the line has none; true with *why set if it has one that is not a
 * valid time. */
static bool find_stamp(struct stamper *stamper, struct word line, size_t *place, struct timeparse *parsed,
                       const char **why)
{
    struct xts *xts = stamper->xts;
    struct timeparse_error error;

    for (*place = 0; *place < line.size && *place < FARTHEST; ++*place) {
        const char *at = line.data + *place;
        if (!may_begin(xts->parse.expanded, *at) || (*place > 0 && ascii_is_alnum(*at) && ascii_is_alnum(at[-1])))
            continue;
        struct word rest = {at, line.size - *place};
        *why = NULL;
        if (timeparse_read(&xts->parse, rest, true, xts->names, parsed, &error) || (*why = error.why) != NULL)
            return true;
    }
    return false;
}

void xts_rewrite(struct stamper *stamper, struct word line)
{
    struct xts *xts = stamper->xts;
    struct timespec time;
    struct timeparse parsed;
    const char *why;
    size_t place;

    if (!find_stamp(stamper, line, &place, &parsed, &why)) {
        out_raw(&stamper->out, line.data, line.size);
        return;
    }
    struct word stamp = {line.data + place, why == NULL ? parsed.length : line.size - place};
    if (why == NULL)
        why = timeexpr_parsed(&parsed, &xts->context, &time);
    if (why == NULL) {
        out_raw(&stamper->out, line.data, place);
        why = write_stamp(stamper, time);
    }
    if (why == NULL) {
        out_raw(&stamper->out, stamp.data + stamp.size, line.size - place - stamp.size);
        return;
    }
    while (stamp.size > 0 && (stamp.data[stamp.size - 1] == '\n' || stamp.data[stamp.size - 1] == '\0'))
        stamp.size--;
    report(stamper, stamp, why);
    out_raw(&stamper->out, line.data, line.size);
}
