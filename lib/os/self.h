/* SPDX-License-Identifier: MIT */
/* The program's own file. */
#ifndef XOS_OS_SELF_H
#define XOS_OS_SELF_H

#include <limits.h>

/* Writes the absolute path of the program's file to path: the target of /proc/self/exe or, if /proc is missing or the
 * file was replaced since, the file that the kernel was asked to execute (AT_EXECFN of getauxval(3)). Returns 0, or
 * -errno if neither leads to a file. */
int self_path(char path[PATH_MAX]);

#endif
