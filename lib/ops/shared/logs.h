/* SPDX-License-Identifier: MIT */
/* What the rows and applets of the chapter logging share: the loggers and destinations that options and the variables
 * XLOG_ describe, records from a command line, failures in words.
 *
 *     struct logs logs = {0};
 *     if (logs_begin(&logs, call, &args->logs) < 0)
 *         return -1;
 *     return logs_write(&logs, level, args->words, (struct word){0}); */
#ifndef XOS_OPS_SHARED_LOGS_H
#define XOS_OPS_SHARED_LOGS_H

#include "log/logger.h"
#include "table/op.h"

/* The options that the rows have in common; a row's argument struct has a member `logs` of this type. */
struct logs_options {
    const char *name, *level, *format, *datefmt, *style, *at, *stack, *tz, *config;
    struct occurrences to, extra, arg;
};

#define LOGS_OPTION(T, name, member, kind, ...) \
    PARAM_AS(name, T, logs.member, kind, .flags = PARAM_OPTION | PARAM_OPTIONAL | PARAM_EXTRA, __VA_ARGS__)

/* The parameters for them. */
#define LOGS_CONFIG(T) \
    LOGS_OPTION(T, "config", config, PATH, .metavar = PACKED("FILE"), \
                .help = PACKED("a dictConfig (JSON) or fileConfig; default XLOG_CONFIG"))
#define LOGS_DESTINATIONS(T) \
    LOGS_FORMATS(T), LOGS_OPTION(T, "level", level, TEXT, .metavar = PACKED("LEVEL"), \
                                 .help = PACKED("the least level; default XLOG_LEVEL, info"))
#define LOGS_FORMATS(T) \
    LOGS_OPTION(T, "name", name, TEXT, .help = PACKED("the logger: dotted names; default XLOG_NAME, root")), \
        LOGS_OPTION(T, "to", to, REPEATED, .metavar = PACKED("DEST"), \
                    .help = PACKED("KIND:ADDRESS[,KEY=VALUE...]; default XLOG_TO, fd:2")), \
        LOGS_CONFIG(T), \
        LOGS_OPTION(T, "format", format, TEXT, .help = PACKED("of destinations without one: plain, json, or fields")), \
        LOGS_OPTION(T, "datefmt", datefmt, TEXT, .seldom = true, .metavar = PACKED("FORMAT"), \
                    .help = PACKED("how the time is written, as in xdate")), \
        LOGS_OPTION(T, "style", style, TEXT, .seldom = true, .metavar = PACKED("%|{|$"), \
                    .help = PACKED("how the format names fields; default %")), \
        LOGS_OPTION(T, "tz", tz, TEXT, .seldom = true, .metavar = PACKED("ZONE"), \
                    .help = PACKED("the zone of times; default TZ")), \
        LOGS_OPTION(T, "extra", extra, REPEATED, .metavar = PACKED("KEY=VALUE"), \
                    .help = PACKED("a field of every record")), \
        LOGS_OPTION(T, "at", at, TEXT, .metavar = PACKED("FILE:LINE:FUNCTION"), \
                    .help = PACKED("where in the script; default XLOG_AT"))
#define LOGS_RECORD(T) \
    LOGS_OPTION(T, "arg", arg, REPEATED, .seldom = true, .metavar = PACKED("WORD"), \
                .help = PACKED("an ARG, whatever it looks like, behind the others")), \
        LOGS_OPTION(T, "stack", stack, TEXT, .seldom = true, .help = PACKED("text for stack_info"))

struct logs {
    struct call *call;
    const struct logs_options *options;
    struct log_host host;
    struct log_tree tree;
    struct log_destination *destinations; /* linked by next */
    struct word name;
    struct log_extra *extras; /* of every record */
    size_t extra_count;
    struct os_process_start start;
    struct log_text message;
    char level_room[LOG_LEVEL_ROOM];
    bool configured;  /* from a file */
    bool has_level;   /* which says the root's level */
    int opened;       /* destinations that were opened */
    int64_t recorder; /* records that a memory before each destination keeps back; 0: there is none */
};

/* Reads options and variables; nothing is opened. logs->recorder is set by the caller. 0, or -1 with the failure
 * recorded. */
int logs_begin(struct logs *logs, struct call *call, const struct logs_options *options);

/* Reads a level. 0, or -1 with the usage error recorded. */
int logs_level(struct logs *logs, const char *option, const char *text, int *level);

/* Reads a configuration's loggers and destinations in place of those that there are. 0, or -1 with the failure
 * recorded.
 */
int logs_configure(struct logs *logs, const char *file);

/* Moves what was read and opened from `from`, which must not be used any more. */
void logs_move(struct logs *logs, const struct logs *from);

/* Adds a destination to the root logger. 0, or -1 with the failure recorded. */
int logs_add(struct logs *logs, const char *option, const char *text);

/* The same to that logger of logs->tree. */
int logs_add_to(struct logs *logs, struct log_logger *logger, const char *option, const char *text);

/* Sets what a record has without a message: its time, level, logger, process, and the fields of every record. 0, or -1
 * with the failure recorded. */
int logs_stamp(struct logs *logs, struct log_record *record, int level);

/* The record of MSG [ARG...] [KEY=VALUE...]. 0, or -1 with the failure recorded. */
int logs_record(struct logs *logs, struct log_record *record, int level, struct words words);

/* Opens the destinations. 0, or -1 with the failure recorded. */
int logs_open(struct logs *logs);

/* Records why the destination with that text could not be opened: result is log_open's. Returns -1. */
int logs_not_opened(struct fail *fail, int result, const char *text);

/* Drops all destinations of the root logger: those of XLOG_TO, or the default one. */
void logs_forget(struct logs *logs);

/* Fills in what only /proc tells, if a destination's format needs it. */
void logs_complete(struct logs *logs, struct log_record *record);

/* The formats of the destinations must find all their fields in the record: 0, or -1 with the usage error recorded. */
int logs_check_fields(struct logs *logs, const struct log_record *record);

/* Hands the record to its logger if that is enabled for its level. 0, or the first failure, -errno: logs_end says what
 * was lost. */
int logs_handle(struct logs *logs, const struct log_record *record);

/* Sends the records that destinations have held back (log_settle). */
void logs_settle(struct logs *logs);

/* Opens the destinations, hands over the record of MSG [ARG...] [KEY=VALUE...], with exc_text behind it (data NULL:
 * nothing), and closes. 0, or -1 with the failure recorded. */
int logs_write(struct logs *logs, int level, struct words words, struct word exc_text);

/* Flushes and closes. 0, or -1 with the failure recorded: one from before, or status 74 with the number of records that
 * were lost. */
int logs_end(struct logs *logs);

#endif
