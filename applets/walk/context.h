/* SPDX-License-Identifier: MIT */
/* What the parts of xwalk share. A part depends only on those above it in this list:
 *
 *     context.c        an entry's status, failures, text for the output
 *     filter.c         the filters: which entries are wanted; filter_names.c, filter_status.c, filter_files.c hold the
 * tests ignore.c         --ignore-file: gitignore's rules scope.c          which entries are seen at all, and which
 * directories are entered order.c          --sort: by size, time, natural order colors.c         LS_COLORS print.c
 * paths, counts, records, triples format.c         --printf: a format read once; fields.c writes an entry in it long.c
 * --long tree.c           --tree du.c             --du: sizes added up; du_print.c writes them programs.c programs
 * started and awaited; exec.c: --exec, --execdir, --dir-exec delete.c         --delete progress.c       the count on
 * the terminal options.c        what the options mean find_help.c      --find-help xwalk.c          the row, the run */
#ifndef XOS_WALK_CONTEXT_H
#define XOS_WALK_CONTEXT_H

#include <pthread.h>
#include <stdatomic.h>

#include "value/kinds.h"
#include "table/op.h"
#include "os/filesystem.h"
#include "os/names.h"
#include "os/status.h"
#include "os/walk/walk.h"
#include "value/zone.h"

struct xwalk_args {
    struct words tops;
    int dir_fd;
    struct maybe max_depth, min_depth, jobs, max_results;
    bool topdown, bottom_up, follow, followlinks, follow_symlinks, no_dereference, one_file_system, progress, hidden;
    bool count, du, tree, stat, long_form, human, total, all, apparent, inodes, time, delete, confirm, race_ok;
    const char *format, *errors, *files0_from, *sort;
    struct occurrences filters; /* in the order given, --not among them */
    struct occurrences scopes;  /* --exclude, --prune, --ignore-file */
    struct words exec, execdir, dir_exec, find_help;
};

enum xwalk_errors { ERRORS_REPORT, ERRORS_IGNORE, ERRORS_ABORT };
enum xwalk_order { ORDER_NAME, ORDER_SIZE, ORDER_TIME, ORDER_NATURAL };

struct xwalk_context;
struct xwalk_format;
struct xwalk_filter;
struct xwalk_scope;
struct xwalk_du;
struct xwalk_programs;
struct xwalk_batch;
struct du_sum;
struct ignore_rules;
struct owned_place;

/* What a directory's walk_dir.data points to. */
struct xwalk_place {
    const struct ignore_rules *rules; /* of --ignore-file, from here upwards; NULL if there are none */
    struct du_sum *sum;               /* --du: where sizes below the directory go */
};

typedef int xwalk_form(void *context, struct walk_output *out, const struct walk_entry *entry);

/* What the workers share. */
struct xwalk {
    struct call *call;
    const struct xwalk_args *args;
    struct walk_options options;
    enum xwalk_errors errors;
    enum xwalk_order order;
    bool visible;  /* control characters are escaped: a person reads */
    bool ascii;    /* no lines and bars beyond ASCII */
    bool bars;     /* --du on a terminal: a bar in each row */
    char end;      /* what ends a line */
    unsigned mask; /* STATUS_ bits that filters and form need: asked for together */
    bool du_files; /* --du: files have rows too */
    size_t min_depth, du_depth;
    uint64_t most;               /* --max-results; UINT64_MAX without */
    size_t top_base;             /* how many tops came before those of this walk: --files0-from */
    xwalk_form *form;            /* what is done with an entry that is wanted */
    const char *colors;          /* LS_COLORS or its default; NULL without colours */
    struct xwalk_filter *filter; /* NULL without filters */
    struct xwalk_scope *scope;   /* NULL if every entry is seen */
    struct xwalk_format *format;
    struct xwalk_du *du;
    struct xwalk_programs *programs;
    struct xwalk_batch *batch; /* --exec PROG {} + */
    pthread_mutex_t lock;      /* of call, and of what libc keeps for itself */
    atomic_ullong results;
    uint64_t count, directories;
    struct owned_place *places;   /* scope.c: allocated ones, newest first */
    struct ignore_rules *ignored; /* ignore.c: all that were read, newest first */
    bool shown;                   /* progress stands on the terminal */
    atomic_ullong seen;           /* directories, for progress */
    struct timespec next_show, now;
    const struct zone *zone; /* of TZ; NULL if no time is written in parts */
};

/* A sum without bound. */
struct du_number {
    uint64_t low, high;
};

/* --du: what is added up. */
struct du_figures {
    struct du_number apparent, allocated, inodes; /* bytes, bytes, files */
    struct status_time latest;                    /* time of modification */
};
#define DU_NOTHING \
    { \
        .latest = {.seconds = INT64_MIN } \
    }

/* A worker's own. */
struct xwalk_context {
    struct xwalk *walk;
    uint64_t count, directories;
    bool status_known; /* status is that of the entry at hand */
    struct status status;
    struct out text;                                /* writes into a walk_output: xwalk_text */
    struct walk_output directory_names, file_names; /* of a triple, as JSON */
    struct known_id user, group;
    struct zone_period period; /* that the last time written is in */
    struct {
        bool known;
        uint32_t major, minor;
        char name[FILESYSTEM_NAME_ROOM]; /* empty if the type has no known name */
    } filesystem;
    struct du_sum *top;         /* --du: of the top seen last */
    struct du_figures waiting;  /* --du: to be added to waiting_for */
    struct du_sum *waiting_for; /* NULL if nothing waits */
    int failure;                /* of a filter, in a callback that cannot return it */
};

/* A failure on path, reported as --errors says. What a callback returns: 0 or WALK_STOP. */
int xwalk_fail(struct xwalk_context *context, const char *path, int errnum);

/* Keeps status (not 0) as the walk's unless an earlier one is kept. Returns what a callback returns: 0 or WALK_STOP. */
int xwalk_keep_status(struct xwalk *walk, int status);

/* Claims one of --max-results: false if there is none left. *result is what the callback returns after it wrote it. */
bool xwalk_claim(struct xwalk *walk, int *result);

/* Fills context->status with all of walk->mask for the entry at hand, unless it is there. Links are followed as the
 * walk follows them. 0 or -errno. statx(2). */
int xwalk_look(struct xwalk_context *context, const struct walk_entry *entry);

/* What a callback returns if the status of entry cannot be had: an entry that vanished since it was listed is a failure
 * only with --errors=abort and without --race-ok. */
int xwalk_no_status(struct xwalk_context *context, const struct walk_entry *entry, int errnum);

/* The kernel's name of the type of the file system that the entry is on; NULL if it is not known. xwalk_look was
 * called. */
const char *xwalk_filesystem(struct xwalk_context *context, const struct walk_entry *entry);

/* A writer on the end of out, which has room for size bytes; NULL if memory is out. xwalk_text_end adds what was
 * written. */
struct out *xwalk_text(struct xwalk_context *context, struct walk_output *out, size_t size);
void xwalk_text_end(struct xwalk_context *context, struct walk_output *out);

/* Adds text to out, control characters escaped if a person reads. False if memory is out. */
bool xwalk_put_shown(struct xwalk_context *context, struct walk_output *out, const char *text, size_t size);

/* The last component of the entry's path without slashes after it; of "/" the slash. Sets its size; a slash may follow.
 */
const char *xwalk_base_name(const struct walk_entry *entry, size_t *size);

/* The contents of a symbolic link, NUL-terminated: its size, or -errno. readlinkat(2). */
enum { XWALK_LINK_ROOM = 4097 };
ssize_t xwalk_link(const struct walk_entry *entry, char target[XWALK_LINK_ROOM]);

#endif
