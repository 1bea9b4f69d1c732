/* SPDX-License-Identifier: MIT */
/* File descriptor operations: descriptors made, moved, closed, and the files behind them. Reading and writing is in
 * fd_io.c, terminals are in fd_tty.c. */
#include "ops/chapters.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "value/constants.h"
#include "ops/shared/files.h"
#include "ops/shared/records.h"
#include "os/attributes.h"
#include "os/fd.h"

TEXTS_OF(os_fd);

struct one_fd {
    int fd;
};
struct range {
    int fd_low, fd_high;
};
struct duplicate {
    int fd, fd2;
    bool inheritable;
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
struct lock {
    int fd, cmd;
    int64_t len;
};
struct seek {
    int fd, how;
    int64_t pos;
};
struct opening {
    const char *path;
    int64_t flags;
    struct mode mode;
    int dir_fd;
};
struct pipe_flags {
    int64_t flags;
};
struct extent {
    int fd, advice;
    int64_t offset, len;
};
struct blocking {
    int fd;
    bool blocking;
};

static int run_close(struct call *call)
{
    return call_end(call, os_close(ARGS(struct one_fd, call)->fd), NULL);
}

static int run_closerange(struct call *call)
{
    const struct range *args = ARGS(struct range, call);

    os_closerange(args->fd_low, args->fd_high);
    return call_end(call, 0, NULL);
}

static int run_dup(struct call *call)
{
    return call_end_fd(call, os_dup(ARGS(struct one_fd, call)->fd), NULL);
}

static int run_dup2(struct call *call)
{
    const struct duplicate *args = ARGS(struct duplicate, call);

    int result = os_dup2(args->fd, args->fd2, args->inheritable);
    if (result >= 0 || args->fd2 < 0)
        return call_end_int(call, result, NULL);
    return call_end_from_to(call, result, args->fd, args->fd2);
}

static int run_fchmod(struct call *call)
{
    const struct permissions *args = ARGS(struct permissions, call);
    struct status status = {0};
    mode_t mode;
    int result = args->mode.symbolic != NULL ? status_get(args->fd, NULL, 0, STATUS_TYPE | STATUS_MODE, &status) : 0;

    if (result < 0)
        return call_end(call, result, NULL);
    if (mode_for_new(call, &args->mode, status.mode & 07777, S_ISDIR(status.mode), &mode) < 0)
        return -1;
    return call_end(call, mode_set(args->fd, NULL, mode, true), NULL);
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

static int run_get_blocking(struct call *call)
{
    int blocking = os_blocking(ARGS(struct one_fd, call)->fd);

    return blocking < 0 ? call_end(call, blocking, NULL) : call_answer(call, blocking);
}

static int run_set_blocking(struct call *call)
{
    const struct blocking *args = ARGS(struct blocking, call);

    return call_end(call, os_set_blocking(args->fd, args->blocking), NULL);
}

static int run_lockf(struct call *call)
{
    const struct lock *args = ARGS(struct lock, call);

    return call_end(call, os_lockf(args->fd, args->cmd, args->len), NULL);
}

static int run_lseek(struct call *call)
{
    const struct seek *args = ARGS(struct seek, call);

    return call_end_int(call, os_lseek(args->fd, args->pos, args->how), NULL);
}

static int run_open(struct call *call)
{
    const struct opening *args = ARGS(struct opening, call);
    mode_t mode;

    if (mode_for_new(call, &args->mode, 0777, false, &mode) < 0)
        return -1;
    return call_end_fd(call, os_open(args->dir_fd, args->path, (int)args->flags, mode), args->path);
}

static int make_pipe(struct call *call, int flags)
{
    int fds[2];
    int result = os_pipe(fds, flags);

    return call_end_fds(call, result, fds, (const char *const[]){"r", "w"});
}

static int run_pipe(struct call *call)
{
    return make_pipe(call, O_CLOEXEC);
}

static int run_pipe2(struct call *call)
{
    return make_pipe(call, (int)ARGS(struct pipe_flags, call)->flags);
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

static const struct param range_params[] = {
    PARAM(struct range, fd_low, NEW_FD, .help = PACKED("the first to close")),
    PARAM(struct range, fd_high, NEW_FD, .help = PACKED("the first to leave")),
};

static const struct param duplicate_params[] = {
    PARAM(struct duplicate, fd, FD, .help = PACKED("a descriptor")),
    PARAM(struct duplicate, fd2, NEW_FD,
          .help = PACKED("the number that it gets as well; what was open there is closed")),
    PARAM(struct duplicate, inheritable, BOOL, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_TRUE,
          .help = PACKED("whether programs that this process becomes or starts have fd2")),
};

static const struct param permissions_params[] = {
    PARAM(struct permissions, fd, FD, .help = PACKED("a descriptor")),
    PARAM(struct permissions, mode, MODE, .help = PACKED("the permissions, or what to change in those there are")),
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

static const struct param blocking_params[] = {
    PARAM(struct blocking, fd, FD, .help = PACKED("a descriptor")),
    PARAM(struct blocking, blocking, BOOL, .help = PACKED("whether reading and writing wait")),
};

static const struct param lock_params[] = {
    PARAM(struct lock, fd, FD, .help = PACKED("a descriptor open for writing")),
    PARAM(struct lock, cmd, NAME, .metavar = PACKED("CMD"), .family = FAMILY_lockf_commands,
          .help = PACKED("what to do")),
    PARAM(struct lock, len, SIZE,
          .help = PACKED("bytes from the current position on, before it where negative; 0 for all to come")),
};

static const struct param seek_params[] = {
    PARAM(struct seek, fd, FD, .help = PACKED("a descriptor")),
    PARAM(struct seek, pos, SIZE, .help = PACKED("bytes")),
    PARAM(struct seek, how, NAME, .metavar = PACKED("HOW"), .family = FAMILY_seek_whence,
          .help = PACKED("from where pos counts")),
};

static const struct param opening_params[] = {
    PARAM(struct opening, path, PATH, .help = PACKED("the file")),
    PARAM(struct opening, flags, FLAGS, .family = FAMILY_open_flags, .help = PACKED("how to open it")),
    PARAM(struct opening, mode, MODE, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_0O777,
          .help = PACKED("permissions of a file that is made, less the umask")),
    PARAM(struct opening, dir_fd, DIR_FD, .flags = PARAM_OPTION, .fallback = FALLBACK_NONE,
          .help = PACKED("the directory from which path counts")),
};

static const struct param pipe_params[] = {
    PARAM(struct pipe_flags, flags, FLAGS, .family = FAMILY_open_flags,
          .help = PACKED("O_NONBLOCK, O_CLOEXEC, O_DIRECT")),
};

static const struct param extent_params[] = {
    PARAM(struct extent, fd, FD, .help = PACKED("a descriptor")),
    PARAM(struct extent, offset, SIZE, .help = PACKED("bytes from the file's start")),
    PARAM(struct extent, len, SIZE, .help = PACKED("bytes")),
    PARAM(struct extent, advice, NAME, .metavar = PACKED("ADVICE"), .family = FAMILY_fadvise_advice,
          .help = PACKED("what will be done")),
};

static const struct op ops[] = {
    {
        .name = "close",
        TEXTS(.summary = "Close a descriptor", .result = "None", .errors = "EBADF",
              .note = "Not tried again after EINTR: the descriptor is gone by then",
              .example = "xos close 0 -- sh -c '! xos fstat 0'"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_ALL,
        OP_PARAMS(struct one_fd, fd_params),
        .flags = OP_CHAIN,
        .run = run_close,
    },
    {
        .name = "closerange",
        TEXTS(.summary = "Close every descriptor of a range, whatever is open there", .result = "None",
              .note = "FD_HIGH itself stays open; what goes wrong is ignored",
              .example = "xos closerange 3 256 -- ls -l /proc/self/fd"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_ALL,
        OP_PARAMS(struct range, range_params),
        .flags = OP_CHAIN,
        .run = run_closerange,
    },
    {
        .name = "dup",
        TEXTS(.summary = "Duplicate a descriptor", .result = "int new descriptor, the lowest free one",
              .errors = "EBADF EMFILE", .note = "Both share one open file: position and flags",
              .example = "xos dup 1 --as 7 -- sh -c 'echo hello >&7'"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_ALL,
        OP_PARAMS(struct one_fd, fd_params),
        .flags = OP_CHAIN | OP_NEW_FDS,
        .run = run_dup,
    },
    {
        .name = "dup2",
        TEXTS(.summary = "Duplicate a descriptor to a number of choice", .result = "int fd2", .errors = "EBADF EINVAL",
              .note = "Unlike dup, what it makes is inherited unless inheritable is no",
              .example = "xos dup2 1 9 -- sh -c 'echo hello >&9'"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_ALL,
        OP_PARAMS(struct duplicate, duplicate_params),
        .flags = OP_CHAIN,
        .run = run_dup2,
    },
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
        TEXTS(.summary = "Have a file's data, and the metadata that reading it back needs, written to the device",
              .result = "None", .errors = "EBADF EINVAL EIO ENOSPC", .example = "xos fdatasync 3 3>file"),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX,
        OP_PARAMS(struct one_fd, fd_params),
        .run = run_fdatasync,
    },
    {
        .name = "fpathconf",
        TEXTS(.summary = "Return a limit of a descriptor's file", .result = "int limit; -1 where there is none",
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
        TEXTS(.summary = "Have a file's data and metadata written to the device", .result = "None",
              .errors = "EBADF EINVAL EIO ENOSPC", .example = "xos fsync 3 3>file"),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX | ON_WINDOWS,
        OP_PARAMS(struct one_fd, fd_params),
        .run = run_fsync,
    },
    {
        .name = "ftruncate",
        TEXTS(.summary = "Set the size of a descriptor's file: it is cut off, or extended by a hole", .result = "None",
              .errors = "EBADF EINVAL EFBIG", .note = "The position stays where it is",
              .example = "xos ftruncate 3 1M 3>file"),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX | ON_WINDOWS,
        .flags = OP_WRITES,
        OP_PARAMS(struct length, length_params),
        .run = run_ftruncate,
    },
    {
        .name = "get_blocking",
        TEXTS(.summary = "Tell whether reading and writing a descriptor wait",
              .result = "bool, false where O_NONBLOCK is set", .errors = "EBADF",
              .note = "The flag is the open file's, shared by all its descriptors in all processes",
              .example = "xos get_blocking 0"),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX,
        OP_PARAMS(struct one_fd, fd_params),
        .flags = OP_PREDICATE,
        .run = run_get_blocking,
    },
    {
        .name = "lockf",
        TEXTS(.summary = "Lock, test or unlock a part of a file, from the current position on", .result = "None",
              .errors = "EACCES EAGAIN EBADF EDEADLK EINVAL ENOLCK",
              .note = "The lock is this process's: it ends with it, or with PROG, or when any descriptor of the "
                      "file is closed; "
                      "F_LOCK waits, and is not tried again after EINTR",
              .example = "xos lockf 3 F_LOCK 0 3<>file -- echo alone"),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX,
        OP_PARAMS(struct lock, lock_params),
        .flags = OP_CHAIN,
        .run = run_lockf,
    },
    {
        .name = "lseek",
        TEXTS(.summary = "Move a descriptor's position", .result = "int new position in bytes from the file's start",
              .errors = "EBADF ESPIPE EINVAL ENXIO EOVERFLOW",
              .note = "The position is the open file's: the shell and its other children see it move; ENXIO "
                      "where there is no "
                      "more data or hole to seek; since 3.11 how is named whence",
              .example = "xos lseek 3 0 SEEK_END 3<>file"),
        .acts_on = ACTS_ON_FD,
        .available = ON_ALL,
        OP_PARAMS(struct seek, seek_params),
        .flags = OP_CHAIN,
        .run = run_lseek,
    },
    {
        .name = "open",
        TEXTS(.summary = "Open a file", .result = "int new descriptor",
              .errors = "ENOENT EEXIST EACCES EISDIR ENOTDIR ELOOP ENXIO ETXTBSY EROFS EINVAL EMFILE",
              .note = "The descriptor is for PROG (or xsh): by itself it ends with the command",
              .example = "xos open file 'O_RDWR|O_CREAT' 0600 --as 5 -- sh -c 'echo hello >&5'"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_ALL,
        OP_PARAMS(struct opening, opening_params),
        .flags = OP_CHAIN | OP_NEW_FDS,
        .run = run_open,
    },
    {
        .name = "pipe",
        TEXTS(.summary = "Make a pipe", .result = "tuple: r, w", .errors = "EMFILE ENFILE",
              .example = "xos pipe --as 5,6 -- sh -c 'echo hello >&6; read line <&5; echo $line'"),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX | ON_WINDOWS,
        .flags = OP_CHAIN | OP_NEW_FDS,
        .run = run_pipe,
    },
    {
        .name = "pipe2",
        TEXTS(.summary = "Make a pipe with flags", .result = "tuple: r, w", .errors = "EINVAL EMFILE ENFILE",
              .note = "Without O_CLOEXEC both ends are inheritable; for PROG they always are",
              .example = "xos pipe2 O_NONBLOCK --as 5,6 -- sh -c '! xos read 5 1'"),
        .acts_on = ACTS_ON_FD,
        .available = ON_SOME_UNIX,
        OP_PARAMS(struct pipe_flags, pipe_params),
        .flags = OP_CHAIN | OP_NEW_FDS,
        .run = run_pipe2,
    },
    {
        .name = "posix_fallocate",
        TEXTS(.summary = "Have space set aside for a part of a file", .result = "None",
              .errors = "EBADF EFBIG EINVAL ENODEV ENOSPC EOPNOTSUPP ESPIPE",
              .note = "The file grows where the part ends beyond it; what was not there reads as zeros",
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
    {
        .name = "set_blocking",
        TEXTS(.summary = "Choose whether reading and writing a descriptor wait", .result = "None", .errors = "EBADF",
              .note = "The flag belongs to the open file: it stays after this command, for all processes that "
                      "share the file",
              .example = "xos set_blocking 3 no 3<>file -- xos get_blocking 3 || true"),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX,
        OP_PARAMS(struct blocking, blocking_params),
        .flags = OP_CHAIN,
        .run = run_set_blocking,
    },
};

const struct chapter chapter_fd = CHAPTER(SECTION_FD, "File descriptor operations", ops);
