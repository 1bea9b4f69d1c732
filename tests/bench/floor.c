/* SPDX-License-Identifier: MIT */
/* The floors that programs are measured against: bare system calls, no errors looked at, no options.
 *
 *     floor statx LIST THREADS      the status of each path of a NUL-separated list, size, time and name printed
 *     floor getrandom MIB THREADS   random bytes, written
 *     floor vfork COUNT PROG        so many starts of a program, one after the other
 *     floor posix_spawn COUNT PROG
 *     floor costs                   what tells one machine from another: ns a system call, ns a page fault
 *
 * Build: cc -O2 -pthread -o floor floor.c */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

struct share {
    char *from, *to;
    size_t bytes;
};

static void *statx_paths(void *data)
{
    struct share *share = data;
    char out[65536], *at = out;

    for (char *path = share->from; path < share->to; path += strlen(path) + 1) {
        struct statx status;
        statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_SIZE | STATX_MTIME, &status);
        at += sprintf(at, "%llu %lld.%09u %s\n", (unsigned long long)status.stx_size,
                      (long long)status.stx_mtime.tv_sec, status.stx_mtime.tv_nsec, path);
        if (at > out + sizeof out - 8192 && write(1, out, (size_t)(at - out)) >= 0)
            at = out;
    }
    return write(1, out, (size_t)(at - out)) < 0 ? data : NULL;
}

static void *write_random(void *data)
{
    struct share *share = data;
    static __thread char block[65536];

    for (size_t done = 0; done < share->bytes; done += sizeof block)
        if (getrandom(block, sizeof block, 0) < 0 || write(1, block, sizeof block) < 0)
            return data;
    return NULL;
}

static int on_threads(int threads, void *(*work)(void *), struct share *shares)
{
    pthread_t thread[64];
    void *failed = NULL, *each;

    for (int i = 0; i < threads; i++)
        pthread_create(&thread[i], NULL, work, &shares[i]);
    for (int i = 0; i < threads; i++) {
        pthread_join(thread[i], &each);
        failed = each != NULL ? each : failed;
    }
    return failed != NULL;
}

static int statx_list(const char *name, int threads)
{
    struct share shares[64];
    struct stat status;
    int fd = open(name, O_RDONLY);

    if (fd < 0 || fstat(fd, &status) < 0)
        return 1;
    char *list = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0),
         *end = list + status.st_size;
    for (int i = 0; i < threads; i++) {
        char *to = list + status.st_size / threads * (i + 1);
        while (to < end && to[-1] != '\0')
            to++;
        shares[i] = (struct share){.from = i == 0 ? list : shares[i - 1].to, .to = i == threads - 1 ? end : to};
    }
    return on_threads(threads, statx_paths, shares);
}

static int random_bytes(size_t mebibytes, int threads)
{
    struct share shares[64];

    for (int i = 0; i < threads; i++)
        shares[i].bytes = (mebibytes << 20) / (size_t)threads;
    return on_threads(threads, write_random, shares);
}

static int starts(int count, char **argv, int vforks)
{
    for (int i = 0; i < count; i++) {
        pid_t pid = vforks ? vfork() : -1;
        if (pid == 0) {
            execv(argv[0], argv);
            _exit(127);
        }
        if (!vforks)
            posix_spawn(&pid, argv[0], NULL, NULL, argv, environ);
        if (waitpid(pid, NULL, 0) < 0)
            return 1;
    }
    return 0;
}

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static int costs(void)
{
    enum { CALLS = 200000, PAGES = 4096, PAGE = 4096 };
    char *memory = mmap(NULL, (size_t)PAGES * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    double start = now();

    for (int i = 0; i < CALLS; i++)
        syscall(SYS_getppid);
    double called = now();
    madvise(memory, (size_t)PAGES * PAGE, MADV_NOHUGEPAGE);
    for (size_t i = 0; i < PAGES; i++)
        memory[i * PAGE] = 1;
    printf("%.0f ns a system call, %.0f ns a page fault\n", (called - start) / CALLS, (now() - called) / PAGES);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "costs") == 0)
        return costs();
    if (argc < 4)
        return 64;
    if (strcmp(argv[1], "statx") == 0)
        return statx_list(argv[2], atoi(argv[3]));
    if (strcmp(argv[1], "getrandom") == 0)
        return random_bytes((size_t)atol(argv[2]), atoi(argv[3]));
    return starts(atoi(argv[2]), argv + 3, strcmp(argv[1], "vfork") == 0);
}
