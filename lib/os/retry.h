/* SPDX-License-Identifier: MIT */
/* System calls in the form of lib/os: they return their result, or -errno. */
#ifndef XOS_OS_RETRY_H
#define XOS_OS_RETRY_H

#include <errno.h>
#include <signal.h>
#include <stdbool.h>

/* errno after a failed call, where it is never 0. Analyzers need that condition; compilers do not. */
#ifdef XOS_ANALYZED
#define OS_ERRNO (errno > 0 ? errno : EIO)
#else
#define OS_ERRNO errno
#endif

/* Used in place of an errno: /proc is not mounted, or shows another pid namespace, so that the call could not be made
 * through it. fail_errno records it as ENOENT of /proc, whatever the operand is. */
#define OS_NO_PROC 4094

/* Set by a signal handler of this program to stop a repeated call, which then returns -EINTR. Otherwise 0. */
extern volatile sig_atomic_t os_interrupted;

/* True if a call that a signal has interrupted must fail with EINTR instead of being repeated. Called after EINTR and
 * between the parts of a long operation. The bash builtin replaces it by a function that checks bash's own flags. */
bool os_stop(void);

/* The value of a system call's expression, or -errno. */
#define OS_CALL(expression) \
    __extension__({ \
        __typeof__(expression) result_ = (expression); \
        result_ == (__typeof__(expression))-1 ? -OS_ERRNO : result_; \
    })

/* The same, repeated after EINTR as PEP 475 says. */
#define OS_RETRY(expression) \
    __extension__({ \
        __typeof__(expression) result_; \
        do \
            result_ = (expression); \
        while (result_ == (__typeof__(expression))-1 && errno == EINTR && !os_stop()); \
        result_ == (__typeof__(expression))-1 ? -OS_ERRNO : result_; \
    })

#endif
