/* SPDX-License-Identifier: MIT */
/* The parts of xwalk, as they see each other.
 *
 *     xwalk.c         the row, what its options mean, the run
 *     xwalk_filter.c  which entries are wanted, which directories are entered
 *     xwalk_print.c   paths, records, triples, trees
 *     xwalk_format.c  --printf: a format read once
 *     xwalk_fields.c  --printf: an entry written in it
 *     xwalk_du.c      sizes added up
 *     xwalk_exec.c    a program run for each directory */
#ifndef XOS_XWALK_H
#define XOS_XWALK_H

#include <pthread.h>
#include <stdatomic.h>

#include "value/kinds.h"
#include "table/op.h"
#include "os/filesystem.h"
#include "os/names.h"
#include "os/status.h"
#include "os/walk/walk.h"

struct xwalk_args {
    struct words tops;
    int dir_fd;
    struct maybe max_depth, min_depth, jobs;
    bool topdown, bottom_up, follow, followlinks, follow_symlinks, one_file_system, sort, progress;
    bool count, du, tree, stat;
    const char *format, *types, *errors, *files0_from;
    struct occurrences names, prunes;
    struct words program;
};

enum xwalk_errors { ERRORS_REPORT, ERRORS_IGNORE, ERRORS_ABORT };

struct xwalk_format;
struct xwalk_du;

/* What the workers share. */
struct xwalk {
    struct call *call;
    const struct xwalk_args *args;
    struct walk_options options;
    enum xwalk_errors errors;
    size_t min_depth, du_depth;
    unsigned types; /* bit 1 << DT_*; 0 for any */
    bool filtered;  /* entries may be left out by name or type */
    bool visible;   /* control characters are shown escaped: a person reads */
    char end;       /* what ends a line */
    struct xwalk_format *format;
    struct xwalk_du *du;
    pthread_mutex_t lock; /* of call, and of what libc keeps for itself */
    uint64_t count;
    bool shown;         /* progress stands on the terminal */
    atomic_ullong seen; /* directories, for progress */
    struct timespec next_show;
};

/* A worker's own. */
struct xwalk_context {
    struct xwalk *walk;
    uint64_t count;
    struct out text;                       /* writes into a walk_output: xwalk_text */
    struct walk_output directories, files; /* the names of a triple, as JSON */
    struct known_id user, group;
    struct {
        bool known;
        uint32_t major, minor;
        const char *name;
    } filesystem;
    struct du_sum *top; /* of the top met last */
    struct du_sum *sum; /* where the sizes belong that wait in apparent and allocated */
    uint64_t apparent, allocated;
};

/* xwalk.c: a failure on path reported as --errors says; what a callback returns. */
int xwalk_fail(struct xwalk_context *context, const char *path, int errnum);
/* Room for size bytes in out, as a writer on its end; NULL when memory is out. xwalk_text_end says how much was written. */
struct out *xwalk_text(struct xwalk_context *context, struct walk_output *out, size_t size);
void xwalk_text_end(struct xwalk_context *context, struct walk_output *out);
/* The entry's status with links treated as the walk does: 0, or -errno. */
int xwalk_status(const struct xwalk_context *context, const struct walk_entry *entry, unsigned mask,
                 struct status *status);
/* What to do about a status that could not be had: gone since it was listed is no error but with --errors=abort. */
int xwalk_no_status(struct xwalk_context *context, const struct walk_entry *entry, int errnum);

/* xwalk_filter.c */
int xwalk_filter_read(struct xwalk *walk);
bool xwalk_wanted(const struct xwalk *walk, const struct walk_entry *entry);
bool xwalk_enter(void *context, const struct walk_entry *entry);
bool xwalk_keep(void *context, const struct walk_entry *entry);
/* The last component of a path, slashes behind it aside; of "/" the slash. Sets its size. */
const char *xwalk_base_name(const struct walk_entry *entry, size_t *size);

/* xwalk_print.c */
int xwalk_print_path(void *context, struct walk_output *out, const struct walk_entry *entry);
int xwalk_print_count(void *context, struct walk_output *out, const struct walk_entry *entry);
int xwalk_print_record(void *context, struct walk_output *out, const struct walk_entry *entry);
int xwalk_print_tree(void *context, struct walk_output *out, const struct walk_entry *entry);
int xwalk_triple_entry(void *context, struct walk_output *out, const struct walk_entry *entry);
int xwalk_triple_listed(void *context, struct walk_output *out, struct walk_dir *dir, const char *path);

/* xwalk_format.c: reads args->format; -1 with the usage error recorded. */
int xwalk_format_read(struct xwalk *walk);

/* xwalk_fields.c */
int xwalk_print_format(void *context, struct walk_output *out, const struct walk_entry *entry);

/* xwalk_du.c */
int xwalk_du_begin(struct xwalk *walk);
int xwalk_du_entry(void *context, struct walk_output *out, const struct walk_entry *entry);
int xwalk_du_opened(struct xwalk_context *context, struct walk_dir *dir, const char *path);
void xwalk_du_settle(struct xwalk_context *context);
int xwalk_du_print(struct xwalk *walk); /* 0, or -ENOMEM with nothing printed */
void xwalk_du_end(struct xwalk *walk);

/* xwalk_exec.c */
int xwalk_exec_listed(void *context, struct walk_output *out, struct walk_dir *dir, const char *path);

#endif
