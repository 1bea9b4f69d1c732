/* SPDX-License-Identifier: MIT */
/* Files and directories: the working directory, the root directory, mounts; creating, renaming and removing
 * directories.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "ops/chapters.h"
#include "ops/shared/files.h"
#include "os/files.h"
#include "os/mounts.h"
#include "os/paths.h"
#include "os/status.h"

TEXTS_OF(os_directories);

struct directory_args {
    const char *path;
    struct mode mode;
    int dir_fd;
};

struct makedirs_args {
    const char *name;
    struct mode mode, parent_mode;
    bool exist_ok;
};

struct renames_args {
    const char *old, *new;
};

static int run_chdir(struct call *call)
{
    const struct path *path = ARGS(struct path, call);

    return call_end(call, directory_change(path->name, path->fd), call_path(call, *path));
}

static int run_fchdir(struct call *call)
{
    struct path directory = {.fd = *ARGS(int, call)};

    return call_end(call, directory_change(NULL, directory.fd), call_path(call, directory));
}

static int run_chroot(struct call *call)
{
    const char *path = *ARGS(const char *, call);

    return call_end(call, root_change(path), path);
}

/* The working directory's name in the call's arena; its length, or -errno. */
static ssize_t find_cwd(struct call *call, char **path)
{
    ssize_t size = -ERANGE;

    for (size_t room = PATH_MAX; size == -ERANGE; room *= 4) {
        if ((*path = arena_alloc(call->arena, room)) == NULL)
            return -ENOMEM;
        size = directory_name(*path, room);
    }
    return size;
}

static int run_getcwd(struct call *call)
{
    char *path;
    ssize_t size = find_cwd(call, &path);

    if (size < 0)
        return call_end(call, (int)size, NULL);
    out_string(call->out, path, (size_t)size);
    return 0;
}

static int run_getcwdb(struct call *call)
{
    char *path;
    ssize_t size = find_cwd(call, &path);

    if (size < 0)
        return call_end(call, (int)size, NULL);
    out_bytes(call->out, path, (size_t)size);
    return 0;
}

static int run_renames(struct call *call)
{
    const struct renames_args *args = ARGS(struct renames_args, call);

    size_t failed;
    int result = directories_rename(args->old, args->new, &failed);

    if (result < 0 && failed > 0)
        return call_end(call, result, arena_copy(call->arena, args->new, failed));
    return call_end_two(call, result, args->old, args->new);
}

static int run_mkdir(struct call *call)
{
    const struct directory_args *args = ARGS(struct directory_args, call);
    mode_t mode = mode_for_new(&args->mode, 0777, true);

    return call_end(call, directory_make(args->dir_fd, args->path, mode), args->path);
}

static int run_makedirs(struct call *call)
{
    const struct makedirs_args *args = ARGS(struct makedirs_args, call);
    mode_t mode = mode_for_new(&args->mode, 0777, true), parent_mode = mode_for_new(&args->parent_mode, 0777, true);
    size_t failed;
    int result = directories_make(args->name, mode, parent_mode, &failed);

    if (result < 0 && args->exist_ok && is_directory(AT_FDCWD, args->name))
        result = 0;
    return call_end(call, result, result < 0 ? arena_copy(call->arena, args->name, failed) : NULL);
}

static int run_rmdir(struct call *call)
{
    const struct directory_args *args = ARGS(struct directory_args, call);

    return call_end(call, directory_remove(args->dir_fd, args->path), args->path);
}

/* A listing of mounts: of all, or of the file system with that device number. */
struct mounts_listing {
    struct out *out;
    bool one, opened;
    uint32_t major, minor;
};

/* Finds the file system that volume is in; a block device stands for the file system on it. 0 or -errno. */
static int find_volume(const char *volume, struct mounts_listing *listing)
{
    struct status status;
    int result = status_get(AT_FDCWD, volume, 0, STATUS_BASIC, &status);
    bool device = result == 0 && S_ISBLK(status.mode);

    listing->one = true;
    listing->major = device ? status.rdev_major : status.dev_major;
    listing->minor = device ? status.rdev_minor : status.dev_minor;
    return result;
}

/* Begins the list when the first mount is known, so that a failure does not leave a part of a list. */
static void open_listing(struct mounts_listing *listing)
{
    if (!listing->opened)
        out_open(listing->out, OUT_LIST);
    listing->opened = true;
}

static void put_mount(void *data, const char *point, uint32_t major, uint32_t minor)
{
    struct mounts_listing *listing = data;

    open_listing(listing);
    if (!listing->one || (major == listing->major && minor == listing->minor))
        out_text(listing->out, point);
}

static int run_listmounts(struct call *call)
{
    const char *volume = *ARGS(const char *, call);
    struct mounts_listing listing = {.out = call->out};
    int result = volume != NULL ? find_volume(volume, &listing) : 0;

    if (result == 0)
        result = mounts_each(put_mount, &listing);
    if (result < 0)
        return call_end(call, result, volume);
    open_listing(&listing);
    out_close(call->out);
    return 0;
}

static int run_removedirs(struct call *call)
{
    const char *name = *ARGS(const char *, call);

    return call_end(call, directories_remove(name), name);
}

static const struct param directory_params[] = {
    {.name = "path", .kind = KIND_PATH_OR_FD, .help = PACKED("the directory, or an open descriptor of one")},
};

static const struct param fchdir_params[] = {
    {.name = "fd", .kind = KIND_FD, .help = PACKED("an open descriptor of a directory")},
};

static const struct param chroot_params[] = {
    {.name = "path", .kind = KIND_PATH, .help = PACKED("the directory to be the root")},
};

static const struct param renames_params[] = {
    PARAM(struct renames_args, old, PATH, .help = PACKED("the file or directory")),
    PARAM(struct renames_args, new, PATH, .help = PACKED("its new name")),
};

static const struct param mkdir_params[] = {
    PARAM(struct directory_args, path, PATH, .help = PACKED("the directory's name")),
    PARAM(struct directory_args, mode, MODE, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_0O777,
          .help = PACKED("masked by the umask")),
    DIR_FD_OPTION(struct directory_args, dir_fd),
};

static const struct param makedirs_params[] = {
    PARAM(struct makedirs_args, name, PATH, .help = PACKED("the directory's path")),
    PARAM(struct makedirs_args, mode, MODE, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_0O777,
          .help = PACKED("of the last directory, masked by the umask")),
    PARAM(struct makedirs_args, exist_ok, BOOL, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_FALSE,
          .help = PACKED("an existing directory is not an error")),
    PARAM(struct makedirs_args, parent_mode, MODE, .flags = PARAM_OPTION, .fallback = FALLBACK_0O777,
          .help = PACKED("of the directories made above it, masked by the umask")),
};

static const struct param volume_params[] = {
    {.name = "volume",
     .kind = KIND_PATH,
     .flags = PARAM_OPTIONAL,
     .fallback = FALLBACK_NONE,
     .help = PACKED("only the mounts of the file system that holds this path, or is on this device")},
};

static const struct param removedirs_params[] = {
    {.name = "name", .kind = KIND_PATH, .help = PACKED("the directory's path")},
};

static const struct param rmdir_params[] = {
    PARAM(struct directory_args, path, PATH, .help = PACKED("the directory's name")),
    DIR_FD_OPTION(struct directory_args, dir_fd),
};

static const struct op ops[] = {
    {
        .name = "chdir",
        TEXTS(.summary = "Change the current working directory", .result = "None",
              .errors = "ENOENT EACCES ENOTDIR EBADF",
              .note =
                  "Changes the directory of this process and of PROG; a shell's own directory is changed by its cd.",
              .example = "xos chdir / -- pwd"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_ALL,
        .flags = OP_CHAIN,
        OP_PARAMS(struct path, directory_params),
        .run = run_chdir,
    },
    {
        .name = "chroot",
        TEXTS(.summary = "Change the root directory", .result = "None", .errors = "EPERM ENOENT ENOTDIR",
              .note =
                  "The working directory does not change, and may be outside: use chdir / next. Needs CAP_SYS_CHROOT.",
              .example = "xos chroot / || test $? -eq 77"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_UNIX,
        .flags = OP_CHAIN,
        OP_PARAMS(const char *, chroot_params),
        .run = run_chroot,
    },
    {
        .name = "fchdir",
        TEXTS(.summary = "Change the current working directory to an open directory", .result = "None",
              .errors = "ENOTDIR EBADF EACCES", .note = "The same as chdir fd:N.",
              .example = "xos fchdir 3 3</ -- pwd"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_UNIX,
        .flags = OP_CHAIN,
        OP_PARAMS(int, fchdir_params),
        .run = run_fchdir,
    },
    {
        .name = "getcwd",
        TEXTS(.summary = "Return the path of the current working directory", .result = "str absolute path",
              .errors = "ENOENT", .note = "ENOENT if the directory was removed. The path may be longer than PATH_MAX.",
              .example = "xos getcwd"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_ALL,
        .run = run_getcwd,
    },
    {
        .name = "getcwdb",
        TEXTS(.summary = "Return the path of the current working directory as bytes", .result = "bytes absolute path",
              .errors = "ENOENT", .note = "No newline follows the bytes.", .example = "xos getcwdb"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_ALL,
        .flags = OP_BYTES,
        .run = run_getcwdb,
    },
    {
        .name = "listdrives",
        TEXTS(.summary = "Return the names of the drives", .result = "list of str", .since = "3.12",
              .elsewhere = "Windows"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_WINDOWS,
    },
    {
        .name = "listmounts",
        TEXTS(.summary = "List where file systems are mounted", .result = "list of str", .errors = "ENOENT",
              .note =
                  "The documentation has it for Windows alone; here it asks listmount(2) or reads /proc/self/mountinfo",
              .example = "xos listmounts /proc", .since = "3.12", .signature = "listmounts(volume)"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_WINDOWS | ON_LINUX,
        OP_PARAMS(const char *, volume_params),
        .run = run_listmounts,
    },
    {
        .name = "listvolumes",
        TEXTS(.summary = "Return the names of the volumes", .result = "list of str", .since = "3.12",
              .elsewhere = "Windows"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_WINDOWS,
    },
    {
        .name = "makedirs",
        TEXTS(.summary = "Make a directory, and the missing directories above it", .result = "None",
              .errors = "EEXIST ENOTDIR EACCES",
              .note = "mode is for the last directory only. parent_mode is new in 3.15. Path and names above it "
                      "may be longer "
                      "than PATH_MAX.",
              .example = "xos makedirs a/b/c 0700 --exist-ok",
              .signature = "makedirs(name, mode=0o777, exist_ok=False, *, parent_mode=None)"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_ALL,
        OP_PARAMS(struct makedirs_args, makedirs_params),
        .run = run_makedirs,
    },
    {
        .name = "mkdir",
        TEXTS(.summary = "Make a directory", .result = "None", .errors = "EEXIST ENOENT EACCES",
              .note = "The system may ignore other bits than the nine permissions: set them with chmod.",
              .example = "xos mkdir d 0750"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_ALL,
        OP_PARAMS(struct directory_args, mkdir_params),
        .run = run_mkdir,
    },
    {
        .name = "removedirs",
        TEXTS(.summary = "Remove an empty directory, and those above it that are empty then", .result = "None",
              .errors = "ENOTEMPTY ENOENT",
              .note =
                  "Only a failure to remove the first one is an error; above it, the first that cannot be removed ends "
                  "the operation.",
              .example = "mkdir -p a/b/c; xos removedirs a/b/c"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_ALL,
        OP_PARAMS(const char *, removedirs_params),
        .run = run_removedirs,
    },
    {
        .name = "renames",
        TEXTS(.summary = "Rename; create missing directories of the new name, remove empty ones of the old",
              .result = "None", .errors = "ENOENT EEXIST ENOTDIR",
              .note = "Directories made for the new name stay when the renaming fails.",
              .example = "mkdir -p a/b; touch a/b/f; xos renames a/b/f c/d/f"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_ALL,
        OP_PARAMS(struct renames_args, renames_params),
        .run = run_renames,
    },
    {
        .name = "rmdir",
        TEXTS(.summary = "Remove an empty directory", .result = "None", .errors = "ENOENT ENOTEMPTY ENOTDIR",
              .example = "mkdir d; xos rmdir d"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_ALL,
        OP_PARAMS(struct directory_args, rmdir_params),
        .run = run_rmdir,
    },
};

const struct chapter chapter_directories = CHAPTER(SECTION_FILES_DIRS, "Directories, the working directory", ops);
