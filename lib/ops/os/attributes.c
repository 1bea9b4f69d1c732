/* SPDX-License-Identifier: MIT */
/* Files and directories: changing permissions, owner, times and flags. */
#include "os/attributes.h"

#include <fcntl.h>

#include "ops/chapters.h"
#include "ops/shared/files.h"

TEXTS_OF(os_attributes);

struct mode_args {
    struct path path;
    struct mode mode;
    int dir_fd;
    bool follow_symlinks;
};

struct owner_args {
    struct path path;
    uid_t uid;
    gid_t gid;
    int dir_fd;
    bool follow_symlinks;
};

struct times_args {
    struct path path;
    struct words times;
    int dir_fd;
    bool ns, follow_symlinks;
};

struct flags_args {
    const char *path;
    int64_t flags;
    bool follow_symlinks;
};

static int change_mode(struct call *call, int dir_fd, bool follow)
{
    const struct mode_args *args = ARGS(struct mode_args, call);
    int base = path_base(&args->path, dir_fd);
    mode_t mode;
    int result = mode_for_file(&args->mode, base, args->path.name, follow, &mode);

    if (result == 0)
        result = mode_set(base, args->path.name, mode, follow);
    return call_end(call, result, call_path(call, args->path));
}

static int run_chmod(struct call *call)
{
    const struct mode_args *args = ARGS(struct mode_args, call);

    if (path_check(call, &args->path, args->dir_fd, args->follow_symlinks) < 0)
        return -1;
    return change_mode(call, args->dir_fd, args->follow_symlinks);
}

static int run_lchmod(struct call *call)
{
    return change_mode(call, AT_FDCWD, false);
}

static int change_owner(struct call *call, int dir_fd, bool follow)
{
    const struct owner_args *args = ARGS(struct owner_args, call);
    int base = path_base(&args->path, dir_fd);

    return call_end(call, owner_set(base, args->path.name, args->uid, args->gid, follow), call_path(call, args->path));
}

static int run_chown(struct call *call)
{
    const struct owner_args *args = ARGS(struct owner_args, call);

    if (path_check(call, &args->path, args->dir_fd, args->follow_symlinks) < 0)
        return -1;
    return change_owner(call, args->dir_fd, args->follow_symlinks);
}

static int run_lchown(struct call *call)
{
    return change_owner(call, AT_FDCWD, false);
}

/* Access and modification time from their words; *given tells whether there were any. */
static int read_times(struct call *call, const struct times_args *args, struct timespec times[2], bool *given)
{
    const struct word *items = args->times.items;

    *given = items != NULL && !(args->times.count == 1 && word_is(items[0], "None"));
    if (!*given)
        return 0;
    if (args->times.count != 2)
        return fail_usage(call->fail, "times: there are two, of access and of modification");
    for (int i = 0; i < 2; i++)
        if (!moment_read(items[i], args->ns, &times[i]))
            return fail_usage(call->fail, "times: '%.*s' is not %s", shown_size(items[i]), items[i].data,
                              args->ns ? "a number of nanoseconds" : "a time");
    return 0;
}

static int run_utime(struct call *call)
{
    const struct times_args *args = ARGS(struct times_args, call);
    struct timespec times[2];
    bool given;

    if (path_check(call, &args->path, args->dir_fd, args->follow_symlinks) < 0 ||
        read_times(call, args, times, &given) < 0)
        return -1;
    return call_end(
        call,
        times_set(path_base(&args->path, args->dir_fd), args->path.name, given ? times : NULL, args->follow_symlinks),
        call_path(call, args->path));
}

static int change_flags(struct call *call, bool follow)
{
    const struct flags_args *args = ARGS(struct flags_args, call);

    return call_end(call, flags_set(args->path, args->flags, follow), args->path);
}

static int run_chflags(struct call *call)
{
    return change_flags(call, ARGS(struct flags_args, call)->follow_symlinks);
}

static int run_lchflags(struct call *call)
{
    return change_flags(call, false);
}

static const struct param chmod_params[] = {
    PARAM(struct mode_args, path, PATH_OR_FD, .help = PACKED("the file, or an open descriptor")),
    PARAM(struct mode_args, mode, MODE, .help = PACKED("its permissions; symbolic ones change what it has")),
    DIR_FD_OPTION(struct mode_args, dir_fd),
    FOLLOW_OPTION(struct mode_args, "change it"),
};

static const struct param lchmod_params[] = {
    PARAM_AS("path", struct mode_args, path.name, PATH, .help = PACKED("the file")),
    PARAM(struct mode_args, mode, MODE, .help = PACKED("its permissions; symbolic ones change what it has")),
};

static const struct param chown_params[] = {
    PARAM(struct owner_args, path, PATH_OR_FD, .help = PACKED("the file, or an open descriptor")),
    PARAM(struct owner_args, uid, UID, .help = PACKED("its owner: a number or a name, -1 to leave it")),
    PARAM(struct owner_args, gid, GID, .help = PACKED("its group: a number or a name, -1 to leave it")),
    DIR_FD_OPTION(struct owner_args, dir_fd),
    FOLLOW_OPTION(struct owner_args, "change it"),
};

static const struct param lchown_params[] = {
    PARAM_AS("path", struct owner_args, path.name, PATH, .help = PACKED("the file or symbolic link")),
    PARAM(struct owner_args, uid, UID, .help = PACKED("its owner: a number or a name, -1 to leave it")),
    PARAM(struct owner_args, gid, GID, .help = PACKED("its group: a number or a name, -1 to leave it")),
};

static const struct param utime_params[] = {
    PARAM(struct times_args, path, PATH_OR_FD, .help = PACKED("the file, or an open descriptor")),
    PARAM(struct times_args, times, TIMES, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_NONE,
          .help = PACKED("of access and of modification: seconds, ISO 8601, now, omit; without them both are now")),
    PARAM(struct times_args, ns, BOOL, .flags = PARAM_OPTION, .help = PACKED("the times are integers, in nanoseconds")),
    DIR_FD_OPTION(struct times_args, dir_fd),
    FOLLOW_OPTION(struct times_args, "change it"),
};

static const struct param chflags_params[] = {
    PARAM(struct flags_args, path, PATH, .help = PACKED("the file")),
    PARAM(struct flags_args, flags, FLAGS, .family = FAMILY_file_flags,
          .help = PACKED("UF_ and SF_ names joined by |, 0 for none")),
    FOLLOW_OPTION(struct flags_args, "change it"),
};

static const struct param lchflags_params[] = {
    PARAM(struct flags_args, path, PATH, .help = PACKED("the file")),
    PARAM(struct flags_args, flags, FLAGS, .family = FAMILY_file_flags,
          .help = PACKED("UF_ and SF_ names joined by |, 0 for none")),
};

static const struct op ops[] = {
    {
        .name = "chflags",
        TEXTS(.summary = "Set the flags of a path", .result = "None", .errors = "EOPNOTSUPP EPERM ENOENT",
              .note = "NODUMP, IMMUTABLE, APPEND and COMPRESSED are inode flags here, UF_ and SF_ alike; the "
                      "others are not "
                      "supported. Needs CAP_LINUX_IMMUTABLE for IMMUTABLE and APPEND.",
              .example = "touch f; xos chflags f UF_NODUMP || test $? -eq 69"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_UNIX | ON_LINUX,
        OP_PARAMS(struct flags_args, chflags_params),
        .run = run_chflags,
    },
    {
        .name = "chmod",
        TEXTS(.summary = "Change the permissions of a path", .result = "None",
              .errors = "EPERM ENOENT EOPNOTSUPP EBADF",
              .note = "A numeric mode is set whatever the umask is. A symbolic link itself has no permissions to "
                      "change: EOPNOTSUPP.",
              .example = "touch f; xos chmod f u=rw,go=r"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_ALL,
        OP_PARAMS(struct mode_args, chmod_params),
        .run = run_chmod,
    },
    {
        .name = "chown",
        TEXTS(.summary = "Change the owner and group of a path", .result = "None", .errors = "EPERM ENOENT EBADF",
              .note = "-1 leaves an id unchanged. The kernel may clear the set-id bits.",
              .example = "touch f; xos chown f -1 -1"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_UNIX,
        OP_PARAMS(struct owner_args, chown_params),
        .run = run_chown,
    },
    {
        .name = "lchflags",
        TEXTS(.summary = "Set the flags of a path without following a symbolic link", .result = "None",
              .errors = "EOPNOTSUPP EPERM ENOENT",
              .note = "The same as chflags with --no-follow-symlinks; a symbolic link itself has no flags here.",
              .example = "touch f; xos lchflags f UF_NODUMP || test $? -eq 69"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_UNIX | ON_LINUX,
        OP_PARAMS(struct flags_args, lchflags_params),
        .run = run_lchflags,
    },
    {
        .name = "lchmod",
        TEXTS(.summary = "Change the permissions of a path without following a symbolic link", .result = "None",
              .errors = "EOPNOTSUPP EPERM ENOENT",
              .note =
                  "The same as chmod with --no-follow-symlinks; a symbolic link itself has no permissions to change.",
              .example = "touch f; xos lchmod f 0600"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_UNIX | ON_LINUX,
        OP_PARAMS(struct mode_args, lchmod_params),
        .run = run_lchmod,
    },
    {
        .name = "lchown",
        TEXTS(.summary = "Change the owner and group of a path without following a symbolic link", .result = "None",
              .errors = "EPERM ENOENT", .note = "The same as chown with --no-follow-symlinks.",
              .example = "ln -s nowhere l; xos lchown l -1 -1"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_UNIX,
        OP_PARAMS(struct owner_args, lchown_params),
        .run = run_lchown,
    },
    {
        .name = "utime",
        TEXTS(.summary = "Set the times of access and modification of a path", .result = "None",
              .errors = "EPERM EACCES ENOENT EBADF",
              .note = "Exact to the nanosecond either way. now and omit stand for UTIME_NOW and UTIME_OMIT.",
              .example = "touch f; xos utime f 1297230295.123456789 omit",
              .signature = "utime(path, times=None, *, [ns, ]dir_fd=None, follow_symlinks=True)"),
        .acts_on = ACTS_ON_PATH,
        .available = ON_ALL,
        OP_PARAMS(struct times_args, utime_params),
        .run = run_utime,
    },
};

const struct chapter chapter_attributes = CHAPTER(SECTION_FILES_DIRS, "Permissions, owners, times", ops);
