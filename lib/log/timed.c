/* SPDX-License-Identifier: MIT */
/* Files that rotate by time, with the names and times of Python's TimedRotatingFileHandler: PATH.2026-11-29 and so on,
 * named after the beginning of the period. The period of a file begins when the file was made, so that it survives
 * restarts; otherwise each record that is appended would move the period, with the time of modification. */
#include "log/parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <strings.h>

#include "os/clock.h"
#include "os/fd.h"
#include "os/files.h"
#include "os/walk/dirents.h"
#include "value/isotime.h"
#include "value/number.h"
#include "value/timefmt.h"

TEXTS_OF(log_timed);

enum { HOUR = 3600, DAY = 86400, WEEK = 7, STAMP_ROOM = 64, MOST_SAME = 1000 };

/* The meanings of `when`. */
struct period {
    int64_t seconds;
    const char *format;
    bool daily;  /* at a time of day: midnight, W0 to W6 */
    int weekday; /* 0 is Monday; -1: any */
};

static bool read_period(const char *when, struct period *period)
{
    static const struct {
        char letter;
        int seconds;
        const char *format;
    } known[] = {
        {'s', 1, "%Y-%m-%d_%H-%M-%S"}, {'m', 60, "%Y-%m-%d_%H-%M"}, {'h', HOUR, "%Y-%m-%d_%H"}, {'d', DAY, "%Y-%m-%d"}};
    char first = (char)(when[0] | 32);

    *period = (struct period){.seconds = DAY, .format = "%Y-%m-%d", .weekday = -1};
    for (size_t i = 0; i < sizeof known / sizeof known[0] && when[0] != '\0' && when[1] == '\0'; i++)
        if (first == known[i].letter) {
            period->seconds = known[i].seconds;
            period->format = known[i].format;
            return true;
        }
    period->daily = true;
    if (first == 'w' && when[1] >= '0' && when[1] < '0' + WEEK && when[2] == '\0') {
        period->weekday = when[1] - '0';
        period->seconds = (int64_t)WEEK * DAY;
        return true;
    }
    return strcasecmp(when, "midnight") == 0;
}

static struct period period_of(const struct log_destination *destination)
{
    struct period period;

    read_period(destination->options.when != NULL ? destination->options.when : "h", &period);
    period.seconds *= destination->options.interval;
    return period;
}

static int check_timed(struct log_destination *destination, struct fail *fail, const char *option)
{
    const struct log_options *options = &destination->options;
    struct calendar parts;
    struct period period;
    const char *at = options->at;

    if (options->when != NULL && !read_period(options->when, &period))
        return fail_usage(fail, "%s: when: '%.100s' is not S, M, H, D, midnight or W0 to W6", option, options->when);
    if (options->interval < 1)
        return fail_usage(fail, "%s: interval: 0 is not at least 1", option);
    if (at != NULL && (!isotime_read_clock(&at, at + strlen(at), &parts) || *at != '\0'))
        return fail_usage(fail, "%s: at: '%.100s' is not a time of day", option, options->at);
    return 0;
}

/* Splits an instant in the zone of the file's names. */
static struct calendar split(const struct log_destination *destination, int64_t seconds)
{
    struct calendar parts = {0};

    if (destination->options.utc)
        calendar_split(seconds, &parts);
    else
        zone_split(destination->host->clock.zone, seconds, &destination->host->clock.period, &parts);
    return parts;
}

/* True if DST applies at that time; never in UTC. */
static bool has_dst(const struct log_destination *destination, int64_t seconds)
{
    return !destination->options.utc && split(destination, seconds).isdst > 0;
}

/* The seconds to add to an instant so that the clock shows the same there as it would without a change of DST. */
static int dst_addend(const struct log_destination *destination, int64_t from, int64_t to)
{
    bool now = has_dst(destination, from);

    return now == has_dst(destination, to) ? 0 : now ? HOUR : -HOUR;
}

/* When a file whose period begins at `from` is rotated: computeRollover. */
static int64_t rollover_after(const struct log_destination *destination, int64_t from)
{
    struct period period = period_of(destination);
    struct calendar parts = split(destination, from), at = {0};
    const char *text = destination->options.at;
    int weekday = parts.weekday;

    if (!period.daily)
        return from + period.seconds;
    int64_t wanted = DAY, clock = (parts.hour * 60 + parts.minute) * 60 + parts.second;
    if (text != NULL && isotime_read_clock(&text, text + strlen(text), &at))
        wanted = (at.hour * 60 + at.minute) * 60 + at.second;
    int64_t wait = wanted - clock;
    if (wait <= 0) {
        wait += DAY;
        weekday = (weekday + 1) % WEEK;
    }
    int64_t result = from + wait;
    if (period.weekday >= 0)
        result += (period.weekday - weekday + WEEK) % WEEK * (int64_t)DAY + period.seconds - (int64_t)WEEK * DAY;
    else
        result += period.seconds - DAY;
    return result + dst_addend(destination, from, result);
}

static int64_t now_seconds(void)
{
    struct timespec now = {0};

    os_clock_get(CLOCK_REALTIME, &now);
    return now.tv_sec;
}

/* The time of the open file's rollover, from when it was made, or was last written if that is earlier. */
static void find_rollover(struct log_destination *destination)
{
    struct log_turn *turn = destination->state;
    struct status status;
    int64_t from = now_seconds();

    if (turn->times_known)
        return;
    if (turn->size > 0 && status_get(destination->fd, NULL, 0, STATUS_MTIME | STATUS_BTIME, &status) == 0) {
        from = status.mtime.seconds;
        if ((status.mask & STATUS_BTIME) && status.btime.seconds < from)
            from = status.btime.seconds;
    }
    turn->rollover_at = rollover_after(destination, from);
    turn->times_known = true;
}

/* Writes ".2026-11-29", the name of the period that ends now. */
static void write_stamp(const struct log_destination *destination, int64_t now, char stamp[STAMP_ROOM])
{
    const struct log_turn *turn = destination->state;
    struct period period = period_of(destination);
    int64_t begin = turn->rollover_at - period.seconds;

    begin += dst_addend(destination, now, begin);
    struct calendar parts = split(destination, begin);
    stamp[0] = '.';
    size_t size = timefmt_write(stamp + 1, STAMP_ROOM - 2, word_of(period.format), &parts, begin);
    stamp[1 + size] = '\0';
}

/* True if text is a time as the format writes it, and then perhaps a dot and letters. */
static bool is_stamp(const char *text, const char *format)
{
    static const char digits[] = "4-2-2_2-2-2";
    size_t fields = strlen(format) / 3; /* "%Y-": three bytes each, the last without its mark */

    for (size_t field = 0; field <= fields; field++) {
        int count = digits[2 * field] - '0';
        for (int i = 0; i < count; i++, text++)
            if (*text < '0' || *text > '9')
                return false;
        if (field < fields && *text++ != digits[2 * field + 1])
            return false;
    }
    return *text == '\0' || *text == '.';
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Removes the oldest rotated files in folder fd, so that count are left. */
static void remove_oldest(const struct log_destination *destination, int fd, const char *base)
{
    struct period period = period_of(destination);
    struct arena arena;
    struct dirents dirents;
    struct dirents_name name;
    char **names = NULL, buffer[8192] __attribute__((aligned(8)));
    size_t count = 0, keep = (size_t)destination->options.count, size = strlen(base);
    bool complete = true;

    arena_init(&arena, NULL, 0);
    dirents_start(&dirents, fd, buffer, sizeof buffer);
    while (dirents_fill(&dirents) > 0)
        while (dirents_take(&dirents, &name)) {
            if (strncmp(name.text, base, size) != 0 || name.text[size] != '.' ||
                !is_stamp(name.text + size + 1, period.format))
                continue;
            char **grown = realloc(names, (count + 1) * sizeof *names);
            char *copy = grown != NULL ? arena_copy(&arena, name.text, name.size) : NULL;
            names = grown != NULL ? grown : names;
            if (copy != NULL)
                names[count++] = copy;
            complete &= copy != NULL;
        }
    if (complete && count > keep) {
        qsort(names, count, sizeof *names, by_name);
        for (size_t i = 0; i < count - keep; i++)
            file_remove(fd, names[i]);
    }
    free(names);
    arena_clear(&arena);
}

static void prune(const struct log_destination *destination)
{
    const char *slash = strrchr(destination->address, '/');
    const char *base = slash != NULL ? slash + 1 : destination->address;
    char *folder = destination->options.count > 0 ? turn_name(destination, ".", "") : NULL;

    if (folder == NULL)
        return;
    memcpy(folder + (base - destination->address), ".", 2);
    int fd = dirents_open(folder);
    if (fd < 0)
        return;
    remove_oldest(destination, fd, base);
    os_close(fd);
}

/* True if no rotated file has the name, with or without the suffix of compressed ones; true also if memory is out. */
static bool is_free(const struct log_destination *destination, const char *stamp, const char *same)
{
    const char *suffix = log_suffix(destination), *name = turn_name(destination, stamp, same);

    if (name == NULL)
        return true;
    if (turn_exists(name) != 0)
        return false;
    struct log_text packed = {0};
    log_text_put(&packed, name);
    log_text_put(&packed, suffix);
    log_text_char(&packed, '\0');
    bool taken = *suffix != '\0' && (packed.failed || turn_exists(packed.data) != 0);
    log_text_free(&packed);
    return !taken;
}

/* Renames the file whose period is over, within this process's turn. 0 or -errno; nothing is lost then. */
static int rotate(struct log_destination *destination, int64_t now)
{
    struct log_turn *turn = destination->state;
    char stamp[STAMP_ROOM], same[NUMBER_ROOM + 1] = "";

    log_compress_wait(destination, NULL);
    write_stamp(destination, now, stamp);
    /* A name that is taken gets .1: the clock was set back, or twice in a period. */
    for (int i = 1; i < MOST_SAME && !is_free(destination, stamp, same); i++) {
        same[0] = '.';
        same[1 + int_write(same + 1, i)] = '\0';
    }
    const char *name = turn_name(destination, stamp, same);
    int result = name != NULL ? file_rename(AT_FDCWD, destination->address, AT_FDCWD, name) : -ENOMEM;
    if (result < 0)
        return result;
    log_compress(destination, name);
    prune(destination);
    log_close_fd(destination);
    turn->rollover_at = 0;
    return 0;
}

static int write_timed(struct log_destination *destination, const struct log_record *record, int level,
                       const char *data, size_t size)
{
    struct log_turn *turn = destination->state;
    bool lines = record == NULL;

    (void)level;
    for (;;) {
        int result = turn_take(destination);
        if (result < 0)
            return log_lose(destination, -result, data, size, lines);
        int64_t now = now_seconds();
        find_rollover(destination);
        if (now >= turn->rollover_at && turn->size > 0 && turn->regular) {
            result = rotate(destination, now);
            if (result == 0)
                continue;
            log_blame_rotation(destination, result);
        }
        result = turn_write(destination, data, size, lines);
        turn_end(destination);
        return result;
    }
}

const struct log_functions log_timed_functions = {
    .check = check_timed, .open = turn_open, .write = write_timed, .reopen = turn_reopen, .close = turn_finish};
