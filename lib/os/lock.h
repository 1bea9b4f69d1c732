/* SPDX-License-Identifier: MIT */
/* Locks and conditions for threads, with futex(2). Those of POSIX do more (owners, robustness, time limits,
 * cancellation), which is 4 KB of musl. Zeroed memory is an open lock, and a condition. */
#ifndef XOS_OS_LOCK_H
#define XOS_OS_LOCK_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct lock {
    _Atomic uint32_t state; /* 0: open; 1: taken; 2: taken, and others may wait for it */
};

struct condition {
    _Atomic uint32_t changes; /* how often it was signalled */
    unsigned waiting;         /* threads that wait for it; under their lock */
};

/* Waits until the lock is open, and takes it. */
void lock_take(struct lock *lock);

/* Takes the lock if it is open; false if it is not. */
bool lock_try(struct lock *lock);

/* Opens a lock that the caller has taken. */
void lock_open(struct lock *lock);

/* Opens the lock, waits until the condition is signalled, and takes the lock again. It may also return without a
 * signal. */
void condition_wait(struct condition *condition, struct lock *lock);

/* Wakes one of the threads that wait for the condition. The caller has taken their lock. */
void condition_signal(struct condition *condition);

/* The same for all of them. */
void condition_signal_all(struct condition *condition);

#endif
