/* SPDX-License-Identifier: MIT */
/* xdate --zone ZONE --transitions YEAR: when a zone's offset changes. */
#include "date/xdate.h"
#include "value/timefmt.h"

TEXTS_OF(date_changes);

/* YEAR or FIRST-LAST. False if text is neither. */
static bool read_years(const char *text, int64_t *first, int64_t *last)
{
    int64_t *years[] = {first, last};
    const char *at = text;

    for (int i = 0; i < 2; i++) {
        int digits = 0;
        for (*years[i] = 0; *at >= '0' && *at <= '9' && digits < 9; at++, digits++)
            *years[i] = *years[i] * 10 + (*at - '0');
        if (digits == 0)
            return false;
        if (i == 0 && *at == '\0') {
            *last = *first;
            return true;
        }
        if (i == 0 && *at++ != '-')
            return false;
    }
    return *at == '\0' && *first <= *last;
}

static void write_local(struct out *out, const char *name, int64_t seconds, const struct zone_period *period)
{
    struct calendar parts = {.offset = period->offset, .has_offset = true};
    char text[ISO_TIME_SIZE];

    calendar_split(seconds + period->offset, &parts);
    out_name(out, name);
    out_string(out, text, timefmt_iso(text, &parts, false));
}

static void write_change(struct out *out, const struct zone_period *before, const struct zone_period *after)
{
    out_open(out, OUT_RECORD);
    out_name(out, "seconds");
    out_int(out, after->from);
    write_local(out, "before", after->from, before);
    write_local(out, "after", after->from, after);
    out_field_text(out, "zone_before", before->name);
    out_field_text(out, "zone_after", after->name);
    out_field_int(out, "gmtoff_before", before->offset);
    out_field_int(out, "gmtoff_after", after->offset);
    out_field_bool(out, "isdst", after->dst);
    out_close(out);
}

int xdate_transitions(struct xdate *xdate)
{
    struct call *call = xdate->call;
    const struct zone *zone = call_zone(call, xdate->args->zone);
    int64_t first, last;

    if (zone == NULL)
        return -1;
    if (!read_years(xdate->args->transitions, &first, &last))
        return fail_usage(call->fail, "transitions: '%.200s' is not a year, nor two joined by -",
                          xdate->args->transitions);
    int64_t at = calendar_days(first, 1, 1) * CALENDAR_DAY, end = calendar_days(last + 1, 1, 1) * CALENDAR_DAY;
    struct zone_period before = {0}, after;
    zone_find(zone, at - 1, &before);
    out_open(call->out, OUT_STREAM);
    for (after = before; before.until < end && call->out->errnum == 0; before = after) {
        zone_find(zone, before.until, &after);
        if (after.offset != before.offset || after.dst != before.dst || strcmp(after.name, before.name) != 0)
            write_change(call->out, &before, &after);
    }
    out_close(call->out);
    return 0;
}
