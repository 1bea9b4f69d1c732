/* SPDX-License-Identifier: MIT */
/* Files and directories: asking about them with stat and its family, access, pathconf. */
#include <fcntl.h>
#include <limits.h>

#include "ops/chapters.h"
#include "ops/shared/files.h"
#include "ops/shared/records.h"

TEXTS_OF(os_status);

struct access_args {
    const char *path;
    int64_t mode;
    int dir_fd;
    bool effective_ids, follow_symlinks;
};

struct stat_args {
    struct path path;
    int64_t mask, flags;
    int dir_fd;
    bool follow_symlinks;
};

struct limit_args {
    struct path path;
    int name;
};

static int run_access(struct call *call)
{
    const struct access_args *args = ARGS(struct access_args, call);
    int flags = (args->effective_ids ? AT_EACCESS : 0) | (args->follow_symlinks ? 0 : AT_SYMLINK_NOFOLLOW);

    if (args->mode > INT_MAX)
        return fail_usage(call->fail, "mode: beyond an int");
    return call_answer(call, access_check(args->dir_fd, args->path, (int)args->mode, flags) == 0);
}

static int run_stat(struct call *call)
{
    const struct stat_args *args = ARGS(struct stat_args, call);

    if (path_check(call, &args->path, args->dir_fd, args->follow_symlinks) < 0)
        return -1;
    return stat_record(call, path_base(&args->path, args->dir_fd), args->path.name,
                       args->follow_symlinks ? 0 : AT_SYMLINK_NOFOLLOW);
}

static int run_lstat(struct call *call)
{
    const struct stat_args *args = ARGS(struct stat_args, call);

    return stat_record(call, args->dir_fd, args->path.name, AT_SYMLINK_NOFOLLOW);
}

static int run_statx(struct call *call)
{
    const struct stat_args *args = ARGS(struct stat_args, call);
    int flags = (int)args->flags | (args->follow_symlinks ? 0 : AT_SYMLINK_NOFOLLOW);
    struct status status;

    if (path_check(call, &args->path, args->dir_fd, args->follow_symlinks) < 0)
        return -1;
    int result = status_statx(path_base(&args->path, args->dir_fd), args->path.name, flags, (unsigned)args->mask,
                              &status);
    if (result < 0)
        return call_end(call, result, call_path(call, args->path));
    out_open(call->out, OUT_RECORD);
    statx_record_fields(call->out, &(struct status_source){.status = &status});
    out_close(call->out);
    return 0;
}

static int run_statvfs(struct call *call)
{
    const struct path *path = ARGS(struct path, call);

    return statvfs_record(call, path->name, path->fd);
}

static int run_pathconf(struct call *call)
{
    const struct limit_args *args = ARGS(struct limit_args, call);

    return path_limit_value(call, args->path.name, args->path.fd, args->name);
}

static const struct param access_params[] = {
    PARAM(struct access_args, path, PATH, .help = PACKED("the file")),
    PARAM(struct access_args, mode, FLAGS, .family = FAMILY_access_modes, .metavar = PACKED("MODE"),
          .help = PACKED("F_OK for existence, or R_OK, W_OK, X_OK joined by |")),
    DIR_FD_OPTION(struct access_args, dir_fd),
    PARAM(struct access_args, effective_ids, BOOL, .flags = PARAM_OPTION | PARAM_EFFECTIVE, .fallback = FALLBACK_FALSE,
          .help = PACKED("ask for the effective user and group, not the real ones")),
    FOLLOW_OPTION(struct access_args, "ask about it"),
};

static const struct param stat_params[] = {
    PARAM(struct stat_args, path, PATH_OR_FD, .help = PACKED("the file, or an open descriptor")),
    DIR_FD_OPTION(struct stat_args, dir_fd),
    FOLLOW_OPTION(struct stat_args, "ask about it"),
};

static const struct param lstat_params[] = {
    PARAM_AS("path", struct stat_args, path.name, PATH, .help = PACKED("the file or symbolic link")),
    DIR_FD_OPTION(struct stat_args, dir_fd),
};

static const struct param statx_params[] = {
    PARAM(struct stat_args, path, PATH_OR_FD, .help = PACKED("the file, or an open descriptor")),
    PARAM(struct stat_args, mask, FLAGS, .family = FAMILY_statx_mask, .metavar = PACKED("MASK"),
          .help = PACKED("the fields wanted: STATX_ names joined by |")),
    PARAM(struct stat_args, flags, FLAGS, .family = FAMILY_statx_flags, .flags = PARAM_OPTION, .fallback = FALLBACK_0,
          .help = PACKED("AT_NO_AUTOMOUNT and how to synchronise with a server: AT_STATX_ names")),
    DIR_FD_OPTION(struct stat_args, dir_fd),
    FOLLOW_OPTION(struct stat_args, "ask about it"),
};

static const struct param statvfs_params[] = {
    {.name = "path", .kind = KIND_PATH_OR_FD, .help = PACKED("any file of the file system, or an open descriptor")},
};

static const struct param pathconf_params[] = {
    PARAM(struct limit_args, path, PATH_OR_FD, .help = PACKED("the file, or an open descriptor")),
    PARAM(struct limit_args, name, NAME, .family = FAMILY_pathconf_names,
          .help = PACKED("which limit: a name of pathconf_names, or its number")),
};

#define STATX_FIELD(field, meaning) \
    { \
        .name = "statx_result." field, \
        TEXTS(.summary = (meaning), .result = "field of a record", .requires = "Linux 4.11", .since = "3.15", \
              .home = "the field " field " of statx's record", .signature = "attribute"), \
        .acts_on = ACTS_ON_VALUE, .available = ON_LINUX \
    }

static const struct op ops[] = {
    {
        .name = "access",
        TEXTS(.summary = "Tell whether the real user may use a path in a mode", .result = "bool",
              .note =
                  "Asks for the real ids unless --effective-ids; false is all that a failure says. What it says may be "
                  "out of date when the file is used: rather open the file and see.",
              .example = "touch f; xos access f 'R_OK|W_OK'"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_ALL,
        .flags = OP_PREDICATE,
        OP_PARAMS(struct access_args, access_params),
        .run = run_access,
    },
    {
        .name = "lstat",
        TEXTS(.summary = "Return the status of a path without following a symbolic link", .result = "stat_result",
              .errors = "ENOENT EACCES", .note = "The same as stat with --no-follow-symlinks.",
              .example = "ln -s nowhere l; xos lstat l"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_ALL,
        OP_PARAMS(struct stat_args, lstat_params),
        .run = run_lstat,
    },
    {
        .name = "pathconf",
        TEXTS(.summary = "Return a limit or an option of the system that holds for a path",
              .result = "int limit; -1 if there is no limit", .errors = "EINVAL ENOENT",
              .note = "EINVAL is a name that this system does not support; xos const pathconf_names lists them.",
              .example = "xos pathconf . PC_NAME_MAX"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_UNIX,
        OP_PARAMS(struct limit_args, pathconf_params),
        .run = run_pathconf,
    },
    {
        .name = "stat",
        TEXTS(.summary = "Return the status of a path or an open descriptor", .result = "stat_result",
              .errors = "ENOENT EACCES ENOTDIR ELOOP EBADF",
              .note =
                  "Follows symbolic links. st_flags, st_birthtime and st_fstype are given where the kernel knows them.",
              .example = "touch f; xos stat f"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_ALL,
        OP_PARAMS(struct stat_args, stat_params),
        .run = run_stat,
    },
    {
        .name = "stat_result",
        TEXTS(.summary = "The status of a file: each property is a field", .result = "record",
              .note = "Times in seconds have nine decimals and are exact, as the fields that end in _ns are. "
                      "Not here: st_gen "
                      "(FreeBSD), st_rsize, st_creator and st_type (macOS), st_file_attributes and "
                      "st_reparse_tag (Windows).",
              .home = "the record of stat, lstat and fstat", .signature = "class stat_result"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
    },
    {
        .name = "stat_result.st_birthtime_ns",
        TEXTS(.summary = "When the file was created, in nanoseconds since the epoch", .result = "int nanoseconds",
              .since = "3.12", .home = "the field st_birthtime_ns of the record of stat, lstat and fstat",
              .signature = "attribute"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_WINDOWS | ON_LINUX,
    },
    {
        .name = "statvfs",
        TEXTS(.summary = "Return the status of the file system that holds a path", .result = "statvfs_result",
              .errors = "ENOENT EACCES EBADF", .note = "Block counts are in units of f_frsize; f_flag holds ST_ bits.",
              .example = "xos statvfs ."),
        .acts_on = ACTS_ON_PATH,
        .available = ON_UNIX,
        OP_PARAMS(struct path, statvfs_params),
        .run = run_statvfs,
    },
    {
        .name = "statx",
        TEXTS(.summary = "Return what statx(2) reports about a path or an open descriptor", .result = "statx_result",
              .requires = "Linux 4.11", .errors = "ENOENT EACCES EINVAL EBADF",
              .note = "stx_mask says which fields are valid; the others are None.",
              .example = "touch f; xos statx f 'STATX_SIZE|STATX_BTIME' --flags AT_STATX_DONT_SYNC", .since = "3.15"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_LINUX,
        OP_PARAMS(struct stat_args, statx_params),
        .run = run_statx,
    },
    {
        .name = "statx_result",
        TEXTS(.summary = "The result of statx: each property of it is a field", .result = "record",
              .requires = "Linux 4.11", .since = "3.15", .home = "the record of statx",
              .signature = "class statx_result"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_LINUX,
    },
    STATX_FIELD("stx_mask", "The STATX_ bits of what was filled in"),
    STATX_FIELD("stx_mode", "Type and permissions"),
    STATX_FIELD("stx_ino", "The inode's number"),
    STATX_FIELD("stx_nlink", "The number of hard links"),
    STATX_FIELD("stx_uid", "The owner's id"),
    STATX_FIELD("stx_gid", "The group's id"),
    STATX_FIELD("stx_size", "The size in bytes"),
    STATX_FIELD("stx_blocks", "The blocks allocated, 512 bytes each"),
    STATX_FIELD("stx_blksize", "The block size that suits reading and writing"),
    STATX_FIELD("stx_attributes", "STATX_ATTR_ bits that the file has"),
    STATX_FIELD("stx_attributes_mask", "STATX_ATTR_ bits that the file system supports"),
    STATX_FIELD("stx_dev", "The device that holds the file"),
    STATX_FIELD("stx_dev_major", "That device's major number"),
    STATX_FIELD("stx_dev_minor", "That device's minor number"),
    STATX_FIELD("stx_rdev", "The device that the file is"),
    STATX_FIELD("stx_rdev_major", "That device's major number"),
    STATX_FIELD("stx_rdev_minor", "That device's minor number"),
    STATX_FIELD("stx_atime", "The last access, in seconds"),
    STATX_FIELD("stx_atime_ns", "The last access, in nanoseconds"),
    STATX_FIELD("stx_mtime", "The last change of content, in seconds"),
    STATX_FIELD("stx_mtime_ns", "The last change of content, in nanoseconds"),
    STATX_FIELD("stx_ctime", "The last change of status, in seconds"),
    STATX_FIELD("stx_ctime_ns", "The last change of status, in nanoseconds"),
    STATX_FIELD("stx_btime", "When the file was made, in seconds"),
    STATX_FIELD("stx_btime_ns", "When the file was made, in nanoseconds"),
    STATX_FIELD("stx_mnt_id", "The mount's id"),
    STATX_FIELD("stx_dio_mem_align", "How memory is aligned for direct I/O"),
    STATX_FIELD("stx_dio_offset_align", "How offsets are aligned for direct I/O"),
    STATX_FIELD("stx_dio_read_offset_align", "How offsets are aligned for direct reads"),
    STATX_FIELD("stx_subvol", "The subvolume's id"),
    STATX_FIELD("stx_atomic_write_unit_min", "The smallest atomic write"),
    STATX_FIELD("stx_atomic_write_unit_max", "The largest atomic write"),
    STATX_FIELD("stx_atomic_write_unit_max_opt", "The largest atomic write that is fast"),
    STATX_FIELD("stx_atomic_write_segments_max", "How many segments an atomic write may have"),
};

const struct chapter chapter_status = CHAPTER(SECTION_FILES_DIRS, "Status of files and file systems", ops);
