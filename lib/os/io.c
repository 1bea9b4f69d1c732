/* SPDX-License-Identifier: MIT */
/* Reading and writing descriptors. */
#include "os/io.h"

#include <limits.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "os/retry.h"

int64_t os_read(int fd, void *data, size_t size)
{
    return OS_RETRY(read(fd, data, size));
}

int64_t os_read_once(int fd, void *data, size_t size)
{
    return OS_CALL(read(fd, data, size));
}

ssize_t os_read_all(int fd, void *data, size_t size)
{
    size_t used = 0;
    ssize_t got = 0;

    while (used < size && (got = OS_RETRY(read(fd, (char *)data + used, size - used))) > 0)
        used += (size_t)got;
    return got < 0 ? got : (ssize_t)used;
}

int64_t os_pread_all(int fd, void *data, size_t size, int64_t offset)
{
    size_t used = 0;
    int64_t got = 0;

    while (used < size && (got = os_pread(fd, (char *)data + used, size - used, offset + (int64_t)used)) > 0)
        used += (size_t)got;
    return got < 0 ? got : (int64_t)used;
}

int os_poll(struct pollfd *polls, size_t count, int timeout_ms)
{
    return OS_RETRY(poll(polls, (nfds_t)count, timeout_ms));
}

int os_poll_once(struct pollfd *polls, size_t count, int timeout_ms)
{
    return OS_CALL(poll(polls, (nfds_t)count, timeout_ms));
}

int os_poll_unblocked(struct pollfd *polls, size_t count, int timeout_ms, const sigset_t *mask)
{
    struct timespec timeout = {.tv_sec = timeout_ms / 1000, .tv_nsec = timeout_ms % 1000 * 1000000L};

    return OS_CALL(ppoll(polls, (nfds_t)count, timeout_ms < 0 ? NULL : &timeout, mask));
}

int64_t os_read_waiting(int fd, void *data, size_t size)
{
    struct pollfd readable = {.fd = fd, .events = POLLIN};

    for (;;) {
        int64_t got = os_read(fd, data, size);
        if (got != -EAGAIN)
            return got;
        int result = os_poll(&readable, 1, -1);
        if (result < 0)
            return result;
    }
}

bool os_readable(int fd)
{
    struct pollfd ready = {.fd = fd, .events = POLLIN};

    return poll(&ready, 1, 0) != 0;
}

unsigned os_wait_readable(const int *fds, size_t count)
{
    enum { MOST = 8 };
    struct pollfd polls[MOST] = {0};
    unsigned ready = 0;

    for (size_t i = 0; i < count && i < MOST; i++)
        polls[i] = (struct pollfd){.fd = fds[i], .events = POLLIN};
    if (poll(polls, (nfds_t)count, -1) < 0)
        return 0;
    for (size_t i = 0; i < count && i < MOST; i++)
        ready |= polls[i].revents != 0 ? 1U << i : 0;
    return ready;
}

int64_t os_pread(int fd, void *data, size_t size, int64_t offset)
{
    return OS_RETRY(pread(fd, data, size, offset));
}

static int count_of(size_t count)
{
    return count > INT_MAX ? INT_MAX : (int)count; /* still too many: the kernel fails with EINVAL */
}

int64_t os_readv(int fd, const struct iovec *parts, size_t count)
{
    return OS_RETRY(readv(fd, parts, count_of(count)));
}

int64_t os_write(int fd, const void *data, size_t size)
{
    return OS_RETRY(write(fd, data, size));
}

int64_t os_pwrite(int fd, const void *data, size_t size, int64_t offset)
{
    return OS_RETRY(pwrite(fd, data, size, offset));
}

int64_t os_writev(int fd, const struct iovec *parts, size_t count)
{
    return OS_RETRY(writev(fd, parts, count_of(count)));
}

/* The kernel takes the offset as two longs; the second one matters only if a long has 32 bits. */
#define TWO_LONGS(offset) (long)(offset), (long)((uint64_t)(offset) >> 32)

int64_t os_preadv(int fd, const struct iovec *parts, size_t count, int64_t offset, int flags)
{
    int64_t result = OS_RETRY(syscall(SYS_preadv2, fd, parts, count, TWO_LONGS(offset), flags));

    if (is_refused(result) && flags == 0)
        return offset == -1 ? os_readv(fd, parts, count) : OS_RETRY(preadv(fd, parts, count_of(count), offset));
    return result == -ENOSYS ? -EOPNOTSUPP : result;
}

int64_t os_pwritev(int fd, const struct iovec *parts, size_t count, int64_t offset, int flags)
{
    int64_t result = OS_RETRY(syscall(SYS_pwritev2, fd, parts, count, TWO_LONGS(offset), flags));

    if (is_refused(result) && flags == 0)
        return offset == -1 ? os_writev(fd, parts, count) : OS_RETRY(pwritev(fd, parts, count_of(count), offset));
    return result == -ENOSYS ? -EOPNOTSUPP : result;
}

void *os_reserve(size_t *size)
{
    enum { LEAST = 64 * 1024 };

    for (;;) {
        void *room = mmap(NULL, *size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (room != MAP_FAILED)
            return room;
        if (*size / 2 < LEAST)
            return NULL;
        *size /= 2;
    }
}

void *os_reserve_shared(size_t size)
{
    void *room = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    return room != MAP_FAILED ? room : NULL;
}

void os_release(void *room, size_t size)
{
    munmap(room, size);
}
