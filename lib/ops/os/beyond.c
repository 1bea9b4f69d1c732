/* SPDX-License-Identifier: MIT */
/* Operations that scripts need and the documented module lacks. --list and the manual mark them: since "xos". */
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>

#include "ops/chapters.h"
#include "os/fd.h"
#include "os/temporary.h"
#include "value/constant_rows.h"

TEXTS_OF(os_beyond);

#define SINCE_XOS "xos"

struct flock_args {
    int fd;
    int64_t operation;
};

struct fallocate_args {
    int fd;
    int64_t offset, len, mode;
};

/* Families of these rows alone: `xos const` lists the documented ones. */
#define FLOCK_LIST(HERE, VALUE, ELSEWHERE) HERE(LOCK_SH) HERE(LOCK_EX) HERE(LOCK_NB) HERE(LOCK_UN)
FAMILY(flock_operations, "LOCK_*", NULL, FLOCK_LIST);

enum { KEEP_SIZE = 1, PUNCH_HOLE = 2 };
/* clang-format off */
#define FALLOCATE_LIST(HERE, VALUE, ELSEWHERE) \
    VALUE("FALLOC_FL_KEEP_SIZE", KEEP_SIZE) VALUE("FALLOC_FL_PUNCH_HOLE", PUNCH_HOLE) \
    VALUE("FALLOC_FL_COLLAPSE_RANGE", 0x08) VALUE("FALLOC_FL_ZERO_RANGE", 0x10) \
    VALUE("FALLOC_FL_INSERT_RANGE", 0x20) VALUE("FALLOC_FL_UNSHARE_RANGE", 0x40)
/* clang-format on */
FAMILY(fallocate_modes, "FALLOC_FL_*", NULL, FALLOCATE_LIST);

static int run_flock(struct call *call)
{
    const struct flock_args *args = ARGS(struct flock_args, call);

    return call_end(call, os_flock(args->fd, (int)args->operation), NULL);
}

static int run_fallocate(struct call *call)
{
    const struct fallocate_args *args = ARGS(struct fallocate_args, call);
    int mode = (int)args->mode | (args->mode & PUNCH_HOLE ? KEEP_SIZE : 0); /* the kernel wants both */

    return call_end(call, os_fallocate_mode(args->fd, mode, args->offset, args->len), NULL);
}

/* Makes the file or directory of a template; *path gets its name. The descriptor or 0, or -1 with the failure recorded.
 */
static int make_temporary(struct call *call, bool directory, const char **path)
{
    const char *template = *ARGS(const char *, call);
    char *name = arena_copy(call->arena, template, strlen(template));

    *path = name;
    if (name == NULL)
        return fail_no_memory(call->fail);
    int result = os_temporary(name, directory);
    if (result == -EINVAL)
        return fail_usage(call->fail, "template: '%.200s' has no run of %d X", template, TEMPORARY_LEAST);
    return result < 0 ? fail_errno(call->fail, -result, template, NULL) : result;
}

static int run_mkstemp(struct call *call)
{
    const char *path;
    int fd = make_temporary(call, false, &path);

    if (fd < 0 || call_new_fds(call, &fd, 1) < 0)
        return -1;
    out_open(call->out, OUT_RECORD);
    out_field_int(call->out, "fd", fd);
    out_field_text(call->out, "path", path);
    out_close(call->out);
    return 0;
}

static int run_mkdtemp(struct call *call)
{
    const char *path;

    if (make_temporary(call, true, &path) < 0)
        return -1;
    out_text(call->out, path);
    return 0;
}

static const struct param flock_params[] = {
    PARAM(struct flock_args, fd, FD, .help = PACKED("a descriptor of the file")),
    PARAM(struct flock_args, operation, FLAGS, .family = FAMILY_flock_operations,
          .help = PACKED("LOCK_SH, LOCK_EX or LOCK_UN; with LOCK_NB it does not wait")),
};

static const struct param fallocate_params[] = {
    PARAM(struct fallocate_args, fd, FD, .help = PACKED("a descriptor open for writing")),
    PARAM(struct fallocate_args, offset, SIZE, .help = PACKED("where the part begins, in bytes")),
    PARAM(struct fallocate_args, len, SIZE, .help = PACKED("its length in bytes")),
    PARAM(struct fallocate_args, mode, FLAGS, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_0,
          .family = FAMILY_fallocate_modes, .help = PACKED("what to do: 0 sets space aside")),
};

static const struct param template_params[] = {
    {.name = "template",
     .kind = KIND_PATH,
     .flags = PARAM_OPTIONAL,
     .fallback = FALLBACK_TEMPLATE,
     .help = PACKED("its path; the last Xs, six or more, become letters and digits")},
};

static const struct op fd_ops[] = {
    {
        .name = "flock",
        TEXTS(.summary = "Lock or unlock a whole file", .result = "None", .errors = "EAGAIN EBADF EINTR EINVAL ENOLCK",
              .note = "The lock belongs to the open file, and so to all duplicates of the descriptor: it ends when the "
                      "last is closed",
              .example = "xos flock 3 LOCK_EX 3>lock -- echo alone", .since = SINCE_XOS),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX,
        OP_PARAMS(struct flock_args, flock_params),
        .flags = OP_CHAIN,
        .run = run_flock,
    },
    {
        .name = "fallocate",
        TEXTS(.summary = "Set aside, punch, zero, collapse or insert a part of a file", .result = "None",
              .errors = "EBADF EFBIG EINVAL ENODEV ENOSPC EOPNOTSUPP EPERM ESPIPE ETXTBSY",
              .note = "FALLOC_FL_PUNCH_HOLE implies FALLOC_FL_KEEP_SIZE; not every file system knows every mode",
              .example = "xos fallocate 3 0 1M FALLOC_FL_KEEP_SIZE 3>file", .since = SINCE_XOS),
        .acts_on = ACTS_ON_FD,
        .available = ON_LINUX,
        OP_PARAMS(struct fallocate_args, fallocate_params),
        .flags = OP_WRITES,
        .run = run_fallocate,
    },
    {
        .name = "mkstemp",
        TEXTS(.summary = "Create and open a file with a new, unique name", .result = "tuple: fd, path",
              .errors = "EACCES EEXIST ENOENT ENOSPC EROFS EMFILE",
              .note = "Its mode is 0600. The descriptor is for PROG (or xsh); the file stays",
              .example = "xos mkstemp log.XXXXXX --as 5 -- sh -c 'echo hello >&5'", .since = SINCE_XOS),
        .acts_on = ACTS_ON_PATH,
        .available = ON_UNIX,
        OP_PARAMS(const char *, template_params),
        .flags = OP_CHAIN | OP_NEW_FDS,
        .run = run_mkstemp,
    },
};

static const struct op path_ops[] = {
    {
        .name = "mkdtemp",
        TEXTS(.summary = "Create a directory with a new, unique name", .result = "str path",
              .errors = "EACCES EEXIST ENOENT ENOSPC EROFS", .note = "Its mode is 0700",
              .example = "xos mkdtemp work.XXXXXX", .since = SINCE_XOS),
        .acts_on = ACTS_ON_PATH,
        .available = ON_UNIX,
        OP_PARAMS(const char *, template_params),
        .run = run_mkdtemp,
    },
};

const struct chapter chapter_beyond_fd = CHAPTER(SECTION_FD, "File descriptor operations: this project's own", fd_ops);
const struct chapter chapter_beyond_files = CHAPTER(SECTION_FILES_DIRS, "Files and directories: this project's own",
                                                    path_ops);
