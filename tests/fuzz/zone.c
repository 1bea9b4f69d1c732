/* SPDX-License-Identifier: MIT */
/* Fuzz target: any bytes are read as a zoneinfo file, and as a POSIX TZ string. Of a zone that is one, each instant lies
 * in its period, and each local time in the instants that it is said to have. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "value/zone.h"

static void expect(bool truth)
{
    if (!truth)
        abort();
}

static void check_instant(const struct zone *zone, int64_t seconds)
{
    struct zone_period period = {0};
    struct calendar parts = {0};

    zone_split(zone, seconds, &period, &parts);
    expect(period.from <= seconds && seconds < period.until && period.name != NULL);
    expect(calendar_join(&parts) == seconds + period.offset && strlen(period.name) < 1 << 20);
}

static void check_local(const struct zone *zone, int64_t local)
{
    struct zone_period period = {0}, found = {0};
    struct calendar parts = {.isdst = -1};
    int64_t instants[2];
    enum zone_times times = zone_instants(zone, local, &period, instants);

    for (int i = 0; i < 2 && times != ZONE_NEVER; i++) {
        zone_find(zone, instants[i], &found);
        expect(instants[i] + found.offset == local);
    }
    expect(times != ZONE_TWICE || instants[0] < instants[1]);
    calendar_split(local, &parts);
    expect(zone_mktime(zone, &parts) == instants[0]);
}

/* Around the ends of some periods, which begin in 1900, 2026 and 2600, and a few times elsewhere. */
static void check_zone(const struct zone *zone)
{
    static const int64_t starts[] = {INT64_C(-2208988800), 1767225600, 19880899200};
    struct zone_period standard, dst, period;

    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        int64_t seconds = starts[i];
        for (int count = 0; count < 8 && seconds < CALENDAR_WITHIN; count++, seconds = period.until) {
            period = (struct zone_period){0};
            zone_find(zone, seconds, &period);
            for (int64_t step = -3600; step <= 3600; step += 1800) {
                check_instant(zone, seconds + step);
                check_local(zone, seconds + step);
            }
            check_local(zone, seconds + period.offset);
        }
        zone_seasons(zone, starts[i], &standard, &dst);
        expect(standard.offset <= dst.offset);
    }
    check_instant(zone, -CALENDAR_WITHIN);
    check_instant(zone, CALENDAR_WITHIN);
    check_instant(zone, 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *copy = malloc(size + 1);
    struct zone zone;

    expect(copy != NULL);
    memcpy(copy, data, size);
    copy[size] = '\0';
    if (zone_read(&zone, copy, size))
        check_zone(&zone);
    zone = (struct zone){0};
    if (zone_posix_read(copy, &zone.posix))
        check_zone(&zone);
    free(copy);
    return 0;
}
