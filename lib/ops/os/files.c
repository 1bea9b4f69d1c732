/* SPDX-License-Identifier: MIT */
/* Files and directories: creating, renaming, linking and removing names; devices. */
#include "ops/shared/files.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "ops/chapters.h"
#include "os/files.h"
#include "os/process.h"
#include "os/status.h"

TEXTS_OF(os_files);

struct path_args {
    const char *path;
    int dir_fd;
};

struct make_args {
    const char *path;
    struct mode mode;
    uint64_t device;
    int dir_fd;
};

struct two_args {
    const char *src, *dst;
    int src_dir_fd, dst_dir_fd;
    bool follow_symlinks, target_is_directory;
};

struct truncate_args {
    struct path path;
    int64_t length;
};

struct device_args {
    int64_t major, minor;
    uint64_t device;
};

int path_base(const struct path *path, int dir_fd)
{
    return path->name != NULL ? dir_fd : path->fd;
}

int path_check(struct call *call, const struct path *path, int dir_fd, bool follow)
{
    if (path->name != NULL || (dir_fd == AT_FDCWD && follow))
        return 0;
    return fail_usage(call->fail, "fd:N and %s exclude each other", follow ? "--dir-fd" : "--no-follow-symlinks");
}

mode_t current_umask(void)
{
    mode_t mask = os_umask(0777);

    os_umask(mask);
    return mask;
}

mode_t mode_for_new(const struct mode *mode, mode_t base, bool directory)
{
    mode_t result;

    mode_apply(mode, base, directory, mode->symbolic != NULL ? current_umask() : 0, &result);
    return result;
}

int mode_for_file(const struct mode *mode, int dir_fd, const char *path, bool follow, mode_t *result)
{
    struct status status = {0};
    int flags = follow ? 0 : AT_SYMLINK_NOFOLLOW;
    int error = mode->symbolic != NULL ? status_get(dir_fd, path, flags, STATUS_TYPE | STATUS_MODE, &status) : 0;

    if (error == 0)
        *result = mode_for_new(mode, status.mode & 07777, S_ISDIR(status.mode));
    return error;
}

int call_end_two(struct call *call, int result, const char *src, const char *dst)
{
    if (result < 0)
        return fail_errno(call->fail, -result, src, dst);
    out_none(call->out);
    return 0;
}

int call_end_from_to(struct call *call, int64_t result, int from, int to)
{
    if (result >= 0 || from < 0 || to < 0) /* a negative one has no name, and the other one is not to blame */
        return call_end_int(call, result, NULL);
    const char *source = call_path(call, (struct path){.fd = from});
    return fail_errno(call->fail, (int)-result, source, call_path(call, (struct path){.fd = to}));
}

static int run_link(struct call *call)
{
    const struct two_args *args = ARGS(struct two_args, call);

    return call_end_two(call,
                        link_make(args->src_dir_fd, args->src, args->dst_dir_fd, args->dst, args->follow_symlinks),
                        args->src, args->dst);
}

static int run_rename(struct call *call)
{
    const struct two_args *args = ARGS(struct two_args, call);

    return call_end_two(call, file_rename(args->src_dir_fd, args->src, args->dst_dir_fd, args->dst), args->src,
                        args->dst);
}

static int run_symlink(struct call *call)
{
    const struct two_args *args = ARGS(struct two_args, call);

    return call_end_two(call, symlink_make(args->src, args->dst_dir_fd, args->dst), args->src, args->dst);
}

static int run_readlink(struct call *call)
{
    const struct path_args *args = ARGS(struct path_args, call);
    size_t room = PATH_MAX;
    ssize_t size;

    for (;; room *= 4) {
        char *target = arena_alloc(call->arena, room);
        if (target == NULL)
            return call_end(call, -ENOMEM, args->path);
        if ((size = link_read(args->dir_fd, args->path, target, room)) < 0)
            return call_end(call, (int)size, args->path);
        if ((size_t)size < room) {
            out_string(call->out, target, (size_t)size);
            return 0;
        }
    }
}

static int run_mkfifo(struct call *call)
{
    const struct make_args *args = ARGS(struct make_args, call);
    mode_t mode = mode_for_new(&args->mode, 0666, false);

    return call_end(call, fifo_make(args->dir_fd, args->path, mode), args->path);
}

static int run_mknod(struct call *call)
{
    const struct make_args *args = ARGS(struct make_args, call);
    mode_t mode = mode_for_new(&args->mode, 0600, false);

    return call_end(call, node_make(args->dir_fd, args->path, mode, args->device), args->path);
}

static int run_unlink(struct call *call)
{
    const struct path_args *args = ARGS(struct path_args, call);

    return call_end(call, file_remove(args->dir_fd, args->path), args->path);
}

static int run_truncate(struct call *call)
{
    const struct truncate_args *args = ARGS(struct truncate_args, call);

    return call_end(call, file_truncate(args->path.name, args->path.fd, args->length), call_path(call, args->path));
}

static int run_sync(struct call *call)
{
    sync();
    out_none(call->out);
    return 0;
}

static int run_major(struct call *call)
{
    return call_end_int(call, major(ARGS(struct device_args, call)->device), NULL);
}

static int run_minor(struct call *call)
{
    return call_end_int(call, minor(ARGS(struct device_args, call)->device), NULL);
}

static int run_makedev(struct call *call)
{
    const struct device_args *args = ARGS(struct device_args, call);

    if (args->major < 0 || args->major > UINT_MAX || args->minor < 0 || args->minor > UINT_MAX)
        return fail_usage(call->fail, "a device's numbers are from 0 to 4294967295");
    out_uint(call->out, makedev((unsigned)args->major, (unsigned)args->minor));
    return 0;
}

static const struct param path_params[] = {
    PARAM(struct path_args, path, PATH, .help = PACKED("the file's name")),
    DIR_FD_OPTION(struct path_args, dir_fd),
};

static const struct param link_params[] = {
    PARAM(struct two_args, src, PATH, .help = PACKED("the file")),
    PARAM(struct two_args, dst, PATH, .help = PACKED("its new name")),
    DIR_FD_OPTION(struct two_args, src_dir_fd),
    DIR_FD_OPTION(struct two_args, dst_dir_fd),
    FOLLOW_OPTION(struct two_args, "make a link to the symbolic link itself"),
};

static const struct param rename_params[] = {
    PARAM(struct two_args, src, PATH, .help = PACKED("the file or directory")),
    PARAM(struct two_args, dst, PATH, .help = PACKED("its new name")),
    DIR_FD_OPTION(struct two_args, src_dir_fd),
    DIR_FD_OPTION(struct two_args, dst_dir_fd),
};

static const struct param symlink_params[] = {
    PARAM(struct two_args, src, PATH, .help = PACKED("the link's text; it need not exist")),
    PARAM(struct two_args, dst, PATH, .help = PACKED("the link's name")),
    PARAM(struct two_args, target_is_directory, BOOL, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_FALSE,
          .help = PACKED("matters on Windows only")),
    PARAM_AS("dir_fd", struct two_args, dst_dir_fd, DIR_FD, .flags = PARAM_OPTION, .fallback = FALLBACK_NONE,
             .help = PACKED("the directory that a relative dst starts from, an open descriptor")),
};

static const struct param mkfifo_params[] = {
    PARAM(struct make_args, path, PATH, .help = PACKED("the FIFO's name")),
    PARAM(struct make_args, mode, MODE, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_0O666,
          .help = PACKED("masked by the umask")),
    DIR_FD_OPTION(struct make_args, dir_fd),
};

static const struct param mknod_params[] = {
    PARAM(struct make_args, path, PATH, .help = PACKED("the node's name")),
    PARAM(struct make_args, mode, MODE, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_0O600,
          .help = PACKED(
              "permissions, masked by the umask, and the type: S_IFREG, S_IFCHR, S_IFBLK, S_IFIFO, joined by |")),
    PARAM(struct make_args, device, UNSIGNED, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_0,
          .help = PACKED("of S_IFCHR and S_IFBLK: the device's number, as makedev gives it")),
    DIR_FD_OPTION(struct make_args, dir_fd),
};

static const struct param truncate_params[] = {
    PARAM(struct truncate_args, path, PATH_OR_FD, .help = PACKED("the file, or an open descriptor")),
    PARAM(struct truncate_args, length, SIZE, .help = PACKED("its new size in bytes")),
};

static const struct param device_params[] = {
    PARAM(struct device_args, device, UNSIGNED, .help = PACKED("a device's number, as st_dev and st_rdev have it")),
};

static const struct param makedev_params[] = {
    PARAM(struct device_args, major, LONG, .help = PACKED("the major number")),
    PARAM(struct device_args, minor, LONG, .help = PACKED("the minor number")),
};

static const struct op ops[] = {
    {
        .name = "link",
        TEXTS(.summary = "Make another name, a hard link, for a file", .result = "None",
              .errors = "EEXIST EXDEV EPERM ENOENT",
              .note =
                  "A symbolic link src is followed, as the documentation has always said and Python does since 3.14; "
                  "before, it linked the symbolic link itself: --no-follow-symlinks.",
              .example = "touch f; xos link f g"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_UNIX | ON_WINDOWS,
        OP_PARAMS(struct two_args, link_params),
        .run = run_link,
    },
    {
        .name = "major",
        TEXTS(.summary = "Return the major number of a device", .result = "int", .example = "xos major 2049"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        OP_PARAMS(struct device_args, device_params),
        .run = run_major,
    },
    {
        .name = "makedev",
        TEXTS(.summary = "Return the device number made of a major and a minor number", .result = "int device number",
              .example = "xos makedev 8 1"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        OP_PARAMS(struct device_args, makedev_params),
        .run = run_makedev,
    },
    {
        .name = "minor",
        TEXTS(.summary = "Return the minor number of a device", .result = "int", .example = "xos minor 2049"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        OP_PARAMS(struct device_args, device_params),
        .run = run_minor,
    },
    {
        .name = "mkfifo",
        TEXTS(.summary = "Make a FIFO, a named pipe", .result = "None", .errors = "EEXIST ENOENT EACCES",
              .note = "Does not open it.", .example = "xos mkfifo p 0600"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_UNIX,
        OP_PARAMS(struct make_args, mkfifo_params),
        .run = run_mkfifo,
    },
    {
        .name = "mknod",
        TEXTS(.summary = "Make a file, a FIFO or a device node", .result = "None",
              .errors = "EEXIST EPERM ENOENT EINVAL",
              .note = "A regular file if mode names no type; devices need CAP_MKNOD.",
              .example = "xos mknod p 'S_IFIFO|0600'"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_UNIX,
        OP_PARAMS(struct make_args, mknod_params),
        .run = run_mknod,
    },
    {
        .name = "readlink",
        TEXTS(.summary = "Return the text of a symbolic link", .result = "str", .errors = "EINVAL ENOENT",
              .note = "EINVAL: not a symbolic link. A relative text starts from the link's directory.",
              .example = "ln -s target l; xos readlink l"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_UNIX | ON_WINDOWS,
        OP_PARAMS(struct path_args, path_params),
        .run = run_readlink,
    },
    {
        .name = "remove",
        TEXTS(.summary = "Remove a file", .result = "None", .errors = "EISDIR ENOENT EACCES",
              .note = "The same as unlink; rmdir removes directories.", .example = "touch f; xos remove f"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_ALL,
        OP_PARAMS(struct path_args, path_params),
        .run = run_unlink,
    },
    {
        .name = "rename",
        TEXTS(.summary = "Rename a file or directory", .result = "None",
              .errors = "ENOENT EISDIR ENOTDIR ENOTEMPTY EXDEV",
              .note = "Atomic; an existing file or empty directory dst is replaced.",
              .example = "touch f; xos rename f g"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_ALL,
        OP_PARAMS(struct two_args, rename_params),
        .run = run_rename,
    },
    {
        .name = "replace",
        TEXTS(.summary = "Rename a file or directory, and replace an existing file with the new name", .result = "None",
              .errors = "ENOENT EISDIR ENOTDIR ENOTEMPTY EXDEV", .note = "The same as rename on this system.",
              .example = "touch f g; xos replace f g"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_ALL,
        OP_PARAMS(struct two_args, rename_params),
        .run = run_rename,
    },
    {
        .name = "symlink",
        TEXTS(.summary = "Make a symbolic link that holds a text", .result = "None", .errors = "EEXIST ENOENT",
              .note = "src need not exist; a relative src starts from the link's directory.",
              .example = "xos symlink target l"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_UNIX | ON_WINDOWS,
        OP_PARAMS(struct two_args, symlink_params),
        .run = run_symlink,
    },
    {
        .name = "sync",
        TEXTS(.summary = "Write everything cached to disk", .result = "None",
              .note = "Every file system; returns when all of it is written.", .example = "xos sync"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_UNIX,
        .run = run_sync,
    },
    {
        .name = "truncate",
        TEXTS(.summary = "Set the size of a file", .result = "None", .errors = "EINVAL EISDIR ENOENT EBADF",
              .note = "A shorter file is lengthened by a hole.", .example = "touch f; xos truncate f 4K"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_UNIX | ON_WINDOWS,
        .flags = OP_WRITES,
        OP_PARAMS(struct truncate_args, truncate_params),
        .run = run_truncate,
    },
    {
        .name = "unlink",
        TEXTS(.summary = "Remove a file", .result = "None", .errors = "EISDIR ENOENT EACCES",
              .note = "The same as remove.", .example = "touch f; xos unlink f"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_ALL,
        OP_PARAMS(struct path_args, path_params),
        .run = run_unlink,
    },
};

const struct chapter chapter_files = CHAPTER(SECTION_FILES_DIRS, "Files and directories", ops);
