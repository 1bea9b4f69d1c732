/* SPDX-License-Identifier: MIT */
/* The program's own file. */
#include "os/self.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/auxv.h>
#include <unistd.h>

int self_path(char path[PATH_MAX])
{
    ssize_t size = readlink("/proc/self/exe", path, PATH_MAX - 1);

    if (size > 0) {
        path[size] = '\0';
        if (access(path, F_OK) == 0) /* not "PATH (deleted)" */
            return 0;
    }
    const char *name = (const char *)getauxval(AT_EXECFN); /* NOLINT(performance-no-int-to-ptr) */
    if (name == NULL)
        return -ENOENT;
    return realpath(name, path) != NULL ? 0 : -errno;
}
