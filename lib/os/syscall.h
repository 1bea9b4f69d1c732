/* SPDX-License-Identifier: MIT */
/* System calls by name or number, as syscall(2) makes them. */
#ifndef XOS_OS_SYSCALL_H
#define XOS_OS_SYSCALL_H

#include <stddef.h>

enum { SYSCALL_ARGUMENTS = 6 };

/* The number of the system call of that name (size bytes, "getrandom") on this architecture; -1 if there is none. */
long os_syscall_number(const char *name, size_t size);

/* The name of a system call's number; NULL if it has none. */
const char *os_syscall_name(long number);

/* Calls name(index, context) for each name known, until it returns false. */
void os_syscall_names(int (*name)(void *context, const char *text), void *context);

/* Makes the call with six arguments; it is not repeated after EINTR. The result, or -errno: -1 to -4095. */
long os_syscall(long number, const long arguments[SYSCALL_ARGUMENTS]);

#endif
