/* SPDX-License-Identifier: MIT */
/* The engine for walking directory trees, used by os.walk, os.fwalk, xwalk and all other operations on trees. It
 * reports directories, entries and errors through callbacks, from several threads at once if that is faster.
 *
 * Every directory is opened relative to its parent's descriptor without following symbolic links, so that a tree that
 * changes during the walk cannot redirect it. Only a limited number of descriptors is kept open. A directory that was
 * closed is opened again through ".." from below, or by name from above, and used only if device and inode number are
 * the same as before.
 *
 *     static int entry(void *context, struct walk_output *out, const struct walk_entry *entry) { ... return 0; }
 *     static int put(void *shared, const char *data, size_t size) { ... write it ... }
 *     struct walk_options options = {.tops = tops, .top_count = 1, .dir_fd = AT_FDCWD, .max_depth = SIZE_MAX,
 *                                    .threads = walk_default_threads(), .events = {.entry = entry, .write = put}};
 *     int result = walk(&options);
 *
 * A callback appends its output to the walk_output that it is given. The engine passes whole callbacks' output to
 * `write`, from one thread at a time. A directory's output comes before that of its contents. With sort or bottom_up
 * the order is the same for any number of threads. */
#ifndef XOS_OS_WALK_WALK_H
#define XOS_OS_WALK_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/types.h>

/* A directory of the walk. */
struct walk_dir {
    int fd;           /* open for reading while its entries are reported; -1 if it has been closed since. Valid during
                       * the callback and in the calling thread only: each thread may have its own descriptor table */
    size_t depth;     /* 0 for a top */
    size_t path_size; /* bytes of its path, with which every path below it begins */
    void *data;       /* for the caller; a new directory starts with its parent's value */
    dev_t dev;        /* valid if identified */
    ino_t ino;
    bool identified;
    bool last; /* it is the last entry of its parent (known only with sort or bottom_up, without whole) */
};

/* An entry: a top, or a name in a directory. Valid during the callback only. */
struct walk_entry {
    const char *path; /* the buffer of its path: prefix_size bytes of the directory's path with its slash. The name
                       * follows only after a call of walk_path */
    size_t prefix_size;
    const char *name; /* NUL-terminated; a top's name is the string in options.tops */
    size_t name_size;
    int dir_fd; /* the directory that name is relative to; for a top the walk's dir_fd. With sort or bottom_up it may
                 * be -1 after an error was reported for the directory */
    unsigned char type;         /* DT_*; with follow the type of a link's target; DT_UNKNOWN if it is unknown */
    unsigned char target;       /* with resolve the type of a symbolic link's target; else the same as type */
    bool last;                  /* the last entry of its directory (known only with sort or bottom_up, without whole) */
    size_t depth;               /* 0 for a top */
    size_t top;                 /* index in options.tops if depth is 0 */
    const struct walk_dir *dir; /* the directory it is in; NULL for a top */
};

/* Output collected for `write`. Append with walk_put. */
struct walk_output {
    char *data;
    size_t used, capacity;
};

enum {
    WALK_STOP = 1 /* returned by a callback to end the whole walk. Output that was held back is written first; in an
                   * ordered walk, only what precedes the stop. 0 continues; -errno ends the walk at once */
};

/* Callbacks. Those that are NULL are not called. context is the memory of the calling worker. They may run in several
 * threads at the same time, each with another context. A callback must close the descriptors that it opens before it
 * returns. */
struct walk_events {
    /* With sort or bottom_up: false drops the entry, as if it did not exist. */
    bool (*keep)(void *context, const struct walk_entry *entry);
    /* With sort: the rank of the entry in its directory. Lower ranks come first; equal ones are ordered by name. */
    uint64_t (*rank)(void *context, const struct walk_entry *entry);
    /* With sort: compares two names instead of comparing their bytes; returns less than, equal to or greater than 0. */
    int (*compare)(const char *a, const char *b);
    /* Called before a directory is opened; false: it is reported but not entered. */
    bool (*enter)(void *context, const struct walk_entry *entry);
    /* A directory was opened: may set dir->data. Its entries are reported next. */
    int (*opened)(void *context, struct walk_dir *dir, const char *path);
    /* An entry or a top. A directory is reported before its contents, or after them with bottom_up. */
    int (*entry)(void *context, struct walk_output *out, const struct walk_entry *entry);
    /* All entries of a directory were reported, with no others between them (without sort and bottom_up, or with
     * whole). path has dir->path_size bytes and a NUL byte. */
    int (*listed)(void *context, struct walk_output *out, struct walk_dir *dir, const char *path);
    /* path (NUL-terminated) cannot be read, no longer exists, or is a loop (ELOOP). The walk continues if this returns
     * 0. */
    int (*error)(void *context, const char *path, int errnum);
    /* Writes output; returns 0, or -errno, which ends the walk. Never called in two threads at the same time. */
    int (*write)(void *shared, const char *data, size_t size);
    /* Called when a worker starts and ends. finish is called in the thread that called walk, after all others have
     * ended. */
    void (*start)(void *context, void *shared);
    void (*finish)(void *context, void *shared);
};

struct walk_options {
    const char *const *tops;
    size_t top_count;
    int dir_fd;           /* base of relative tops; AT_FDCWD is the working directory */
    size_t max_depth;     /* directories at this depth are not entered; SIZE_MAX for no limit */
    unsigned threads;     /* at most this many; 0 means 1 */
    bool follow;          /* enter symbolic links to directories; a loop is an error */
    bool keep_top_links;  /* do not follow a top that is a symbolic link */
    bool one_file_system; /* do not enter directories on another device than their top's */
    bool sort;            /* sort each directory by the bytes of its names, or by events.rank and events.compare */
    bool bottom_up;       /* report a directory after its contents */
    bool whole; /* report all entries of a directory together, then call `listed`; without keep_top_links a top that is
                 * no directory is an error */
    bool resolve;  /* find out the type of symbolic links' targets */
    bool identify; /* set dir->dev and dir->ino */
    bool ask_each; /* `entry` makes a system call for each entry: let threads share the entries of a large directory
                    * (without sort, bottom_up and listed) */
    struct walk_events events;
    size_t context_size; /* bytes of each worker's context, which starts zeroed */
    void *shared;        /* passed to start, finish and write */
};

/* Walks the trees. Returns 0 if all of it was reported (errors of single files went to events.error), WALK_STOP if a
 * callback returned that, or -errno if a callback failed or memory is exhausted (-ENOMEM). */
int walk(const struct walk_options *options);

/* The number of CPUs that this process may use, at most 8. sched_getaffinity(2). */
unsigned walk_default_threads(void);

/* Grows out so that size more bytes can be written to out->data + out->used. Returns false if memory is exhausted: the
 * callback then returns -ENOMEM. */
bool walk_room(struct walk_output *out, size_t size);

/* Appends data to out. Returns false if memory is exhausted. */
static inline bool walk_put(struct walk_output *out, const void *data, size_t size)
{
    if (size > out->capacity - out->used && !walk_room(out, size))
        return false;
    memcpy(out->data + out->used, data, size);
    out->used += size;
    return true;
}

/* Returns the entry's full path, NUL-terminated; valid during the callback. */
static inline const char *walk_path(const struct walk_entry *entry)
{
    char *name = (char *)entry->path + entry->prefix_size; /* the engine has reserved space for it */

    if (name != entry->name)
        memcpy(name, entry->name, entry->name_size + 1);
    return entry->path;
}

/* Returns the directory at that depth above dir, or dir itself. */
const struct walk_dir *walk_above(const struct walk_dir *dir, size_t depth);

#endif
