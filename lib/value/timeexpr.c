/* SPDX-License-Identifier: MIT */
/* Times with arithmetic. */
#include "value/timeexpr.h"

#include "value/ascii.h"

#define SECOND INT64_C(1000000000)
#define NEAR INT64_C(60000000000000) /* seconds from 1970, to years that are in range for certain */

/* A unit of a step: months and days are calendar units, nanoseconds are elapsed time. */
struct unit {
    char name[3];
    signed char months, days;
    int64_t ns;
};

struct step {
    const struct unit *unit;
    int64_t whole; /* with the sign */
    int fraction;  /* billionths of the unit, with the sign */
};

static const struct unit units[] = {
    {"mo", 1, 0, 0},          {"ms", 0, 0, SECOND / 1000},
    {"us", 0, 0, 1000},       {"ns", 0, 0, 1},
    {"y", 12, 0, 0},          {"w", 0, 7, 0},
    {"d", 0, 1, 0},           {"h", 0, 0, 3600 * SECOND},
    {"m", 0, 0, 60 * SECOND}, {"s", 0, 0, SECOND},
};

static const struct unit *read_unit(const char **at, const char *end)
{
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        size_t size = strlen(units[i].name);
        if ((size_t)(end - *at) >= size && memcmp(*at, units[i].name, size) == 0) {
            *at += size;
            return &units[i];
        }
    }
    return NULL;
}

/* Only elapsed time may have decimals, and no step may exceed the range of years. */
static bool read_step(const char **at, const char *end, struct step *step)
{
    struct timespec number;
    bool negative = *at < end && **at == '-';
    const char *digits = *at + 1;

    if (*at == end || (!negative && **at != '+') || digits == end || *digits < '0' || *digits > '9' ||
        !seconds_read(&digits, end, &number))
        return false;
    *at = digits;
    step->unit = read_unit(at, end);
    if (step->unit == NULL || number.tv_sec > CALENDAR_WITHIN / 100 || (number.tv_nsec != 0 && step->unit->ns == 0))
        return false;
    int64_t most = step->unit->months > 0 ? (int64_t)UINT32_MAX * 2
                   : step->unit->days > 0 ? CALENDAR_WITHIN / 604800
                                          : INT64_MAX;
    step->whole = negative ? -(int64_t)number.tv_sec : (int64_t)number.tv_sec;
    step->fraction = (int)(negative ? -number.tv_nsec : number.tv_nsec);
    return number.tv_sec <= most;
}

static bool are_digits(const char *at, const char *end)
{
    while (at < end && ascii_is_digit(*at))
        at++;
    return at == end;
}

static bool read_base(const char **at, const char *end, struct timeexpr *expr)
{
    const char *start = *at;
    struct isotime iso;

    if (end - start >= 3 && memcmp(start, "now", 3) == 0) {
        *at += 3;
        expr->base = TIMEEXPR_NOW;
        return true;
    }
    expr->base = TIMEEXPR_LOCAL;
    if (isotime_read(at, end, &iso) && (*at == end || **at == '+' || **at == '-') &&
        !are_digits(start + (*start == '+' || *start == '-'), *at)) { /* digits alone are seconds */
        expr->parts = iso.parts;
        return true;
    }
    *at = start + (*start == '@');
    expr->base = TIMEEXPR_INSTANT;
    if (seconds_read(at, end, &expr->instant) && (*at == end || **at == '+' || **at == '-'))
        return true;
    *at = start;
    expr->base = TIMEEXPR_CLOCK;
    return isotime_read_clock(at, end, &expr->parts) && *at - start > 2 && start[2] == ':';
}

bool timeexpr_read(struct word word, struct timeexpr *expr)
{
    const char *at = word.data, *end = at + word.size;
    struct step step;

    *expr = (struct timeexpr){0};
    if (at == end || !read_base(&at, end, expr))
        return false;
    expr->steps = (struct word){at, (size_t)(end - at)};
    while (at < end)
        if (!read_step(&at, end, &step))
            return false;
    return true;
}

/* A time that is either an instant or a local time, depending on the last step. */
struct state {
    const struct timeexpr_context *context;
    struct timespec instant;
    struct calendar parts;
    bool local;
};

static const char out_of_range[] = "the year is out of range";
const char timeexpr_no_such_time[] = "that time does not exist in the time zone";

/* True if the year of an instant may be in range. */
static bool is_within(struct timespec time)
{
    return time.tv_sec >= -CALENDAR_WITHIN && time.tv_sec <= CALENDAR_WITHIN;
}

static const char *to_instant(struct state *state)
{
    int64_t instant = 0;

    if (!state->local)
        return NULL;
    if (!calendar_in_range(&state->parts))
        return out_of_range;
    if (!zone_choose(state->context->zone, calendar_join(&state->parts), state->context->choice, state->context->period,
                     &instant))
        return timeexpr_no_such_time;
    state->instant = (struct timespec){.tv_sec = instant, .tv_nsec = state->parts.nanosecond};
    state->local = false;
    return NULL;
}

static const char *to_local(struct state *state)
{
    if (state->local)
        return NULL;
    if (!is_within(state->instant))
        return out_of_range;
    zone_split(state->context->zone, state->instant.tv_sec, state->context->period, &state->parts);
    state->parts.nanosecond = (int)state->instant.tv_nsec;
    state->local = true;
    return NULL;
}

static const char *add_calendar(struct state *state, const struct step *step)
{
    const char *why = to_local(state);

    if (why != NULL)
        return why;
    if (step->unit->months > 0)
        calendar_add_months(&state->parts, step->whole * step->unit->months);
    else {
        struct calendar *parts = &state->parts, date = *parts;
        calendar_split(calendar_days(parts->year, parts->month, parts->day + step->whole * step->unit->days) *
                           CALENDAR_DAY,
                       &date);
        parts->year = date.year;
        parts->month = date.month;
        parts->day = date.day;
    }
    return calendar_in_range(&state->parts) ? NULL : out_of_range;
}

static const char *add_elapsed(struct state *state, const struct step *step)
{
    const char *why = to_instant(state);
    struct timespec *time = &state->instant;
    int64_t unit = step->unit->ns;

    if (why != NULL)
        return why;
    int64_t seconds = unit >= SECOND ? step->whole * (unit / SECOND) : step->whole / (SECOND / unit);
    int64_t ns = unit >= SECOND ? 0 : step->whole % (SECOND / unit) * unit;
    int64_t part = unit >= SECOND ? step->fraction * (unit / SECOND) : step->fraction / (SECOND / unit);
    ns += time->tv_nsec + part % SECOND;
    seconds += part / SECOND + ns / SECOND - (ns % SECOND < 0);
    ns = ns % SECOND + (ns % SECOND < 0 ? SECOND : 0);
    time->tv_sec += seconds;
    time->tv_nsec = (long)ns;
    return is_within(*time) ? NULL : out_of_range;
}

static const char *begin(const struct timeexpr *expr, struct state *state)
{
    const char *why = NULL;

    state->instant = expr->base == TIMEEXPR_INSTANT ? expr->instant : state->context->now;
    if (expr->base == TIMEEXPR_LOCAL) {
        state->parts = expr->parts;
        state->local = true;
        if (expr->parts.has_offset) {
            state->instant = (struct timespec){.tv_sec = calendar_join(&expr->parts) - expr->parts.offset,
                                               .tv_nsec = expr->parts.nanosecond};
            state->local = false;
        }
    } else if (expr->base == TIMEEXPR_CLOCK) {
        why = to_local(state);
        state->parts.hour = expr->parts.hour;
        state->parts.minute = expr->parts.minute;
        state->parts.second = expr->parts.second;
        state->parts.nanosecond = expr->parts.nanosecond;
    }
    return why == NULL && !is_within(state->instant) ? out_of_range : why;
}

const char *timeexpr_value(const struct timeexpr *expr, const struct timeexpr_context *context, struct timespec *time)
{
    const char *at = expr->steps.data, *end = at + expr->steps.size;
    struct state state = {.context = context};
    struct step step;
    const char *why = begin(expr, &state);

    while (why == NULL && at < end && read_step(&at, end, &step))
        why = step.unit->ns == 0 ? add_calendar(&state, &step) : add_elapsed(&state, &step);
    if (why == NULL)
        why = to_instant(&state);
    bool near = state.instant.tv_sec > -NEAR && state.instant.tv_sec < NEAR;
    if (why == NULL && !near)
        why = to_local(&state);
    if (why == NULL && !near && !calendar_in_range(&state.parts))
        why = out_of_range;
    *time = state.instant;
    return why;
}

/* The year, or all of the date. With context->past a date that is more than a day ahead was a year ago. */
static const char *complete_date(struct timeparse *parsed, const struct timeexpr_context *context)
{
    struct calendar tomorrow = {0}, now = {0}, *parts = &parsed->parts;

    if (parsed->has_year)
        return NULL;
    zone_split(context->zone, context->now.tv_sec, context->period, &now);
    calendar_split(calendar_join(&now) + CALENDAR_DAY, &tomorrow);
    parts->year = now.year;
    if (!parsed->has_date) {
        parts->month = now.month;
        parts->day = now.day;
    } else if (context->past && calendar_days(now.year, parts->month, parts->day) >
                                    calendar_days(tomorrow.year, tomorrow.month, tomorrow.day))
        parts->year--;
    if (parts->day > calendar_month_days(parts->year, parts->month))
        return "the month has no such day";
    return NULL;
}

const char *timeexpr_parsed(struct timeparse *parsed, const struct timeexpr_context *context, struct timespec *time)
{
    struct calendar *parts = &parsed->parts;
    int64_t seconds = parsed->seconds;

    if (!parsed->has_seconds) {
        const char *why = complete_date(parsed, context);
        bool utc = parts->zone != NULL && (strcmp(parts->zone, "UTC") == 0 || strcmp(parts->zone, "GMT") == 0);
        if (why != NULL)
            return why;
        if (!calendar_in_range(parts))
            return out_of_range;
        int64_t local = calendar_join(parts);
        seconds = local - parts->offset;
        if (!parts->has_offset && !utc && parts->isdst >= 0)
            seconds = zone_mktime(context->zone, parts);
        else if (!parts->has_offset && !utc &&
                 !zone_choose(context->zone, local, context->choice, context->period, &seconds))
            return timeexpr_no_such_time;
    }
    *time = (struct timespec){.tv_sec = seconds, .tv_nsec = parts->nanosecond};
    return NULL;
}
