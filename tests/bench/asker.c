/* SPDX-License-Identifier: MIT */
/* asker COUNT REQUEST PROG [ARG...]: writes the line REQUEST to PROG's standard input COUNT times, each when the reply to
 * the one before has come, and prints the round trips a second. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int start(char **argv, int *to, int *from)
{
    int requests[2], replies[2];

    if (pipe(requests) < 0 || pipe(replies) < 0)
        return -1;
    pid_t pid = fork();
    if (pid == 0) {
        dup2(requests[0], 0);
        dup2(replies[1], 1);
        close(requests[0]);
        close(requests[1]);
        close(replies[0]);
        close(replies[1]);
        execvp(argv[0], argv);
        _exit(127);
    }
    close(requests[0]);
    close(replies[1]);
    *to = requests[1];
    *from = replies[0];
    return pid < 0 ? -1 : 0;
}

int main(int argc, char **argv)
{
    struct timespec begun, done;
    char reply[4096], request[1024];
    int to, from;

    if (argc < 4 || start(argv + 3, &to, &from) < 0)
        return 1;
    size_t size = (size_t)snprintf(request, sizeof request, "%s\n", argv[2]);
    if (size >= sizeof request)
        return 1;
    long count = atol(argv[1]);
    for (long i = -1; i < count; i++) { /* the first one is the program's start */
        if (i == 0)
            clock_gettime(CLOCK_MONOTONIC, &begun);
        if (write(to, request, size) != (ssize_t)size)
            return 1;
        do {
            ssize_t got = read(from, reply, sizeof reply);
            if (got <= 0)
                return 1;
            if (memchr(reply, '\n', (size_t)got) != NULL)
                break;
        } while (1);
    }
    clock_gettime(CLOCK_MONOTONIC, &done);
    double seconds = (double)(done.tv_sec - begun.tv_sec) + (double)(done.tv_nsec - begun.tv_nsec) / 1e9;
    printf("%.0f\n", (double)count / seconds);
    close(to);
    return wait(NULL) < 0;
}
