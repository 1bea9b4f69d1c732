/* SPDX-License-Identifier: MIT */
/* A command of the shell at the other end of a pipe. */
#ifndef XOS_OS_POPEN_H
#define XOS_OS_POPEN_H

#include <stdbool.h>
#include <sys/types.h>

struct popen {
    pid_t pid;
    int fd; /* this end of the pipe, close-on-exec */
};

/* Starts /bin/sh -c command with its standard output (reads) or its standard input at the pipe. 0 or -errno. */
int popen_start(struct popen *popen, const char *command, bool reads);

#endif
