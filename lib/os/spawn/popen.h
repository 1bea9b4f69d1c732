/* SPDX-License-Identifier: MIT */
/* Programs that are connected to this process by a pipe. */
#ifndef XOS_OS_SPAWN_POPEN_H
#define XOS_OS_SPAWN_POPEN_H

#include <stdbool.h>
#include <sys/types.h>

struct popen {
    pid_t pid;
    int fd; /* this end of the pipe, close-on-exec */
};

/* Starts the program argv[0], which is searched in PATH, with its standard output connected to the pipe. What it writes
 * to standard error is discarded. 0 or -errno. */
int popen_tool(struct popen *popen, char *const argv[]);

/* Starts /bin/sh -c command with its standard output (if reads) or its standard input connected to the pipe. 0 or
 * -errno. */
int popen_start(struct popen *popen, const char *command, bool reads);

#endif
