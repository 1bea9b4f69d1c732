/* SPDX-License-Identifier: MIT */
/* Loggers in xsh: `l = getLogger app; info $l "user %s in" ann code=200`. Destinations and levels are those of the
 * variables XLOG_ until setLevel, addHandler and basicConfig change them; they stay open until the session ends. */
#include "sh/loggers.h"

#if WITH_LOGGING

#include <errno.h>
#include <stdlib.h>
#include <sysexits.h>

#include "ops/shared/logs.h"
#include "sh/builtins.h"
#include "sh/eval/eval.h"

TEXTS_OF(sh_loggers);

struct session_loggers {
    struct call call;
    struct arena arena;
    struct logs_options options;
    struct logs logs;
    const char *added; /* the names of levels that XLOG_LEVELS added, at the end of logs.host.levels */
    bool defaults;     /* the only destination is the default one */
    bool ready;
};

/* Puts the levels of XLOG_LEVELS, which addLevelName changes, behind the first `own` bytes, a configuration's levels.
 * 0, or -1 with the failure recorded. */
static int take_levels(struct session *session, struct session_loggers *loggers, size_t own)
{
    const char *variable = getenv("XLOG_LEVELS"), *added = variable != NULL ? variable : "";
    char *levels = arena_alloc(&loggers->arena, own + strlen(added) + 1);

    if (levels == NULL)
        return fail_no_memory(session->fail);
    if (!log_levels_check(added))
        return fail_usage(session->fail, "XLOG_LEVELS: '%.100s' is not NAME=NUMBER,...", added);
    if (own > 0)
        memcpy(levels, loggers->logs.host.levels, own);
    loggers->added = strcpy(levels + own, added);
    loggers->logs.host.levels = levels;
    return 0;
}

/* Takes the levels again if the variable is another one. 0, or -1 with the failure recorded. */
static int update_levels(struct session *session, struct session_loggers *loggers)
{
    const char *variable = getenv("XLOG_LEVELS");

    if (strcmp(variable != NULL ? variable : "", loggers->added) == 0)
        return 0;
    return take_levels(session, loggers, (size_t)(loggers->added - loggers->logs.host.levels));
}

/* Reads the variables. 0, or -1 with the failure recorded. */
static int read_settings(struct session *session, struct session_loggers *loggers)
{
    const char *to = getenv("XLOG_TO"), *config = getenv("XLOG_CONFIG"), *variable = getenv("XLOG_LEVELS");

    loggers->call = (struct call){.fail = session->fail, .arena = &loggers->arena, .out = session->out, .in_xsh = true};
    loggers->defaults = (to == NULL || *to == '\0') && (config == NULL || *config == '\0');
    if (logs_begin(&loggers->logs, &loggers->call, &loggers->options) < 0)
        return -1;
    log_levels levels = loggers->logs.host.levels;
    size_t size = levels != NULL ? strlen(levels) : 0, added = variable != NULL ? strlen(variable) : 0;
    loggers->ready = take_levels(session, loggers, size - added) == 0;
    return loggers->ready ? 0 : -1;
}

/* The session's loggers, which are made when they are needed. NULL with the failure recorded. */
static struct session_loggers *loggers_of(struct session *session)
{
    struct session_loggers *loggers = session->loggers;

    if (loggers == NULL) {
        if ((loggers = session->loggers = calloc(1, sizeof *loggers)) == NULL) {
            fail_no_memory(session->fail);
            return NULL;
        }
        arena_init(&loggers->arena, NULL, 0);
    }
    loggers->call.fail = session->fail; /* which is another one inside a loop, a callback or a deferred statement */
    int result = loggers->ready ? update_levels(session, loggers) : read_settings(session, loggers);
    return result == 0 ? loggers : NULL;
}

bool is_logger(const struct value *value)
{
    return value->kind == VALUE_RECORD && value->first != NULL && strcmp(value->first->name, "logger") == 0;
}

static struct word name_of(const struct value *value)
{
    return value->first->text;
}

static int not_a_logger(struct session *session)
{
    return fail_usage(session->fail, "the first argument is not a logger (getLogger gives one)");
}

/* The first argument's logger, made if it has no settings yet. NULL with the failure recorded. */
static struct log_logger *logger_of(struct session *session, struct session_loggers *loggers, const struct value *value)
{
    struct log_tree *tree = &loggers->logs.tree;
    struct word name;

    if (!is_logger(value)) {
        not_a_logger(session);
        return NULL;
    }
    name = name_of(value);
    const struct log_logger *found = log_logger_find(tree, name);
    if (found == &tree->root ? word_is(name, "root") : found->name.size == name.size)
        return (struct log_logger *)found;
    struct log_logger *logger = arena_alloc(&loggers->arena, sizeof *logger);
    char *copy = arena_copy(&loggers->arena, name.data, name.size);
    if (logger == NULL || copy == NULL) {
        fail_no_memory(session->fail);
        return NULL;
    }
    *logger = (struct log_logger){.name = {copy, name.size}, .next = tree->loggers};
    tree->loggers = logger;
    return logger;
}

static void write_logger(struct out *out, struct word name)
{
    out_open(out, OUT_RECORD);
    out_name(out, "logger");
    out_string(out, name.data, name.size);
    out_name(out, "name");
    out_string(out, name.data, name.size);
    out_close(out);
}

static int run_get(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct word name = arguments->count > 0 ? text_of(arguments, 0) : word_of("root");

    (void)status;
    if (loggers_of(session) == NULL)
        return -1;
    write_logger(out, name.size > 0 ? name : word_of("root"));
    return 0;
}

/* Opens the destinations that are not open yet. */
static int open_all(struct session_loggers *loggers)
{
    int result = loggers->logs.opened == 0 ? logs_open(&loggers->logs) : 0;

    if (result < 0)
        logs_end(&loggers->logs);
    return result;
}

/* Writes the record of MSG [ARG...] [KEY=VALUE...], the arguments from `from` on. */
static int write_record(struct session *session, const struct arguments *arguments, size_t from, int level,
                        struct out *out)
{
    struct session_loggers *loggers = loggers_of(session);
    struct word *items = arena_alloc(session->arena, (arguments->count + 1) * sizeof *items);
    struct log_destination *failed = NULL;
    struct log_record record;
    int result = 0;

    if (loggers == NULL || items == NULL)
        return loggers == NULL ? -1 : fail_no_memory(session->fail);
    for (size_t i = from; i < arguments->count; i++)
        if (!value_word(arguments->items[i], session->arena, &items[i - from]))
            return fail_usage(session->fail, "argument %zu is not one word", i + 1);
    struct logs logs = loggers->logs; /* what the record needs goes to the statement's memory */
    logs.host.arena = session->arena;
    logs.name = name_of(arguments->items[0]);
    if (logs_record(&logs, &record, level, (struct words){arguments->count - from, items}) == 0 &&
        log_is_enabled(&logs.tree, record.name, level) && open_all(loggers) == 0) {
        if (session->source != NULL && record.pathname.size == 0) {
            record.pathname = word_of(session->source);
            record.line = (int64_t)session->line;
        }
        logs.destinations = loggers->logs.destinations;
        logs_complete(&logs, &record);
        result = log_handle(&loggers->logs.tree, &record, &failed);
    }
    log_text_free(&logs.message);
    if (session->fail->status != 0)
        return -1;
    if (result < 0) {
        fail_errno(session->fail, -result, failed->text, NULL);
        session->fail->status = EX_IOERR;
        return -1;
    }
    out_none(out);
    return 0;
}

#define LEVEL_METHOD(name, level) \
    static int run_##name(struct session *session, const struct arguments *arguments, struct out *out, int *status) \
    { \
        (void)status; \
        return write_record(session, arguments, 1, level, out); \
    }
LEVEL_METHOD(debug, LOG_LEVEL_DEBUG)
LEVEL_METHOD(info, LOG_LEVEL_INFO)
LEVEL_METHOD(warning, LOG_LEVEL_WARNING)
LEVEL_METHOD(error, LOG_LEVEL_ERROR)
LEVEL_METHOD(critical, LOG_LEVEL_CRITICAL)

/* Reads the level that is the second argument. */
static int read_level(struct session *session, const struct arguments *arguments, int *level)
{
    struct session_loggers *loggers = loggers_of(session);

    return loggers == NULL ? -1 : logs_level(&loggers->logs, "level", text_of(arguments, 1).data, level);
}

static int run_log(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    int level;

    (void)status;
    return read_level(session, arguments, &level) < 0 ? -1 : write_record(session, arguments, 2, level, out);
}

static int run_enabled(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    int level;

    if (read_level(session, arguments, &level) < 0)
        return -1;
    bool enabled = log_is_enabled(&session->loggers->logs.tree, name_of(arguments->items[0]), level);
    out_bool(out, enabled);
    *status = enabled ? 0 : 1;
    return 0;
}

static int run_effective(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    (void)status;
    if (loggers_of(session) == NULL)
        return -1;
    out_int(out, log_effective_level(&session->loggers->logs.tree, name_of(arguments->items[0])));
    return 0;
}

static int run_set_level(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct session_loggers *loggers = loggers_of(session);
    struct log_logger *logger = loggers != NULL ? logger_of(session, loggers, arguments->items[0]) : NULL;

    (void)status;
    if (logger == NULL || read_level(session, arguments, &logger->level) < 0)
        return -1;
    out_none(out);
    return 0;
}

static int run_propagate(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct session_loggers *loggers = loggers_of(session);
    struct log_logger *logger = loggers != NULL ? logger_of(session, loggers, arguments->items[0]) : NULL;
    bool on;

    (void)status;
    if (logger == NULL)
        return -1;
    if (!bool_read(text_of(arguments, 1), &on))
        return fail_usage(session->fail, "propagate: it is yes or no");
    logger->no_propagate = !on;
    out_none(out);
    return 0;
}

static int run_add_handler(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct session_loggers *loggers = loggers_of(session);
    struct log_logger *logger = loggers != NULL ? logger_of(session, loggers, arguments->items[0]) : NULL;
    struct word text = arguments->items[1]->text;

    (void)status;
    char *copy = logger != NULL ? arena_copy(&loggers->arena, text.data, text.size) : NULL;
    if (copy == NULL)
        return logger != NULL ? fail_no_memory(session->fail) : -1;
    if (loggers->defaults) {
        if (loggers->logs.opened > 0)
            logs_end(&loggers->logs);
        logs_forget(&loggers->logs);
        loggers->defaults = false;
    }
    if (logs_add_to(&loggers->logs, logger, "addHandler", copy) < 0)
        return -1;
    struct log_destination *last = loggers->logs.destinations;
    while (last->next != NULL)
        last = last->next;
    if (loggers->logs.opened > 0) { /* the others are open; logs_end closes this one too */
        loggers->logs.opened++;
        int result = log_open(last);
        if (result < 0)
            return logs_not_opened(session->fail, result, last->text);
    }
    out_none(out);
    return 0;
}

static int run_has_handlers(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct session_loggers *loggers = loggers_of(session);

    if (loggers == NULL)
        return -1;
    if (!is_logger(arguments->items[0]))
        return not_a_logger(session);
    bool any = log_has_handlers(&loggers->logs.tree, name_of(arguments->items[0]));
    out_bool(out, any);
    *status = any ? 0 : 1;
    return 0;
}

static int run_child(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct log_text text = {0};

    (void)status;
    if (!is_logger(arguments->items[0]))
        return not_a_logger(session);
    if (!word_is(name_of(arguments->items[0]), "root")) {
        log_text_word(&text, name_of(arguments->items[0]));
        log_text_char(&text, '.');
    }
    log_text_word(&text, text_of(arguments, 1));
    if (!text.failed)
        write_logger(out, (struct word){text.data, text.size});
    bool failed = text.failed;
    log_text_free(&text);
    return failed ? fail_no_memory(session->fail) : 0;
}

/* logging.disable [LEVEL]: records up to that level are dropped. */
static int run_disable(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct session_loggers *loggers = loggers_of(session);
    int level = LOG_LEVEL_CRITICAL;

    (void)status;
    if (loggers == NULL ||
        (arguments->count > 0 && logs_level(&loggers->logs, "level", text_of(arguments, 0).data, &level) < 0))
        return -1;
    loggers->logs.tree.disable = level == LOG_NOTSET ? -1 : level;
    out_none(out);
    return 0;
}

const struct value *logger_field(struct session *session, const struct value *value, struct word name)
{
    struct session_loggers *loggers = session->loggers;

    if (loggers == NULL || !loggers->ready || !is_logger(value))
        return NULL;
    const struct log_logger *found = log_logger_find(&loggers->logs.tree, name_of(value));
    bool root = found == &loggers->logs.tree.root,
         own = root ? word_is(name_of(value), "root") : found->name.size == name_of(value).size;
    if (word_is(name, "level"))
        return value_integer(session->arena, own ? found->level : LOG_NOTSET);
    if (word_is(name, "propagate"))
        return value_truth(!(own && found->no_propagate));
    if (word_is(name, "disabled"))
        return value_truth(own && found->disabled);
    if (word_is(name, "handlers")) {
        int64_t count = 0;
        for (const struct log_handler *it = own ? found->handlers : NULL; it != NULL; it = it->next)
            count++;
        return value_integer(session->arena, count);
    }
    return NULL;
}

int loggers_end(struct session *session)
{
    struct session_loggers *loggers = session->loggers;
    int result = 0;

    if (loggers == NULL)
        return 0;
    fail_clear(session->fail);
    loggers->call.fail = session->fail;
    if (loggers->ready)
        result = logs_end(&loggers->logs);
    arena_clear(&loggers->arena);
    free(loggers);
    session->loggers = NULL;
    return result;
}

static const struct builtin methods[] = {
    {.name = "debug",
     TEXTS(.signature = "debug LOGGER MSG [ARG...] [KEY=VALUE...]", .summary = ""),
     .least = 2,
     .most = 64,
     .takes_values = true,
     .run = run_debug},
    {.name = "info",
     TEXTS(.signature = "info LOGGER MSG [ARG...] [KEY=VALUE...]", .summary = ""),
     .least = 2,
     .most = 64,
     .takes_values = true,
     .run = run_info},
    {.name = "warning",
     TEXTS(.signature = "warning LOGGER MSG [ARG...] [KEY=VALUE...]", .summary = ""),
     .least = 2,
     .most = 64,
     .takes_values = true,
     .run = run_warning},
    {.name = "warn",
     TEXTS(.signature = "warn LOGGER MSG [ARG...] [KEY=VALUE...]", .summary = ""),
     .least = 2,
     .most = 64,
     .takes_values = true,
     .run = run_warning},
    {.name = "error",
     TEXTS(.signature = "error LOGGER MSG [ARG...] [KEY=VALUE...]", .summary = ""),
     .least = 2,
     .most = 64,
     .takes_values = true,
     .run = run_error},
    {.name = "exception",
     TEXTS(.signature = "exception LOGGER MSG [ARG...] [KEY=VALUE...]", .summary = ""),
     .least = 2,
     .most = 64,
     .takes_values = true,
     .run = run_error},
    {.name = "critical",
     TEXTS(.signature = "critical LOGGER MSG [ARG...] [KEY=VALUE...]", .summary = ""),
     .least = 2,
     .most = 64,
     .takes_values = true,
     .run = run_critical},
    {.name = "fatal",
     TEXTS(.signature = "fatal LOGGER MSG [ARG...] [KEY=VALUE...]", .summary = ""),
     .least = 2,
     .most = 64,
     .takes_values = true,
     .run = run_critical},
    {.name = "log",
     TEXTS(.signature = "log LOGGER LEVEL MSG [ARG...] [KEY=VALUE...]", .summary = ""),
     .least = 3,
     .most = 64,
     .takes_values = true,
     .run = run_log},
    {.name = "isEnabledFor",
     TEXTS(.signature = "isEnabledFor LOGGER LEVEL", .summary = ""),
     .least = 2,
     .most = 2,
     .takes_values = true,
     .run = run_enabled},
    {.name = "getEffectiveLevel",
     TEXTS(.signature = "getEffectiveLevel LOGGER", .summary = ""),
     .least = 1,
     .most = 1,
     .takes_values = true,
     .run = run_effective},
    {0},
};

const struct builtin *logger_method(struct word name)
{
    for (const struct builtin *method = methods; method->name != NULL; method++)
        if (word_is(name, method->name))
            return method;
    return NULL;
}

const struct builtin logger_builtins[] = {
    {.name = "getLogger",
     TEXTS(.signature = "getLogger [NAME]", .summary = "a logger: info $l TEXT KEY=VALUE writes a record"),
     .least = 0,
     .most = 1,
     .run = run_get},
    {.name = "setLevel",
     TEXTS(.signature = "setLevel LOGGER LEVEL", .summary = "set the least level of a logger"),
     .least = 2,
     .most = 2,
     .takes_values = true,
     .run = run_set_level},
    {.name = "addHandler",
     TEXTS(.signature = "addHandler LOGGER DEST", .summary = "give a logger a destination, as xlog --to"),
     .least = 2,
     .most = 2,
     .takes_values = true,
     .run = run_add_handler},
    {.name = "hasHandlers",
     TEXTS(.signature = "hasHandlers LOGGER", .summary = "whether its records go anywhere"),
     .least = 1,
     .most = 1,
     .takes_values = true,
     .run = run_has_handlers},
    {.name = "propagate",
     TEXTS(.signature = "propagate LOGGER yes|no", .summary = "whether the parent's destinations get its records"),
     .least = 2,
     .most = 2,
     .takes_values = true,
     .run = run_propagate},
    {.name = "getChild",
     TEXTS(.signature = "getChild LOGGER NAME", .summary = "the logger of that name below it"),
     .least = 2,
     .most = 2,
     .takes_values = true,
     .run = run_child},
    {.name = "logging.disable",
     TEXTS(.signature = "logging.disable [LEVEL]", .summary = "drop records up to that level"),
     .least = 0,
     .most = 1,
     .run = run_disable},
    {0},
};

#endif
