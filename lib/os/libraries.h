/* SPDX-License-Identifier: MIT */
/* Shared libraries: finding one by its bare name, and listing those that a process has mapped. Starts no program and
 * loads nothing. */
#ifndef XOS_OS_LIBRARIES_H
#define XOS_OS_LIBRARIES_H

#include <stddef.h>
#include <sys/types.h>

enum { LIBRARY_NAME_ROOM = 256 };

#define LOADER_CACHE "/etc/ld.so.cache"

/* Finds lib<name>.so, with or without a version, for this machine: in the loader's cache, then in
 * the directories of LD_LIBRARY_PATH (not in a set-user-ID program), of musl's path file, and the default ones. Writes
 * the file name ("libm.so.6") to found. Returns 0 or -ENOENT; if nothing is found and the cache could not be read, the
 * -errno of that. */
int os_find_library(const char *name, char found[LIBRARY_NAME_ROOM]);

/* Calls file(context, path) once for each file from which process pid (0: this one) has mapped code, in the order of
 * addresses. A negative result of file ends the list and is returned. Returns 0, or -errno: -ESRCH if there is no such
 * process, -OS_NO_PROC without /proc. */
int os_mapped_libraries(pid_t pid, int (*file)(void *context, const char *path), void *context);

#endif
