/* SPDX-License-Identifier: MIT */
/* xspawn: Start programs and report how they end.
 *
 *     options.c     options into what lib/os takes
 *     namespaces.c  the namespaces among them
 *     run.c         one program, from its start to its end
 *     report.c      outcomes as records
 *     each.c        one program for each of many items
 *     jobs.c        its runs, from their items to their outputs
 *     items.c       the items, and the arguments made with them
 *     spool.c       what programs that run side by side write, kept whole
 *     signal.c      processes that are not its children */
#include "spawn/xspawn.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "applets.h"

static int run(struct call *call)
{
    struct xspawn_args args = *ARGS(struct xspawn_args, call);
    struct xspawn xspawn = {
        .call = call, .args = &args, .report_fd = -1, .terminal = -1, .leader = getpgrp() == getpid()};

    if (args.files0_from != NULL && args.each != NULL)
        return fail_usage(call->fail, "--files0-from and --each exclude each other");
    if (args.files0_from != NULL) { /* what other applets call --each FILE -0 */
        args.each = args.files0_from;
        args.null = true;
    }
    if (args.null && args.each == NULL && call->json)
        return fail_usage(call->fail, "--json and --null exclude each other");
    if (args.null && args.each == NULL)
        call->out->writer = &out_null;
    if (args.kill.data != NULL || args.killpg.data != NULL)
        return xspawn_signal(&xspawn);
    if (args.wait_for.data != NULL)
        return xspawn_wait_for(&xspawn);
    int result = xspawn_read(&xspawn);
    if (result == 0)
        result = args.each != NULL ? xspawn_each(&xspawn) : xspawn_one(&xspawn);
    else if (args.each == NULL && xspawn.report_fd >= 0)
        xspawn_never_started(&xspawn);
    if (args.report != NULL && xspawn.report_fd >= 0 && close(xspawn.report_fd) < 0 && errno != EINTR && result == 0)
        result = fail_errno(call->fail, errno, args.report, NULL);
    return result;
}

#define OPTION(member, kind, ...) PARAM(struct xspawn_args, member, kind, .flags = PARAM_OPTION, __VA_ARGS__)
#define VARIABLE(name_, more, ...) \
    PARAM_AS(name_, struct xspawn_args, variables, REPEATED, .flags = PARAM_OPTION | (more), __VA_ARGS__)

static const struct param params[] = {
    PARAM(struct xspawn_args, prog, WORDS, .flags = PARAM_OPTIONAL, .metavar = "PROG",
          .help = "the program and its arguments"),
    SPAWN_PARAMS(struct xspawn_args, options),
    SPAWN_ACTION(struct xspawn_args, options, "chdir", .letter = 'C', .metavar = "DIR|fd:N",
                 .help = "change to DIR, in order with the file actions"),
    SPAWN_ACTION(struct xspawn_args, options, "umask", .seldom = true, .metavar = "MASK",
                 .help = "set the umask, in order with the file actions"),
    VARIABLE("env", 0, .letter = 'e', .metavar = "NAME=VALUE", .help = "set a variable"),
    VARIABLE("unsetenv", PARAM_VARIABLE, .seldom = true, .letter = 'u', .metavar = "NAME",
             .help = "take a variable away"),
    OPTION(clearenv, BOOL, .letter = 'i', .help = "start from an empty environment"),
    OPTION(argv0, TEXT, .seldom = true, .letter = 'a', .help = "the name that the program sees as its own"),
    OPTION(wait, BOOL, .seldom = true, .help = "wait for the program's end and exit as it did: the default"),
    OPTION(nowait, BOOL, .help = "print the pid and do not wait"),
    OPTION(pty, BOOL, .help = "on a pseudo-terminal, which is relayed"),
    OPTION(size, TEXT, .seldom = true, .metavar = "COLUMNSxLINES",
           .help = "the pseudo-terminal's window size; default the terminal's, or 80x24"),
    OPTION(foreground, BOOL, .seldom = true, .help = "in a process group of its own that has the terminal"),
    OPTION(timeout, TEXT, .letter = 't', .metavar = "DURATION",
           .help = "end the program and all its descendants after 1.5, 200ms, 3m"),
    OPTION(signal, SIGNAL, .seldom = true, .letter = 's', .fallback = "TERM", .help = "what to end them with"),
    OPTION(kill_after, TEXT, .letter = 'k', .metavar = "DURATION",
           .help = "SIGKILL so long after that signal; default 5s, 0 for never"),
    OPTION(die_with_parent, BOOL, .seldom = true,
           .help = "end the program and all its descendants when xspawn or its parent dies"),
    OPTION(status_fd, WORD, .seldom = true, .metavar = "FD", .help = "write the outcome to FD, one JSON object"),
    OPTION(report, PATH, .metavar = "FILE", .help = "write the outcome to FILE, one JSON object"),
    OPTION(unshare, TEXT, .seldom = true, .metavar = "NAME,...",
           .help = "in new namespaces: user mnt pid net ipc uts cgroup time"),
    OPTION(setns, REPEATED, .seldom = true, .metavar = "NAME,...:PID|FILE|fd:N",
           .help = "in the namespaces of process PID, or of an open or named file"),
    OPTION(map_user, TEXT, .seldom = true, .metavar = "UID", .help = "in a new user namespace where the caller is UID"),
    OPTION(map_group, TEXT, .seldom = true, .metavar = "GID", .help = "and GID; default as --map-user"),
    OPTION(each, PATH, .metavar = "FILE|-",
           .help = "run once for each line of FILE; {} is the line, else it comes last"),
    OPTION(files0_from, PATH, .seldom = true, .metavar = "FILE|-", .help = "the same as --each FILE -0"),
    OPTION(jobs, INT, .letter = 'j', .fallback = "1", .metavar = "N", .help = "so many at a time"),
    OPTION(items, INT, .seldom = true, .letter = 'n', .fallback = "1", .metavar = "N",
           .help = "so many items for each run; 0: as many as fit"),
    OPTION(null, BOOL, .seldom = true, .letter = '0', .help = "items end in NUL bytes; results too"),
    OPTION(keep_order, BOOL, .letter = 'K', .help = "outputs in the order of the items"),
    OPTION(halt, BOOL, .seldom = true, .help = "start nothing more after a failure"),
    OPTION(halt_now, BOOL, .seldom = true, .help = "and end what still runs"),
    OPTION(joblog, PATH, .seldom = true, .metavar = "FILE",
           .help = "write the outcome of each run to FILE, a JSON object a line"),
    OPTION(progress, BOOL, .seldom = true, .fallback = "True",
           .help = "show progress where standard error is a terminal and standard output is not"),
    OPTION(kill, WORD, .metavar = "SIGNAL",
           .help = "send SIGNAL to the processes PROG...; --kill PID alone sends --signal's"),
    OPTION(killpg, WORD, .seldom = true, .metavar = "SIGNAL", .help = "send SIGNAL to the process groups PROG..."),
    OPTION(wait_for, WORD, .metavar = "PID", .help = "wait for process PID, and those in PROG..., to end"),
};

const struct op xspawn_applet = {
    .name = "xspawn",
    .summary = "Start programs and report how they end",
    .result = "the program's own output and exit status; 128+N after signal N",
    .acts_on = ACTS_ON_PROCESS,
    .available = ON_LINUX,
    .errors = "ENOENT EACCES ENOEXEC E2BIG EBADF EPERM EINVAL EAGAIN ESRCH ETIMEDOUT",
    .note = "Options end at the program's name; attributes take effect first, then the file actions in the order given",
    .example = "xspawn --timeout 10 --report outcome.json -- true",
    OP_PARAMS(struct xspawn_args, params),
    .flags = OP_APPLET | OP_ARGV,
    .run = run,
};
