/* SPDX-License-Identifier: MIT */
/* Loaded before the C library's own by tests/fault/short.py: cuts every transfer that this process makes to SHORT_BYTES
 * bytes, as the kernel may at any time, for a pipe, a terminal, a socket, a full disk or a signal.
 *
 * Reads and writes of files, pipes, devices and stream sockets are cut; messages (eventfd, inotify, datagrams, ...) and
 * what is written to /proc are whole or nothing in the kernel, too. getdents64 gives as few names at a time as it can.
 * The environment that the program sees has no trace of this. */
#include <dlfcn.h>
#include <errno.h>
#include <linux/magic.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static size_t most;
static long (*next_syscall)(long, ...);

/* The variables that loaded this are not for the program to see. */
__attribute__((constructor)) static void prepare(void)
{
    const char *text = getenv("SHORT_BYTES");

    most = text != NULL ? strtoul(text, NULL, 10) : 0;
    unsetenv("SHORT_BYTES");
    unsetenv("LD_PRELOAD");
    next_syscall = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
}

static size_t cut(int fd, size_t size)
{
    struct stat status;
    int type = SOCK_STREAM;
    socklen_t room = sizeof type;

    if (most == 0 || size <= most || next_syscall(SYS_fstat, fd, &status) < 0 || (status.st_mode & S_IFMT) == 0)
        return size;
    if (S_ISSOCK(status.st_mode) && (getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &room) < 0 || type != SOCK_STREAM))
        return size;
    return most;
}

/* The first parts of parts that hold as many bytes as may be moved; into cut_parts, how many is returned. */
static int cut_parts(int fd, const struct iovec *parts, int count, struct iovec *cut_parts)
{
    size_t left = cut(fd, (size_t)-1);
    int kept = 0;

    for (; kept < count && kept < 1024 && left > 0; kept++) {
        cut_parts[kept] = parts[kept];
        if (cut_parts[kept].iov_len > left)
            cut_parts[kept].iov_len = left;
        left -= cut_parts[kept].iov_len;
    }
    return count < 0 || count > 1024 ? count : kept; /* a count that the kernel refuses is its own to refuse */
}

ssize_t read(int fd, void *data, size_t size)
{
    return next_syscall(SYS_read, fd, data, cut(fd, size));
}

ssize_t write(int fd, const void *data, size_t size)
{
    struct statfs system;
    bool in_proc = fstatfs(fd, &system) == 0 && system.f_type == PROC_SUPER_MAGIC;

    return next_syscall(SYS_write, fd, data, in_proc ? size : cut(fd, size));
}

ssize_t pread(int fd, void *data, size_t size, off_t offset)
{
    return next_syscall(SYS_pread64, fd, data, cut(fd, size), offset);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t offset)
{
    return next_syscall(SYS_pwrite64, fd, data, cut(fd, size), offset);
}

static long vector(long number, int fd, const struct iovec *parts, int count, long low, long high, long flags)
{
    struct iovec kept[1024];

    count = cut_parts(fd, parts, count, kept);
    return next_syscall(number, fd, count < 0 || count > 1024 ? parts : kept, count, low, high, flags);
}

ssize_t readv(int fd, const struct iovec *parts, int count)
{
    return vector(SYS_readv, fd, parts, count, 0, 0, 0);
}

ssize_t writev(int fd, const struct iovec *parts, int count)
{
    return vector(SYS_writev, fd, parts, count, 0, 0, 0);
}

ssize_t getrandom(void *data, size_t size, unsigned flags)
{
    return next_syscall(SYS_getrandom, data, most != 0 && size > most ? most : size, flags);
}

ssize_t sendfile(int out, int in, off_t *offset, size_t size)
{
    return next_syscall(SYS_sendfile, out, in, offset, cut(in, size));
}

/* As few names as there can be: the room grows until one fits. */
static long few_names(int fd, void *names, size_t room)
{
    for (size_t little = 32; little < room; little += 32) {
        long got = next_syscall(SYS_getdents64, fd, names, little);
        if (got >= 0 || errno != EINVAL)
            return got;
    }
    return next_syscall(SYS_getdents64, fd, names, room);
}

long syscall(long number, ...)
{
    va_list list;
    long a[6];

    va_start(list, number);
    for (int i = 0; i < 6; i++)
        a[i] = va_arg(list, long);
    va_end(list);
    switch (number) {
    case SYS_getrandom:
        return getrandom((void *)a[0], (size_t)a[1], (unsigned)a[2]);
    case SYS_getdents64:
        return most != 0 ? few_names((int)a[0], (void *)a[1], (size_t)a[2]) : next_syscall(number, a[0], a[1], a[2]);
    case SYS_preadv2:
    case SYS_pwritev2:
        return vector(number, (int)a[0], (const struct iovec *)a[1], (int)a[2], a[3], a[4], a[5]);
    case SYS_copy_file_range:
    case SYS_splice:
        a[4] = (long)cut((int)a[0], (size_t)a[4]);
    }
    return next_syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}
