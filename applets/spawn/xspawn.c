/* SPDX-License-Identifier: MIT */
/* xspawn: starts programs and reports how they end.
 *
 *     options.c     options into what lib/os takes
 *     namespaces.c  the namespaces among them
 *     privileges.c  users, limits and capabilities
 *     lock.c        --lock
 *     transcript.c  --transcript
 *     run.c         one program, from its start to its end
 *     report.c      outcomes as records
 *     each.h        one program for each of many items: its files
 *     signal.c      processes that are not its children */
#include "spawn/xspawn.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "os/fd.h"
#include "applets.h"

TEXTS_OF(spawn_xspawn);

/* ":::" among the program's words begins the items, unless --each names a file of them. */
static void split_items(struct xspawn *xspawn, struct xspawn_args *args)
{
    for (size_t i = 0; i < args->prog.count && args->each == NULL; i++)
        if (word_is(args->prog.items[i], ":::")) {
            xspawn->items = (struct words){args->prog.count - i - 1, args->prog.items + i + 1};
            args->prog.count = i;
        }
}

/* --halt now ends descendants. */
static int run_each(struct xspawn *xspawn)
{
    const char *halt = xspawn->args->halt;
    bool now = xspawn->args->halt_now || (halt != NULL && strncmp(halt, "now,", 4) == 0);

    return now ? xspawn_apart(xspawn, xspawn_each) : xspawn_each(xspawn);
}

static int run(struct call *call)
{
    struct xspawn_args args = *ARGS(struct xspawn_args, call);
    struct xspawn xspawn = {
        .call = call, .args = &args, .report_fd = -1, .lock_fd = -1, .terminal = -1, .leader = getpgrp() == getpid()};

    if (args.files0_from != NULL && args.each != NULL)
        return fail_usage(call->fail, "--files0-from and --each exclude each other");
    if (args.files0_from != NULL) { /* what other applets call --each FILE -0 */
        args.each = args.files0_from;
        args.null = true;
    }
    split_items(&xspawn, &args);
    if (xspawn.items.items != NULL && args.prog.count == 0)
        return fail_usage(call->fail, "missing argument: prog");
    bool each = args.each != NULL || xspawn.items.items != NULL;
    if (args.null && !each && call->json)
        return fail_usage(call->fail, "--json and --null exclude each other");
    if (args.null && !each)
        call->out->writer = &out_null;
    if (args.kill.data != NULL || args.killpg.data != NULL)
        return xspawn_signal(&xspawn);
    if (args.wait_for.data != NULL || args.wait_any.data != NULL)
        return xspawn_wait_for(&xspawn);
    int result = xspawn_read(&xspawn);
    if (result == 0)
        result = xspawn_lock(&xspawn);
    if (result == 0)
        result = each ? run_each(&xspawn) : xspawn_one(&xspawn);
    else if (!each && xspawn.report_fd >= 0)
        xspawn_never_started(&xspawn);
    int closed = args.report != NULL && xspawn.report_fd >= 0 ? os_close_written(xspawn.report_fd) : 0;
    if (closed < 0 && result == 0)
        result = fail_errno(call->fail, -closed, args.report, NULL);
    return result;
}

#define OPTION(member, kind, ...) PARAM(struct xspawn_args, member, kind, .flags = PARAM_OPTION, __VA_ARGS__)
#define VARIABLE(name_, more, ...) \
    PARAM_AS(name_, struct xspawn_args, variables, REPEATED, .flags = PARAM_OPTION | (more), __VA_ARGS__)

static const struct param params[] = {
    PARAM(struct xspawn_args, prog, WORDS, .flags = PARAM_OPTIONAL, .values = VALUES_PROGRAMS,
          .metavar = PACKED("PROG"), .help = PACKED("the program and its arguments")),
    SPAWN_PARAMS(struct xspawn_args, options),
    SPAWN_ACTION(struct xspawn_args, options, "chdir", .letter = 'C', .metavar = PACKED("DIR|fd:N"),
                 .help = PACKED("change to DIR, in order with the file actions")),
    SPAWN_ACTION(struct xspawn_args, options, "umask", .seldom = true, .metavar = PACKED("MASK"),
                 .help = PACKED("set the umask, in order with the file actions")),
    VARIABLE("env", 0, .letter = 'e', .metavar = PACKED("NAME=VALUE"), .help = PACKED("set a variable")),
    VARIABLE("unsetenv", PARAM_VARIABLE, .seldom = true, .letter = 'u', .metavar = PACKED("NAME"),
             .help = PACKED("remove a variable")),
    OPTION(clearenv, BOOL, .letter = 'i', .help = PACKED("start from an empty environment")),
    OPTION(argv0, TEXT, .seldom = true, .letter = 'a', .help = PACKED("the name that the program sees as its own")),
    OPTION(wait, BOOL, .seldom = true, .help = PACKED("wait for the program's end and exit as it did: the default")),
    OPTION(nowait, BOOL, .help = PACKED("print the pid and do not wait")),
    OPTION(pty, BOOL, .help = PACKED("on a pseudo-terminal, which is relayed")),
    OPTION(size, TEXT, .seldom = true, .metavar = PACKED("COLUMNSxLINES"),
           .help = PACKED("the pseudo-terminal's window size; default the terminal's, or 80x24")),
    OPTION(foreground, BOOL, .seldom = true, .help = PACKED("in a new process group, in the terminal's foreground")),
    OPTION(timeout, DURATION, .letter = 't', .metavar = PACKED("DURATION"),
           .help = PACKED("end the program and its descendants: 1.5, 3m")),
    OPTION(signal, SIGNAL, .seldom = true, .letter = 's', .fallback = FALLBACK_TERM,
           .help = PACKED("what to end them with")),
    OPTION(kill_after, DURATION, .letter = 'k', .metavar = PACKED("DURATION"),
           .help = PACKED("send SIGKILL DURATION later; default 5s, 0: never")),
    OPTION(timeout_status, MAYBE_SIZE, .seldom = true, .fallback = FALLBACK_NONE, .metavar = PACKED("N"),
           .help = PACKED("the exit status if the time was over")),
    OPTION(die_with_parent, BOOL, .seldom = true,
           .help = PACKED("end the program and all its descendants when xspawn or its parent dies")),
    OPTION(status_fd, WORD, .seldom = true, .metavar = PACKED("FD"),
           .help = PACKED("write the outcome to FD, one JSON object")),
    OPTION(report, PATH, .metavar = PACKED("FILE"), .help = PACKED("write the outcome to FILE, one JSON object")),
    OPTION(transcript, PATH, .seldom = true, .metavar = PACKED("FILE"),
           .help = PACKED("record --pty's output in FILE for asciinema")),
    OPTION(lock, PATH, .seldom = true, .metavar = PACKED("FILE"),
           .help = PACKED("hold a lock on FILE while it runs, as flock(1) does")),
    OPTION(lock_wait, DURATION, .seldom = true, .metavar = PACKED("DURATION"),
           .help = PACKED("the longest wait for the lock; default inf")),
    OPTION(lock_shared, BOOL, .seldom = true, .help = PACKED("take a shared lock")),
    OPTION(user, WORD, .seldom = true, .metavar = PACKED("USER"), .values = VALUES_USERS,
           .help = PACKED("run as USER, with its groups")),
    OPTION(group, WORD, .seldom = true, .metavar = PACKED("GROUP"), .values = VALUES_GROUPS,
           .help = PACKED("run with GROUP")),
    OPTION(rlimit, REPEATED, .seldom = true, .metavar = PACKED("NAME=SOFT[:HARD]"),
           .help = PACKED("set a resource limit; unlimited is none")),
    OPTION(ignore_signal, WORD, .seldom = true, .metavar = PACKED("SIGNAL,..."), .values = VALUES_SIGNALS,
           .help = PACKED("ignore these signals; all")),
    OPTION(no_new_privs, BOOL, .seldom = true, .help = PACKED("set-user-ID files give no privileges")),
    OPTION(caps, TEXT, .seldom = true, .metavar = PACKED("NAME,..."), .values = VALUES_CAPABILITIES,
           .help = PACKED("have these capabilities and no others; none")),
    OPTION(cgroup, PATH, .seldom = true, .metavar = PACKED("DIR"), .help = PACKED("run in the control group DIR")),
    OPTION(ionice, TEXT, .seldom = true, .metavar = PACKED("CLASS[:LEVEL]"),
           .help = PACKED("none, idle, best-effort or realtime, level 0 to 7")),
    OPTION(unshare, TEXT, .seldom = true, .metavar = PACKED("NAME,..."),
           .help = PACKED("in new namespaces: user mnt pid net ipc uts cgroup time")),
    OPTION(setns, REPEATED, .seldom = true, .metavar = PACKED("NAME,...:PID|FILE|fd:N"),
           .help = PACKED("in the namespaces of process PID, or of an open or named file")),
    OPTION(map_user, TEXT, .seldom = true, .metavar = PACKED("UID"),
           .help = PACKED("in a new user namespace where the caller is UID")),
    OPTION(map_group, TEXT, .seldom = true, .metavar = PACKED("GID"), .help = PACKED("and GID; default as --map-user")),
    OPTION(each, PATH, .metavar = PACKED("FILE|-"),
           .help = PACKED("run once for each line of FILE: {}, or the last word")),
    OPTION(files0_from, PATH, .seldom = true, .metavar = PACKED("FILE|-"),
           .help = PACKED("the same as --each FILE -0")),
    OPTION(jobs, TEXT, .letter = 'j', .metavar = PACKED("N|N%"),
           .help = PACKED("run up to N at once; 0: one per CPU; default 1")),
    OPTION(items, INT, .seldom = true, .letter = 'n', .fallback = FALLBACK_1, .metavar = PACKED("N"),
           .help = PACKED("pass N items to each run; 0: as many as fit")),
    OPTION(null, BOOL, .seldom = true, .letter = '0', .help = PACKED("items end in NUL bytes; results too")),
    OPTION(keep_order, BOOL, .letter = 'K', .help = PACKED("outputs in the order of the items")),
    OPTION(tag, BOOL, .seldom = true, .help = PACKED("begin each line of output with the item and a tab")),
    OPTION(results, PATH, .seldom = true, .metavar = PACKED("DIR"),
           .help = PACKED("also write each run's output to DIR/N.out and DIR/N.err")),
    PARAM(struct xspawn_args, halt, TEXT, .seldom = true, .flags = PARAM_OPTION | PARAM_BARE,
          .metavar = PACKED("now|soon,fail=N"),
          .help = PACKED("start nothing more after N failures, or N%; now: end what still runs")),
    OPTION(halt_now, BOOL, .seldom = true, .help = PACKED("the same as --halt=now,fail=1")),
    OPTION(retries, INT, .seldom = true, .fallback = FALLBACK_0, .metavar = PACKED("N"),
           .help = PACKED("try a run that failed up to N times more")),
    OPTION(joblog, PATH, .seldom = true, .metavar = PACKED("FILE"),
           .help = PACKED("write the outcome of each run to FILE, a JSON object a line")),
    OPTION(resume, BOOL, .seldom = true, .help = PACKED("skip runs logged in --joblog's FILE, and append to it")),
    OPTION(resume_failed, BOOL, .seldom = true, .help = PACKED("skip only those logged with exit status 0")),
    OPTION(delay, DURATION, .seldom = true, .metavar = PACKED("DURATION"), .help = PACKED("wait between two starts")),
    OPTION(load, TEXT, .seldom = true, .metavar = PACKED("N|N%"),
           .help = PACKED("start nothing while the load is above N, or N% of the CPUs")),
    OPTION(memfree, MAYBE_SIZE, .seldom = true, .fallback = FALLBACK_NONE,
           .help = PACKED("start nothing while less memory is available")),
    OPTION(progress, BOOL, .seldom = true, .fallback = FALLBACK_TRUE,
           .help = PACKED("show progress where standard error is a terminal and standard output is not")),
    OPTION(kill, WORD, .metavar = PACKED("SIGNAL"), .values = VALUES_SIGNALS,
           .help = PACKED("send SIGNAL to the processes PROG...")),
    OPTION(killpg, WORD, .seldom = true, .metavar = PACKED("SIGNAL"), .values = VALUES_SIGNALS,
           .help = PACKED("send SIGNAL to the process groups PROG...")),
    OPTION(wait_for, WORD, .metavar = PACKED("PID"), .help = PACKED("wait for PID, and those in PROG..., to end")),
    OPTION(wait_any, WORD, .seldom = true, .metavar = PACKED("PID"),
           .help = PACKED("wait for the first of them to end")),
};

const struct op xspawn_applet = {
    .name = "xspawn",
    TEXTS(.summary = "Start programs and report how they end",
          .result = "the program's own output and exit status; 128+N after signal N",
          .errors = "ENOENT EACCES ENOEXEC E2BIG EBADF EPERM EINVAL EAGAIN ESRCH ETIMEDOUT",
          .note = "Options end at the program's name; attributes take effect first, then the file actions in "
                  "the order given",
          .example = "xspawn --timeout 10 --report outcome.json -- true"),
    .acts_on = ACTS_ON_PROCESS,
    .available = ON_LINUX,
    OP_PARAMS(struct xspawn_args, params),
    .flags = OP_APPLET | OP_ARGV,
    .run = run,
};
