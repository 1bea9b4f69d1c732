/* SPDX-License-Identifier: MIT */
/* The bare loop that a walk is measured against: getdents64 and openat, each path printed, nothing else; no errors,
 * no limits, no options. loop TOP [THREADS [stat]]; with stat a statx for size and time on each entry. Threads share a
 * stack of directories under one lock, each takes one at a time and keeps what it finds while nobody waits.
 * Build: cc -O2 -pthread -o loop loop.c */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { ROOM = 64 * 1024, FLUSH = 64 * 1024 };

struct list {
    char **paths;
    size_t count, room;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER, write_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake = PTHREAD_COND_INITIALIZER;
static struct list shared;
static int threads = 1, waiting, with_stat;

static void push(struct list *list, const char *path, size_t size)
{
    if (list->count == list->room)
        list->paths = realloc(list->paths, (list->room = list->room * 2 + 64) * sizeof *list->paths);
    list->paths[list->count] = memcpy(malloc(size + 1), path, size);
    list->paths[list->count++][size] = '\0';
}

/* The next directory: of the thread's own, or a shared one; NULL when all threads wait. */
static char *next(struct list *own)
{
    char *path = NULL;

    if (own->count > 0 && (threads == 1 || waiting == 0 || own->count == 1))
        return own->paths[--own->count];
    pthread_mutex_lock(&lock);
    while (own->count > 1 && waiting > 0 && shared.count < 64) {
        char *give = own->paths[0];
        memmove(own->paths, own->paths + 1, --own->count * sizeof give);
        push(&shared, give, strlen(give));
        free(give);
        pthread_cond_signal(&wake);
    }
    if (own->count > 0) {
        pthread_mutex_unlock(&lock);
        return own->paths[--own->count];
    }
    waiting++;
    while (shared.count == 0 && waiting < threads)
        pthread_cond_wait(&wake, &lock);
    if (shared.count > 0) {
        path = shared.paths[--shared.count];
        waiting--;
    } else
        pthread_cond_broadcast(&wake);
    pthread_mutex_unlock(&lock);
    return path;
}

static char *flush(char *out, char *end)
{
    pthread_mutex_lock(&write_lock);
    for (char *at = out; at < end;) {
        ssize_t written = write(1, at, (size_t)(end - at));
        if (written < 0)
            exit(1);
        at += written;
    }
    pthread_mutex_unlock(&write_lock);
    return out;
}

static void *run(void *unused)
{
    struct list own = {0};
    char *buffer = malloc(ROOM), *out = malloc(FLUSH + 8192), *at = out, *path;
    struct {
        uint64_t ino;
        int64_t offset;
        unsigned short size;
        unsigned char type;
        char name[];
    } * entry;

    if (threads > 1)
        unshare(CLONE_FILES);
    while ((path = next(&own)) != NULL) {
        int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        size_t size = strlen(path);
        long got;
        while ((got = syscall(SYS_getdents64, fd, buffer, ROOM)) > 0)
            for (long i = 0; i < got; i += entry->size) {
                entry = (void *)(buffer + i);
                if (entry->name[0] == '.' && (!entry->name[1] || (entry->name[1] == '.' && !entry->name[2])))
                    continue;
                size_t length = strlen(entry->name);
                struct statx status;
                if (with_stat) {
                    statx(fd, entry->name, AT_SYMLINK_NOFOLLOW, STATX_SIZE | STATX_MTIME, &status);
                    at += sprintf(at, "%llu %lld.%09u ", (unsigned long long)status.stx_size,
                                  (long long)status.stx_mtime.tv_sec, status.stx_mtime.tv_nsec);
                }
                char *start = at;
                at = mempcpy(at, path, size);
                *at++ = '/';
                at = mempcpy(at, entry->name, length);
                if (entry->type == DT_DIR)
                    push(&own, start, (size_t)(at - start));
                *at++ = '\n';
                if (at - out > FLUSH)
                    at = flush(out, at);
            }
        close(fd);
        free(path);
    }
    flush(out, at);
    return unused;
}

int main(int argc, char **argv)
{
    pthread_t thread[64];

    (void)argc;
    threads = argv[2] ? atoi(argv[2]) : 1;
    with_stat = argv[2] && argv[3];
    push(&shared, argv[1], strlen(argv[1]));
    for (int i = 0; i < threads - 1; i++)
        pthread_create(&thread[i], NULL, run, NULL);
    run(NULL);
    for (int i = 0; i < threads - 1; i++)
        pthread_join(thread[i], NULL);
    puts(argv[1]);
}
