/* SPDX-License-Identifier: MIT */
/* What the parts of xwalk share. A part uses only those above it in this list:
 *
 *     context.c     an entry's status, failures, output text
 *     filter.c      the filters: which entries are wanted; the tests are in
 *                   filter_names.c, filter_status.c and filter_files.c
 *     ignore.c      --ignore-file: gitignore's rules; wild.c: their patterns
 *     scope.c       which entries are seen, and which directories are entered
 *     order.c       --sort: by size, time, natural order
 *     colors.c      LS_COLORS
 *     print.c       paths, counts, records, triples
 *     format.c      --printf: reads the format; fields.c writes an entry in it
 *     long.c        --long
 *     tree.c        --tree
 *     du.c          --du: adds up sizes; du_print.c writes them
 *     programs.c    starts programs and waits for them
 *     exec.c        --exec, --execdir, --dir-exec
 *     delete.c      --delete
 *     progress.c    the count on the terminal
 *     options.c     turns the options into callbacks
 *     find_help.c   --find-help
 *     xwalk.c       the row, and the run */
#ifndef XOS_WALK_CONTEXT_H
#define XOS_WALK_CONTEXT_H

#include <stdatomic.h>

#include "value/kinds.h"
#include "table/op.h"
#include "os/lock.h"
#include "os/mounts.h"
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
    struct occurrences filters; /* in the given order, including --not */
    struct occurrences scopes;  /* --exclude, --prune, --ignore-file */
    struct words exec, execdir, dir_exec, find_help;
};

enum xwalk_errors { ERRORS_REPORT, ERRORS_IGNORE, ERRORS_ABORT };
enum long_column { LONG_MODE, LONG_LINKS, LONG_USER, LONG_GROUP, LONG_SIZE, LONG_TIME, LONG_COLUMNS };
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

/* The target of a directory's walk_dir.data. */
struct xwalk_place {
    const struct ignore_rules
        *rules;         /* rules of --ignore-file for this directory, linked to those above; NULL if there are none */
    struct du_sum *sum; /* --du: the row to which sizes below the directory are added */
};

typedef int xwalk_form(void *context, struct walk_output *out, const struct walk_entry *entry);

/* The state that all workers share. */
struct xwalk {
    struct call *call;
    const struct xwalk_args *args;
    struct walk_options options;
    enum xwalk_errors errors;
    enum xwalk_order order;
    bool visible;  /* the output is a terminal: escape control characters */
    bool ascii;    /* draw lines and bars in ASCII */
    bool bars;     /* --du on a terminal: show a bar in each row */
    char end;      /* the byte that ends a line */
    unsigned mask; /* STATUS_ bits that filters and form need, read in one call */
    bool du_files; /* --du: show a row for each file too */
    size_t min_depth, du_depth;
    uint64_t most;               /* --max-results, or UINT64_MAX */
    size_t top_base;             /* --files0-from: number of tops in earlier walks */
    size_t first_item;           /* --files0-from: number of the walk's first top in the list; else 0 */
    size_t after_failed;         /* --files0-from: place in the tops after the last one that failed */
    xwalk_form *form;            /* called for each wanted entry */
    const char *colors;          /* LS_COLORS or its default; NULL without colours */
    struct xwalk_filter *filter; /* NULL without filters */
    struct xwalk_scope *scope;   /* NULL if no entry is excluded */
    struct xwalk_format *format;
    struct xwalk_du *du;
    struct xwalk_programs *programs;
    struct xwalk_batch *batch; /* --exec PROG {} + */
    struct lock lock;          /* protects call, and libc functions with static data */
    atomic_ullong results;
    uint64_t count, directories;
    unsigned short long_widths[LONG_COLUMNS]; /* --long: the longest value of each column so far */
    struct owned_place *places;               /* scope.c: allocated ones, newest first */
    struct ignore_rules *ignored;             /* ignore.c: all rules that were read, newest first */
    bool shows_progress;
    bool shown;         /* the progress line is on the terminal */
    atomic_ullong seen; /* directories visited, for the progress line */
    struct timespec next_show, now;
    const struct zone *zone; /* of TZ; NULL if no time is written in parts */
};

/* An integer that cannot overflow. */
struct du_number {
    uint64_t low, high;
};

/* --du: the figures that are added up. */
struct du_figures {
    struct du_number apparent, allocated, inodes; /* bytes, bytes, files */
    struct status_time latest;                    /* time of modification */
};
#define DU_NOTHING \
    { \
        .latest = {.seconds = INT64_MIN } \
    }

/* The private state of a worker. */
struct xwalk_context {
    struct xwalk *walk;
    uint64_t count, directories;
    bool status_known; /* status is that of the current entry */
    struct status status;
    struct out text;                                /* writes into a walk_output: xwalk_text */
    struct walk_output directory_names, file_names; /* the names of a triple, as JSON */
    struct known_id user, group;
    struct zone_period period; /* that the last time written is in */
    struct {
        bool known;
        uint32_t major, minor;
        const char *name; /* NULL if the type is unknown */
        char room[MOUNT_TYPE_ROOM];
    } filesystem;
    struct du_sum *top;         /* --du: the row of the last top */
    struct du_figures waiting;  /* --du: figures not yet added to waiting_for */
    struct du_sum *waiting_for; /* NULL if there are none */
    int failure;                /* a filter's failure in a callback that cannot return it */
};

/* Reports a failure on path, as --errors says. Returns the callback's result: 0 or WALK_STOP. */
int xwalk_fail(struct xwalk_context *context, const char *path, int errnum);

/* Keeps the first exit status that is not 0. Returns the callback's result: 0 or WALK_STOP. */
int xwalk_keep_status(struct xwalk *walk, int status);

/* Counts a result for --max-results. Returns false if the maximum was reached before. *result is what the callback
 * returns after it has written the entry. */
bool xwalk_claim(struct xwalk *walk, int *result);

/* Reads the current entry's status into context->status, with all bits of walk->mask, unless that was done before.
 * Follows links as the walk does. Returns 0 or -errno. statx(2). */
int xwalk_look(struct xwalk_context *context, const struct walk_entry *entry);

/* Returns the callback's result after the status of entry could not be read. An entry that was removed after it was
 * listed is a failure only with --errors=abort and without --race-ok. */
int xwalk_no_status(struct xwalk_context *context, const struct walk_entry *entry, int errnum);

/* The kernel's name of the type of the entry's file system; NULL if it is unknown. Call xwalk_look first. */
const char *xwalk_filesystem(struct xwalk_context *context, const struct walk_entry *entry);

/* Returns a writer that appends to out at most size bytes; NULL if memory is exhausted. Then call xwalk_text_end to add
 * what was written. */
struct out *xwalk_text(struct xwalk_context *context, struct walk_output *out, size_t size);
void xwalk_text_end(struct xwalk_context *context, struct walk_output *out);

/* Appends text to out; on a terminal control characters are escaped. False if memory is exhausted. */
bool xwalk_put_shown(struct xwalk_context *context, struct walk_output *out, const char *text, size_t size);

/* Returns the last component of the entry's path, and its size without trailing slashes; for "/" the slash. */
const char *xwalk_base_name(const struct walk_entry *entry, size_t *size);

/* Reads the text of a symbolic link, NUL-terminated. Returns its size, or -errno. readlinkat(2). */
enum { XWALK_LINK_ROOM = 4097 };
ssize_t xwalk_link(const struct walk_entry *entry, char target[XWALK_LINK_ROOM]);

#endif
