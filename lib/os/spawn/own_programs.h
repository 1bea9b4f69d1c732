/* SPDX-License-Identifier: MIT */
/* Finds the programs of xos in libexec/xos, which need libraries that xos itself does not use: ffi and, for a static
 * xos, the dynamic program xos-VERSION. */
#ifndef XOS_OS_SPAWN_OWN_PROGRAMS_H
#define XOS_OS_SPAWN_OWN_PROGRAMS_H

#include <limits.h>

/* Writes the path of the program with that name: in libexec beside this program's file (a build directory), in
 * ../libexec/xos from there, beside this program if that is in libexec/xos itself, or where it was installed. Returns
 * 0; -ENOENT if it is in none of them or is this program; -EPERM in a set-user-ID program, which must not start
 * programs found this way. */
int os_own_program(const char *name, char path[PATH_MAX]);

#endif
