/* SPDX-License-Identifier: MIT */
/* Locks and conditions of futexes, as in U. Drepper, Futexes Are Tricky (2011). */
#include "os/lock.h"

#include <limits.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

/* futex(2) without time limits. 32-bit systems that are newer than 2038's end of time have it under another name. */
#ifdef SYS_futex
enum { FUTEX = SYS_futex };
#else
enum { FUTEX = SYS_futex_time64 };
#endif

enum { WAIT = 128 /* FUTEX_WAIT_PRIVATE */, WAKE }; /* of <linux/futex.h>, which not every libc provides */
enum { OPEN, TAKEN, WAITED_FOR };

/* Sleeps while *word is value; a signal may end that, too. */
static void wait_while(_Atomic uint32_t *word, uint32_t value)
{
    syscall(FUTEX, word, WAIT, value, NULL, NULL, 0);
}

static void wake(_Atomic uint32_t *word, int most)
{
    syscall(FUTEX, word, WAKE, most, NULL, NULL, 0);
}

bool lock_try(struct lock *lock)
{
    uint32_t expected = OPEN;

    return atomic_compare_exchange_strong_explicit(&lock->state, &expected, TAKEN, memory_order_acquire,
                                                   memory_order_relaxed);
}

void lock_take(struct lock *lock)
{
    if (lock_try(lock))
        return;
    while (atomic_exchange_explicit(&lock->state, WAITED_FOR, memory_order_acquire) != OPEN)
        wait_while(&lock->state, WAITED_FOR);
}

void lock_open(struct lock *lock)
{
    if (atomic_exchange_explicit(&lock->state, OPEN, memory_order_release) == WAITED_FOR)
        wake(&lock->state, 1);
}

void condition_wait(struct condition *condition, struct lock *lock)
{
    uint32_t changes = atomic_load_explicit(&condition->changes, memory_order_relaxed);

    condition->waiting++;
    lock_open(lock);
    wait_while(&condition->changes, changes);
    lock_take(lock);
    condition->waiting--;
}

static void signal_waiting(struct condition *condition, int most)
{
    if (condition->waiting == 0)
        return;
    atomic_fetch_add_explicit(&condition->changes, 1, memory_order_relaxed);
    wake(&condition->changes, most);
}

void condition_signal(struct condition *condition)
{
    signal_waiting(condition, 1);
}

void condition_signal_all(struct condition *condition)
{
    signal_waiting(condition, INT_MAX);
}
