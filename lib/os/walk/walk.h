/* SPDX-License-Identifier: MIT */
/* Walking directory trees: the engine under os.walk, os.fwalk and whatever goes through a tree. It reports directories,
 * entries and errors through callbacks, from several threads at once where that pays.
 *
 * Every directory is opened relative to its parent's descriptor without following symbolic links, so that a tree that
 * changes under the walk cannot lead it elsewhere. Few descriptors are open at a time; one given up for another
 * is opened again through "..", or by name from the top, and only used where it is the same directory still.
 *
 *     static int entry(void *context, struct walk_output *out, const struct walk_entry *entry) { ... return 0; }
 *     static int put(void *shared, const char *data, size_t size) { ... write it ... }
 *     struct walk_options options = {.tops = tops, .top_count = 1, .dir_fd = AT_FDCWD, .max_depth = SIZE_MAX,
 *                                    .threads = walk_default_threads(), .events = {.entry = entry, .write = put}};
 *     int result = walk(&options);
 *
 * What callbacks have to say goes into the output they are handed; the engine passes it on to `write`, whole records
 * only, one thread at a time: a directory before its contents, and with sort or bottom_up in one order for any number
 * of threads. */
#ifndef XOS_OS_WALK_H
#define XOS_OS_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/types.h>

/* A directory of the walk. */
struct walk_dir {
    int fd;           /* open for reading while its entries are reported; -1 when it has been closed meanwhile. Valid
                       * during the callback and in the calling thread only: threads have file tables of their own */
    size_t depth;     /* 0 for a top */
    size_t path_size; /* bytes of its path, which is the beginning of any path below it */
    void *data;       /* the caller's: a directory inherits its parent's when it is entered */
    dev_t dev;        /* identity, where `identified` */
    ino_t ino;
    bool identified;
    bool last; /* it was the last entry of its parent (with sort or bottom_up, and not whole) */
};

/* An entry: a top, or a name in a directory. Valid during the callback. */
struct walk_entry {
    const char *path; /* where its path begins: prefix_size bytes of the directory's path with its slash, and then, once
                       * walk_path was called, the name. Use walk_path, or prefix and name by themselves */
    size_t prefix_size;
    const char *name; /* NUL-terminated; for a top as it was given */
    size_t name_size;
    int dir_fd; /* what name is relative to: the directory; for a top the walk's dir_fd. With sort or bottom_up it
                 * may be -1 after an error that was reported for the directory */
    unsigned char type;   /* DT_*; with follow of what a link points to; DT_UNKNOWN where it could not be found out */
    unsigned char target; /* with resolve the type that a symbolic link points to, else the same as type */
    bool last;            /* no entry follows in its directory (with sort or bottom_up, and not whole) */
    size_t depth;         /* 0 for a top */
    size_t top;           /* which one, where depth is 0 */
    const struct walk_dir *dir; /* the directory it is in; NULL for a top */
};

/* Text on its way to `write`. */
struct walk_output {
    char *data;
    size_t used, capacity;
};

enum {
    WALK_STOP = 1 /* what a callback returns to end the whole walk: output that is held is written first, in an ordered
                   * walk as far as it is its turn; 0 goes on; -errno ends the walk at once with that result */
};

/* Callbacks. context is the worker's own; functions that are NULL are not called. They may run at the same time in
 * several threads, each with a context of its own. A callback that opens descriptors closes them before it returns. */
struct walk_events {
    /* With sort or bottom_up: false forgets the entry at once, as if it were not there. */
    bool (*keep)(void *context, const struct walk_entry *entry);
    /* With sort: the entry's place among those of its directory, lower ones first; equal ones by name. */
    uint64_t (*rank)(void *context, const struct walk_entry *entry);
    /* With sort: another order of names than that of their bytes; less than, equal to or greater than 0. */
    int (*compare)(const char *a, const char *b);
    /* A directory that is about to be entered: false leaves it unread. Called before it is opened. */
    bool (*enter)(void *context, const struct walk_entry *entry);
    /* A directory was opened: the place to set dir->data. Its entries come next. */
    int (*opened)(void *context, struct walk_dir *dir, const char *path);
    /* An entry, tops among them: a directory's before its contents, with bottom_up after them. */
    int (*entry)(void *context, struct walk_output *out, const struct walk_entry *entry);
    /* All entries of a directory were reported, one after the other (without sort and bottom_up, or with whole). path
     * is dir->path_size bytes and a NUL. */
    int (*listed)(void *context, struct walk_output *out, struct walk_dir *dir, const char *path);
    /* path (NUL-terminated) cannot be read, is gone, or is a loop (ELOOP); the walk goes on where 0 is returned. */
    int (*error)(void *context, const char *path, int errnum);
    /* Passes output on; 0 or -errno, which ends the walk. Never called twice at a time. */
    int (*write)(void *shared, const char *data, size_t size);
    /* A worker begins and ends; finish is called from the thread that called walk, all others having ended. */
    void (*start)(void *context, void *shared);
    void (*finish)(void *context, void *shared);
};

struct walk_options {
    const char *const *tops;
    size_t top_count;
    int dir_fd;           /* what relative tops are relative to; AT_FDCWD */
    size_t max_depth;     /* directories at this depth are not entered; SIZE_MAX for no limit */
    unsigned threads;     /* at most; 0 is 1 */
    bool follow;          /* symbolic links to directories are entered; loops are errors */
    bool keep_top_links;  /* a top that is a symbolic link is not followed */
    bool one_file_system; /* directories on another device than their top's are not entered */
    bool sort;            /* byte order within each directory, unless events.rank or events.compare says otherwise */
    bool bottom_up;       /* a directory after its contents */
    bool whole;    /* the entries of a directory come together, for `listed`; without keep_top_links a top that is
                    * no directory is an error */
    bool resolve;  /* entries tell what symbolic links point to */
    bool identify; /* dir->dev and dir->ino are wanted */
    bool ask_each; /* entry asks the system about each entry: threads share those of a large directory (without
                    * sort, bottom_up and listed) */
    struct walk_events events;
    size_t context_size; /* bytes of each worker's context, zeroed at first */
    void *shared;        /* handed to start, finish and write */
};

/* Goes through the trees. 0 when all was reported (errors of single files went to events.error), WALK_STOP where a
 * callback said so, -errno where one failed or memory is out. */
int walk(const struct walk_options *options);

/* The CPUs this process may use (sched_getaffinity(2)), at most 8. */
unsigned walk_default_threads(void);

/* Makes room for size more bytes in out, so that out->data + out->used can be written to. False when memory is out:
 * return -ENOMEM then. */
bool walk_room(struct walk_output *out, size_t size);

/* Adds data to out; false when memory is out. */
static inline bool walk_put(struct walk_output *out, const void *data, size_t size)
{
    if (size > out->capacity - out->used && !walk_room(out, size))
        return false;
    memcpy(out->data + out->used, data, size);
    out->used += size;
    return true;
}

/* The entry's whole path, NUL-terminated, valid during the callback. */
static inline const char *walk_path(const struct walk_entry *entry)
{
    char *name = (char *)entry->path + entry->prefix_size; /* the engine keeps room for it */

    if (name != entry->name)
        memcpy(name, entry->name, entry->name_size + 1);
    return entry->path;
}

/* The directory at depth on the way to dir, or dir itself. */
const struct walk_dir *walk_above(const struct walk_dir *dir, size_t depth);

#endif
