/* SPDX-License-Identifier: MIT */
/* The program's own file. */
#ifndef XOS_OS_SELF_H
#define XOS_OS_SELF_H

#include <limits.h>

/* Puts the absolute path of the program's file into path: what /proc/self/exe is a link to or, where /proc is missing
 * or the file was replaced since, what the kernel was asked to execute (AT_EXECFN of getauxval(3)). 0, or -errno if
 * neither leads to a file. */
int self_path(char path[PATH_MAX]);

#endif
