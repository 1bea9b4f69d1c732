/* SPDX-License-Identifier: MIT */
/* File descriptor operations: terminals and pseudo-terminals. */
#include "ops/chapters.h"

#include <fcntl.h>
#include <stdlib.h>
#include <strings.h>

#include "value/constants.h"
#include "os/spawn/pty.h"
#include "os/tty.h"

TEXTS_OF(os_fd_tty);

struct terminal {
    int fd;
};
struct foreground {
    int fd;
    pid_t pg;
};
struct master {
    int64_t oflag;
};

enum { NAME_SIZE = 4096 };

/* The codeset that the environment's locale names; of a locale without one, that of the C locale. */
static const char *codeset(struct call *call)
{
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    const char *locale = NULL;

    for (int i = 0; i < 3 && (locale == NULL || locale[0] == '\0'); i++)
        locale = getenv(variables[i]);
    const char *name = locale != NULL ? strchr(locale, '.') : NULL;
    if (name == NULL)
        return "ANSI_X3.4-1968";
    name++;
    size_t size = strcspn(name, "@");
    if ((size == 5 && strncasecmp(name, "UTF-8", size) == 0) || (size == 4 && strncasecmp(name, "UTF8", size) == 0))
        return "UTF-8";
    return arena_copy(call->arena, name, size);
}

static int run_device_encoding(struct call *call)
{
    out_text(call->out, os_isatty(ARGS(struct terminal, call)->fd) ? codeset(call) : NULL);
    return 0;
}

static int run_isatty(struct call *call)
{
    return call_answer(call, os_isatty(ARGS(struct terminal, call)->fd));
}

/* Ends an operation whose result is the text name, unless result is a failure. */
static int end_name(struct call *call, int result, const char *name)
{
    if (result < 0)
        return fail_errno(call->fail, -result, NULL, NULL);
    out_text(call->out, name);
    return 0;
}

static int run_ttyname(struct call *call)
{
    char name[NAME_SIZE];
    int result = os_ttyname(ARGS(struct terminal, call)->fd, name, sizeof name);

    return end_name(call, result, name);
}

static int run_ptsname(struct call *call)
{
    char name[NAME_SIZE];
    int result = os_ptsname(ARGS(struct terminal, call)->fd, name, sizeof name);

    return end_name(call, result, name);
}

static int run_tcgetpgrp(struct call *call)
{
    return call_end_int(call, os_tcgetpgrp(ARGS(struct terminal, call)->fd), NULL);
}

static int run_tcsetpgrp(struct call *call)
{
    const struct foreground *args = ARGS(struct foreground, call);

    return call_end(call, os_tcsetpgrp(args->fd, args->pg), NULL);
}

static int run_openpty(struct call *call)
{
    int fds[2];
    int result = pty_open(NULL, NULL, &fds[0], &fds[1]);

    return call_end_fds(call, result, fds, (const char *const[]){"master", "slave"});
}

static int run_posix_openpt(struct call *call)
{
    return call_end_fd(call, os_openpt((int)ARGS(struct master, call)->oflag), NULL);
}

static int run_grantpt(struct call *call)
{
    return call_end(call, os_grantpt(ARGS(struct terminal, call)->fd), NULL);
}

static int run_unlockpt(struct call *call)
{
    return call_end(call, os_unlockpt(ARGS(struct terminal, call)->fd), NULL);
}

static int run_login_tty(struct call *call)
{
    return call_end(call, os_login_tty(ARGS(struct terminal, call)->fd), NULL);
}

static const struct param fd_params[] = {PARAM(struct terminal, fd, FD, .help = PACKED("a descriptor"))};
static const struct param terminal_params[] = {PARAM(struct terminal, fd, FD, .help = PACKED("a terminal"))};
static const struct param master_params[] = {
    PARAM(struct terminal, fd, FD, .help = PACKED("a pseudo-terminal's master"))};

static const struct param foreground_params[] = {
    PARAM(struct foreground, fd, FD, .help = PACKED("the controlling terminal")),
    PARAM(struct foreground, pg, PID, .help = PACKED("a process group of this session")),
};

static const struct param openpt_params[] = {
    PARAM(struct master, oflag, FLAGS, .family = FAMILY_open_flags, .help = PACKED("as a rule O_RDWR|O_NOCTTY")),
};

static const struct op ops[] = {
    {
        .name = "device_encoding",
        TEXTS(.summary = "Return the encoding of a terminal",
              .result = "str encoding, or None where fd is not a terminal",
              .note = "It is the locale's, which LC_ALL, LC_CTYPE or LANG name", .example = "xos device_encoding 0"),
        .acts_on = ACTS_ON_FD,
        .available = ON_ALL,
        OP_PARAMS(struct terminal, fd_params),
        .run = run_device_encoding,
    },
    {
        .name = "isatty",
        TEXTS(.summary = "Tell whether a descriptor is a terminal", .result = "bool",
              .note = "False for a descriptor that is closed, too",
              .example = "xos isatty 0 </dev/null || echo 'not a terminal'"),
        .acts_on = ACTS_ON_FD,
        .available = ON_ALL,
        OP_PARAMS(struct terminal, fd_params),
        .flags = OP_PREDICATE,
        .run = run_isatty,
    },
    {
        .name = "openpty",
        TEXTS(.summary = "Open a new pseudo-terminal", .result = "tuple: master, slave",
              .errors = "EMFILE ENOSPC ENOENT",
              .example = "xos openpty --as 5,6 -- sh -c 'echo hello >&6; xos read 5 7'"),
        .acts_on = ACTS_ON_FD,
        .available = ON_SOME_UNIX,
        .flags = OP_CHAIN | OP_NEW_FDS,
        .run = run_openpty,
    },
    {
        .name = "tcgetpgrp",
        TEXTS(.summary = "Return the foreground process group of a terminal", .result = "int process group id",
              .errors = "EBADF ENOTTY", .example = "xos tcgetpgrp 0 || test $? = 65"),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX,
        OP_PARAMS(struct terminal, terminal_params),
        .run = run_tcgetpgrp,
    },
    {
        .name = "tcsetpgrp",
        TEXTS(.summary = "Set the foreground process group of a terminal", .result = "None",
              .errors = "EBADF EINVAL ENOTTY EPERM",
              .note = "A process in the background is stopped by SIGTTOU unless that is blocked or ignored",
              .example = "xos tcsetpgrp 0 \"$(xos getpgrp)\" </dev/null || test $? = 65"),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX,
        OP_PARAMS(struct foreground, foreground_params),
        .run = run_tcsetpgrp,
    },
    {
        .name = "ttyname",
        TEXTS(.summary = "Return the path of a terminal", .result = "str path", .errors = "EBADF ENODEV ENOTTY",
              .example = "xos openpty --as 5,6 -- xos ttyname 6"),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX,
        OP_PARAMS(struct terminal, terminal_params),
        .run = run_ttyname,
    },
    {
        .name = "login_tty",
        TEXTS(.summary = "Start a new session with a terminal as its controlling terminal and standard streams",
              .result = "None", .errors = "EBADF ENOTTY EPERM",
              .note = "FD itself is closed; not for a process group leader that leads no session (EPERM)",
              .example = "xos openpty --as 5,6 -- sh -c '(xos login_tty 6 -- tty); xos read 5 100'", .since = "3.11"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_UNIX,
        OP_PARAMS(struct terminal, terminal_params),
        .flags = OP_CHAIN,
        .run = run_login_tty,
    },
    {
        .name = "posix_openpt",
        TEXTS(.summary = "Open the master of a new pseudo-terminal", .result = "int descriptor of the master",
              .errors = "EMFILE ENOSPC ENOENT EINVAL",
              .note = "Call unlockpt before its other end is opened; only PROG inherits it",
              .example = "xos posix_openpt 'O_RDWR|O_NOCTTY' --as 5 -- xos ptsname 5", .since = "3.13",
              .signature = "posix_openpt(oflag, /)"),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX,
        OP_PARAMS(struct master, openpt_params),
        .flags = OP_CHAIN | OP_NEW_FDS,
        .run = run_posix_openpt,
    },
    {
        .name = "grantpt",
        TEXTS(.summary = "Grant access to the slave side of a pseudo-terminal", .result = "None",
              .errors = "EBADF EINVAL",
              .note = "Linux does so when the master is opened: this only checks that fd is a master",
              .example = "xos posix_openpt O_RDWR --as 5 -- xos grantpt 5", .since = "3.13",
              .signature = "grantpt(fd, /)"),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX,
        OP_PARAMS(struct terminal, master_params),
        .run = run_grantpt,
    },
    {
        .name = "unlockpt",
        TEXTS(.summary = "Let the other end of a pseudo-terminal be opened", .result = "None", .errors = "EBADF EINVAL",
              .example = "xos posix_openpt O_RDWR --as 5 -- xos unlockpt 5", .since = "3.13",
              .signature = "unlockpt(fd, /)"),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX,
        OP_PARAMS(struct terminal, master_params),
        .run = run_unlockpt,
    },
    {
        .name = "ptsname",
        TEXTS(.summary = "Return the path of the other end of a pseudo-terminal", .result = "str path",
              .errors = "EBADF ENOTTY", .example = "xos posix_openpt O_RDWR --as 5 -- xos ptsname 5", .since = "3.13",
              .signature = "ptsname(fd, /)"),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX,
        OP_PARAMS(struct terminal, master_params),
        .run = run_ptsname,
    },
};

const struct chapter chapter_fd_tty = CHAPTER(SECTION_FD, "File descriptor operations: terminals", ops);
