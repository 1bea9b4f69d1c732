/* SPDX-License-Identifier: MIT */
/* xos --install [-f] DIR: links named after the applets, for machines without a package of xos. */
#include "self/parts.h"

#include <errno.h>
#include <fcntl.h>
#include <sysexits.h>
#include <unistd.h>

#include "applets.h"
#include "os/fd.h"
#include "os/files.h"
#include "os/self.h"
#include "os/status.h"
#include "table/run.h"

TEXTS_OF(self_install);

static bool same_file(const char *path, int dirfd, const char *name)
{
    struct status own, there;

    return status_get(AT_FDCWD, path, 0, STATUS_INO, &own) == 0 &&
           status_get(dirfd, name, AT_SYMLINK_NOFOLLOW, STATUS_INO, &there) == 0 && is_same_file(&own, &there);
}

/* Returns the target of the links in a directory: the program's name if it is in that directory itself, so that both
 * may be moved together, else its path. */
static const char *choose_target(const char *path, int dirfd)
{
    const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;

    return same_file(path, dirfd, name) ? name : path;
}

/* Makes one link; with force it replaces what has the name, which exists at every moment. 0 or -errno. */
static int make_link(int dirfd, const char *target, const char *name, bool force)
{
    char temporary[64] = ".xos-install-";
    int result = symlink_make(target, dirfd, name);

    if (result != -EEXIST || !force)
        return result;
    strcat(temporary, name);
    result = file_remove(dirfd, temporary);
    if (result < 0 && result != -ENOENT)
        return result;
    result = symlink_make(target, dirfd, temporary);
    if (result < 0)
        return result;
    result = file_rename(dirfd, temporary, dirfd, name);
    if (result < 0)
        file_remove(dirfd, temporary);
    return result;
}

static int make_links(const char *directory, bool force, struct fail *fail)
{
    char path[PATH_MAX];
    int result = self_path(path);

    if (result < 0) {
        fail_errno(fail, -result, "/proc/self/exe", NULL);
        fail->status = EX_OSFILE;
        return -1;
    }
    int dirfd = os_open(AT_FDCWD, directory, O_RDONLY | O_DIRECTORY, 0);
    if (dirfd < 0)
        return fail_errno(fail, -dirfd, directory, NULL);
    const char *target = choose_target(path, dirfd);
    for (const struct op *const *applet = applets; *applet != NULL && result == 0; applet++) {
        result = make_link(dirfd, target, (*applet)->name, force);
        if (result < 0)
            fail_errno(fail, -result, directory, (*applet)->name);
    }
    os_close(dirfd);
    return result;
}

/* Takes -f and the directory from the words; the words after "--" are not options. */
static int read_words(int argc, char **argv, bool *force, const char **directory, struct fail *fail)
{
    bool options = true;

    for (int i = 0; i < argc; i++) {
        if (options && strcmp(argv[i], "--") == 0)
            options = false;
        else if (options && (strcmp(argv[i], "-f") == 0 || strcmp(argv[i], "--force") == 0))
            *force = true;
        else if (options && argv[i][0] == '-')
            return fail_usage(fail, "unknown option '%s'", argv[i]);
        else if (*directory != NULL)
            return fail_usage(fail, "surplus argument '%s'", argv[i]);
        else
            *directory = argv[i];
    }
    return *directory != NULL ? 0 : fail_usage(fail, "missing argument: DIR");
}

int install_links(int argc, char **argv, struct fail *fail)
{
    const char *directory = NULL;
    bool force = false;

    fail->op = "--install";
    if (read_words(argc, argv, &force, &directory, fail) < 0)
        return -1;
    return make_links(directory, force, fail);
}
