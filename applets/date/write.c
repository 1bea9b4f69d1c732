/* SPDX-License-Identifier: MIT */
/* xdate: from times to text. */
#include <errno.h>

#include "date/xdate.h"
#include "value/number.h"
#include "value/timefmt.h"

static void write_record(struct out *out, const struct xdate_time *time, const struct calendar *parts)
{
    char text[ISO_TIME_SIZE];

    out_open(out, OUT_RECORD);
    out_field_time(out, "seconds", time->time);
    out_field_ns(out, "nanoseconds", time->time);
    out_name(out, "iso");
    out_string(out, text, timefmt_iso(text, parts, true));
    write_time_fields(out, parts, true);
    out_close(out);
}

static int write_format(struct xdate *xdate, const struct xdate_time *time, const struct calendar *parts)
{
    char text[512];
    struct word format = xdate->format;
    size_t size = timefmt_write(text, sizeof text, format, parts, time->time.tv_sec);

    if (size <= sizeof text) {
        out_string(xdate->call->out, text, size);
        return 0;
    }
    struct arena arena; /* not the call's, which would grow with each line of a file */
    arena_init(&arena, NULL, 0);
    char *longer = arena_alloc(&arena, size);
    if (longer != NULL)
        out_string(xdate->call->out, longer, timefmt_write(longer, size, format, parts, time->time.tv_sec));
    arena_clear(&arena);
    return longer != NULL ? 0 : fail_no_memory(xdate->call->fail);
}

int xdate_write(struct xdate *xdate, const struct xdate_time *time)
{
    struct call *call = xdate->call;
    struct calendar parts = {.nanosecond = (int)time->time.tv_nsec};
    char text[ISO_TIME_SIZE];

    if (xdate->args->epoch) {
        out_time(call->out, time->time);
        return 0;
    }
    if (time->time.tv_sec < -CALENDAR_WITHIN || time->time.tv_sec > CALENDAR_WITHIN)
        return fail_errno(call->fail, EOVERFLOW, NULL, NULL);
    zone_split(xdate->to, time->time.tv_sec, &xdate->to_period, &parts);
    if (!calendar_in_range(&parts))
        return fail_errno(call->fail, EOVERFLOW, NULL, NULL);
    if (xdate->format.data != NULL)
        return write_format(xdate, time, &parts);
    if (call->json)
        write_record(call->out, time, &parts);
    else
        out_string(call->out, text, timefmt_iso(text, &parts, time->exact));
    return 0;
}
