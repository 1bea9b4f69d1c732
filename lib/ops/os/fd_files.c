/* SPDX-License-Identifier: MIT */
/* File descriptor operations on the file behind a descriptor: its status, attributes, size and storage. */
#include "ops/chapters.h"

#include "ops/shared/files.h"
#include "ops/shared/records.h"
#include "os/attributes.h"
#include "os/fd.h"
#include "value/constants.h"

TEXTS_OF(os_fd_files);

struct one_fd {
    int fd;
};
struct permissions {
    int fd;
    struct mode mode;
};
struct owner {
    int fd;
    uid_t uid;
    gid_t gid;
};
struct limit {
    int fd, name;
};
struct length {
    int fd;
    int64_t length;
};
struct extent {
    int fd, advice;
    int64_t offset, len;
};

static int run_fchmod(struct call *call)
{
    const struct permissions *args = ARGS(struct permissions, call);
    mode_t mode;
    int result = mode_for_file(&args->mode, args->fd, NULL, true, &mode);

    return call_end(call, result < 0 ? result : mode_set(args->fd, NULL, mode, true), NULL);
}

static int run_fchown(struct call *call)
{
    const struct owner *args = ARGS(struct owner, call);

    return call_end(call, owner_set(args->fd, NULL, args->uid, args->gid, true), NULL);
}

static int run_fdatasync(struct call *call)
{
    return call_end(call, os_fdatasync(ARGS(struct one_fd, call)->fd), NULL);
}

static int run_fpathconf(struct call *call)
{
    const struct limit *args = ARGS(struct limit, call);

    return path_limit_value(call, NULL, args->fd, args->name);
}

static int run_fstat(struct call *call)
{
    return stat_record(call, ARGS(struct one_fd, call)->fd, NULL, 0);
}

static int run_fstatvfs(struct call *call)
{
    return statvfs_record(call, NULL, ARGS(struct one_fd, call)->fd);
}

static int run_fsync(struct call *call)
{
    return call_end(call, os_fsync(ARGS(struct one_fd, call)->fd), NULL);
}

static int run_ftruncate(struct call *call)
{
    const struct length *args = ARGS(struct length, call);

    return call_end(call, os_ftruncate(args->fd, args->length), NULL);
}

static int run_posix_fallocate(struct call *call)
{
    const struct extent *args = ARGS(struct extent, call);

    return call_end(call, os_fallocate(args->fd, args->offset, args->len), NULL);
}

static int run_posix_fadvise(struct call *call)
{
    const struct extent *args = ARGS(struct extent, call);

    return call_end(call, os_fadvise(args->fd, args->offset, args->len, args->advice), NULL);
}

static const struct param fd_params[] = {PARAM(struct one_fd, fd, FD, .help = PACKED("a descriptor"))};

static const struct param permissions_params[] = {
    PARAM(struct permissions, fd, FD, .help = PACKED("a descriptor")),
    PARAM(struct permissions, mode, MODE, .help = PACKED("the permissions; a symbolic mode changes the present ones")),
};

static const struct param owner_params[] = {
    PARAM(struct owner, fd, FD, .help = PACKED("a descriptor")),
    PARAM(struct owner, uid, UID, .help = PACKED("the owner; -1 leaves it")),
    PARAM(struct owner, gid, GID, .help = PACKED("the group; -1 leaves it")),
};

static const struct param limit_params[] = {
    PARAM(struct limit, fd, FD, .help = PACKED("a descriptor")),
    PARAM(struct limit, name, NAME, .family = FAMILY_pathconf_names, .help = PACKED("a limit's name or number")),
};

static const struct param length_params[] = {
    PARAM(struct length, fd, FD, .help = PACKED("a descriptor open for writing")),
    PARAM(struct length, length, SIZE, .help = PACKED("the file's size from now on")),
};

static const struct param extent_params[] = {
    PARAM(struct extent, fd, FD, .help = PACKED("a descriptor")),
    PARAM(struct extent, offset, SIZE, .help = PACKED("bytes from the file's start")),
    PARAM(struct extent, len, SIZE, .help = PACKED("bytes")),
    PARAM(struct extent, advice, NAME, .metavar = PACKED("ADVICE"), .family = FAMILY_fadvise_advice,
          .help = PACKED("the expected use")),
};

static const struct op ops[] = {
    {
        .name = "fchmod",
        TEXTS(.summary = "Change the permissions of a descriptor's file", .result = "None",
              .errors = "EBADF EPERM EROFS", .example = "xos fchmod 3 u=rw,go= 3>file"),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX,
        OP_PARAMS(struct permissions, permissions_params),
        .run = run_fchmod,
    },
    {
        .name = "fchown",
        TEXTS(.summary = "Change the owner and group of a descriptor's file", .result = "None",
              .errors = "EBADF EPERM EROFS", .example = "xos fchown 3 \"$(id -un)\" -1 3>file"),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX,
        OP_PARAMS(struct owner, owner_params),
        .run = run_fchown,
    },
    {
        .name = "fdatasync",
        TEXTS(.summary = "Write a file's data, and the metadata needed to read it, to the device", .result = "None",
              .errors = "EBADF EINVAL EIO ENOSPC", .example = "xos fdatasync 3 3>file"),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX,
        OP_PARAMS(struct one_fd, fd_params),
        .run = run_fdatasync,
    },
    {
        .name = "fpathconf",
        TEXTS(.summary = "Return a limit of a descriptor's file", .result = "int limit; -1 if there is no limit",
              .errors = "EBADF EINVAL", .note = "The names: xos const pathconf_names",
              .example = "xos fpathconf 3 PC_NAME_MAX 3<."),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX,
        OP_PARAMS(struct limit, limit_params),
        .run = run_fpathconf,
    },
    {
        .name = "fstat",
        TEXTS(.summary = "Return the status of a descriptor's file", .result = "stat_result", .errors = "EBADF",
              .note = "As xos stat fd:N", .example = "xos fstat 0"),
        .acts_on = ACTS_ON_FD,
        .available = ON_ALL,
        OP_PARAMS(struct one_fd, fd_params),
        .run = run_fstat,
    },
    {
        .name = "fstatvfs",
        TEXTS(.summary = "Return the status of the file system that holds a descriptor's file",
              .result = "statvfs_result", .errors = "EBADF", .note = "As xos statvfs fd:N",
              .example = "xos fstatvfs 3 3<."),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX,
        OP_PARAMS(struct one_fd, fd_params),
        .run = run_fstatvfs,
    },
    {
        .name = "fsync",
        TEXTS(.summary = "Write a file's data and metadata to the device", .result = "None",
              .errors = "EBADF EINVAL EIO ENOSPC", .example = "xos fsync 3 3>file"),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX | ON_WINDOWS,
        OP_PARAMS(struct one_fd, fd_params),
        .run = run_fsync,
    },
    {
        .name = "ftruncate",
        TEXTS(.summary = "Set the size of a descriptor's file: it is cut off, or extended by a hole", .result = "None",
              .errors = "EBADF EINVAL EFBIG", .note = "The position does not change",
              .example = "xos ftruncate 3 1M 3>file"),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX | ON_WINDOWS,
        .flags = OP_WRITES,
        OP_PARAMS(struct length, length_params),
        .run = run_ftruncate,
    },
    {
        .name = "posix_fallocate",
        TEXTS(.summary = "Allocate space for a part of a file", .result = "None",
              .errors = "EBADF EFBIG EINVAL ENODEV ENOSPC EOPNOTSUPP ESPIPE",
              .note = "The file grows if the part ends beyond it; new parts read as zeros",
              .example = "xos posix_fallocate 3 0 1M 3>file"),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX,
        .flags = OP_WRITES,
        .params = extent_params,
        .param_count = 3,
        .args_size = sizeof(struct extent),
        .run = run_posix_fallocate,
    },
    {
        .name = "posix_fadvise",
        TEXTS(.summary = "Announce how a part of a file is going to be used", .result = "None",
              .errors = "EBADF EINVAL ESPIPE", .note = "A hint; len 0 is to the end of the file",
              .example = "xos posix_fadvise 3 0 0 POSIX_FADV_DONTNEED 3<>file"),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX,
        OP_PARAMS(struct extent, extent_params),
        .run = run_posix_fadvise,
    },
};

const struct chapter chapter_fd_files = CHAPTER(SECTION_FD, "File descriptor operations: the file behind a descriptor",
                                                ops);
