/* SPDX-License-Identifier: MIT */
/* Module time: what the time zone is. */
#include "ops/chapters.h"
#include "ops/shared/zones.h"

TEXTS_OF(time_zone);

struct zone_args {
    const char *tz;
};

/* January's and July's offsets and names of this year: the larger offset is DST's. */
struct seasons {
    struct zone_period standard, dst;
};

/* Computes the seasons as Python does for time.timezone and the like when it starts. 0, or -1 with the failure
 * recorded. */
static int find_seasons(struct call *call, struct seasons *seasons)
{
    const struct zone *zone = call_zone(call, ARGS(struct zone_args, call)->tz);

    if (zone == NULL)
        return -1;
    zone_seasons(zone, call_now().tv_sec, &seasons->standard, &seasons->dst);
    return 0;
}

static int run_tzset(struct call *call)
{
    if (call_zone(call, ARGS(struct zone_args, call)->tz) == NULL)
        return -1;
    out_none(call->out);
    return 0;
}

static int run_timezone(struct call *call)
{
    struct seasons seasons;

    if (find_seasons(call, &seasons) < 0)
        return -1;
    out_int(call->out, -seasons.standard.offset);
    return 0;
}

static int run_altzone(struct call *call)
{
    struct seasons seasons;

    if (find_seasons(call, &seasons) < 0)
        return -1;
    out_int(call->out, -seasons.dst.offset);
    return 0;
}

static int run_daylight(struct call *call)
{
    struct seasons seasons;

    if (find_seasons(call, &seasons) < 0)
        return -1;
    out_int(call->out, seasons.standard.offset != seasons.dst.offset);
    return 0;
}

static int run_tzname(struct call *call)
{
    struct seasons seasons;

    if (find_seasons(call, &seasons) < 0)
        return -1;
    out_open(call->out, OUT_RECORD);
    out_field_text(call->out, "standard", seasons.standard.name);
    out_field_text(call->out, "dst", seasons.dst.name);
    out_close(call->out);
    return 0;
}

static const struct param params[] = {TZ_PARAM(struct zone_args)};

static const struct op ops[] = {
    {
        .name = "tzset",
        TEXTS(.summary = "Read the time zone of the variable TZ again", .result = "None",
              .note =
                  "every operation reads TZ itself, so that this only checks the zone: status 66 if it does not exist",
              .example = "TZ=Europe/Berlin xos tzset"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_UNIX,
        OP_PARAMS(struct zone_args, params),
        .run = run_tzset,
    },
    {
        .name = "altzone",
        TEXTS(.summary = "Return the offset of DST in seconds west of UTC",
              .result = "int seconds; that of standard time if daylight is 0",
              .note = "holds for this year only; tm_gmtoff is better", .example = "xos altzone --tz Europe/Berlin",
              .signature = "altzone"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_ALL,
        OP_PARAMS(struct zone_args, params),
        .run = run_altzone,
    },
    {
        .name = "daylight",
        TEXTS(.summary = "Return whether the zone has DST this year", .result = "int 1 or 0",
              .example = "xos daylight --tz Europe/Berlin", .signature = "daylight"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_ALL,
        OP_PARAMS(struct zone_args, params),
        .run = run_daylight,
    },
    {
        .name = "timezone",
        TEXTS(.summary = "Return the offset of standard time in seconds west of UTC", .result = "int seconds",
              .note = "holds for this year only; tm_gmtoff is better", .example = "xos timezone --tz Europe/Berlin",
              .signature = "timezone"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_ALL,
        OP_PARAMS(struct zone_args, params),
        .run = run_timezone,
    },
    {
        .name = "tzname",
        TEXTS(.summary = "Return the abbreviations of standard time and DST",
              .result = "record standard dst, which are the same in a zone without DST",
              .note = "holds for this year only; tm_zone is better", .example = "xos tzname --tz Europe/Berlin",
              .signature = "tzname"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_ALL,
        OP_PARAMS(struct zone_args, params),
        .run = run_tzname,
    },
};

const struct chapter chapter_time_zone = CHAPTER(SECTION_TIME, "time: the time zone", ops);
