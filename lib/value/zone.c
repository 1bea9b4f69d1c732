/* SPDX-License-Identifier: MIT */
/* Zoneinfo files, and the conversion between instants and local times. */
#include "value/zone.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "os/contents.h"

enum { HEADER_SIZE = 44, KIND_SIZE = 6, LARGEST_FILE = 1 << 20, MOST_OFFSET = 26 * 3600 };

/* A big-endian integer of size bytes, with its sign. */
static int64_t big_endian(const unsigned char *at, size_t size)
{
    uint64_t value = *at & 0x80 ? UINT64_MAX : 0;

    for (size_t i = 0; i < size; i++)
        value = value << 8 | at[i];
    return (int64_t)value;
}

/* The counts of a TZif header, in the file's order. */
struct counts {
    uint64_t utc, standard, leaps, times, types, characters;
};

static bool read_header(const unsigned char *at, const unsigned char *end, struct counts *counts)
{
    uint64_t *const each[] = {&counts->utc,   &counts->standard, &counts->leaps,
                              &counts->times, &counts->types,    &counts->characters};

    if (end - at < HEADER_SIZE || memcmp(at, "TZif", 4) != 0)
        return false;
    for (size_t i = 0; i < 6; i++)
        *each[i] = (uint64_t)big_endian(at + 20 + 4 * i, 4) & 0xffffffff;
    return true;
}

static uint64_t block_size(const struct counts *counts, uint64_t width)
{
    return counts->times * (width + 1) + counts->types * KIND_SIZE + counts->characters + counts->leaps * (width + 4) +
           counts->standard + counts->utc;
}

static int64_t time_at(const struct zone *zone, size_t index)
{
    return big_endian(zone->times + index * zone->width, zone->width);
}

/* True if the times ascend, every index in the tables is within them, and no offset is out of range. */
static bool is_sound(const struct zone *zone, uint64_t characters)
{
    for (size_t i = 0; i < zone->count; i++)
        if (zone->types[i] >= zone->kind_count || (i > 0 && time_at(zone, i) <= time_at(zone, i - 1)))
            return false;
    for (size_t i = 0; i < zone->kind_count; i++) {
        int64_t offset = big_endian(zone->kinds + i * KIND_SIZE, 4);
        if (zone->kinds[i * KIND_SIZE + 5] >= characters || offset <= -MOST_OFFSET || offset >= MOST_OFFSET)
            return false;
    }
    return zone->kind_count > 0 && characters > 0 && zone->names[characters - 1] == '\0';
}

/* Reads the footer between two newlines; a zone without one keeps its last offset. */
static bool read_footer(struct zone *zone, const char *at, const char *end)
{
    char text[128];
    const char *stop = end - at > 1 && *at == '\n' ? memchr(at + 1, '\n', (size_t)(end - at) - 1) : NULL;

    if (stop == NULL || stop == at + 1 || (size_t)(stop - at) > sizeof text)
        return stop == at + 1 || at == end;
    memcpy(text, at + 1, (size_t)(stop - at) - 1);
    text[stop - at - 1] = '\0';
    return zone_posix_read(text, &zone->posix);
}

bool zone_read(struct zone *zone, const char *data, size_t size)
{
    const unsigned char *at = (const unsigned char *)data, *end = at + size;
    struct counts counts;

    *zone = (struct zone){.width = 4};
    if (!read_header(at, end, &counts))
        return false;
    if (at[4] >= '2') { /* the 32-bit block is repeated in 64 bits */
        uint64_t first = block_size(&counts, 4) + HEADER_SIZE;
        if (first > size || !read_header(at + first, end, &counts))
            return false;
        at += first;
        zone->width = 8;
    }
    at += HEADER_SIZE;
    uint64_t block = block_size(&counts, zone->width);
    if (block > (uint64_t)(end - at))
        return false;
    zone->count = (size_t)counts.times;
    zone->kind_count = (size_t)counts.types;
    zone->times = at;
    zone->types = zone->times + zone->count * zone->width;
    zone->kinds = zone->types + zone->count;
    zone->names = (const char *)zone->kinds + zone->kind_count * KIND_SIZE;
    return is_sound(zone, counts.characters) &&
           (zone->width == 4 || read_footer(zone, (const char *)at + block, (const char *)end));
}

/* Reads the file if it is a zone. Returns 0 or -errno; -ENOENT if it is not there, or not a zone. */
static int open_file(struct zone *zone, struct arena *arena, const char *path)
{
    char *data;
    size_t size;
    int result = contents_of(path, LARGEST_FILE, &data, &size);

    if (result < 0)
        return result;
    char *copy = arena_copy(arena, data, size);
    free(data);
    if (copy == NULL)
        return -ENOMEM;
    return zone_read(zone, copy, size) ? 0 : -ENOENT;
}

static int open_named(struct zone *zone, struct arena *arena, const char *name)
{
    const char *const folders[] = {getenv("TZDIR"), "/usr/share/zoneinfo", "/share/zoneinfo", "/etc/zoneinfo"};
    char path[512];
    size_t size = strlen(name) + 1;

    if (*name == '/')
        return open_file(zone, arena, name);
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        size_t folder = folders[i] != NULL ? strlen(folders[i]) : 0;
        if (folder == 0 || folder + 1 + size > sizeof path)
            continue;
        memcpy(path, folders[i], folder);
        path[folder] = '/';
        memcpy(path + folder + 1, name, size);
        int result = open_file(zone, arena, path);
        if (result != -ENOENT && result != -ENOTDIR && result != -EISDIR)
            return result;
    }
    return -ENOENT;
}

void zone_utc(struct zone *zone)
{
    *zone = (struct zone){.posix = {.given = true, .name = {"UTC"}}};
}

/* Reads +hh:mm, +hhmm or +hh; the text is also the abbreviation. */
static bool read_offset(const char *name, struct zone_posix *posix)
{
    int digits[4] = {0}, count = 0;
    size_t size = strlen(name);

    if ((*name != '+' && *name != '-') || size > 6)
        return false;
    for (const char *at = name + 1; *at != '\0'; at++)
        if (*at >= '0' && *at <= '9' && count < 4)
            digits[count++] = *at - '0';
        else if (*at != ':' || at != name + 3 || size != 6)
            return false;
    int hours = digits[0] * 10 + digits[1], minutes = digits[2] * 10 + digits[3];
    if ((count != 2 && count != 4) || hours > 24 || minutes > 59)
        return false;
    *posix = (struct zone_posix){.given = true, .offset = {(hours * 60 + minutes) * (*name == '-' ? -60 : 60)}};
    memcpy(posix->name[0], name, size + 1);
    return true;
}

const char *zone_default(void)
{
    const char *name = getenv("TZ");

    return name != NULL ? name : "/etc/localtime";
}

int zone_open(struct zone *zone, struct arena *arena, const char *name)
{
    static const char *const utc[] = {"", "UTC", "UTC0", "GMT", "Etc/UTC"};

    if (name == NULL && (name = getenv("TZ")) == NULL) {
        int result = open_file(zone, arena, "/etc/localtime");
        if (result != -ENOENT)
            return result;
        zone_utc(zone);
        return 0;
    }
    name += *name == ':';
    zone_utc(zone);
    for (size_t i = 0; i < sizeof utc / sizeof utc[0]; i++)
        if (strcmp(name, utc[i]) == 0) {
            if (i == 3)
                memcpy(zone->posix.name[0], name, 4);
            return 0;
        }
    if (read_offset(name, &zone->posix))
        return 0;
    int result = strpbrk(name, ",<") == NULL ? open_named(zone, arena, name) : -ENOENT;
    if (result != -ENOENT)
        return result;
    *zone = (struct zone){0};
    return zone_posix_read(name, &zone->posix) ? 0 : -ENOENT;
}

static void set_kind(const struct zone *zone, size_t kind, struct zone_period *period)
{
    const unsigned char *at = zone->kinds + kind * KIND_SIZE;

    period->offset = (int)big_endian(at, 4);
    period->dst = at[4] != 0;
    period->name = zone->names + at[5];
}

/* The period before the first of times: the first type that is not DST, as in the C libraries. */
static void before_all(const struct zone *zone, struct zone_period *period)
{
    size_t kind = 0;

    while (kind < zone->kind_count && zone->kinds[kind * KIND_SIZE + 4] != 0)
        kind++;
    set_kind(zone, kind < zone->kind_count ? kind : 0, period);
}

void zone_find(const struct zone *zone, int64_t seconds, struct zone_period *period)
{
    size_t low = 0, high = zone->count; /* times[low - 1] <= seconds < times[high] */

    if (seconds >= period->from && seconds < period->until)
        return;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (time_at(zone, middle) <= seconds)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == zone->count && zone->posix.given) {
        zone_posix_find(&zone->posix, seconds, period);
        if (low > 0 && period->from < time_at(zone, low - 1))
            period->from = time_at(zone, low - 1);
        return;
    }
    period->from = low > 0 ? time_at(zone, low - 1) : -CALENDAR_WITHIN * 2;
    period->until = low < zone->count ? time_at(zone, low) : CALENDAR_WITHIN * 2;
    if (low > 0)
        set_kind(zone, zone->types[low - 1], period);
    else
        before_all(zone, period);
}

void zone_split(const struct zone *zone, int64_t seconds, struct zone_period *period, struct calendar *parts)
{
    zone_find(zone, seconds, period);
    calendar_split(seconds + period->offset, parts);
    parts->isdst = period->dst;
    parts->offset = period->offset;
    parts->has_offset = true;
    parts->zone = period->name;
}

bool zone_split_any(const struct zone *zone, struct timespec time, struct zone_period *period, struct calendar *parts)
{
    *parts = (struct calendar){.nanosecond = (int)time.tv_nsec};
    if (time.tv_sec < -CALENDAR_WITHIN || time.tv_sec > CALENDAR_WITHIN)
        return false;
    zone_split(zone, time.tv_sec, period, parts);
    return calendar_in_range(parts);
}

enum zone_times zone_instants(const struct zone *zone, int64_t local, struct zone_period *period, int64_t instants[2])
{
    int count = 0;

    if (local - MOST_OFFSET >= period->from && local + MOST_OFFSET < period->until) {
        instants[0] = instants[1] = local - period->offset;
        return ZONE_ONCE;
    }
    struct zone_period each = {0};
    for (int64_t at = local - MOST_OFFSET; at < local + MOST_OFFSET; at = each.until) {
        int before = each.offset;
        bool first = each.until == 0;
        zone_find(zone, at, &each);
        int64_t instant = local - each.offset;
        if (instant < each.from && !first && local - before >= each.from && count == 0) {
            instants[0] = local - before;
            instants[1] = instant;
            *period = each;
            return ZONE_NEVER;
        }
        if (instant < each.from || instant >= each.until)
            continue;
        instants[1] = instant;
        if (count++ == 0) {
            instants[0] = instant;
            *period = each;
        }
    }
    if (count > 0)
        return count > 1 ? ZONE_TWICE : ZONE_ONCE;
    zone_find(zone, local, period); /* several changes within hours passed it over */
    instants[0] = instants[1] = local - period->offset;
    return ZONE_NEVER;
}

void zone_seasons(const struct zone *zone, int64_t seconds, struct zone_period *standard, struct zone_period *dst)
{
    enum { YEAR = (365 * 24 + 6) * 3600 };
    struct zone_period january = {0}, july = {0};
    int64_t start = seconds / YEAR * YEAR;

    zone_find(zone, start, &january);
    zone_find(zone, start + YEAR / 2, &july);
    *standard = january.offset <= july.offset ? january : july;
    *dst = january.offset <= july.offset ? july : january;
}

bool zone_choose(const struct zone *zone, int64_t local, struct zone_choice choice, struct zone_period *period,
                 int64_t *instant)
{
    int64_t instants[2];
    enum zone_times times = zone_instants(zone, local, period, instants);

    if (times == ZONE_NEVER && choice.gap == ZONE_GAP_REFUSED)
        return false;
    *instant = instants[times == ZONE_NEVER ? choice.gap == ZONE_GAP_AFTER : choice.fold];
    return true;
}

/* The offset of the nearest time around instant with the wanted DST; step and limit are those of glibc. */
static int nearest_offset(const struct zone *zone, int64_t instant, bool wanted, int fallback)
{
    enum { STEP = 601200, BOUND = 268828200 };
    struct zone_period period = {0};

    for (int64_t span = STEP; span < BOUND; span += STEP)
        for (int sign = -1; sign <= 1; sign += 2) {
            zone_find(zone, instant + sign * span, &period);
            if (period.dst == wanted)
                return period.offset;
        }
    return fallback;
}

int64_t zone_mktime(const struct zone *zone, const struct calendar *parts)
{
    int64_t local = calendar_join(parts), instants[2];
    struct zone_period period = {0}, found = {0};
    enum zone_times times = zone_instants(zone, local, &period, instants);

    if (parts->isdst < 0)
        return instants[0];
    for (int i = 0; i < (times == ZONE_TWICE ? 2 : 1); i++) {
        zone_find(zone, instants[i], &found);
        if (times != ZONE_NEVER && found.dst == (parts->isdst > 0))
            return instants[i];
    }
    zone_find(zone, instants[0], &found);
    return local - nearest_offset(zone, instants[0], parts->isdst > 0, (int)(local - instants[0]));
}
