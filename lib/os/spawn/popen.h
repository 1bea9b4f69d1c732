/* SPDX-License-Identifier: MIT */
/* Shell commands that are connected to this process by a pipe. */
#ifndef XOS_OS_SPAWN_POPEN_H
#define XOS_OS_SPAWN_POPEN_H

#include <stdbool.h>
#include <sys/types.h>

struct popen {
    pid_t pid;
    int fd; /* this end of the pipe, close-on-exec */
};

struct program;

/* Starts the program with its standard output (if reads) or its standard input connected to the pipe. 0 or -errno. */
int popen_program(struct popen *popen, const struct program *program, bool reads);

/* Starts /bin/sh -c command with its standard output (if reads) or its standard input connected to the pipe. 0 or
 * -errno. */
int popen_start(struct popen *popen, const char *command, bool reads);

#endif
