/* SPDX-License-Identifier: MIT */
/* How fast programs start and end: spawner ROUNDS COUNT PROG [ARG...] [-- PROG [ARG...]]...
 *
 * Every round spawns each program COUNT times in turn and waits for it, the programs one after the other, so that a
 * change in the machine's mood meets them all. Prints a line a program: starts a second in the median round,
 * microseconds a start in the median and in the best round, and the command. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { PROGRAMS = 32, ROUNDS = 1000 };

struct program {
    char **argv;
    double rounds[ROUNDS]; /* microseconds a start */
};

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static double spawn_all(char **argv, int count, const posix_spawn_file_actions_t *actions)
{
    double start = now();

    for (int i = 0; i < count; i++) {
        pid_t pid;
        int status, error = posix_spawnp(&pid, argv[0], actions, NULL, argv, environ);
        if (error != 0) {
            fprintf(stderr, "spawner: %s: %s\n", argv[0], strerror(error));
            exit(66);
        }
        waitpid(pid, &status, 0);
    }
    return (now() - start) / count;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

static void report(struct program *program, int rounds)
{
    qsort(program->rounds, (size_t)rounds, sizeof program->rounds[0], compare);
    double median = program->rounds[rounds / 2];
    printf("%.0f\t%.0f\t%.0f\t", 1e6 / median, median, program->rounds[0]);
    for (char **arg = program->argv; *arg != NULL; arg++)
        printf("%s%s", arg > program->argv ? " " : "", *arg);
    putchar('\n');
}

int main(int argc, char **argv)
{
    static struct program programs[PROGRAMS];
    posix_spawn_file_actions_t actions;
    int count = 0, rounds = argc > 3 ? atoi(argv[1]) : 0;

    if (rounds < 1 || rounds > ROUNDS || atoi(argv[2]) < 1) {
        fputs("usage: spawner ROUNDS COUNT PROG [ARG...] [-- PROG [ARG...]]...\n", stderr);
        return 64;
    }
    programs[count++].argv = argv + 3;
    for (int i = 3; i < argc; i++)
        if (strcmp(argv[i], "--") == 0 && count < PROGRAMS) {
            argv[i] = NULL;
            programs[count++].argv = argv + i + 1;
        }
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    for (int round = 0; round < rounds; round++)
        for (int i = 0; i < count; i++)
            programs[i].rounds[round] = spawn_all(programs[i].argv, atoi(argv[2]), &actions);
    for (int i = 0; i < count; i++)
        report(&programs[i], rounds);
    return 0;
}
