/* SPDX-License-Identifier: MIT */
/* Shared libraries: finding one by its bare name, and listing those that a process has mapped. No program is started
 * and nothing is loaded. */
#ifndef XOS_OS_LIBRARIES_H
#define XOS_OS_LIBRARIES_H

#include <stddef.h>
#include <sys/types.h>

enum { LIBRARY_NAME_ROOM = 256 };

/* Finds lib<name>.so, with or without a version, for this machine: in the loader's cache (/etc/ld.so.cache), then in
 * the folders of LD_LIBRARY_PATH (not in a set-user-ID program), of musl's path file and in the default ones. Writes
 * the file name ("libm.so.6") to found. 0, -ENOENT, or -ENOMEM. */
int os_find_library(const char *name, char found[LIBRARY_NAME_ROOM]);

/* Calls file(context, path) for each file from which process pid (0: this one) has mapped code, once each, in the order
 * of the addresses; a negative result ends the list and is returned. 0, or -errno: -ESRCH if there is no such process,
 * -ENOENT if there is no /proc. */
int os_mapped_libraries(pid_t pid, int (*file)(void *context, const char *path), void *context);

#endif
