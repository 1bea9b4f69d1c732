/* SPDX-License-Identifier: MIT */
/* xlog pipe -- PROG: each line of PROG's two streams becomes a record; the status is PROG's. Signals reach PROG and not
 * this process, which reads the streams to their end; SIGHUP opens the files again and does not reach PROG. */
#include "log/xlog.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "log/input.h"
#include "ops/shared/spawning.h"
#include "ops/shared/zones.h"
#include "os/fd.h"
#include "os/io.h"
#include "os/signals.h"
#include "os/spawn/hold.h"
#include "os/spawn/wait.h"

TEXTS_OF(log_pipe);

enum { STREAMS = 2 };

struct piping {
    struct xlog *xlog;
    struct line_input inputs[STREAMS];
    struct log_record records[STREAMS]; /* what the records of each stream have in common */
    int signals;                        /* a signalfd that does not block */
    pid_t pid;                          /* PROG; 0 after its end */
    int status;
    sigset_t old;
};

/* Passes on the signals that have arrived. */
static void take_signals(struct piping *piping)
{
    struct signalfd_siginfo info;

    while (os_read(piping->signals, &info, sizeof info) == (int64_t)sizeof info) {
        int number = (int)info.ssi_signo;
        bool keyboard = info.ssi_code == SI_KERNEL; /* it has reached PROG, too */
        if (number == SIGCHLD) {
            if (piping->pid > 0 && wait_process(piping->pid, WNOHANG, &piping->status, NULL) == piping->pid)
                piping->pid = 0;
        } else if (number == SIGHUP && xlog_reopen(piping->xlog) < 0)
            call_report(piping->xlog->call);
        else if (number != SIGHUP && piping->pid > 0 && !keyboard)
            os_kill(piping->pid, number);
    }
}

/* While a destination waits for space, signals go on to PROG. */
static bool pause_for_signals(void *data)
{
    take_signals(data);
    return true;
}

/* Makes a record of each line of the block. */
static void log_lines(struct piping *piping, struct log_record *record, struct word block)
{
    const char *at = block.data, *end = block.data + block.size;
    struct logs *logs = &piping->xlog->logs;

    record->created = call_now();
    logs->host.gathers = true;
    while (at < end) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const char *stop = newline != NULL ? newline : end;
        record->message = (struct word){at, (size_t)(stop - at)};
        logs_handle(logs, record);
        at = stop + 1;
    }
    logs->host.gathers = false;
    logs_settle(logs);
}

/* Reads both streams to their ends. 0, or -1 with the failure recorded. */
static int read_streams(struct piping *piping)
{
    struct word block;

    while (piping->inputs[0].fd >= 0 || piping->inputs[1].fd >= 0) {
        int fds[STREAMS + 1] = {piping->inputs[0].fd, piping->inputs[1].fd, piping->signals};
        unsigned ready = os_wait_readable(fds, STREAMS + 1);
        if (ready & 1U << STREAMS)
            take_signals(piping);
        for (int i = 0; i < STREAMS; i++) {
            struct line_input *input = &piping->inputs[i];
            int fd = input->fd;
            if (!(ready & 1U << i))
                continue;
            int result = line_input_read(input);
            if (result < 0)
                return fail_errno(piping->xlog->call->fail, -result, i == 0 ? "stdout" : "stderr", NULL);
            if (input->fd < 0)
                os_close(fd);
            while (line_input_take(input, &block))
                log_lines(piping, &piping->records[i], block);
        }
    }
    return 0;
}

static int read_levels(struct piping *piping)
{
    const struct xlog_args *args = piping->xlog->args;
    struct logs *logs = &piping->xlog->logs;
    int out = LOG_LEVEL_INFO, err = LOG_LEVEL_WARNING;

    if (args->stdout_level != NULL && logs_level(logs, "stdout-level", args->stdout_level, &out) < 0)
        return -1;
    if (args->stderr_level != NULL && logs_level(logs, "stderr-level", args->stderr_level, &err) < 0)
        return -1;
    for (int i = 0; i < STREAMS; i++) {
        if (logs_stamp(logs, &piping->records[i], i == 0 ? out : err) < 0)
            return -1;
        piping->records[i].level_name.data = arena_copy(logs->host.arena, piping->records[i].level_name.data,
                                                        piping->records[i].level_name.size);
        if (piping->records[i].level_name.data == NULL)
            return fail_no_memory(piping->xlog->call->fail);
        logs_complete(logs, &piping->records[i]);
    }
    return logs_check_fields(logs, &piping->records[0]);
}

/* Starts PROG with its streams on pipes. 0, or -1 with the failure recorded. */
static int start(struct piping *piping, char **argv)
{
    struct call *call = piping->xlog->call;
    int ends[STREAMS][2], opened = 0, result = 0;

    for (; opened < STREAMS && result >= 0; opened += result >= 0)
        result = os_pipe(ends[opened], O_CLOEXEC);
    const struct spawn_step steps[] = {
        {.kind = SPAWN_DUP2, .fd = ends[0][1], .number = STDOUT_FILENO},
        {.kind = SPAWN_DUP2, .fd = ends[1][1], .number = STDERR_FILENO},
    };
    const struct spawn spawn = {
        .program = {.file = argv[0], .search = program_path(environ), .argv = argv, .envp = environ},
        .steps = steps,
        .count = STREAMS,
        .mask = &piping->old,
        .no_handlers = true};
    piping->pid = result < 0 ? fail_errno(call->fail, -result, NULL, NULL) : spawn_begin(call, &spawn);
    for (int i = 0; i < opened; i++) {
        os_close(ends[i][1]);
        if (piping->pid < 0 || line_input_open(&piping->inputs[i], ends[i][0]) < 0)
            os_close(ends[i][0]);
    }
    return piping->pid < 0 ? -1 : 0;
}

static int run(struct piping *piping, char **argv)
{
    struct call *call = piping->xlog->call;

    piping->signals = signals_hold(SFD_NONBLOCK, &piping->old);
    if (piping->signals < 0)
        return fail_errno(call->fail, -piping->signals, NULL, NULL);
    piping->xlog->logs.host.pauses = pause_for_signals;
    piping->xlog->logs.host.pause_data = piping;
    piping->xlog->logs.host.pause_fd = piping->signals;
    if (start(piping, argv) < 0)
        return -1;
    int result = read_streams(piping);
    for (int i = 0; i < STREAMS; i++)
        line_input_close(&piping->inputs[i]);
    while (piping->pid > 0) {
        os_wait_readable(&piping->signals, 1);
        take_signals(piping);
    }
    call->status = wait_exit_status(piping->status);
    return result;
}

int xlog_pipe(struct xlog *xlog)
{
    struct piping piping = {.xlog = xlog};
    struct call *call = xlog->call;

    if (xlog->args->words.count == 0)
        return fail_usage(call->fail, "pipe [OPTION...] -- PROG [ARG...]");
    char **argv = argv_build(call, xlog->args->words);
    if (argv == NULL || read_levels(&piping) < 0)
        return -1;
    if (logs_open(&xlog->logs) == 0 && run(&piping, argv) == 0 && call->status != 0)
        for (struct log_destination *it = xlog->logs.destinations; it != NULL; it = it->next)
            log_flush(it); /* the flight recorder of a job that has failed */
    int result = logs_end(&xlog->logs);
    if (result < 0 && call->status != 0) { /* the status is PROG's */
        call_report(call);
        return 0;
    }
    return result;
}
