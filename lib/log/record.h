/* SPDX-License-Identifier: MIT */
/* A record: what logging's LogRecord is. The texts are borrowed from who makes it. */
#ifndef XOS_LOG_RECORD_H
#define XOS_LOG_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

#include "log/text.h"
#include "os/process.h"
#include "value/arena.h"
#include "value/word.h"

/* A field that the caller has added. */
struct log_extra {
    struct word name, value;
    bool json; /* value is JSON unchanged (a number, an array), not a string */
};

/* A word with data NULL is None. */
struct log_record {
    struct word name; /* of the logger: "app.db", "root" */
    int level;
    struct word level_name;
    struct word message; /* finished */
    struct timespec created;
    int64_t relative_ns; /* since the process that logs began */
    struct word pathname, function;
    int64_t line;
    pid_t process;
    int64_t thread;
    struct word process_name, thread_name, task_name;
    struct word exc_text, stack_info; /* appended to formatted text, each after a newline */
    const struct log_extra *extras;
    size_t extra_count;
};

/* The attributes in the order of LogRecord.__dict__, which is that of JSON records; asctime is made on demand. */
enum log_field {
    LOG_NAME,
    LOG_MSG,
    LOG_ARGS,
    LOG_LEVELNAME,
    LOG_LEVELNO,
    LOG_PATHNAME,
    LOG_FILENAME,
    LOG_MODULE,
    LOG_EXC_INFO,
    LOG_EXC_TEXT,
    LOG_STACK_INFO,
    LOG_LINENO,
    LOG_FUNCNAME,
    LOG_CREATED,
    LOG_MSECS,
    LOG_RELATIVE_CREATED,
    LOG_THREAD,
    LOG_THREAD_NAME,
    LOG_PROCESS_NAME,
    LOG_PROCESS,
    LOG_TASK_NAME,
    LOG_MESSAGE,
    LOG_ASCTIME,
    LOG_FIELDS
};

/* A field's value: a text, or a number divided by 10^decimals (decimals -1: an integer), or None. */
struct log_value {
    enum { LOG_NONE, LOG_TEXT, LOG_NUMBER } kind;
    struct word text;
    int64_t number;
    int decimals;
};

/* "levelname". */
const char *log_field_name(enum log_field field);

/* The field of that name; LOG_FIELDS if it is none of logging's. */
enum log_field log_field_find(struct word name);

/* True for a field whose value is a number. */
bool log_field_is_number(enum log_field field);

/* A field of a record; of asctime, which a formatter makes, None. */
struct log_value log_record_value(const struct log_record *record, enum log_field field);

/* Returns the extra field with that name among count fields, or NULL. */
const struct log_extra *log_extra_find(const struct log_extra *extras, size_t count, struct word name);

/* Copies a record and its texts into the arena. False when memory is out. */
bool log_record_copy(struct log_record *copy, const struct log_record *record, struct arena *arena);

/* Fills in what only /proc tells of record->process: process_name, which start then holds, and relative_ns. What cannot
 * be found out stays as it is. */
void log_record_ask(struct log_record *record, struct os_process_start *start);

/* Appends the record as a line of JSON without its end. It has logging's names, then the extra fields, so that Python's
 * logging.makeLogRecord(json.loads(line)) takes it. */
void log_record_json(const struct log_record *record, struct log_text *text);

#endif
