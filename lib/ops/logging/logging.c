/* SPDX-License-Identifier: MIT */
/* Module logging: records, levels, and the names of what only an interpreter has. */
#include <errno.h>
#include <stdlib.h>
#include <sysexits.h>

#include "log/syslog.h"
#include "ops/logging/rows.h"
#include "os/contents.h"
#include "value/format.h"

TEXTS_OF(logging_logging);

struct record_args {
    struct words words;
    struct logs_options logs;
    const char *attach;
    struct maybe from_status;
};

/* Writes the record of MSG [ARG...] [KEY=VALUE...] to the destinations. */
static int write_words(struct call *call, const struct logs_options *options, const char *level, struct words words)
{
    struct logs logs = {0};
    int number;

    if (logs_begin(&logs, call, options) < 0 || logs_level(&logs, "level", level, &number) < 0)
        return -1;
    return logs_write(&logs, number, words, (struct word){0});
}

/* debug, info and so on: the row's name is the level. */
static int run_level(struct call *call)
{
    const struct record_args *args = ARGS(struct record_args, call);

    const char *dot = strrchr(call->op->name, '.');

    return write_words(call, &args->logs, dot != NULL ? dot + 1 : call->op->name, args->words);
}

static int run_log(struct call *call)
{
    const struct record_args *args = ARGS(struct record_args, call);

    if (args->words.count == 0)
        return fail_usage(call->fail, "LEVEL is missing");
    return write_words(call, &args->logs, args->words.items[0].data,
                       (struct words){args->words.count - 1, args->words.items + 1});
}

/* An error with the text of a file behind it, and the status of a command as a field. */
static int run_exception(struct call *call)
{
    const struct record_args *args = ARGS(struct record_args, call);
    struct logs_options options = args->logs;
    struct logs logs = {0};
    enum { MOST = 1 << 20, FIELD = 24 };
    struct occurrence *extra = arena_alloc(call->arena, (options.extra.count + 1) * sizeof *extra);
    char *field = arena_alloc(call->arena, FIELD), *data = NULL;
    size_t size = 0;

    if (extra == NULL || field == NULL)
        return fail_no_memory(call->fail);
    if (args->from_status.given && (args->from_status.value < 0 || args->from_status.value > 255))
        return fail_usage(call->fail, "from_status: '%lld' is not an exit status", (long long)args->from_status.value);
    if (args->from_status.given) {
        format_text(field, FIELD, "status=%d", (int)args->from_status.value);
        if (options.extra.count > 0)
            memcpy(extra, options.extra.items, options.extra.count * sizeof *extra);
        extra[options.extra.count++].value = word_of(field);
        options.extra.items = extra;
    }
    int result = args->attach != NULL ? contents_of(args->attach, MOST, &data, &size) : 0;
    if (result < 0)
        return fail_errno(call->fail, -result, args->attach, NULL);
    while (size > 0 && data[size - 1] == '\n')
        size--;
    result = logs_begin(&logs, call, &options);
    if (result == 0)
        result = logs_write(&logs, LOG_LEVEL_ERROR, args->words, (struct word){data, size});
    free(data);
    return result;
}

struct level_args {
    const char *level, *name;
    struct logs_options logs;
};

/* Both ways, as in Python: the name of a number, the number of a name. */
static int run_level_name(struct call *call)
{
    const struct level_args *args = ARGS(struct level_args, call);
    log_levels added = getenv("XLOG_LEVELS");
    char room[LOG_LEVEL_ROOM];
    int number;

    if (!log_level_read(added, word_of(args->level), &number))
        return fail_words(call->fail, EX_DATAERR, "'%.100s' is not a level", args->level);
    if (*args->level >= '0' && *args->level <= '9') {
        struct word name = log_level_name(added, number, room);
        out_string(call->out, name.data, name.size);
    } else
        out_int(call->out, number);
    return 0;
}

static int run_level_names(struct call *call)
{
    log_levels added = getenv("XLOG_LEVELS");
    const struct log_level *known;
    struct log_level level;

    if (!log_levels_check(added))
        return fail_usage(call->fail, "XLOG_LEVELS: '%.100s' is not NAME=NUMBER,...", added);
    out_open(call->out, OUT_RECORD);
    for (size_t i = 0; (known = log_level_at(i)) != NULL; i++)
        out_field_int(call->out, known->name, known->number);
    while (log_levels_next(&added, &level)) {
        const char *name = arena_copy(call->arena, level.name, (size_t)level.size);
        if (name == NULL)
            return fail_no_memory(call->fail);
        out_field_int(call->out, name, level.number);
    }
    out_close(call->out);
    return 0;
}

/* Adds NAME=NUMBER to XLOG_LEVELS, for this process and what it becomes. */
static int run_add_level(struct call *call)
{
    const struct level_args *args = ARGS(struct level_args, call);
    log_levels added = getenv("XLOG_LEVELS");
    struct log_text text = {0};

    log_text_put(&text, args->name);
    log_text_char(&text, '=');
    log_text_put(&text, args->level);
    if (added != NULL && *added != '\0') {
        log_text_char(&text, ',');
        log_text_put(&text, added);
    }
    log_text_char(&text, '\0');
    int result = text.failed ? -ENOMEM : 0;
    if (result == 0 && (!log_levels_check(text.data) || strpbrk(args->name, "=,") != NULL))
        result = fail_usage(call->fail, "'%.100s' is not a positive number, or '%.100s' no name", args->level,
                            args->name);
    else if (result == 0)
        result = call_end(call, setenv("XLOG_LEVELS", text.data, 1) < 0 ? -errno : 0, NULL);
    else
        result = fail_no_memory(call->fail);
    log_text_free(&text);
    return result;
}

static int run_enabled(struct call *call)
{
    const struct level_args *args = ARGS(struct level_args, call);
    struct logs logs = {0};
    int level;

    if (logs_begin(&logs, call, &args->logs) < 0 || logs_level(&logs, "level", args->level, &level) < 0)
        return -1;
    return call_answer(call, log_is_enabled(&logs.tree, logs.name, level));
}

static int run_effective(struct call *call)
{
    const struct level_args *args = ARGS(struct level_args, call);
    struct logs logs = {0};

    if (logs_begin(&logs, call, &args->logs) < 0)
        return -1;
    out_int(call->out, log_effective_level(&logs.tree, logs.name));
    return 0;
}

struct priority_args {
    const char *facility, *priority;
};

/* Reads a priority by name or as one digit; -1 for another text. */
static int read_priority(const char *text)
{
    static const struct {
        char name[9];
        unsigned char number;
    } priorities[] = {
        {"emerg", 0}, {"alert", 1}, {"crit", 2},  {"err", 3},   {"warning", 4},  {"notice", 5},
        {"info", 6},  {"debug", 7}, {"panic", 0}, {"error", 3}, {"critical", 2}, {"warn", 4},
    };

    if (text[0] >= '0' && text[0] <= '7' && text[1] == '\0')
        return text[0] - '0';
    for (size_t i = 0; i < sizeof priorities / sizeof priorities[0]; i++)
        if (strcmp(text, priorities[i].name) == 0)
            return priorities[i].number;
    return -1;
}

static int run_priority(struct call *call)
{
    const struct priority_args *args = ARGS(struct priority_args, call);
    int facility = syslog_facility(word_of(args->facility)), priority = read_priority(args->priority);

    if (facility < 0)
        return fail_usage(call->fail, "unknown facility '%.100s'", args->facility);
    if (priority < 0)
        return fail_usage(call->fail, "unknown priority '%.100s'", args->priority);
    out_int(call->out, facility << 3 | priority);
    return 0;
}

#define RECORD(member, kind, ...) \
    PARAM(struct record_args, member, kind, .flags = PARAM_OPTION | PARAM_EXTRA, __VA_ARGS__)

static const struct param record_params[] = {
    PARAM_AS("msg", struct record_args, words, WORDS, .metavar = PACKED("MSG"),
             .help = PACKED("MSG [ARG...] [KEY=VALUE...]: ARGs replace %s and so on in MSG, KEY=VALUE adds a field")),
    LOGS_DESTINATIONS(struct record_args),
    LOGS_RECORD(struct record_args),
};

static const struct param log_params[] = {
    PARAM_AS("level", struct record_args, words, WORDS, .metavar = PACKED("LEVEL"),
             .help = PACKED("LEVEL MSG [ARG...] [KEY=VALUE...]: a level by name or number, then the message")),
    LOGS_FORMATS(struct record_args),
    LOGS_RECORD(struct record_args),
};

static const struct param exception_params[] = {
    PARAM_AS("msg", struct record_args, words, WORDS, .metavar = PACKED("MSG"),
             .help = PACKED("MSG [ARG...] [KEY=VALUE...]")),
    LOGS_DESTINATIONS(struct record_args),
    LOGS_RECORD(struct record_args),
    RECORD(attach, PATH, .metavar = PACKED("FILE"), .help = PACKED("the file's text follows the message: exc_text")),
    RECORD(from_status, MAYBE_SIZE, .fallback = FALLBACK_NONE, .metavar = PACKED("STATUS"),
           .help = PACKED("adds the field status")),
};

static const struct param name_params[] = {
    PARAM(struct level_args, level, TEXT, .help = PACKED("a number, or a name")),
};

static const struct param add_params[] = {
    PARAM(struct level_args, level, TEXT, .help = PACKED("a positive number")),
    PARAM_AS("levelName", struct level_args, name, TEXT, .help = PACKED("its name")),
};

static const struct param enabled_params[] = {
    PARAM(struct level_args, level, TEXT, .help = PACKED("a level by name or number")),
    LOGS_CONFIG(struct level_args),
    LOGS_OPTION(struct level_args, "name", name, TEXT, .help = PACKED("the logger: dotted names; default XLOG_NAME")),
};

static const struct param effective_params[] = {
    LOGS_CONFIG(struct level_args),
    LOGS_OPTION(struct level_args, "name", name, TEXT, .help = PACKED("the logger: dotted names; default XLOG_NAME")),
};

static const struct param check_params[] = {
    PARAM(struct config_args, file, PATH, .help = PACKED("a file with the configuration")),
};

static const struct param names_params[] = {LOGS_CONFIG(struct config_args)};

static const struct param make_params[] = {
    PARAM_AS("attrdict", struct make_args, attributes, BYTES, .metavar = PACKED("JSON"),
             .help = PACKED("an object: the attributes")),
};

static const struct param priority_params[] = {
    PARAM(struct priority_args, facility, TEXT, .help = PACKED("local0, daemon and so on, or a number")),
    PARAM(struct priority_args, priority, TEXT,
          .help = PACKED("emerg, alert, crit, err, warning, notice, info, debug, or a number")),
};

#define LEVEL(name_, level_) \
    { \
        .name = name_, \
        TEXTS(.summary = "Write a record of level " level_ " to the log", .result = "None", \
              .example = "xos " name_ " 'user %s in' ann code=200", .signature = name_ "(msg, *args, **kwargs)"), \
        .acts_on = ACTS_ON_SYSTEM, .available = ON_ALL, .flags = OP_WRITES, \
        OP_PARAMS(struct record_args, record_params), .run = run_level \
    }

#define NOT_HERE(name_, summary_, instead_) \
    { \
        .name = name_, TEXTS(.summary = summary_, .result = "None", .instead = instead_), .acts_on = ACTS_ON_VALUE, \
        .available = ON_ALL \
    }
#define NO_CODE "classes and functions of Python: formats, filters and XLOG_EXTRA do that here"
#define NO_SWITCH "the field is always there"
#define NO_CHANGE "a configuration is read as a whole: change it, and send SIGHUP"
#define NO_HTTP "there is no HTTP client here: --to 'exec:curl ...'"
#define NO_QUEUE "between processes a UNIX socket is the queue: --to queue:PATH"
#define NO_MAIL "there is no mail client here: --to 'exec:mail ...'"
#define NO_BUFFERING "each record is written by itself: --to memory:N holds them back"

#define WINDOWS(name_) \
    { \
        .name = name_, \
        TEXTS(.summary = "Write records to the event log of Windows", .result = "None", .elsewhere = "Windows"), \
        .acts_on = ACTS_ON_SYSTEM, .available = ON_WINDOWS \
    }

static const struct op ops[] = {
    LEVEL("debug", "DEBUG"),
    LEVEL("info", "INFO"),
    LEVEL("warning", "WARNING"),
    LEVEL("warn", "WARNING"),
    LEVEL("error", "ERROR"),
    LEVEL("critical", "CRITICAL"),
    LEVEL("fatal", "CRITICAL"),
    {
        .name = "log",
        TEXTS(.summary = "Write a record of any level to the log", .result = "None",
              .example = "xos log 35 'user %s in' ann", .signature = "log(level, msg, *args, **kwargs)"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_ALL,
        .flags = OP_WRITES,
        OP_PARAMS(struct record_args, log_params),
        .run = run_log,
    },
    {
        .name = "exception",
        TEXTS(.summary = "Write an error to the log, with a text and a status", .result = "None",
              .example = "echo text >trace; xos exception 'job failed' --attach trace --from-status 3",
              .signature = "exception(msg, *args, **kwargs)"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_ALL,
        .flags = OP_WRITES,
        OP_PARAMS(struct record_args, exception_params),
        .run = run_exception,
    },
    {
        .name = "getLevelName",
        TEXTS(.summary = "Return the name of a level, or the number of a name", .result = "str or int",
              .note = "Level N for a number without a name; an unknown name is status 65",
              .example = "xos getLevelName 30; xos getLevelName WARN"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        OP_PARAMS(struct level_args, name_params),
        .run = run_level_name,
    },
    {
        .name = "getLevelNamesMapping",
        TEXTS(.summary = "Return the numbers of all names of levels", .result = "record NAME=NUMBER", .since = "3.11",
              .example = "xos getLevelNamesMapping"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        .run = run_level_names,
    },
    {
        .name = "addLevelName",
        TEXTS(.summary = "Give a level a name", .result = "None",
              .note = "Sets the variable XLOG_LEVELS, which PROG and its children inherit",
              .example = "xos addLevelName 25 NOTICE -- xos getLevelName 25"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_ALL,
        .flags = OP_CHAIN,
        OP_PARAMS(struct level_args, add_params),
        .run = run_add_level,
    },
    {
        .name = "isEnabledFor",
        TEXTS(.summary = "Tell whether records of a level are processed", .result = "bool",
              .example = "xos isEnabledFor debug"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        .flags = OP_PREDICATE,
        OP_PARAMS(struct level_args, enabled_params),
        .run = run_enabled,
    },
    {
        .name = "getEffectiveLevel",
        TEXTS(.summary = "Return the level from which a logger's records are processed", .result = "int",
              .example = "XLOG_LEVEL=error xos getEffectiveLevel"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        OP_PARAMS(struct level_args, effective_params),
        .run = run_effective,
    },
    {
        .name = "makeLogRecord",
        TEXTS(.summary = "Make a record of its attributes", .result = "record name= msg= args= levelname=...",
              .note = "args that are there are put into msg; attributes that logging does not know follow the others",
              .example = "xos makeLogRecord '{\"name\":\"app\",\"msg\":\"%s in\",\"args\":[\"ann\"]}'",
              .signature = "makeLogRecord(attrdict)"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        OP_PARAMS(struct make_args, make_params),
        .run = logging_make_record,
    },
    {
        .name = "dictConfig",
        TEXTS(.summary = "Check a configuration of loggers and handlers in JSON", .result = "None", .errors = "ENOENT",
              .note = "status 78 with the place of what is wrong; xlog --config FILE uses it",
              .example = "echo '{\"version\":1}' >log.json; xos dictConfig log.json",
              .signature = "dictConfig(config)"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        OP_PARAMS(struct config_args, check_params),
        .run = logging_check,
    },
    {
        .name = "fileConfig",
        TEXTS(.summary = "Check a configuration of loggers and handlers in INI form", .result = "None",
              .errors = "ENOENT", .note = "of the Python in args only literals are read",
              .example =
                  "printf '[loggers]\\nkeys=root\\n[handlers]\\nkeys=\\n[logger_root]\\nlevel=INFO\\n' >log.ini; "
                  "xos fileConfig log.ini",
              .signature = "fileConfig(fname, defaults=None, disable_existing_loggers=True, encoding=None)"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        OP_PARAMS(struct config_args, check_params),
        .run = logging_check,
    },
    {
        .name = "getHandlerNames",
        TEXTS(.summary = "Return the names of a configuration's handlers", .result = "list of str", .since = "3.12",
              .example = "xos getHandlerNames"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        OP_PARAMS(struct config_args, names_params),
        .run = logging_handler_names,
    },
    {
        .name = "SysLogHandler.encodePriority",
        TEXTS(.summary = "Return the number that stands for facility and priority of syslog", .result = "int",
              .example = "xos SysLogHandler.encodePriority local0 err",
              .signature = "SysLogHandler.encodePriority(facility, priority)"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        OP_PARAMS(struct priority_args, priority_params),
        .run = run_priority,
    },
    NOT_HERE("getLoggerClass", "Return the class of loggers", NO_CODE),
    NOT_HERE("setLoggerClass", "Set the class of loggers", NO_CODE),
    NOT_HERE("getLogRecordFactory", "Return the function that makes records", NO_CODE),
    NOT_HERE("setLogRecordFactory", "Set the function that makes records", NO_CODE),
    NOT_HERE("raiseExceptions", "Decide whether failures of handlers are reported",
             "a record that is lost is always reported: status 74"),
    NOT_HERE("logThreads", "Decide whether records have their thread", NO_SWITCH),
    NOT_HERE("logMultiprocessing", "Decide whether records have the name of their process", NO_SWITCH),
    NOT_HERE("logProcesses", "Decide whether records have their process", NO_SWITCH),
    NOT_HERE("logAsyncioTasks", "Decide whether records have their task", NO_SWITCH),
    NOT_HERE("Logger.getChild", "Return the logger below another one", "write the name: --name PARENT.CHILD"),
    NOT_HERE("Logger.removeFilter", "Take a filter from a logger", NO_CHANGE),
    NOT_HERE("Logger.removeHandler", "Take a handler from a logger", NO_CHANGE),
    NOT_HERE("Handler.createLock", "Make the lock of a handler",
             "there is one thread; processes take turns by a lock of the file"),
    NOT_HERE("Handler.removeFilter", "Take a filter from a handler", NO_CHANGE),
    NOT_HERE("Formatter.formatException", "Format an exception",
             "there is no traceback at a shell: exception --attach FILE adds a text"),
    NOT_HERE("BufferingFormatter", "Format several records", NO_BUFFERING),
    NOT_HERE("BufferingFormatter.formatHeader", "Return what precedes several records", NO_BUFFERING),
    NOT_HERE("BufferingFormatter.formatFooter", "Return what follows several records", NO_BUFFERING),
    NOT_HERE("BufferingFormatter.format", "Format several records", NO_BUFFERING),
    NOT_HERE("LoggerAdapter.process", "Change a message and its fields", NO_CODE),
    NOT_HERE("SMTPHandler.emit", "Send a record by mail", NO_MAIL),
    NOT_HERE("SMTPHandler.getSubject", "Return the subject of a mail", NO_MAIL),
    NOT_HERE("HTTPHandler", "Send records by HTTP", NO_HTTP),
    NOT_HERE("HTTPHandler.mapLogRecord", "Return what is sent of a record", NO_HTTP),
    NOT_HERE("HTTPHandler.emit", "Send a record by HTTP", NO_HTTP),
    NOT_HERE("HTTPHandler.getConnection", "Connect to a server", NO_HTTP),
    NOT_HERE("QueueHandler", "Put records into a queue", NO_QUEUE),
    NOT_HERE("QueueHandler.emit", "Put a record into a queue", NO_QUEUE),
    NOT_HERE("QueueHandler.prepare", "Make a record ready for a queue", NO_QUEUE),
    NOT_HERE("QueueHandler.enqueue", "Put a record into a queue", NO_QUEUE),
    NOT_HERE("QueueHandler.listener", "Return the listener of a queue", NO_QUEUE),
    NOT_HERE("listen", "Take configurations from a socket", NO_CHANGE),
    NOT_HERE("stopListening", "Take no more configurations from a socket", NO_CHANGE),
    NOT_HERE("dictConfigClass", "Return the class that reads configurations", NO_CODE),
    NOT_HERE("DictConfigurator", "Read configurations", NO_CODE),
    NOT_HERE("BaseConfigurator.importer", "Import what a configuration names", NO_CODE),
    NOT_HERE("RESET_ERROR", "Say that a connection was reset", "it is the errno ECONNRESET"),
    WINDOWS("NTEventLogHandler"),
    WINDOWS("NTEventLogHandler.close"),
    WINDOWS("NTEventLogHandler.emit"),
    WINDOWS("NTEventLogHandler.getEventCategory"),
    WINDOWS("NTEventLogHandler.getEventType"),
    WINDOWS("NTEventLogHandler.getMessageID"),
};

const struct chapter chapter_logging = CHAPTER(SECTION_LOGGING, "logging: records of what happens", ops);
