/* SPDX-License-Identifier: MIT */
/* Names of files below /proc, and the numbers in them. */
#ifndef XOS_OS_DECIMAL_H
#define XOS_OS_DECIMAL_H

#include <sys/types.h>

/* Writes number in decimal and a NUL byte (at most 11 bytes) and returns the address of the NUL byte. */
char *put_decimal(char *at, unsigned number);

/* Writes the name of a process's file below /proc: "/proc/12/stat", for pid 0 "/proc/self/stat". file has at most 20
 * bytes. */
enum { PROC_NAME_ROOM = 40 };
void proc_name(char name[PROC_NAME_ROOM], pid_t pid, const char *file);

#endif
