/* SPDX-License-Identifier: MIT */
/* A file written as a whole or not at all: its bytes go to a file without a name, which gets the name when they are
 * complete. A device, a pipe or an open file of /proc (/dev/stdout) is written directly.
 *
 *     struct replacement file;
 *     int result = os_replace_open(&file, path, 0600);
 *     ... write to file.fd ...
 *     result = failed ? (os_replace_abandon(&file), -1) : os_replace_commit(&file); */
#ifndef XOS_OS_REPLACE_H
#define XOS_OS_REPLACE_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

#include "os/output.h"

enum { REPLACE_SIGNALS = 3 };

struct replacement {
    int fd;                                /* where the bytes go */
    bool nameless;                         /* the file was made with O_TMPFILE */
    bool direct;                           /* the target is written directly: there is nothing to name */
    bool guarded;                          /* old holds what was set for signals before */
    struct output_place place;             /* where the file will be */
    char temporary[18];                    /* its name in that folder meanwhile; "" if it has none */
    struct sigaction old[REPLACE_SIGNALS]; /* for SIGINT, SIGTERM and SIGHUP */
};

/* Starts the file that will be at path, with the permissions of the file that is there if that belongs to the caller,
 * else with mode (less the umask). 0 or -errno as os_output_find; -EISDIR for a directory.
 *
 * Where the file system knows no nameless files, a temporary name exists until commit or abandon. During that time
 * SIGINT, SIGTERM and SIGHUP (unless ignored) only set os_interrupted, which ends OS_RETRY calls with -EINTR; the
 * caller stops then and abandons, which raises the signal again. */
int os_replace_open(struct replacement *replacement, const char *path, mode_t mode);

/* Writes the file's data to disk and gives it its name, in place of an older file of that name. Closes it. 0 or -errno;
 * after a failure, path is as it was before. */
int os_replace_commit(struct replacement *replacement);

/* Drops the file; what was at path before is untouched. */
void os_replace_abandon(struct replacement *replacement);

#endif
