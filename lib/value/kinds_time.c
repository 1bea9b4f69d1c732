/* SPDX-License-Identifier: MIT */
/* Points in time that are split into parts. */
#include <limits.h>

#include "value/isotime.h"
#include "value/kinds_parts.h"

/* A decimal integer of an int's range, also with leading zeros. */
static bool read_int(const char **at, const char *end, int64_t *value)
{
    bool negative = *at < end && **at == '-';
    const char *digits = *at += negative;

    for (*value = 0; *at < end && **at >= '0' && **at <= '9' && *value <= INT_MAX; ++*at)
        *value = *value * 10 + (**at - '0');
    *value = negative ? -*value : *value;
    return *at > digits && *value >= INT_MIN && *value <= INT_MAX;
}

/* Nine integers joined by commas, in struct_time's order. */
static bool read_tuple(const char *at, const char *end, struct calendar *parts)
{
    int *const fields[] = {&parts->month,  &parts->day,     &parts->hour,    &parts->minute,
                           &parts->second, &parts->weekday, &parts->yearday, &parts->isdst};
    int64_t value;

    if (!read_int(&at, end, &parts->year))
        return false;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        if (at == end || *at++ != ',' || !read_int(&at, end, &value))
            return false;
        *fields[i] = (int)value;
    }
    return at == end;
}

int parse_TIME_TUPLE(struct parsing *parsing, const struct param *param, struct word word, struct time_tuple *value)
{
    const char *at = word.data, *end = at + word.size;
    struct isotime iso;

    *value = (struct time_tuple){.given = true};
    if (word.size > 0 && *at == '@') {
        at++;
        value->in_seconds = true;
        if (seconds_read(&at, end, &value->instant) && at == end)
            return 0;
    } else if (read_tuple(at, end, &value->parts))
        return 0;
    else if (isotime_read(&at, end, &iso) && at == end) {
        value->parts = iso.parts;
        value->in_seconds = iso.parts.has_offset;
        value->instant.tv_sec = calendar_join(&iso.parts) - iso.parts.offset;
        value->instant.tv_nsec = iso.parts.nanosecond;
        return 0;
    }
    return kind_refuse(parsing, param, word, "a time (nine integers joined by commas, @SECONDS, or ISO 8601)");
}

int parse_MAYBE_TIME(struct parsing *parsing, const struct param *param, struct word word, struct maybe_time *value)
{
    *value = (struct maybe_time){0};
    if (is_none(word) || word_is(word, "now"))
        return 0;
    value->given = true;
    return parse_TIME(parsing, param, word, &value->time);
}
