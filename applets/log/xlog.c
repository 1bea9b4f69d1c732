/* SPDX-License-Identifier: MIT */
/* xlog: records from scripts, programs and other processes, to any destination. */
#include "log/xlog.h"

#include <errno.h>
#include <sysexits.h>

#include "applets.h"
#include "log/files.h"
#include "table/nearest.h"

TEXTS_OF(log_xlog);

static int xlog_log(struct xlog *xlog)
{
    struct words words = xlog->args->words;
    int level;

    if (words.count == 0)
        return fail_usage(xlog->call->fail, "log LEVEL MSG [ARG...]");
    if (logs_level(&xlog->logs, "log", words.items[0].data, &level) < 0)
        return -1;
    return logs_write(&xlog->logs, level, (struct words){words.count - 1, words.items + 1}, (struct word){0});
}

/* xlog enabled LEVEL: a predicate. */
static int xlog_enabled(struct xlog *xlog)
{
    struct words words = xlog->args->words;
    int level;

    if (words.count != 1)
        return fail_usage(xlog->call->fail, "enabled LEVEL");
    if (logs_level(&xlog->logs, "enabled", words.items[0].data, &level) < 0)
        return -1;
    xlog->call->status = log_is_enabled(&xlog->logs.tree, xlog->logs.name, level) ? 0 : 1;
    return 0;
}

/* xlog files PATH...: the files of rotated sets, the oldest first. */
static int xlog_files(struct xlog *xlog)
{
    struct words words = xlog->args->words;
    struct call *call = xlog->call;

    if (words.count == 0)
        return fail_usage(call->fail, "files PATH...");
    out_open(call->out, OUT_STREAM);
    for (size_t i = 0; i < words.count; i++) {
        char **names;
        int count = log_files(call->arena, words.items[i].data, &names);
        if (count <= 0) {
            fail_errno(call->fail, count < 0 ? -count : ENOENT, words.items[i].data, NULL);
            call_report(call);
        }
        for (int n = 0; n < count; n++)
            out_text(call->out, names[n]);
    }
    out_close(call->out);
    return 0;
}

/* xlog check FILE...: what is wrong with configurations. */
static int xlog_check(struct xlog *xlog)
{
    struct words words = xlog->args->words;
    struct call *call = xlog->call;

    if (words.count == 0)
        return fail_usage(call->fail, "check FILE...");
    for (size_t i = 0; i < words.count; i++) {
        struct logs logs = {.call = call, .host = {.arena = call->arena}};
        if (logs_configure(&logs, words.items[i].data) < 0)
            call_report(call);
    }
    return 0;
}

static const char *const command_names[] = {"debug", "info",  "warning", "error", "critical", "warn",
                                            "fatal", "log",   "enabled", "write", "pipe",     "listen",
                                            "cat",   "merge", "files",   "check", NULL};

static const struct command {
    const char *name;
    int (*run)(struct xlog *xlog);
    bool logs; /* it needs loggers and destinations */
} commands[] = {
    {"log", xlog_log, true},      {"enabled", xlog_enabled, true}, {"write", xlog_write, true},
    {"pipe", xlog_pipe, true},    {"listen", xlog_listen, true},   {"cat", xlog_cat, false},
    {"merge", xlog_merge, false}, {"files", xlog_files, false},    {"check", xlog_check, false},
};

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (word_is(word_of(name), commands[i].name))
            return &commands[i];
    return NULL;
}

static int unknown_command(struct call *call, const char *name)
{
    struct nearest nearest = nearest_to(word_of(name));

    for (size_t i = 0; command_names[i] != NULL; i++)
        nearest_offer(&nearest, command_names[i]);
    struct hint hint = nearest_hint(&nearest, "");
    return fail_usage(call->fail, "unknown command or level '%.100s'%s", name,
                      hint.text[0] != '\0'
                          ? hint.text
                          : " (debug info warning error critical log enabled write pipe listen cat merge files check)");
}

static int run_xlog(struct call *call)
{
    struct xlog xlog = {.call = call, .args = ARGS(struct xlog_args, call)};
    const char *name = xlog.args->command;
    int level;

    call->fail->op = "xlog";
    if (xlog.args->flight_recorder < 0)
        return fail_usage(call->fail, "flight-recorder: a number of records");
    xlog.logs.recorder = xlog.args->flight_recorder;
    const struct command *command = find_command(name);
    if (command != NULL && !command->logs)
        return command->run(&xlog);
    if (logs_begin(&xlog.logs, call, &xlog.args->logs) < 0)
        return -1;
    if (command != NULL)
        return command->run(&xlog);
    if (log_level_read(xlog.logs.host.levels, word_of(name), &level) && level > LOG_NOTSET)
        return logs_write(&xlog.logs, level, xlog.args->words, (struct word){0});
    return unknown_command(call, name);
}

#define XLOG(member, kind, ...) PARAM(struct xlog_args, member, kind, .flags = PARAM_OPTION, __VA_ARGS__)

static const struct param params[] = {
    PARAM(struct xlog_args, command, TEXT, .flags = PARAM_COMMAND,
          .commands = PACKED(
              "debug|info|warning|error|critical|warn|fatal|log|enabled|write|pipe|listen|cat|merge|files|check"),
          .help = PACKED(
              "a level writes a record: MSG [ARG...] [KEY=VALUE...]; log LEVEL MSG; enabled LEVEL; write DEST...; "
              "pipe -- PROG; listen ADDRESS...; cat PATH...; merge PATH...; files PATH...; check FILE...")),
    PARAM_AS("args", struct xlog_args, words, WORDS, .flags = PARAM_OPTIONAL, .metavar = PACKED("ARG"),
             .help = PACKED("replaces %s and so on in MSG; KEY=VALUE adds a field")),
    LOGS_DESTINATIONS(struct xlog_args),
    LOGS_RECORD(struct xlog_args),
    XLOG(stdout_level, TEXT, .metavar = PACKED("LEVEL"),
         .help = PACKED("pipe: of standard output's lines; default info")),
    XLOG(stderr_level, TEXT, .metavar = PACKED("LEVEL"),
         .help = PACKED("pipe: of standard error's lines; default warning")),
    XLOG(since, TEXT, .metavar = PACKED("TIME"), .help = PACKED("cat, merge: from then on: 02:40, now-1h, @SECONDS")),
    XLOG(until, TEXT, .metavar = PACKED("TIME"), .help = PACKED("cat, merge: before then")),
    XLOG(grep, TEXT, .metavar = PACKED("ERE"), .help = PACKED("cat, merge: messages that have it")),
    XLOG(follow, BOOL, .letter = 'f', .help = PACKED("cat: wait for more, across rotations")),
    XLOG(pickle, BOOL, .help = PACKED("listen: take pickles of Python's SocketHandler too")),
    XLOG(flight_recorder, LONG, .fallback = FALLBACK_0, .metavar = PACKED("N"),
         .help = PACKED("pipe: hold records back until an error, or PROG's failure")),
};

const struct op xlog_applet = {
    .name = "xlog",
    TEXTS(.summary = "Write log records to files that rotate, syslog, sockets and programs",
          .result = "nothing; enabled: status 0 or 1", .errors = "ENOENT EACCES ENOSPC EPIPE",
          .note = "status 0 means that nothing was lost; 74: records lost, their number is in the message",
          .example = "xlog info 'user %s in' ann code=200 --name app.db --to file:app.log",
          .signature = "xlog COMMAND [OPTION...] [ARG...]"),
    .acts_on = ACTS_ON_SYSTEM,
    .available = ON_ALL,
    .flags = OP_APPLET | OP_WRITES,
    OP_PARAMS(struct xlog_args, params),
    .run = run_xlog,
};
