/* SPDX-License-Identifier: MIT */
/* Parses times. */
#include "value/timeparse.h"

#include <errno.h>
#include <string.h>

#include "value/ascii.h"
#include "value/timefmt.h"
#include "value/timeparse_parts.h"

enum { ATTEMPTS = 4096, SHORT_NAME = 3 };

/* What an expanded format has in place of the letter of a directive that is one number: this and the place in numerics.
 */
enum { NUMERIC_CODE = 128 };

struct match {
    const char *end, *format_end; /* of the text, of the format */
    const char *farthest;         /* the first byte that no attempt could match */
    const char *stop;             /* where the match ended */
    bool prefix;
    bool greedy; /* each number takes all the digits that it can: the first attempt, which nearly always matches */
    int attempts;
    const char *const *names;
    struct time_fields fields;
};

/* The directives that are one number. */
static const struct numeric {
    char letter;
    unsigned char fewest, most; /* digits */
    short low, high;
    unsigned short offset; /* of the int in struct time_fields */
} numerics[] = {
#define NUMERIC(letter, fewest, most, low, high, member) \
    { \
        letter, fewest, most, low, high, (unsigned short)offsetof(struct time_fields, member) \
    }
    NUMERIC('H', 1, 2, 0, 23, hour),     NUMERIC('M', 1, 2, 0, 59, minute),      NUMERIC('S', 1, 2, 0, 61, second),
    NUMERIC('d', 1, 2, 1, 31, day),      NUMERIC('m', 1, 2, 1, 12, month),       NUMERIC('y', 2, 2, 0, 99, short_year),
    NUMERIC('I', 1, 2, 1, 12, hour12),   NUMERIC('j', 1, 3, 1, 366, yearday),    NUMERIC('G', 4, 4, 0, 9999, iso_year),
    NUMERIC('V', 1, 2, 0, 53, iso_week), NUMERIC('U', 1, 2, 0, 53, sunday_week), NUMERIC('W', 1, 2, 0, 53, monday_week),
    NUMERIC('u', 1, 1, 1, 7, weekday),   NUMERIC('w', 1, 1, 0, 6, weekday),      NUMERIC('C', 2, 2, 0, 99, century),
#undef NUMERIC
};

enum { BLANKS = '\n' }; /* in a prepared format: one blank or more; a ' ' of a composite may match none */

/* The parts of a directive that consists of several; NULL for other letters. */
static const char *composite(char letter)
{
    static const char *const composites[] = {
        "c%a %b %d %H:%M:%S %Y", "n ", "t ", "e %d", "k %H", "l %I",
    };

    for (size_t i = 0; i < sizeof composites / sizeof composites[0]; i++)
        if (composites[i][0] == letter)
            return composites[i] + 1;
    return timefmt_parts(letter);
}

/* The letter of the equivalent basic directive; '\0' for an unknown one. */
static char plain_letter(char letter)
{
    static const char same[][2] = {{'h', 'b'}, {'P', 'p'}};

    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
        if (same[i][0] == letter)
            return same[i][1];
    return letter != '\0' && strchr("%aAbBCdfGHIjmMNpsSuUVwWyYzZ", letter) != NULL ? letter : '\0';
}

/* Replaces the letters of numeric directives by codes, so that matching need not search. */
static void code_numerics(char *at, const char *end)
{
    for (; at < end; at++)
        if (*at == '%') {
            at++;
            for (size_t i = 0; i < sizeof numerics / sizeof numerics[0]; i++)
                if (numerics[i].letter == *at) {
                    *at = (char)(NUMERIC_CODE + i);
                    break;
                }
        }
}

int timeparse_prepare(struct timeparse_format *format, struct word text, struct arena *arena, const char **bad)
{
    enum { LONGEST = 20 }; /* of a composite's parts, for two bytes of text */
    char *expanded = arena_alloc(arena, text.size * LONGEST / 2 + LONGEST), *next = expanded;
    const char *end = text.data + text.size;

    if (expanded == NULL)
        return -ENOMEM;
    for (const char *at = text.data; at < end; at++) {
        if (*at != '%') {
            if (!ascii_is_space(*at) || next == expanded || next[-1] != BLANKS)
                *next++ = ascii_is_space(*at) ? BLANKS : *at;
            continue;
        }
        const char *letter = at + 1;
        while (letter < end && (ascii_is_digit(*letter) || strchr("_-^#:EO", *letter) != NULL))
            letter++;
        const char *parts = letter < end ? composite(*letter) : NULL;
        char plain = letter < end ? plain_letter(*letter) : '\0';
        if (parts == NULL && plain == '\0') {
            *bad = at;
            return -EINVAL;
        }
        if (parts != NULL)
            next = (char *)memcpy(next, parts, strlen(parts)) + strlen(parts);
        else {
            *next++ = '%';
            *next++ = plain;
        }
        at = letter;
    }
    code_numerics(expanded, next);
    *format = (struct timeparse_format){text, {expanded, (size_t)(next - expanded)}};
    return 0;
}

static bool fail_at(struct match *match, const char *at)
{
    if (at > match->farthest)
        match->farthest = at;
    return false;
}

static bool match_format(struct match *match, const char *format, const char *at);

static void store(struct match *match, const struct numeric *numeric, int value)
{
    int *field = (int *)((char *)&match->fields + numeric->offset);

    *field = numeric->most == 1 ? (value + 6) % 7 : value; /* %u and %w: a weekday */
}

/* Reads the digits at *at, up to the most that the number may have. Returns how many. */
static inline int read_digits(const struct match *match, const struct numeric *numeric, const char **at, int *value)
{
    const char *start = *at, *next = start;
    int most = numeric->most, sum = 0;

    if (numeric->letter == 'd' && next < match->end && *next == ' ') {
        start = ++next; /* as %c of ANSI C writes it; one digit may follow */
        most = 1;
    }
    const char *last = match->end - next > most ? next + most : match->end;
    for (unsigned digit; next < last && (digit = (unsigned char)*next - (unsigned)'0') <= 9; next++)
        sum = sum * 10 + (int)digit;
    *at = next;
    *value = sum;
    return (int)(next - start);
}

/* Tries each number of digits, beginning with the largest. */
static bool read_number(struct match *match, const struct numeric *numeric, const char *format, const char *at)
{
    const char *start = at;
    int value, digits = read_digits(match, numeric, &at, &value);

    for (; digits >= numeric->fewest; digits--, at--, value /= 10) {
        if (value < numeric->low || value > numeric->high)
            continue;
        store(match, numeric, value);
        if (match_format(match, format, at))
            return true;
    }
    return fail_at(match, digits < numeric->fewest ? at : start);
}

/* Matches one of count names, the longer one if one begins with another; -1 for none. */
static int match_name(const struct match *match, const char *at, const char *const names[], int count, size_t *size)
{
    int found = -1;

    *size = 0;
    for (int i = 0; i < count; i++) {
        size_t length = names[i] != NULL ? strlen(names[i]) : 0, same = 0;
        if (length > (size_t)(match->end - at) || length <= *size)
            continue;
        while (same < length && ascii_lower(at[same]) == ascii_lower(names[i][same]))
            same++;
        if (same == length) {
            found = i;
            *size = length;
        }
    }
    return found;
}

/* A weekday's or month's name, whole or its first three letters. */
static bool read_name(struct match *match, const char names[][10], int count, bool whole, int *index, const char **at)
{
    for (int i = 0; i < count; i++) {
        size_t size = whole ? strlen(names[i]) : SHORT_NAME, same = 0;
        while (same < size && *at + same < match->end && ascii_lower((*at)[same]) == ascii_lower(names[i][same]))
            same++;
        if (same == size) {
            *index = i;
            *at += size;
            return true;
        }
    }
    return fail_at(match, *at);
}

static bool read_zone(struct match *match, const char **at)
{
    const char *const names[] = {"UTC", "GMT", match->names != NULL ? match->names[0] : NULL,
                                 match->names != NULL ? match->names[1] : NULL};
    size_t size;
    int found = match_name(match, *at, names, 4, &size);

    if (found < 0)
        return fail_at(match, *at);
    match->fields.zone = names[found];
    match->fields.dst = found == 3 && strcmp(names[2], names[3]) != 0;
    *at += size;
    return true;
}

static bool two_digits(const struct match *match, const char **at, int most, int *value)
{
    if (match->end - *at < 2 || !ascii_is_digit(**at) || !ascii_is_digit((*at)[1]))
        return false;
    *value = (**at - '0') * 10 + ((*at)[1] - '0');
    *at += 2;
    return *value <= most;
}

/* +hhmm, +hh:mm, the same with seconds and a fraction of them, or Z. */
static bool read_offset(struct match *match, const char **at)
{
    int hours, minutes, seconds = 0;
    const char *next = *at;

    if (next < match->end && *next == 'Z') {
        match->fields.offset = 0;
        ++*at;
        return true;
    }
    if (next == match->end || (*next != '+' && *next != '-'))
        return fail_at(match, next);
    next++;
    if (!two_digits(match, &next, 23, &hours))
        return fail_at(match, next);
    bool colon = next < match->end && *next == ':';
    next += colon;
    if (!two_digits(match, &next, 59, &minutes))
        return fail_at(match, next);
    const char *more = next + colon;
    if ((!colon || (next < match->end && *next == ':')) && more < match->end &&
        two_digits(match, &more, 59, &seconds)) {
        next = more;
        if (next + 1 < match->end && *next == '.' && ascii_is_digit(next[1]))
            for (int i = 0; i <= 6 && next < match->end && (i == 0 || ascii_is_digit(*next)); i++)
                next++; /* no C type has a place for fractions of an offset */
    } else
        seconds = 0;
    match->fields.offset = (hours * 3600 + minutes * 60 + seconds) * (**at == '-' ? -1 : 1);
    *at = next;
    return true;
}

/* Four digits; with a sign, a year that has more digits or is negative. */
static bool read_year(struct match *match, const char **at)
{
    const char *next = *at;
    bool negative = next < match->end && *next == '-', sign = negative || (next < match->end && *next == '+');
    const char *digits = next + sign, *last = digits + (sign ? 10 : 4);
    int64_t value = 0;

    for (next = digits; next < last && next < match->end && ascii_is_digit(*next); next++)
        value = value * 10 + (*next - '0');
    if (next - digits < (sign ? 1 : 4))
        return fail_at(match, next);
    match->fields.year = negative ? -value : value;
    *at = next;
    return true;
}

/* Up to most digits as a fraction of a second. */
static bool read_fraction(struct match *match, const char *format, const char *at, int most)
{
    int digits = 0, value = 0, scale = 1000000000, values[9];

    for (; digits < most && at + digits < match->end && ascii_is_digit(at[digits]); digits++) {
        scale /= 10;
        value += (at[digits] - '0') * scale;
        values[digits] = value;
    }
    for (int taken = digits; taken > 0; taken = match->greedy ? 0 : taken - 1) {
        match->fields.nanosecond = values[taken - 1];
        if (match_format(match, format, at + taken))
            return true;
    }
    return fail_at(match, at + digits);
}

static bool read_seconds(struct match *match, const char **at)
{
    const char *next = *at, *digits;
    bool negative = next < match->end && *next == '-';
    int64_t value = 0;

    digits = next += negative;
    for (; next < match->end && ascii_is_digit(*next) && value < CALENDAR_WITHIN; next++)
        value = value * 10 + (*next - '0');
    if (next == digits || value >= CALENDAR_WITHIN)
        return fail_at(match, next);
    match->fields.seconds = negative ? -value : value;
    *at = next;
    return true;
}

static bool read_half(struct match *match, const char **at)
{
    static const char *const names[] = {"AM", "PM"};
    size_t size;
    int half = match_name(match, *at, names, 2, &size);

    if (half < 0)
        return fail_at(match, *at);
    match->fields.half = half;
    *at += size;
    return true;
}

/* A directive that can match in one way only. */
static bool read_directive(struct match *match, char letter, const char **at)
{
    struct time_fields *fields = &match->fields;

    switch (letter) {
    case 'a':
    case 'A':
        return read_name(match, calendar_weekdays, 7, letter == 'A', &fields->weekday, at);
    case 'b':
    case 'B':
        if (!read_name(match, calendar_months, 12, letter == 'B', &fields->month, at))
            return false;
        fields->month++;
        return true;
    case 'p':
        return read_half(match, at);
    case 's':
        return read_seconds(match, at);
    case 'Y':
        return read_year(match, at);
    case 'z':
        return read_offset(match, at);
    case 'Z':
        return read_zone(match, at);
    default: /* %% */
        if (*at == match->end || **at != '%')
            return fail_at(match, *at);
        ++*at;
        return true;
    }
}

static bool match_format(struct match *match, const char *format, const char *at)
{
    if (--match->attempts < 0)
        return false;
    while (format < match->format_end) {
        char byte = *format++;
        if (byte != '%') {
            if (byte == ' ' || (byte == BLANKS && at < match->end && ascii_is_space(*at)))
                while (at < match->end && ascii_is_space(*at))
                    at++;
            else if (at == match->end || (*at != byte && ascii_lower(*at) != ascii_lower(byte)))
                return fail_at(match, at);
            else
                at++;
            continue;
        }
        unsigned char letter = (unsigned char)*format++;
        if (letter >= NUMERIC_CODE) {
            const struct numeric *numeric = &numerics[letter - NUMERIC_CODE];
            int value;
            if (!match->greedy)
                return read_number(match, numeric, format, at);
            if (read_digits(match, numeric, &at, &value) < numeric->fewest || value < numeric->low ||
                value > numeric->high)
                return false;
            store(match, numeric, value);
        } else if (letter == 'f' || letter == 'N')
            return read_fraction(match, format, at, letter == 'f' ? 6 : 9);
        else if (!read_directive(match, (char)letter, &at))
            return false;
    }
    match->stop = at;
    return match->prefix || at == match->end || fail_at(match, at);
}

/* Matches from the start, greedily or in every way there is. */
static bool match_text(struct match *match, const struct timeparse_format *format, const char *text, bool greedy)
{
    static const struct time_fields none = {NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE,
                                            NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NULL};

    match->fields = none;
    match->farthest = text;
    match->attempts = ATTEMPTS;
    match->greedy = greedy;
    return match_format(match, format->expanded.data, text);
}

bool timeparse_read(const struct timeparse_format *format, struct word text, bool prefix, const char *const names[2],
                    struct timeparse *result, struct timeparse_error *error)
{
    struct match match;

    match.end = text.data + text.size;
    match.format_end = format->expanded.data + format->expanded.size;
    match.prefix = prefix;
    match.names = names;
    *error = (struct timeparse_error){0};
    if (!match_text(&match, format, text.data, true) && !match_text(&match, format, text.data, false)) {
        error->offset = (size_t)(match.farthest - text.data);
        return false;
    }
    error->why = timeparse_fill(&match.fields, result);
    if (error->why != NULL)
        return false;
    result->length = (size_t)(match.stop - text.data);
    return true;
}

void timeparse_complete(struct timeparse *parsed)
{
    /* 1900 has no 29 February: the text has no year. Python takes the weekday of 1904, a Monday. */
    bool leap_day = parsed->parts.year == 1900 && parsed->parts.month == 2 && parsed->parts.day == 29;

    calendar_complete(&parsed->parts);
    if (leap_day)
        parsed->parts.weekday = 0;
    if (parsed->weekday >= 0)
        parsed->parts.weekday = parsed->weekday;
}
