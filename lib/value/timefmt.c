/* SPDX-License-Identifier: MIT */
/* Formats times. */
#include "value/timefmt.h"

#include <string.h>

#include "value/ascii.h"
#include "value/number.h"

const char calendar_weekdays[7][10] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
const char calendar_months[12][10] = {"January", "February", "March",     "April",   "May",      "June",
                                      "July",    "August",   "September", "October", "November", "December"};

enum { SHORT_NAME = 3 };

struct target {
    char *text;
    size_t size, length;
    const struct calendar *parts;
    int64_t seconds;
};

/* The flags and width before a directive's letter. */
struct spec {
    char pad; /* '-', '_', '0', '+'; 0: the directive's default */
    bool upper, other_case, point;
    int width; /* -1: the directive's default */
    int colons;
};

static void put(struct target *target, const char *data, size_t size)
{
    size_t left = target->length < target->size ? target->size - target->length : 0;

    if (left > 0)
        memcpy(target->text + target->length, data, size < left ? size : left);
    target->length += size;
}

static void put_times(struct target *target, char byte, int64_t times)
{
    while (times-- > 0)
        put(target, &byte, 1);
}

/* Two digits. */
static char *put_two(char *at, unsigned value)
{
    at[0] = (char)('0' + value / 10);
    at[1] = (char)('0' + value % 10);
    return at + 2;
}

/* A number of at least digits digits (with its sign), padded with pad unless spec says otherwise. */
static void put_number(struct target *target, const struct spec *spec, int64_t value, int digits, char pad)
{
    char text[NUMBER_ROOM];

    if (digits == 2 && pad == '0' && spec->pad == 0 && spec->width < 0 && value >= 0 && value < 100) { /* most are so */
        put_two(text, (unsigned)value);
        put(target, text, 2);
        return;
    }
    size_t sign = value < 0, size = int_write(text, value);
    int64_t missing = (spec->width > digits ? spec->width : digits) - (int64_t)size;

    if (spec->pad != 0)
        pad = spec->pad == '+' ? '0' : spec->pad;
    if (pad == '-')
        missing = spec->width - (int64_t)size;
    if (pad != '0')
        put_times(target, ' ', missing);
    put(target, text, sign);
    if (pad == '0')
        put_times(target, '0', missing);
    put(target, text + sign, size - sign);
}

/* Writes a year: with the flag +, years with more digits than usual have a sign. */
static void put_year(struct target *target, const struct spec *spec, int64_t value, int usual)
{
    struct spec signless = *spec;
    int64_t most = 1;

    for (int i = 0; i < usual; i++)
        most *= 10;
    if (spec->pad == '+' && signless.width < 0)
        signless.width = usual;
    if (spec->pad == '+' && (value >= most || spec->width > usual)) {
        put(target, "+", 1);
        signless.width--;
    }
    put_number(target, &signless, value, 1, '0');
}

static void put_text(struct target *target, const struct spec *spec, const char *text, size_t size, bool upper,
                     bool lower)
{
    put_times(target, spec->pad == '0' || spec->pad == '+' ? '0' : ' ', spec->width - (int64_t)size);
    for (size_t i = 0; i < size; i++) {
        char byte = lower ? ascii_lower(text[i]) : upper ? ascii_upper(text[i]) : text[i];
        put(target, &byte, 1);
    }
}

/* A weekday's or month's name; out of range, glibc prints a question mark. */
static void put_name(struct target *target, const struct spec *spec, const char names[][10], int index, int count,
                     bool whole)
{
    const char *name = index >= 0 && index < count ? names[index] : "?";
    size_t size = strlen(name);

    put_text(target, spec, name, whole || size < SHORT_NAME ? size : SHORT_NAME, spec->upper || spec->other_case,
             false);
}

static void put_offset(struct target *target, const struct spec *spec)
{
    const struct calendar *parts = target->parts;
    int offset = parts->offset < 0 ? -parts->offset : parts->offset;
    int hours = offset / 3600, minutes = offset / 60 % 60, seconds = offset % 60;
    char digits[10] = {parts->offset < 0 ? '-' : '+', (char)('0' + hours / 10), (char)('0' + hours % 10)};
    size_t size = 3;
    int shown = spec->colons == 3 ? seconds != 0 ? 3 : minutes != 0 ? 2 : 1 : spec->colons == 2 ? 3 : 2;

    if (!parts->has_offset)
        return;
    for (int i = 1; i < shown; i++) {
        int value = i == 1 ? minutes : seconds;
        if (spec->colons > 0)
            digits[size++] = ':';
        digits[size++] = (char)('0' + value / 10);
        digits[size++] = (char)('0' + value % 10);
    }
    put_times(target, ' ', spec->width - (int64_t)size);
    put(target, digits, size);
}

/* The first digits (9 if not given) of the nanoseconds; the flag - drops zeros at the end. */
static void put_fraction(struct target *target, const struct spec *spec, int digits)
{
    char text[NUMBER_ROOM];

    decimal_write(text, target->parts->nanosecond, 9);
    if (spec->width > 0)
        digits = spec->width;
    int most = digits < 9 ? digits : 9;
    while (spec->pad == '-' && most > 1 && text[1 + most] == '0')
        digits = --most;
    put(target, text + 2, (size_t)most);
    put_times(target, '0', digits - most);
}

static void put_format(struct target *target, const char *at, const char *end);

/* Writes a directive that consists of several others. */
static void put_composite(struct target *target, const struct spec *spec, const char *format)
{
    char text[512];
    struct target inner = {.text = text, .size = sizeof text, .parts = target->parts, .seconds = target->seconds};

    put_format(&inner, format, format + strlen(format));
    put_text(target, spec, text, inner.length < sizeof text ? inner.length : sizeof text, spec->upper, false);
}

/* The directives that are parts of a date. False for any other letter. */
static bool put_date(struct target *target, const struct spec *spec, char letter)
{
    const struct calendar *parts = target->parts;
    int64_t year = parts->year;
    int sunday = (parts->weekday + 1) % 7;

    switch (letter) {
    case 'a':
    case 'A':
        put_name(target, spec, calendar_weekdays, parts->weekday, 7, letter == 'A');
        return true;
    case 'b':
    case 'h':
    case 'B':
        put_name(target, spec, calendar_months, parts->month - 1, 12, letter == 'B');
        return true;
    case 'C':
        put_year(target, spec, year / 100 - (year % 100 < 0), 2);
        return true;
    case 'd':
    case 'e':
        put_number(target, spec, parts->day, 2, letter == 'd' ? '0' : '_');
        return true;
    case 'Y':
        put_year(target, spec, year, 4);
        return true;
    case 'y':
        put_number(target, spec, (year % 100 + 100) % 100, 2, '0');
        return true;
    case 'j':
        put_number(target, spec, parts->yearday, 3, '0');
        return true;
    case 'm':
        put_number(target, spec, parts->month, 2, '0');
        return true;
    case 'q':
        put_number(target, spec, (parts->month + 2) / 3, 1, '0');
        return true;
    case 'U':
        put_number(target, spec, (parts->yearday + 6 - sunday) / 7, 2, '0');
        return true;
    case 'W':
        put_number(target, spec, (parts->yearday + 6 - parts->weekday) / 7, 2, '0');
        return true;
    case 'u':
    case 'w':
        put_number(target, spec, letter == 'w' || sunday != 0 ? sunday : 7, 1, '0');
        return true;
    default:
        return false;
    }
}

/* The directives of the ISO 8601 week. False for any other letter. */
static bool put_week(struct target *target, const struct spec *spec, char letter)
{
    int64_t year;

    if (letter != 'G' && letter != 'g' && letter != 'V')
        return false;
    int week = calendar_iso_week(target->parts, &year);
    if (letter == 'G')
        put_year(target, spec, year, 4);
    else
        put_number(target, spec, letter == 'V' ? week : (year % 100 + 100) % 100, 2, '0');
    return true;
}

/* The directives that are parts of a time of day or of a zone. False for any other letter. */
static bool put_time(struct target *target, const struct spec *spec, char letter)
{
    const struct calendar *parts = target->parts;
    const char *zone = parts->zone != NULL ? parts->zone : "";

    switch (letter) {
    case 'H':
    case 'k':
        put_number(target, spec, parts->hour, 2, letter == 'H' ? '0' : '_');
        return true;
    case 'I':
    case 'l':
        put_number(target, spec, parts->hour % 12 == 0 ? 12 : parts->hour % 12, 2, letter == 'I' ? '0' : '_');
        return true;
    case 'M':
        put_number(target, spec, parts->minute, 2, '0');
        return true;
    case 'S':
        put_number(target, spec, parts->second, 2, '0');
        return true;
    case 's':
        put_number(target, spec, target->seconds, 1, '0');
        return true;
    case 'p':
    case 'P':
        put_text(target, spec, parts->hour < 12 ? "AM" : "PM", 2, false, letter == 'P' || spec->other_case);
        return true;
    case 'N':
    case 'f':
        put_fraction(target, spec, letter == 'N' ? 9 : 6);
        return true;
    case 'z':
        put_offset(target, spec);
        return true;
    case 'Z':
        put_text(target, spec, zone, strlen(zone), spec->upper, spec->other_case);
        return true;
    default:
        return false;
    }
}

const char *timefmt_parts(char letter)
{
    switch (letter) {
    case 'D':
    case 'x':
        return "%m/%d/%y";
    case 'F':
        return "%Y-%m-%d";
    case 'R':
        return "%H:%M";
    case 'r':
        return "%I:%M:%S %p";
    case 'T':
    case 'X':
        return "%H:%M:%S";
    default:
        return NULL;
    }
}

/* The parts of a directive that consists of several; NULL for another letter. */
static const char *composite(char letter)
{
    switch (letter) {
    case 'c':
        return "%a %b %e %H:%M:%S %Y";
    case 'n':
        return "\n";
    case 't':
        return "\t";
    case '+':
        return "%a %b %e %H:%M:%S %Z %Y";
    default:
        return timefmt_parts(letter);
    }
}

static bool put_directive(struct target *target, const struct spec *spec, char letter)
{
    const char *parts = composite(letter);

    if (letter == '%')
        put(target, "%", 1);
    else if (letter == 'F' && (spec->pad == '+' || spec->width > 6)) { /* the flag and the width are the year's */
        struct spec year = *spec;
        year.width = spec->width > 6 ? spec->width - 6 : -1;
        put_year(target, &year, target->parts->year, 4);
        static const char rest[] = "-%m-%d";
        put_format(target, rest, rest + sizeof rest - 1);
    } else if (parts != NULL)
        put_composite(target, spec, parts);
    else if (!put_date(target, spec, letter) && !put_time(target, spec, letter) && !put_week(target, spec, letter))
        return false;
    if (spec->point) {
        put(target, ".", 1);
        put_fraction(target, &(struct spec){.width = -1}, 6);
    }
    return true;
}

/* Reads flags and width after a percent sign; returns the address of the letter, or end. */
static const char *read_spec(const char *at, const char *end, struct spec *spec)
{
    enum { WIDEST = 1 << 20 };

    *spec = (struct spec){.width = -1};
    for (; at < end && strchr("_-0^#+", *at) != NULL && *at != '\0'; at++) {
        if (*at == '+' && (at + 1 == end || strchr("CFGY0123456789", at[1]) == NULL))
            return at; /* the directive %+ */
        if (*at == '^')
            spec->upper = true;
        else if (*at == '#')
            spec->other_case = true;
        else
            spec->pad = *at;
    }
    for (; at < end && *at >= '0' && *at <= '9'; at++)
        spec->width = spec->width >= WIDEST ? WIDEST : (spec->width < 0 ? 0 : spec->width * 10) + (*at - '0');
    if (at + 1 < end && (*at == 'E' || *at == 'O') && strchr(*at == 'E' ? "cCxXyY" : "deHImMSuUVwWy", at[1]) != NULL)
        at++;
    if (at + 1 < end && *at == '.' && (at[1] == 'S' || at[1] == 'T' || at[1] == 's')) {
        spec->point = true;
        at++;
    }
    for (; at < end && *at == ':' && spec->colons < 3; at++)
        spec->colons++;
    if (spec->colons > 0 && (at == end || *at != 'z'))
        return end;
    return at;
}

static void put_format(struct target *target, const char *at, const char *end)
{
    while (at < end) {
        const char *percent = memchr(at, '%', (size_t)(end - at));
        struct spec spec;
        put(target, at, (size_t)((percent != NULL ? percent : end) - at));
        if (percent == NULL)
            return;
        at = read_spec(percent + 1, end, &spec);
        if (at < end && put_directive(target, &spec, *at))
            at++;
        else {
            at = percent + 1;
            put(target, "%", 1);
        }
    }
}

const char *timefmt_check(struct word format)
{
    static const struct calendar parts = {.month = 1, .day = 1, .yearday = 1};
    const char *at = format.data, *end = at + format.size;

    while ((at = memchr(at, '%', (size_t)(end - at))) != NULL) {
        struct target nowhere = {.parts = &parts};
        struct spec spec;
        const char *letter = read_spec(at + 1, end, &spec);
        if (letter == end || !put_directive(&nowhere, &spec, *letter))
            return at;
        at = letter + 1;
    }
    return NULL;
}

size_t timefmt_write(char *text, size_t size, struct word format, const struct calendar *parts, int64_t seconds)
{
    struct target target = {.text = text, .size = size, .parts = parts, .seconds = seconds};

    put_format(&target, format.data, format.data + format.size);
    return target.length;
}

/* A year of 0 to 9999 in four digits; others with a sign and 6 or 10. */
static char *put_iso_year(char *at, int64_t year)
{
    if (year >= 0 && year <= 9999)
        return put_two(put_two(at, (unsigned)year / 100), (unsigned)year % 100);
    uint64_t left = year < 0 ? -(uint64_t)year : (uint64_t)year;
    int digits = left < 1000000 ? 6 : 10;
    *at++ = year < 0 ? '-' : '+';
    for (int i = digits - 1; i >= 0; i--, left /= 10)
        at[i] = (char)('0' + left % 10);
    return at + digits;
}

/* A point and nanoseconds with 3, 6 or 9 digits, as many as they need. */
static char *put_iso_fraction(char *at, unsigned ns)
{
    int digits = 9;

    for (; ns % 1000 == 0; ns /= 1000)
        digits -= 3;
    *at++ = '.';
    for (int i = digits - 1; i >= 0; i--, ns /= 10)
        at[i] = (char)('0' + ns % 10);
    return at + digits;
}

size_t timefmt_iso(char *text, const struct calendar *parts, bool fraction)
{
    unsigned offset = (unsigned)(parts->offset < 0 ? -parts->offset : parts->offset);
    char *at = put_iso_year(text, parts->year);

    *at++ = '-';
    at = put_two(at, (unsigned)parts->month);
    *at++ = '-';
    at = put_two(at, (unsigned)parts->day);
    *at++ = 'T';
    at = put_two(at, (unsigned)parts->hour);
    *at++ = ':';
    at = put_two(at, (unsigned)parts->minute);
    *at++ = ':';
    at = put_two(at, (unsigned)parts->second);
    if (fraction && parts->nanosecond > 0)
        at = put_iso_fraction(at, (unsigned)parts->nanosecond);
    *at++ = parts->offset < 0 ? '-' : '+';
    at = put_two(at, offset / 3600);
    *at++ = ':';
    at = put_two(at, offset / 60 % 60);
    if (offset % 60 != 0) {
        *at++ = ':';
        at = put_two(at, offset % 60);
    }
    return (size_t)(at - text);
}
