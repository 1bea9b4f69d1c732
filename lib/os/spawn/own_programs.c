/* SPDX-License-Identifier: MIT */
/* Finding the programs of xos. */
#include "os/spawn/own_programs.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

#ifndef LIBEXECDIR /* make defines it; analyzers compile without make */
#define LIBEXECDIR "/usr/local/libexec"
#endif

/* Writes folder with its last component replaced by below and name. False if that is too long or not executable. */
static bool try_beside(const char *folder, const char *below, const char *name, char path[PATH_MAX])
{
    const char *slash = strrchr(folder, '/');
    size_t size = slash != NULL ? (size_t)(slash + 1 - folder) : 0;

    if (size + strlen(below) + strlen(name) >= PATH_MAX)
        return false;
    memcpy(path, folder, size);
    strcpy(path + size, below);
    strcat(path, name);
    return access(path, X_OK) == 0;
}

#ifdef STATIC_PROGRAM
/* True if this process is the program of that name: it must not start itself. */
static bool started_as(const char *name)
{
    const char *file = (const char *)getauxval(AT_EXECFN); /* NOLINT(performance-no-int-to-ptr) */
    const char *slash = file != NULL ? strrchr(file, '/') : NULL;

    return slash != NULL && strcmp(slash + 1, name) == 0;
}
#define IN_LIBEXEC(self, name, path) false
#else /* can be in libexec/xos itself */
#define started_as(name) false
#define IN_LIBEXEC(self, name, path) try_beside(self, "../xos/", name, path)
#endif

int os_own_program(const char *name, char path[PATH_MAX])
{
    char self[PATH_MAX];

    if (getauxval(AT_SECURE) != 0)
        return -EPERM;
    if (started_as(name))
        return -ENOENT;
    ssize_t size = readlink("/proc/self/exe", self, sizeof self - 1);
    self[size > 0 ? size : 0] = '\0';
    if (size > 0 && (try_beside(self, "libexec/", name, path) || try_beside(self, "../libexec/xos/", name, path) ||
                     IN_LIBEXEC(self, name, path)))
        return 0;
    return try_beside("", LIBEXECDIR "/xos/", name, path) ? 0 : -ENOENT;
}
