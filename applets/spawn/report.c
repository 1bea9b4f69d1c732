/* SPDX-License-Identifier: MIT */
/* xspawn: writes outcomes as records; names of times and sizes end with their unit. */
#include "spawn/xspawn.h"

#include <sys/wait.h>

#include "value/errnos.h"

static void out_argv(struct out *out, char *const *argv)
{
    out_name(out, "argv");
    out_open(out, OUT_LIST);
    for (; *argv != NULL; argv++)
        out_text(out, *argv);
    out_close(out);
}

/* Writes the step that failed, and why. */
static void out_failure(struct out *out, const struct outcome *outcome)
{
    const struct fail *fail = outcome->fail;

    out_field_text(out, "outcome", "never started");
    out_field_text(out, "step", fail->step != NULL ? fail->step : "exec");
    out_field_int(out, "errno", fail->errnum);
    out_field_text(out, "name", errno_name(fail->errnum));
    out_field_text(out, "message", fail->text[0] != '\0' ? fail->text : errno_words(fail->errnum));
    if (fail->path != NULL)
        out_field_text(out, "path", fail->path);
    if (outcome->number == 0)
        out_field_int(out, "exit", fail->status);
}

/* A run whose output was lost has failed, however it ended. */
static void out_lost(struct out *out, int errnum)
{
    out_field_text(out, "outcome", "output lost");
    out_field_int(out, "errno", errnum);
    out_field_text(out, "name", errno_name(errnum));
    out_field_text(out, "message", errno_words(errnum));
}

static void out_signal(struct call *call, struct out *out, int number)
{
    const char *name = number != 0 ? signal_name(call, number) : NULL;

    out_name(out, "signal");
    if (number != 0 && name == NULL)
        out_int(out, number);
    else
        out_text(out, name);
}

static void out_events(struct call *call, struct out *out, const struct supervise *run)
{
    out_field_uint(out, "stops", run->stops);
    out_field_uint(out, "continues", run->continues);
    out_name(out, "events");
    out_open(out, OUT_LIST);
    for (size_t i = 0; i < run->event_count; i++) {
        out_open(out, OUT_RECORD);
        out_field_text(out, "event", run->events[i].stopped ? "stopped" : "continued");
        out_signal(call, out, run->events[i].signal);
        out_field_int(out, "at_ns", run->events[i].at_ns);
        out_close(out);
    }
    out_close(out);
}

static void out_ending(struct call *call, struct out *out, const struct supervise *run, int lost)
{
    bool exited = WIFEXITED(run->status);

    if (lost != 0)
        out_lost(out, lost);
    else
        out_field_text(out, "outcome", exited ? "exited" : "signalled");
    out_name(out, "exit_code");
    if (exited)
        out_int(out, WEXITSTATUS(run->status));
    else
        out_none(out);
    out_signal(call, out, exited ? 0 : WTERMSIG(run->status));
    out_field_bool(out, "core_dumped", !exited && WCOREDUMP(run->status));
    out_field_bool(out, "timed_out", run->timed_out);
    out_field_bool(out, "killed_after", run->killed);
    out_field_int(out, "wall_ns", run->wall_ns);
    out_events(call, out, run);
    out_rusage(out, &run->usage, true);
}

void xspawn_report(struct call *call, struct out *out, const struct outcome *outcome)
{
    out_open(out, OUT_RECORD);
    if (outcome->number != 0) {
        out_field_uint(out, "number", outcome->number);
        out_field_text(out, "item", outcome->item);
        out_field_int(out, "exit", outcome->exit);
        if (outcome->attempt > 0)
            out_field_uint(out, "attempts", outcome->attempt);
        if (outcome->interrupted)
            out_field_bool(out, "interrupted", true);
    }
    out_argv(out, outcome->argv);
    out_name(out, "pid");
    if (outcome->pid > 0)
        out_int(out, outcome->pid);
    else
        out_none(out);
    out_field_bool(out, "started", outcome->pid > 0);
    if (outcome->pid <= 0)
        out_failure(out, outcome);
    else if (outcome->run == NULL)
        out_field_text(out, "outcome", "not waited for");
    else
        out_ending(call, out, outcome->run, outcome->lost);
    out_close(out);
}

int xspawn_report_line(struct call *call, int fd, const struct outcome *outcome)
{
    char room[4096];
    struct out out;

    out_init(&out, &out_json, fd, room, sizeof room);
    xspawn_report(call, &out, outcome);
    return out_flush(&out);
}
