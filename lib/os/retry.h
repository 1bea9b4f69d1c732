/* SPDX-License-Identifier: MIT */
/* System calls in this program's form: what they return, or -errno. */
#ifndef XOS_OS_RETRY_H
#define XOS_OS_RETRY_H

#include <errno.h>
#include <signal.h>
#include <stdbool.h>

/* errno behind a failed call. It is never 0 there, which analyzers are told, and compilers need not know. */
#ifdef XOS_ANALYZED
#define OS_ERRNO (errno > 0 ? errno : EIO)
#else
#define OS_ERRNO errno
#endif

/* In place of an errno: /proc is not mounted, or shows another pid namespace, so the call could not be made another
 * way. fail_errno records it as ENOENT on /proc, whatever the operand. */
#define OS_NO_PROC 4094

/* Set by a signal handler of the program's to stop what is being retried: the call then gives -EINTR. Zero otherwise.
 */
extern volatile sig_atomic_t os_interrupted;

/* True if a call that a signal has interrupted must fail with EINTR instead of being made again. Called after EINTR and
 * between the parts of a long operation; a shell that has this program's operations inside it asks its own flags. */
bool os_stop(void);

/* The value of a system call's expression, or -errno. */
#define OS_CALL(expression) \
    __extension__({ \
        __typeof__(expression) result_ = (expression); \
        result_ == (__typeof__(expression))-1 ? -OS_ERRNO : result_; \
    })

/* The same, made again after EINTR as PEP 475 has it. */
#define OS_RETRY(expression) \
    __extension__({ \
        __typeof__(expression) result_; \
        do \
            result_ = (expression); \
        while (result_ == (__typeof__(expression))-1 && errno == EINTR && !os_stop()); \
        result_ == (__typeof__(expression))-1 ? -OS_ERRNO : result_; \
    })

#endif
