/* SPDX-License-Identifier: MIT */
/* xts: a stamp before each line of one stream. A block is read, all its lines get the time at which it arrived, and
 * they are written at once: two system calls. */
#include <errno.h>
#include <stdlib.h>

#include "os/clock.h"
#include "os/io.h"
#include "ts/xts.h"
#include "value/number.h"
#include "value/timefmt.h"

enum {
    BLOCK = 256 * 1024,
    LONGEST = 64 * 1024 * 1024, /* a line that exceeds it is written in parts */
    OUT_SIZE = 16 * 1024 * 1024 /* address space; memory only as far as it is used */
};

int stamper_open(struct stamper *stamper, struct xts *xts, int in, int out, const char *name)
{
    *stamper = (struct stamper){.xts = xts, .in = in, .name = name, .out_size = OUT_SIZE, .capacity = BLOCK};
    char *buffer = os_reserve(&stamper->out_size);
    stamper->data = malloc(BLOCK);
    out_init(&stamper->out, xts->call->json ? &out_json : &out_plain, out, buffer, stamper->out_size);
    if (buffer != NULL && stamper->data != NULL)
        return 0;
    stamper_close(stamper);
    return -ENOMEM;
}

void stamper_close(struct stamper *stamper)
{
    if (stamper->out.buffer != NULL)
        os_release(stamper->out.buffer, stamper->out_size);
    free(stamper->data);
    stamper->data = NULL;
    stamper->out.buffer = NULL;
}

static struct timespec difference(struct timespec later, struct timespec earlier)
{
    bool borrow = later.tv_nsec < earlier.tv_nsec;

    return (struct timespec){.tv_sec = later.tv_sec - earlier.tv_sec - borrow,
                             .tv_nsec = later.tv_nsec - earlier.tv_nsec + (borrow ? 1000000000 : 0)};
}

/* Returns the time for the stamp of a line that arrives now; with --delta the next line's counts from it. */
static struct timespec stamp_time(struct xts *xts, struct timespec now)
{
    struct timespec time = now;

    if (xts->args->delta)
        time = difference(now, xts->last);
    else if (xts->args->since_start)
        time = difference(now, xts->start);
    xts->last = now;
    return time;
}

static void make_stamp(struct stamper *stamper, struct timespec now)
{
    enum { MICROSECONDS = 3 }; /* decimals that are dropped */
    struct xts *xts = stamper->xts;
    struct calendar parts = {0};

    stamper->now = stamp_time(xts, now);
    if (xts->format.data == NULL) {
        stamper->stamp_size = time_write(stamper->stamp, stamper->now) - MICROSECONDS;
    } else {
        zone_split(xts->to, stamper->now.tv_sec, &xts->to_period, &parts);
        parts.nanosecond = (int)stamper->now.tv_nsec;
        size_t size = timefmt_write(stamper->stamp, XTS_STAMP, xts->format, &parts, stamper->now.tv_sec);
        stamper->stamp_size = size < XTS_STAMP ? size : XTS_STAMP;
    }
    stamper->stamp[stamper->stamp_size++] = ' ';
}

/* The number of bytes that end the line: LF, NUL with -0, CR with --cr, CR LF. */
static size_t end_size(const struct stamper *stamper, struct word line)
{
    const struct xts *xts = stamper->xts;
    char last = line.size > 0 ? line.data[line.size - 1] : 'x';

    if (last == (xts->call->null ? '\0' : '\n'))
        return xts->args->cr && line.size > 1 && line.data[line.size - 2] == '\r' ? 2 : 1;
    return xts->args->cr && last == '\r';
}

static void write_record(struct stamper *stamper, struct word line)
{
    struct out *out = &stamper->out;
    char iso[ISO_TIME_SIZE];
    struct calendar parts = {.nanosecond = (int)stamper->now.tv_nsec};

    out_open(out, OUT_RECORD);
    out_field_time(out,
                   stamper->xts->args->delta ? "delta"
                   : stamper->xts->elapsed   ? "elapsed"
                                             : "seconds",
                   stamper->now);
    if (!stamper->xts->elapsed) {
        zone_split(stamper->xts->to, stamper->now.tv_sec, &stamper->xts->to_period, &parts);
        out_name(out, "iso");
        out_string(out, iso, timefmt_iso(iso, &parts, true));
    }
    out_field_text(out, "stream", stamper->name);
    out_name(out, "line");
    out_string(out, line.data, line.size - end_size(stamper, line));
    out_close(out);
}

static void write_line(struct stamper *stamper, struct word line)
{
    struct xts *xts = stamper->xts;

    stamper->lines++;
    if (xts->args->parse.data != NULL)
        xts_rewrite(stamper, line);
    else if (xts->call->json)
        write_record(stamper, line);
    else {
        out_raw(&stamper->out, stamper->stamp, stamper->stamp_size);
        out_raw(&stamper->out, line.data, line.size);
    }
    if (xts->args->delta && (stamper->now.tv_sec != 0 || stamper->now.tv_nsec != 0))
        make_stamp(stamper, xts->last); /* the block's other lines arrived at the same time */
}

/* Returns the end of the line at `at`, or NULL if the end was not read yet. */
static const char *find_end(const struct stamper *stamper, const char *at, const char *end)
{
    const char *stop = memchr(at, stamper->xts->call->null ? '\0' : '\n', (size_t)(end - at));

    if (stamper->xts->args->cr) {
        const char *cr = memchr(at, '\r', (size_t)((stop != NULL ? stop : end) - at));
        if (cr != NULL && !(stop != NULL && cr + 1 == stop))
            stop = cr;
    }
    return stop != NULL ? stop + 1 : NULL;
}

/* Writes the complete lines that were read, and moves the incomplete rest to the front. */
static void write_lines(struct stamper *stamper)
{
    const char *at = stamper->data, *end = at + stamper->used, *search = at + stamper->scanned, *stop;

    if (stamper->after_cr && at < end) { /* the LF that belongs to a CR does not end another line */
        stamper->after_cr = false;
        if (*at == '\n' && !stamper->xts->call->json)
            out_raw(&stamper->out, at, 1);
        at += *at == '\n';
        search = search > at ? search : at;
    }
    while ((stop = find_end(stamper, search, end)) != NULL) {
        if (stamper->within) /* the rest of a line too long, whose stamp was written */
            out_raw(&stamper->out, at, (size_t)(stop - at));
        else
            write_line(stamper, (struct word){at, (size_t)(stop - at)});
        stamper->within = false;
        stamper->after_cr = stamper->xts->args->cr && stop == end && stop[-1] == '\r';
        search = at = stop;
    }
    stamper->used = (size_t)(end - at);
    stamper->scanned = stamper->used;
    if (stamper->used > 0 && at > stamper->data)
        memmove(stamper->data, at, stamper->used);
}

/* Writes an unfinished line: at the end of the input, or if memory for more of it is exhausted. */
static void write_rest(struct stamper *stamper, bool goes_on)
{
    struct word rest = {stamper->data, stamper->used};

    if (rest.size == 0)
        return;
    if (stamper->within)
        out_raw(&stamper->out, rest.data, rest.size);
    else
        write_line(stamper, rest);
    stamper->within = goes_on && !stamper->xts->call->json;
    stamper->used = stamper->scanned = 0;
}

static void make_room(struct stamper *stamper)
{
    if (stamper->capacity - stamper->used >= BLOCK / 2)
        return;
    char *grown = stamper->capacity < LONGEST ? realloc(stamper->data, stamper->capacity * 2) : NULL;
    if (grown == NULL) {
        write_rest(stamper, true);
        return;
    }
    stamper->data = grown;
    stamper->capacity *= 2;
}

int stamper_move(struct stamper *stamper)
{
    struct xts *xts = stamper->xts;
    struct timespec now = {0};

    make_room(stamper);
    int64_t got = os_read(stamper->in, stamper->data + stamper->used, stamper->capacity - stamper->used);
    if (got < 0)
        return (int)got;
    if (xts->args->parse.data == NULL && os_clock_get(xts->clock, &now) == 0)
        make_stamp(stamper, now);
    stamper->used += (size_t)got;
    if (got > 0)
        write_lines(stamper);
    else
        write_rest(stamper, false);
    out_flush(&stamper->out);
    return got > 0;
}
