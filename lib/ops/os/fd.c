/* SPDX-License-Identifier: MIT */
/* File descriptor operations: opening, duplicating, closing, positions, locks and flags. The file behind a descriptor
 * is in fd_files.c, reading and writing in fd_io.c, terminals are in fd_tty.c. */
#include "ops/chapters.h"

#include <fcntl.h>

#include "value/constants.h"
#include "ops/shared/files.h"
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

    return call_end_from_to(call, os_dup2(args->fd, args->fd2, args->inheritable), args->fd, args->fd2);
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
    mode_t mode = mode_for_new(&args->mode, 0777, false);

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

static const struct param blocking_params[] = {
    PARAM(struct blocking, fd, FD, .help = PACKED("a descriptor")),
    PARAM(struct blocking, blocking, BOOL, .help = PACKED("whether reading and writing wait")),
};

static const struct param lock_params[] = {
    PARAM(struct lock, fd, FD, .help = PACKED("a descriptor open for writing")),
    PARAM(struct lock, cmd, NAME, .metavar = PACKED("CMD"), .family = FAMILY_lockf_commands,
          .help = PACKED("what to do")),
    PARAM(struct lock, len, SIZE,
          .help = PACKED(
              "bytes from the current position on, or before it if negative; 0: to the end, whatever is appended")),
};

static const struct param seek_params[] = {
    PARAM(struct seek, fd, FD, .help = PACKED("a descriptor")),
    PARAM(struct seek, pos, SIZE, .help = PACKED("bytes")),
    PARAM(struct seek, how, NAME, .metavar = PACKED("HOW"), .family = FAMILY_seek_whence,
          .help = PACKED("what pos is relative to")),
};

static const struct param opening_params[] = {
    PARAM(struct opening, path, PATH, .help = PACKED("the file")),
    PARAM(struct opening, flags, FLAGS, .family = FAMILY_open_flags, .help = PACKED("how to open it")),
    PARAM(struct opening, mode, MODE, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_0O777,
          .help = PACKED("permissions of a file that is created, less the umask")),
    PARAM(struct opening, dir_fd, DIR_FD, .flags = PARAM_OPTION, .fallback = FALLBACK_NONE,
          .help = PACKED("the directory that a relative path starts from")),
};

static const struct param pipe_params[] = {
    PARAM(struct pipe_flags, flags, FLAGS, .family = FAMILY_open_flags,
          .help = PACKED("O_NONBLOCK, O_CLOEXEC, O_DIRECT")),
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
        TEXTS(.summary = "Duplicate a descriptor to a given number", .result = "int fd2", .errors = "EBADF EINVAL",
              .note = "Unlike with dup, the new descriptor is inherited unless inheritable is no",
              .example = "xos dup2 1 9 -- sh -c 'echo hello >&9'"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_ALL,
        OP_PARAMS(struct duplicate, duplicate_params),
        .flags = OP_CHAIN,
        .run = run_dup2,
    },
    {
        .name = "get_blocking",
        TEXTS(.summary = "Tell whether reading and writing a descriptor wait",
              .result = "bool, false where O_NONBLOCK is set", .errors = "EBADF",
              .note = "The flag belongs to the open file, which all its descriptors in all processes share",
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
              .note = "The lock belongs to this process: it ends with it, or with PROG, or when any descriptor of the "
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
              .note = "The position belongs to the open file: the shell and its other children see it move; ENXIO "
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
