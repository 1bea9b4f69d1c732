/* SPDX-License-Identifier: MIT */
/* xsched: shows and sets how the scheduler treats processes. This file selects the processes; set.c sets, show.c shows.
 */
#include "sched/xsched.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "applets.h"
#include "value/format.h"
#include "value/number.h"
#include "value/operands.h"
#include "os/status.h"

TEXTS_OF(sched_xsched);

static bool sets_something(const struct xsched_args *args)
{
    return args->policy.data != NULL || args->priority.given || args->nice.given || args->affinity.size > 0 ||
           args->io.data != NULL || args->autogroup.given || args->util_min.given || args->util_max.given ||
           args->reset_on_fork || args->no_reset_on_fork;
}

static int do_thread(struct call *call, struct xsched_settings *settings, pid_t pid, pid_t tid)
{
    if (sets_something(settings->args))
        return xsched_set(call, settings, tid != 0 ? tid : pid);
    return xsched_row(call, pid, tid);
}

/* Handles each thread of the process. A thread that ends in the meantime is skipped unless it was the last; one that
 * starts in the meantime inherits its creator's attributes, or is found too. */
static int do_threads(struct call *call, struct xsched_settings *settings, pid_t pid)
{
    char path[64];
    bool any = false;

    format_text(path, sizeof path, "/proc/%d/task", (int)pid);
    DIR *tasks = opendir(path);
    if (tasks == NULL) {
        int errnum = -fd_name_result(-errno);
        return xsched_fail(call, "sched_getscheduler", pid, errnum == ENOENT ? ESRCH : errnum, NULL);
    }
    for (const struct dirent *task; (task = readdir(tasks)) != NULL;) {
        pid_t tid = (pid_t)atoi(task->d_name);
        if (tid <= 0)
            continue;
        bool gone = do_thread(call, settings, pid, tid) < 0 && call->fail->errnum == ESRCH;
        any = any || !gone;
        if (call->fail->status != 0 && !gone)
            call_report(call);
        fail_clear(call->fail);
    }
    closedir(tasks);
    return any ? 0 : xsched_fail(call, "sched_getscheduler", pid, ESRCH, NULL);
}

/* Reads a word as a pid; 0 is this process. */
static int read_pid(struct call *call, struct word word, pid_t *pid)
{
    struct number number;
    int64_t value;

    if (!number_read(word, 10, &number) || !number_to_int64(number, 0, INT32_MAX, &value))
        return fail_usage(call->fail, "'%.*s' is not a process%s", shown_size(word), word.data,
                          program_hint(call->op, call->prog != NULL || call->fail->item != 0));
    *pid = value != 0 ? (pid_t)value : getpid();
    return 0;
}

/* Shows or sets one process, and reports failures. */
static void do_process(struct call *call, struct xsched_settings *settings, struct word word)
{
    pid_t pid = 0;
    int result = read_pid(call, word, &pid);

    if (result == 0)
        result = settings->args->threads ? do_threads(call, settings, pid) : do_thread(call, settings, pid, 0);
    if (result < 0)
        call_report(call);
}

/* Writes the table's heading, if processes are shown, once it is known that there is one to show. */
static void begin_table(struct call *call, const struct xsched_settings *settings)
{
    if (sets_something(settings->args))
        return;
    xsched_heading(call->out, settings->args->threads);
    out_open(call->out, OUT_STREAM);
}

static int do_list(struct call *call, struct xsched_settings *settings, const char *from)
{
    struct operand_list list;
    struct word word;
    enum operand_result read;

    if (operand_list_open(&list, call->fail, from, call->closed_streams) < 0)
        return -1;
    read = operand_list_next(&list, call->fail, &word);
    if (read != OPERAND_FAILED)
        begin_table(call, settings);
    for (; (read == OPERAND_NAME || read == OPERAND_BAD) && call->out->errnum == 0;
         read = operand_list_next(&list, call->fail, &word)) {
        if (read == OPERAND_BAD)
            call_report(call);
        else
            do_process(call, settings, word);
        if (item_reader_waits(&list.reader))
            out_flush(call->out);
    }
    operand_list_close(&list, call->fail);
    return read == OPERAND_FAILED ? -1 : 0;
}

static int do_all(struct call *call, struct xsched_settings *settings, struct words words)
{
    const struct xsched_args *args = settings->args;
    pid_t unused;
    int result = 0;

    for (size_t i = 0; i < words.count; i++) /* refuse invalid operands before anything is done */
        if (read_pid(call, words.items[i], &unused) < 0)
            return -1;
    if (args->files0_from != NULL)
        result = do_list(call, settings, args->files0_from);
    else
        begin_table(call, settings);
    for (size_t i = 0; i < words.count && args->files0_from == NULL; i++)
        do_process(call, settings, words.items[i]);
    if (call->out->depth > 0)
        out_close(call->out);
    return result;
}

static int run_xsched(struct call *call)
{
    static const struct word self = {"0", 1};
    const struct xsched_args *args = ARGS(struct xsched_args, call);
    struct xsched_settings settings;
    struct words pids = args->pids;

    if (args->files0_from != NULL && pids.count > 0)
        return fail_usage(call->fail, "either PID... or --files0-from");
    if ((args->limits || args->system) && (pids.count > 0 || args->files0_from != NULL || sets_something(args) ||
                                           call->prog != NULL || (args->limits && args->system)))
        return fail_usage(call->fail, "--limits and --system stand alone");
    if (args->limits || args->system)
        return args->limits ? xsched_limits(call) : xsched_system(call);
    if (xsched_prepare(call, args, &settings) < 0)
        return -1;
    if (call->prog == NULL && pids.count == 0 && args->files0_from == NULL && sets_something(args))
        return fail_usage(call->fail, "nothing to set it for: PID... or -- PROG");
    if (call->prog == NULL)
        return do_all(call, &settings, pids.count > 0 ? pids : (struct words){1, &self});
    if (pids.count > 0 || args->files0_from != NULL || args->threads)
        return fail_usage(call->fail, "either PID... or -- PROG");
    return xsched_set(call, &settings, 0);
}

#define OPTION(member, kind, ...) \
    PARAM(struct xsched_args, member, kind, .flags = PARAM_OPTION | PARAM_OPTIONAL, __VA_ARGS__)

static const struct param params[] = {
    PARAM(struct xsched_args, pids, WORDS, .flags = PARAM_OPTIONAL, .metavar = PACKED("PID"),
          .help = PACKED("processes; 0, or none, is this one")),
    OPTION(policy, WORD, .letter = 'p', .metavar = PACKED("other|batch|idle|fifo|rr|deadline"),
           .help = PACKED("scheduling policy")),
    OPTION(priority, MAYBE_SIZE, .letter = 'P', .metavar = PACKED("N"),
           .help = PACKED("real-time priority; default the policy's lowest")),
    OPTION(nice, MAYBE_SIZE, .letter = 'n', .metavar = PACKED("N"), .help = PACKED("nice value, -20 to 19")),
    OPTION(affinity, CPUS, .letter = 'c', .help = PACKED("CPUs to run on: 0,2-5, 0-30:2, all, ^3, a mask 0xf")),
    OPTION(io, WORD, .metavar = PACKED("CLASS[:LEVEL]"),
           .help = PACKED("I/O class: none, realtime, best-effort, idle; level 0 (first) to 7")),
    OPTION(autogroup, MAYBE_SIZE, .metavar = PACKED("N"),
           .help = PACKED("nice value of the session's autogroup, -20 to 19")),
    OPTION(util_min, MAYBE_SIZE, .metavar = PACKED("N"),
           .help = PACKED("utilisation clamp: at least this of 1024 is assumed")),
    OPTION(util_max, MAYBE_SIZE, .metavar = PACKED("N"),
           .help = PACKED("utilisation clamp: at most this of 1024 is assumed")),
    OPTION(no_reset_on_fork, BOOL, .help = PACKED("children inherit the attributes")),
    OPTION(reset_on_fork, BOOL, .letter = 'R', .help = PACKED("children start with the default policy")),
    OPTION(runtime, DURATION, .help = PACKED("SCHED_DEADLINE: time on the CPU in each period")),
    OPTION(deadline, DURATION, .help = PACKED("SCHED_DEADLINE: relative deadline; default the period")),
    OPTION(period, DURATION, .help = PACKED("SCHED_DEADLINE: how often")),
    OPTION(threads, BOOL, .letter = 'a', .help = PACKED("every thread of each process")),
    OPTION(limits, BOOL, .help = PACKED("the range of priorities of each policy")),
    OPTION(system, BOOL, .help = PACKED("the CPUs and the load averages of the machine")),
    OPTION(files0_from, PATH, .metavar = PACKED("FILE"),
           .help = PACKED("read PIDs from a file, a NUL byte after each; - is standard input")),
};

const struct op xsched_applet = {
    .name = "xsched",
    TEXTS(.summary = "Show and set policy, priority, nice and CPUs of processes",
          .result = "a table; with --json a record a process", .errors = "EPERM EACCES EINVAL ESRCH EBUSY",
          .note = "AFFINITY is the set that the process asked for, EFFECTIVE the part that is online and in its cpuset",
          .example = "xsched --policy batch --nice 5 -- xsched", .signature = "sched_*"),
    .acts_on = ACTS_ON_PROCESS,
    .available = ON_LINUX,
    .flags = OP_APPLET | OP_CHAIN,
    OP_PARAMS(struct xsched_args, params),
    .run = run_xsched,
};
