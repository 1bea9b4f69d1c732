/* SPDX-License-Identifier: MIT */
/* System calls by name or number, as syscall(2) makes them. */
#ifndef XOS_OS_SYSCALL_H
#define XOS_OS_SYSCALL_H

#include <stddef.h>

enum { SYSCALL_ARGUMENTS = 6 };

/* The number of the system call with that name (size bytes, "getrandom") on this architecture; -1 if there is none. */
long os_syscall_number(const char *name, size_t size);

/* The name of a system call's number; NULL if it is unknown. */
const char *os_syscall_name(long number);

/* Makes the call with six arguments, not repeated after EINTR. Returns the result; -1 to -4095 are -errno. */
long os_syscall(long number, const long arguments[SYSCALL_ARGUMENTS]);

#endif
