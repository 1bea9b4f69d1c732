/* SPDX-License-Identifier: MIT */
/* Declarations shared by the files of xts. xts.c reads the options, stamper.c puts a stamp before each line of one
 * stream, rewrite.c replaces stamps that the lines have, program.c runs PROG and stamps its streams. */
#ifndef XOS_TS_XTS_H
#define XOS_TS_XTS_H

#include "ops/shared/zones.h"
#include "value/timeexpr.h"

struct xts_args {
    struct word format, clock, parse;
    const char *tz, *to_tz;
    bool utc, delta, since_start, cr, pty;
};

enum { XTS_STAMP = 512 }; /* bytes of a stamp's text */

struct xts {
    struct call *call;
    const struct xts_args *args;
    int clock;
    bool elapsed;                /* stamps are spans of time */
    struct timespec start, last; /* for --since-start, --delta */
    struct word format;          /* of the stamps; data NULL for decimal seconds */
    const struct zone *to;       /* the zone of the stamps */
    struct zone_period to_period;
    struct timeparse_format parse; /* of --parse */
    struct timeexpr_context context;
    struct zone_period period;
    const char *names[2];
};

/* A stream whose lines are being stamped. */
struct stamper {
    struct xts *xts;
    int in;           /* -1 at its end */
    const char *name; /* "stdout", "stderr": for JSON */
    struct out out;   /* with a buffer for a block and its stamps */
    size_t out_size;
    char *data; /* what was read and not yet written: an unfinished line */
    size_t used, capacity, scanned;
    bool after_cr; /* the last byte written was a CR that ended a line */
    bool within;   /* a line too long for memory was begun */
    size_t lines;
    char stamp[XTS_STAMP + 1];
    size_t stamp_size;
    struct timespec now; /* the time in stamp */
};

/* Prepares a stream from descriptor in to descriptor out. 0 or -ENOMEM. */
int stamper_open(struct stamper *stamper, struct xts *xts, int in, int out, const char *name);

/* Reads once, writes what lines that completes. 1; 0 at the end, when everything is written; -errno of the read. A
 * failure of writing is kept in stamper->out.errnum. */
int stamper_move(struct stamper *stamper);

void stamper_close(struct stamper *stamper);

/* Writes line (its end included) with its stamp replaced, or unchanged if it has none. */
void xts_rewrite(struct stamper *stamper, struct word line);

/* Runs PROG and stamps its streams. 0 with call->status set, or -1 with the failure recorded. */
int xts_program(struct xts *xts, char **argv);

#endif
