/* SPDX-License-Identifier: MIT */
/* What the operations and applets share that deal with time zones, clocks and times in parts. */
#include "ops/shared/zones.h"

#include <errno.h>
#include <limits.h>
#include <sysexits.h>

#include "os/clock.h"
#include "table/nearest.h"
#include "value/ascii.h"
#include "value/number.h"

TEXTS_OF(shared_zones);

const struct zone *call_zone(struct call *call, const char *name)
{
    struct zone *zone = arena_alloc(call->arena, sizeof *zone);
    int result = zone != NULL ? zone_open(zone, call->arena, name) : -ENOMEM;

    if (result == 0)
        return zone;
    if (result == -ENOMEM)
        fail_no_memory(call->fail);
    else if (name == NULL && *zone_default() == '/' && result != -ENOENT) {
        fail_errno(call->fail, -result, zone_default(), NULL);
        call->fail->status = EX_OSFILE;
    } else if (result != -ENOENT)
        fail_errno(call->fail, -result, name != NULL ? name : zone_default(), NULL);
    else
        fail_words(call->fail, EX_NOINPUT, "no such time zone: '%.200s'", name != NULL ? name : zone_default());
    return NULL;
}

int call_choice(struct call *call, const char *gap, const char *fold, struct zone_choice *choice)
{
    *choice = (struct zone_choice){0};
    if (gap != NULL && strcmp(gap, "before") == 0)
        choice->gap = ZONE_GAP_BEFORE;
    else if (gap != NULL && strcmp(gap, "after") == 0)
        choice->gap = ZONE_GAP_AFTER;
    else if (gap != NULL && strcmp(gap, "error") != 0)
        return fail_usage(call->fail, "gap: '%.200s' is not before, after or error", gap);
    if (fold != NULL && strcmp(fold, "0") != 0 && strcmp(fold, "1") != 0)
        return fail_usage(call->fail, "fold: '%.200s' is not 0 or 1", fold);
    choice->fold = fold != NULL && *fold == '1';
    return 0;
}

/* The clocks whose names are nearest to the word, with or without CLOCK_, in capitals or not. */
static struct hint clock_hint(struct word word)
{
    enum { LONGEST = 48, PREFIX = 6 };
    char text[LONGEST] = "CLOCK_";
    size_t used = word.size >= PREFIX && (word.data[0] | 32) == 'c' && word.data[PREFIX - 1] == '_' ? 0 : PREFIX;

    for (size_t i = 0; i < word.size && used < LONGEST; i++)
        text[used++] = ascii_upper(word.data[i]);
    struct nearest nearest = nearest_to((struct word){text, used});
    for (struct constant clock = {0}; constant_next(&clock_ids, &clock);)
        if (clock.elsewhere == NULL)
            nearest_offer(&nearest, clock.name);
    return nearest_hint(&nearest, "");
}

int call_clock(struct call *call, struct word word, int *clock)
{
    struct constant constant;
    bool found = family_find(&clock_ids, word, &constant);
    struct word fd = word_fd(word);
    bool device = fd.data != NULL;
    struct number number;
    int64_t value;

    if (found && constant.elsewhere != NULL)
        return fail_words(call->fail, EX_UNAVAILABLE, "this platform has no %s (%s)", constant.name,
                          constant.elsewhere);
    if (found) {
        *clock = (int)constant.value;
        return 0;
    }
    if (number_read(device ? fd : word, 10, &number) &&
        number_to_int64(number, device ? 0 : INT_MIN, INT_MAX, &value)) {
        *clock = device ? os_device_clock((int)value) : (int)value;
        return 0;
    }
    struct hint hint = clock_hint(word);
    return fail_usage(call->fail, "unknown clock '%.*s'%s", shown_size(word), word.data,
                      hint.text[0] != '\0' ? hint.text : " (xos const lists them: CLOCK_…)");
}

int call_split(struct call *call, const struct zone *zone, struct timespec time, struct calendar *parts)
{
    struct zone_period period = {0};

    return zone_split_any(zone, time, &period, parts) ? 0 : fail_errno(call->fail, EOVERFLOW, NULL, NULL);
}

struct timespec call_now(void)
{
    struct timespec now = {0};

    os_clock_get(CLOCK_REALTIME, &now);
    return now;
}

void write_time_fields(struct out *out, const struct calendar *parts, bool nanoseconds)
{
    out_field_int(out, "tm_year", parts->year);
    out_field_int(out, "tm_mon", parts->month);
    out_field_int(out, "tm_mday", parts->day);
    out_field_int(out, "tm_hour", parts->hour);
    out_field_int(out, "tm_min", parts->minute);
    out_field_int(out, "tm_sec", parts->second);
    out_field_int(out, "tm_wday", parts->weekday);
    out_field_int(out, "tm_yday", parts->yearday);
    out_field_int(out, "tm_isdst", parts->isdst);
    out_field_text(out, "tm_zone", parts->zone);
    out_name(out, "tm_gmtoff");
    if (parts->has_offset)
        out_int(out, parts->offset);
    else
        out_none(out);
    if (nanoseconds)
        out_field_int(out, "tm_nsec", parts->nanosecond);
}
