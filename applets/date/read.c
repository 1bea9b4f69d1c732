/* SPDX-License-Identifier: MIT */
/* xdate: from text to times. */
#include <errno.h>
#include <sysexits.h>

#include "date/xdate.h"

TEXTS_OF(date_read);

int xdate_prepare(struct xdate *xdate)
{
    struct call *call = xdate->call;
    struct occurrences input = xdate->args->input;
    struct zone_period standard, dst;
    const char *bad;

    zone_seasons(xdate->context.zone, xdate->context.now.tv_sec, &standard, &dst);
    xdate->names[0] = standard.name;
    xdate->names[1] = dst.name;
    xdate->formats = arena_alloc(call->arena, input.count * sizeof *xdate->formats);
    if (xdate->formats == NULL)
        return fail_no_memory(call->fail);
    for (size_t i = 0; i < input.count; i++) {
        struct word format = input.items[i].value;
        int result = timeparse_prepare(&xdate->formats[i], format, call->arena, &bad);
        if (result == -ENOMEM)
            return fail_no_memory(call->fail);
        if (result < 0)
            return fail_usage(call->fail, "input: unknown directive at '%.*s'", (int)(format.data + format.size - bad),
                              bad);
    }
    return 0;
}

static int refuse(struct call *call, int status, struct word text, const char *why)
{
    return fail_words(call->fail, status, "'%.*s': %s%s", shown_size(text), text.data, why,
                      why == timeexpr_no_such_time ? " (--gap before|after)" : "");
}

/* The formats are tried in order; the message is about the one that went farthest. */
static int read_by_formats(struct xdate *xdate, struct word text, struct xdate_time *time)
{
    struct call *call = xdate->call;
    struct occurrences input = xdate->args->input;
    struct timeparse_error error, best = {0};
    struct timeparse parsed;
    size_t farthest = 0;

    for (size_t i = 0; i < input.count; i++) {
        if (timeparse_read(&xdate->formats[i], text, false, xdate->names, &parsed, &error)) {
            error.why = timeexpr_parsed(&parsed, &xdate->context, &time->time);
            if (error.why == NULL)
                return 0;
        }
        if (i == 0 || (best.why == NULL && (error.why != NULL || error.offset > best.offset))) {
            best = error;
            farthest = i;
        }
    }
    if (best.why != NULL)
        return refuse(call, EX_DATAERR, text, best.why);
    struct word rest = {text.data + best.offset, text.size - best.offset};
    struct word format = xdate->formats[farthest].text;
    return fail_words(call->fail, EX_DATAERR, "'%.*s' does not match '%.*s' from offset %zu on: '%.*s'",
                      shown_size(text), text.data, shown_size(format), format.data, best.offset, shown_size(rest),
                      rest.data);
}

int xdate_read(struct xdate *xdate, struct word text, bool data, struct xdate_time *time)
{
    struct timeexpr expr;

    time->exact = true;
    if (xdate->args->input.count > 0)
        return read_by_formats(xdate, text, time);
    if (!timeexpr_read(text, &expr))
        return refuse(xdate->call, data ? EX_DATAERR : EX_USAGE, text,
                      "not a time (ISO 8601, @SECONDS, now, 07:30; +1mo-1d may follow)");
    time->exact = expr.base != TIMEEXPR_NOW;
    const char *why = timeexpr_value(&expr, &xdate->context, &time->time);
    return why == NULL ? 0 : refuse(xdate->call, EX_DATAERR, text, why);
}
