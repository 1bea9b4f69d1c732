/* SPDX-License-Identifier: MIT */
/* System calls in the form of lib/os: they return their result, or -errno. */
#ifndef XOS_OS_RETRY_H
#define XOS_OS_RETRY_H

#include <errno.h>
#include <signal.h>
#include <stdbool.h>

/* Used in place of an errno: /proc is not mounted, or shows another pid namespace, so that the call could not be made
 * through it. fail_errno records it as ENOENT of /proc, whatever the operand is. */
#define OS_NO_PROC 4094

/* Set by a signal handler of this program to stop a repeated call, which then returns -EINTR. Otherwise 0. */
extern volatile sig_atomic_t os_interrupted;

/* True if a call that a signal has interrupted must fail with EINTR instead of being repeated. Called after EINTR and
 * between the parts of a long operation. The bash builtin replaces it by a function that checks bash's own flags. */
bool os_stop(void);

/* -errno. */
int os_minus_errno(void);

/* -errno; 0 if a signal interrupted the call, which must be repeated then, as PEP 475 says. */
int os_minus_errno_or_repeat(void);

/* Returns -errno of the call that has just failed and has set errno. */
static inline int os_error(void)
{
    int error = os_minus_errno();

    if (error >= 0)
        __builtin_unreachable(); /* errno is never 0 after a failed call, which compilers do not know */
    return error;
}

/* The same; 0 if the call must be repeated. */
static inline int os_lasting_error(void)
{
    int error = os_minus_errno_or_repeat();

    if (error > 0)
        __builtin_unreachable();
    return error;
}

/* True if a system call failed because the kernel lacks it, or because a filter denies calls that it does not know. */
static inline bool is_refused(long result)
{
    return result == -ENOSYS || result == -EPERM;
}

/* The value of a system call's expression, or -errno. */
#define OS_CALL(expression) \
    __extension__({ \
        __typeof__(expression) result_ = (expression); \
        result_ == (__typeof__(expression))-1 ? (__typeof__(expression))os_error() : result_; \
    })

/* The same, repeated after EINTR. */
#define OS_RETRY(expression) \
    __extension__({ \
        __typeof__(expression) result_; \
        do \
            result_ = (expression); \
        while (result_ == (__typeof__(expression))-1 && (result_ = (__typeof__(expression))os_lasting_error()) == 0); \
        result_; \
    })

#endif
