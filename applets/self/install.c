/* SPDX-License-Identifier: MIT */
/* xos --install [-f] DIR: links named after the applets, for machines without a package of xos. */
#include "applets.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "table/run.h"

static int own_path(char path[PATH_MAX])
{
    ssize_t size = readlink("/proc/self/exe", path, PATH_MAX - 1);

    if (size < 0)
        return -errno;
    path[size] = '\0';
    return 0;
}

/* What the links of a directory point to: the program's name where it is in that directory itself, so that both may be
 * moved together, or else its path. */
static const char *choose_target(const char *path, int dirfd)
{
    const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
    struct stat own, there;
    bool inside = stat("/proc/self/exe", &own) == 0 && fstatat(dirfd, name, &there, AT_SYMLINK_NOFOLLOW) == 0 &&
                  own.st_dev == there.st_dev && own.st_ino == there.st_ino;

    return inside ? name : path;
}

/* One link, put in place of what was there where force says so, without a moment in which the name is missing. */
static int make_link(int dirfd, const char *target, const char *name, bool force)
{
    char temporary[64] = ".xos-install-";

    if (symlinkat(target, dirfd, name) == 0)
        return 0;
    if (errno != EEXIST || !force)
        return -errno;
    strcat(temporary, name);
    if (unlinkat(dirfd, temporary, 0) < 0 && errno != ENOENT)
        return -errno;
    if (symlinkat(target, dirfd, temporary) < 0)
        return -errno;
    if (renameat(dirfd, temporary, dirfd, name) < 0) {
        int error = -errno;
        unlinkat(dirfd, temporary, 0);
        return error;
    }
    return 0;
}

static int make_links(const char *directory, bool force, struct fail *fail)
{
    char path[PATH_MAX];
    int result = own_path(path);

    if (result < 0) {
        fail_errno(fail, -result, "/proc/self/exe", NULL);
        fail->status = EX_OSFILE;
        return -1;
    }
    int dirfd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dirfd < 0)
        return fail_errno(fail, errno, directory, NULL);
    const char *target = choose_target(path, dirfd);
    for (const struct op *const *applet = applets; *applet != NULL && result == 0; applet++) {
        result = make_link(dirfd, target, (*applet)->name, force);
        if (result < 0)
            fail_errno(fail, -result, directory, (*applet)->name);
    }
    close(dirfd);
    return result;
}

int install_links(int argc, char **argv, bool json)
{
    struct fail fail = {.op = "--install"};
    const char *directory = NULL;
    bool force = false;

    for (int i = 0; i < argc; i++)
        if (strcmp(argv[i], "-f") == 0 || strcmp(argv[i], "--force") == 0)
            force = true;
        else if (argv[i][0] == '-' || directory != NULL) {
            fail_usage(&fail, "usage: xos --install [-f] DIR, not '%s'", argv[i]);
            return op_refuse(&fail, json);
        } else
            directory = argv[i];
    if (directory == NULL)
        fail_usage(&fail, "missing argument: DIR");
    else
        make_links(directory, force, &fail);
    return fail.status != 0 ? op_refuse(&fail, json) : 0;
}
