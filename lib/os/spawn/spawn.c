/* SPDX-License-Identifier: MIT */
/* Starting programs. */
#include "os/spawn/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "os/fd.h"
#include "os/id_calls.h"
#include "os/retry.h"
#include "os/sched.h"
#include "os/spawn/wait.h"

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#define OWN_STACK __attribute__((no_sanitize("address")))
#else
#define OWN_STACK
#define __asan_unpoison_memory_region(memory, size) ((void)(memory), (void)(size))
#endif

/* Data that parent and child share. */
struct birth {
    const struct spawn *spawn;
    const sigset_t *mask; /* the program's signal mask; NULL: unchanged */
    struct spawn_failure *failure;
};

static int open_as(const struct spawn_step *step)
{
    int fd = OS_RETRY(openat(AT_FDCWD, step->path, step->number, step->mode));

    if (fd < 0 || fd == step->fd)
        return fd;
    int result = OS_RETRY(dup2(fd, step->fd));
    close(fd);
    return result;
}

/* As in posix_spawn, the only failure is a number that no descriptor can have. */
static int close_quietly(int fd)
{
    struct rlimit limit;

    if (close(fd) == 0 || errno != EBADF)
        return 0;
    if (fd < 0 || (getrlimit(RLIMIT_NOFILE, &limit) == 0 && (rlim_t)fd >= limit.rlim_cur))
        return -EBADF;
    return 0;
}

static int duplicate(int fd, int number)
{
    if (fd != number)
        return OS_RETRY(dup2(fd, number));
    int flags = fcntl(fd, F_GETFD);
    return flags < 0 ? os_error() : OS_CALL(fcntl(fd, F_SETFD, flags & ~FD_CLOEXEC));
}

/* The bare system calls: libc's functions would try to change all threads of the parent. */
static int reset_ids(void)
{
    if (syscall(SETRESGID, -1, getgid(), -1) < 0 || syscall(SETRESUID, -1, getuid(), -1) < 0)
        return os_error();
    return 0;
}

static int take_terminal(int fd)
{
    if (setsid() < 0 || ioctl(fd, TIOCSCTTY, 0) < 0)
        return os_error();
    for (int stream = 0; stream < 3; stream++) {
        int result = duplicate(fd, stream);
        if (result < 0)
            return result;
    }
    return fd > 2 ? close_quietly(fd) : 0;
}

/* Works in the background too, because SIGTTOU is blocked here. */
static int take_foreground(int fd)
{
    pid_t group = getpgrp();

    return OS_CALL(ioctl(fd, TIOCSPGRP, &group));
}

static int hold_lifeline(int parent)
{
    if (prctl(PR_SET_PDEATHSIG, (unsigned long)SIGKILL, 0UL, 0UL, 0UL) < 0)
        return os_error();
    pid_t now = getppid(); /* 0: the parent is outside the child's pid namespace */
    return now == parent || now == 0 ? 0 : -ESRCH;
}

static int write_text(const struct spawn_step *step)
{
    size_t size = strlen(step->text);
    int fd = OS_RETRY(openat(AT_FDCWD, step->path, O_WRONLY | O_CLOEXEC));

    if (fd < 0)
        return fd;
    ssize_t written = OS_RETRY(write(fd, step->text, size));
    close(fd);
    return written < 0 ? (int)written : (size_t)written < size ? -EIO : 0;
}

static int take_step(const struct spawn_step *step)
{
    switch (step->kind) {
    case SPAWN_OPEN:
        return open_as(step);
    case SPAWN_CLOSE:
        return close_quietly(step->fd);
    case SPAWN_DUP2:
        return duplicate(step->fd, step->number);
    case SPAWN_CLOSEFROM:
        return os_closefrom(step->fd);
    case SPAWN_CHDIR:
        return OS_CALL(chdir(step->path));
    case SPAWN_FCHDIR:
        return OS_CALL(fchdir(step->fd));
    case SPAWN_UMASK:
        umask(step->mode);
        return 0;
    case SPAWN_SCHEDULER:
        return step->number == SPAWN_SAME_POLICY ? os_sched_setparam(0, step->fd)
                                                 : os_sched_setscheduler(0, step->number, step->fd);
    case SPAWN_SETSID:
        return OS_CALL(setsid());
    case SPAWN_SETPGROUP:
        return OS_CALL(setpgid(0, step->number));
    case SPAWN_RESETIDS:
        return reset_ids();
    case SPAWN_TERMINAL:
        return take_terminal(step->fd);
    case SPAWN_FOREGROUND:
        return take_foreground(step->fd);
    case SPAWN_LIFELINE:
        return hold_lifeline(step->number);
    case SPAWN_UNSHARE:
        return (int)OS_CALL(syscall(SYS_unshare, step->number));
    case SPAWN_SETNS:
        return (int)OS_CALL(syscall(SYS_setns, step->fd, step->number));
    case SPAWN_IDS:
        return privileges_become(step->ids);
    case SPAWN_CAPS:
        return privileges_limit(step->set);
    case SPAWN_NO_NEW_PRIVS:
        return OS_CALL(prctl(PR_SET_NO_NEW_PRIVS, 1UL, 0UL, 0UL, 0UL));
    case SPAWN_IO_PRIORITY:
        return os_ioprio_set(0, step->number);
    case SPAWN_RLIMIT:
        return (int)OS_CALL(syscall(SYS_prlimit64, 0, step->number,
                                    &(uint64_t[2]){step->limit->rlim_cur, step->limit->rlim_max}, NULL));
    case SPAWN_WRITE:
        return write_text(step);
    case SPAWN_NOTHING:
        return 0;
    case SPAWN_EXEC:
        break;
    }
    return -EINVAL;
}

/* The parent's handlers must not run in its memory when signals are unblocked. */
static void drop_handlers(const struct spawn *spawn)
{
    struct sigaction action, by_default = {.sa_handler = SIG_DFL};

    if (spawn->no_handlers && spawn->defaults == NULL)
        return;
    for (int number = 1; number < NSIG; number++) {
        bool wanted = spawn->defaults != NULL && sigismember(spawn->defaults, number) == 1;
        if (!wanted && !spawn->no_handlers && sigaction(number, NULL, &action) == 0)
            wanted = action.sa_handler != SIG_DFL && action.sa_handler != SIG_IGN;
        if (wanted)
            sigaction(number, &by_default, NULL);
    }
}

static void ignore_signals(const struct spawn *spawn)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};

    for (int number = 1; spawn->ignored != NULL && number < NSIG; number++)
        if (sigismember(spawn->ignored, number) == 1)
            sigaction(number, &ignore, NULL);
}

static int prepare(const struct birth *birth)
{
    const struct spawn *spawn = birth->spawn;

    drop_handlers(spawn);
    ignore_signals(spawn);
    for (birth->failure->step = 0; birth->failure->step < spawn->count; birth->failure->step++) {
        int result = take_step(&spawn->steps[birth->failure->step]);
        if (result < 0)
            return result;
    }
    if (birth->mask != NULL)
        sigprocmask(SIG_SETMASK, birth->mask, NULL);
    return program_exec(&spawn->program);
}

OWN_STACK static int child(void *data)
{
    const struct birth *birth = data;

    birth->failure->errnum = -prepare(birth);
    _exit(127);
}

/* Blocks all signals except those that libc reserves. */
static void block_signals(sigset_t *old)
{
    sigset_t all;

    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, old);
}

OWN_STACK static pid_t bear(struct birth *birth, int namespaces)
{
    enum { STACK = 32 * 1024 }; /* a path of PATH_MAX bytes and a few frames */
    _Alignas(16) char stack[STACK];

    /* The stack grows down on every architecture of Linux except PA-RISC. */
    pid_t pid = OS_CALL(clone(child, stack + sizeof stack, CLONE_VM | CLONE_VFORK | SIGCHLD | namespaces, birth));
    __asan_unpoison_memory_region(stack, sizeof stack); /* the child's frames never returned */
    return pid;
}

pid_t spawn_start(const struct spawn *spawn, struct spawn_failure *failure)
{
    sigset_t old;

    *failure = (struct spawn_failure){0};
    struct birth birth = {.spawn = spawn, .mask = spawn->mask, .failure = failure};
    if (!spawn->no_handlers) {
        block_signals(&old);
        birth.mask = spawn->mask != NULL ? spawn->mask : &old;
    }
    pid_t pid = bear(&birth, spawn->namespaces);
    if (pid < 0)
        *failure = (struct spawn_failure){SPAWN_NO_CHILD, -pid};
    else if (failure->errnum != 0) {
        wait_process(pid, 0, NULL, NULL);
        pid = -failure->errnum;
    }
    if (!spawn->no_handlers)
        sigprocmask(SIG_SETMASK, &old, NULL);
    return pid;
}
