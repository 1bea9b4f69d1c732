/* SPDX-License-Identifier: MIT */
/* Linked into the build that tests/full/coverage makes: writes gcov's counts where gcov itself would not, and is silent
 * where they cannot be written, so that the tests see the program that they know.
 *
 * Counts are written before a process becomes another program, when main returns or the process ends by _exit(2), and
 * before it sends a signal (perhaps to itself), and when its terminal hangs up. Not by a child that shares its parent's
 * memory: the parent will write its counts. Not where the folder is out of reach (after chroot), nor under a limit that
 * cannot be lifted for the while. */
#include <gcov.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

int __real_main(int argc, char **argv, char **envp);
int __real_execve(const char *path, char *const *argv, char *const *envp);
int __real_execvp(const char *file, char *const *argv);
int __real_kill(pid_t pid, int number);
long __real_syscall(long number, long a, long b, long c, long d, long e, long f);
_Noreturn void __real__exit(int status);
_Noreturn void __real_abort(void);
int __real_clone(int (*run)(void *), void *stack, int flags, void *data);

static volatile sig_atomic_t writing;
static volatile pid_t sharing; /* the process whose memory a child has for the moment */

/* Lifts a limit until it is put back; whether it is lifted, which an ordinary user may not. */
static bool lift(int resource, rlim_t wanted, struct rlimit *old)
{
    struct rlimit lifted;

    getrlimit(resource, old);
    lifted = *old;
    if (lifted.rlim_cur < wanted)
        lifted.rlim_cur = wanted;
    if (lifted.rlim_max < lifted.rlim_cur)
        lifted.rlim_max = lifted.rlim_cur;
    return setrlimit(resource, &lifted) == 0;
}

static void write_counts(void)
{
    struct rlimit files, bytes;

    writing = 1;
    if ((sharing != 0 && sharing != getpid()) || access(COUNTS, W_OK | X_OK) < 0) {
        writing = 0;
        return;
    }
    bool may = lift(RLIMIT_NOFILE, 256, &files) & lift(RLIMIT_FSIZE, 1 << 20, &bytes);
    if (may) {
        __gcov_dump();
        __gcov_reset();
    }
    setrlimit(RLIMIT_NOFILE, &files);
    setrlimit(RLIMIT_FSIZE, &bytes);
    writing = 0;
}

/* A test that is done with a terminal hangs up. The counts are worth the risk that what was interrupted holds a lock:
 * then the alarm ends it. */
static void hung_up(int number)
{
    if (writing)
        return;
    alarm(2);
    write_counts();
    signal(number, SIG_DFL);
    raise(number);
}

int __wrap_main(int argc, char **argv, char **envp)
{
    if (signal(SIGHUP, hung_up) != SIG_DFL)
        signal(SIGHUP, SIG_IGN);
    int status = __real_main(argc, argv, envp);

    write_counts();
    __real__exit(status);
}

_Noreturn void __wrap__exit(int status)
{
    write_counts();
    __real__exit(status);
}

_Noreturn void __wrap_abort(void)
{
    write_counts();
    __real_abort();
}

int __wrap_execve(const char *path, char *const *argv, char *const *envp)
{
    write_counts();
    return __real_execve(path, argv, envp);
}

int __wrap_execvp(const char *file, char *const *argv)
{
    write_counts();
    return __real_execvp(file, argv);
}

int __wrap_kill(pid_t pid, int number)
{
    write_counts();
    return __real_kill(pid, number);
}

long __wrap_syscall(long number, long a, long b, long c, long d, long e, long f)
{
    if (number == SYS_execveat)
        write_counts();
    return __real_syscall(number, a, b, c, d, e, f);
}

int __wrap_clone(int (*run)(void *), void *stack, int flags, void *data)
{
    pid_t before = sharing;

    if (flags & CLONE_VM)
        sharing = getpid();
    int pid = __real_clone(run, stack, flags, data);
    sharing = before;
    return pid;
}
