/* SPDX-License-Identifier: MIT */
/* Process parameters: the process itself, its group, session, priority and namespaces. Its ids are in process_ids.c,
 * its environment in process_env.c. */
#include "ops/chapters.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "ops/shared/errnos.h"
#include "value/errnos.h"
#include "value/format.h"
#include "value/number.h"
#include "os/process.h"

TEXTS_OF(os_process);

struct one_pid {
    pid_t pid;
};
struct group {
    pid_t pid, pgrp;
};
struct priority {
    int64_t which;
    int who, priority;
};
struct error_codes {
    struct words codes;
};
struct mask {
    struct mode mask;
};
struct join {
    int fd;
    int64_t nstype;
};
struct leave {
    int64_t flags;
};

static int run_ctermid(struct call *call)
{
    char name[L_ctermid];

    out_text(call->out, ctermid(name));
    return 0;
}

static int run_getpid(struct call *call)
{
    return call_end_int(call, getpid(), NULL);
}

static int run_getppid(struct call *call)
{
    return call_end_int(call, getppid(), NULL);
}

static int run_getpgid(struct call *call)
{
    return call_end_int(call, os_getpgid(ARGS(struct one_pid, call)->pid), NULL);
}

static int run_getpgrp(struct call *call)
{
    return call_end_int(call, getpgrp(), NULL);
}

static int run_getsid(struct call *call)
{
    return call_end_int(call, os_getsid(ARGS(struct one_pid, call)->pid), NULL);
}

static int run_setpgid(struct call *call)
{
    const struct group *args = ARGS(struct group, call);

    return call_end(call, os_setpgid(args->pid, args->pgrp), NULL);
}

static int run_setpgrp(struct call *call)
{
    return call_end(call, os_setpgid(0, 0), NULL);
}

static int run_setsid(struct call *call)
{
    return call_end(call, os_setsid(), NULL);
}

/* Records a failure about who: a process, a group or a user. */
static int fail_priority(struct call *call, int result, int who)
{
    char text[NUMBER_ROOM];
    const char *name = who != 0 ? arena_copy(call->arena, text, int_write(text, who)) : NULL;

    return fail_errno(call->fail, -result, name, NULL);
}

static int run_getpriority(struct call *call)
{
    const struct priority *args = ARGS(struct priority, call);
    int priority, result = os_getpriority((int)args->which, args->who, &priority);

    if (result < 0)
        return fail_priority(call, result, args->who);
    out_int(call->out, priority);
    return 0;
}

static int run_setpriority(struct call *call)
{
    const struct priority *args = ARGS(struct priority, call);

    int result = os_setpriority((int)args->which, args->who, args->priority);
    return result < 0 ? fail_priority(call, result, args->who) : call_end(call, 0, NULL);
}

/* Reads an errno by name or number. 0, or -1 with the failure recorded. */
static int read_code(struct call *call, struct word word, int *code)
{
    static const struct param number = {.name = "code", .kind = KIND_INT};
    struct parsing parsing = {.arena = call->arena, .fail = call->fail};
    struct constant constant;
    bool found = errno_find(word, &constant);

    if (!found && word.size > 0 && (word.data[0] | 0x20) == 'e')
        return errno_unknown(call, word);
    if (!found)
        return kind_parse(&parsing, &number, word, code);
    if (constant.elsewhere != NULL)
        return errno_elsewhere(call, &constant);
    *code = (int)constant.value;
    return 0;
}

static void write_words(struct out *out, int code)
{
    const char *words = errno_words(code);
    char text[48];

    if (words == NULL) {
        format_text(text, sizeof text, "Unknown error %d", code);
        words = text;
    }
    out_text(out, words);
}

static int run_strerror(struct call *call)
{
    struct words words = ARGS(struct error_codes, call)->codes;
    int *codes = arena_alloc(call->arena, words.count * sizeof *codes);

    if (codes == NULL)
        return fail_no_memory(call->fail);
    for (size_t i = 0; i < words.count; i++)
        if (read_code(call, words.items[i], &codes[i]) < 0)
            return -1;
    if (words.count > 1)
        out_open(call->out, OUT_LIST);
    for (size_t i = 0; i < words.count; i++)
        write_words(call->out, codes[i]);
    if (words.count > 1)
        out_close(call->out);
    return 0;
}

static int run_umask(struct call *call)
{
    const struct mode *mask = &ARGS(struct mask, call)->mask;
    mode_t old = os_umask(mask->bits & 0777);

    if (mask->symbolic != NULL)
        os_umask(mask_apply(mask, old));
    out_int(call->out, old);
    return 0;
}

static int run_uname(struct call *call)
{
    struct utsname names;

    if (uname(&names) < 0)
        return fail_errno(call->fail, errno, NULL, NULL);
    out_open(call->out, OUT_RECORD);
    out_field_text(call->out, "sysname", names.sysname);
    out_field_text(call->out, "nodename", names.nodename);
    out_field_text(call->out, "release", names.release);
    out_field_text(call->out, "version", names.version);
    out_field_text(call->out, "machine", names.machine);
    out_close(call->out);
    return 0;
}

static int run_setns(struct call *call)
{
    const struct join *args = ARGS(struct join, call);

    return call_end(call, os_setns(args->fd, (int)args->nstype), NULL);
}

static int run_unshare(struct call *call)
{
    return call_end(call, os_unshare((int)ARGS(struct leave, call)->flags), NULL);
}

static const struct param pid_params[] = {
    PARAM(struct one_pid, pid, PID, .help = PACKED("a process; 0 is this one")),
};

static const struct param group_params[] = {
    PARAM(struct group, pid, PID, .help = PACKED("this process (0) or a child of its that has not called exec")),
    PARAM(struct group, pgrp, PID, .help = PACKED("a group of the session; 0 is a new group with pid's number")),
};

static const struct param priority_params[] = {
    PARAM(struct priority, which, FLAGS, .family = FAMILY_priority_which, .metavar = PACKED("WHICH"),
          .help = PACKED("what who is")),
    PARAM(struct priority, who, INT, .help = PACKED("a process, a group or a user id; 0 is the caller's own")),
    PARAM(struct priority, priority, INT, .help = PACKED("-20 (favoured) to 19")),
};

static const struct param error_params[] = {
    PARAM_AS("code", struct error_codes, codes, WORDS, .metavar = PACKED("NAME|N"),
             .help = PACKED("an errno, by name or number; several give a list")),
};

static const struct param mask_params[] = {
    PARAM(struct mask, mask, MODE,
          .help = PACKED("permissions to withhold; a symbolic mode names those to grant, as in a shell")),
};

static const struct param join_params[] = {
    PARAM(struct join, fd, FD, .help = PACKED("a file of /proc/PID/ns, or a pidfd")),
    PARAM(struct join, nstype, FLAGS, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_0, .family = FAMILY_clone_flags,
          .help = PACKED("the kinds of namespace to accept; 0 is any")),
};

static const struct param leave_params[] = {
    PARAM(struct leave, flags, FLAGS, .family = FAMILY_clone_flags,
          .help = PACKED("what to stop sharing; 0 is nothing")),
};

static const struct op ops[] = {
    {
        .name = "ctermid",
        TEXTS(.summary = "Return the path of the controlling terminal", .result = "str path",
              .note = "Always /dev/tty on Linux, whether there is a terminal or not", .example = "xos ctermid"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_UNIX,
        .run = run_ctermid,
    },
    {
        .name = "getpgid",
        TEXTS(.summary = "Return the process group of a process", .result = "int process group id",
              .errors = "ESRCH EPERM", .example = "xos getpgid 0"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_UNIX,
        OP_PARAMS(struct one_pid, pid_params),
        .run = run_getpgid,
    },
    {
        .name = "getpgrp",
        TEXTS(.summary = "Return the process group of this process", .result = "int process group id",
              .example = "xos getpgrp"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_UNIX,
        .run = run_getpgrp,
    },
    {
        .name = "getpid",
        TEXTS(.summary = "Return the process id of the process itself",
              .result = "int process id, in the caller's pid namespace", .example = "xos getpid"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_ALL,
        .run = run_getpid,
    },
    {
        .name = "getppid",
        TEXTS(.summary = "Return the process id of the parent",
              .result =
                  "int process id; 1 or a subreaper's where the parent has gone, 0 where it is outside the namespace",
              .example = "xos getppid"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_UNIX | ON_WINDOWS,
        .run = run_getppid,
    },
    {
        .name = "getpriority",
        TEXTS(.summary = "Return the nice value of a process, a process group or a user's processes",
              .result = "int nice value, -20 to 19", .errors = "ESRCH EINVAL",
              .note = "-1 is a value like any other; of several processes the most favoured counts",
              .example = "xos getpriority PRIO_PROCESS 0"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_UNIX,
        .params = priority_params,
        .param_count = 2,
        .args_size = sizeof(struct priority),
        .run = run_getpriority,
    },
    {
        .name = "getsid",
        TEXTS(.summary = "Return the session of a process", .result = "int session id", .errors = "ESRCH EPERM",
              .example = "xos getsid 0"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_UNIX,
        OP_PARAMS(struct one_pid, pid_params),
        .run = run_getsid,
    },
    {
        .name = "setpgrp",
        TEXTS(.summary = "Make this process the leader of a new process group", .result = "None", .errors = "EPERM",
              .example = "xos setpgrp -- xos getpgrp"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_UNIX,
        .flags = OP_CHAIN,
        .run = run_setpgrp,
    },
    {
        .name = "setpgid",
        TEXTS(.summary = "Put a process into a process group", .result = "None", .errors = "ESRCH EPERM EACCES EINVAL",
              .example = "xos setpgid 0 0 -- xos getpgrp"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_UNIX,
        OP_PARAMS(struct group, group_params),
        .flags = OP_CHAIN,
        .run = run_setpgid,
    },
    {
        .name = "setpriority",
        TEXTS(.summary = "Set the nice value of a process, a process group or a user's processes", .result = "None",
              .errors = "ESRCH EINVAL EACCES EPERM",
              .note = "A value out of range is taken as the nearest end; to lower one needs privilege",
              .example = "xos setpriority PRIO_PROCESS 0 10 -- xos getpriority PRIO_PROCESS 0"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_UNIX,
        OP_PARAMS(struct priority, priority_params),
        .flags = OP_CHAIN,
        .run = run_setpriority,
    },
    {
        .name = "setsid",
        TEXTS(.summary = "Start a new session and process group, without a controlling terminal", .result = "None",
              .errors = "EPERM",
              .note = "A process group leader cannot (EPERM): from an interactive prompt, fork first: (xos "
                      "setsid -- PROG &)",
              .example = "(xos setsid -- xos getsid 0)"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_UNIX,
        .flags = OP_CHAIN,
        .run = run_setsid,
    },
    {
        .name = "strerror",
        TEXTS(.summary = "Return the words for an error number",
              .result = "str message; \"Unknown error N\" for a number without one",
              .note = "The same words whatever the locale", .example = "xos strerror 2 EACCES",
              .signature = "strerror(code)"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        OP_PARAMS(struct error_codes, error_params),
        .run = run_strerror,
    },
    {
        .name = "umask",
        TEXTS(.summary = "Set the file mode creation mask and return the previous one",
              .result = "int previous mask, in decimal", .note = "It cannot be read without being set",
              .example = "xos umask 077 -- sh -c umask"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_ALL,
        OP_PARAMS(struct mask, mask_params),
        .flags = OP_CHAIN,
        .run = run_umask,
    },
    {
        .name = "uname",
        TEXTS(.summary = "Return the names and versions of the operating system",
              .result = "uname_result: sysname, nodename, release, version, machine", .example = "xos uname"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_UNIX,
        .run = run_uname,
    },
    {
        .name = "setns",
        TEXTS(.summary = "Enter the namespace that a descriptor refers to", .result = "None",
              .requires = "Linux 3.0; a pidfd: 5.8", .errors = "EBADF EINVAL EPERM",
              .note = "Only later children enter a pid namespace, not PROG itself",
              .example = "xos setns 3 CLONE_NEWUTS 3</proc/self/ns/uts -- uname -n", .since = "3.12"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_LINUX,
        OP_PARAMS(struct join, join_params),
        .flags = OP_CHAIN,
        .run = run_setns,
    },
    {
        .name = "unshare",
        TEXTS(.summary =
                  "Stop sharing parts of the process with others: namespaces, file tables, the working directory",
              .result = "None", .requires = "Linux 2.6.16", .errors = "EPERM EINVAL ENOSPC",
              .note = "Only later children enter a new pid namespace, not PROG itself",
              .example = "xos unshare CLONE_FS -- pwd", .since = "3.12"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_LINUX,
        OP_PARAMS(struct leave, leave_params),
        .flags = OP_CHAIN,
        .run = run_unshare,
    },
};

const struct chapter chapter_process = CHAPTER(SECTION_PROCESS_PARAMETERS, "Process parameters", ops);
