/* SPDX-License-Identifier: MIT */
/* Writes a file completely or not at all: the bytes go to a nameless file (O_TMPFILE), which gets its name when they
 * are complete. A device, a pipe or an open file of /proc (/dev/stdout) is written directly.
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
    int fd;                                /* write to this descriptor */
    bool nameless;                         /* the file was created with O_TMPFILE */
    bool direct;                           /* the target is written directly */
    bool guarded;                          /* old holds the previous signal actions */
    struct output_place place;             /* where the file will be */
    char temporary[18];                    /* its temporary name in that directory; "" if it has none */
    struct sigaction old[REPLACE_SIGNALS]; /* for SIGINT, SIGTERM and SIGHUP */
};

/* Starts the file that will replace path, with the permissions of the existing file if the caller owns that, else with
 * mode (less the umask). Returns 0 or -errno as os_output_find; -EISDIR for a directory.
 *
 * If the file system does not support nameless files, a temporary name exists until commit or abandon. During that time
 * SIGINT, SIGTERM and SIGHUP (unless ignored) only set os_interrupted, so that OS_RETRY calls return -EINTR. The caller
 * then calls os_replace_abandon, which raises the signal again. */
int os_replace_open(struct replacement *replacement, const char *path, mode_t mode);

/* Writes the file's data to disk, gives it its name, which replaces an older file, and closes it. Returns 0 or -errno;
 * after a failure path is unchanged. */
int os_replace_commit(struct replacement *replacement);

/* Discards the file; path stays unchanged. */
void os_replace_abandon(struct replacement *replacement);

#endif
