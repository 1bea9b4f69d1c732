/* SPDX-License-Identifier: MIT */
/* A file written as a whole or not at all: its bytes go to a file without a name, which takes the name when they are
 * complete. What is no regular file (a device, a pipe) is written as it stands. */
#ifndef XOS_OS_REPLACE_H
#define XOS_OS_REPLACE_H

#include <limits.h>
#include <stdbool.h>
#include <sys/types.h>

struct replacement {
    int fd;              /* where the bytes go */
    int folder;          /* where the file is to be */
    bool nameless;       /* made with O_TMPFILE */
    bool direct;         /* no regular file: nothing to name */
    char path[PATH_MAX]; /* of the file to be, symbolic links followed */
    const char *name;    /* its last part: the file's name in the folder */
    char temporary[18];  /* a name there for the time being; "" for none */
};

/* Starts the file that is to be at path: with the permissions of the one that is there and the caller's own, else with mode
 * (umask applied). 0 or -errno; -EISDIR for a directory, -EACCES for another user's symbolic link in a folder like /tmp. */
int os_replace_open(struct replacement *replacement, const char *path, mode_t mode);

/* Gives the file, its data on the disk, its name: at once, in place of an older one. Closes it. 0 or -errno. */
int os_replace_commit(struct replacement *replacement);

/* Drops the file; what was at path before is untouched. */
void os_replace_abandon(struct replacement *replacement);

#endif
