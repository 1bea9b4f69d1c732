/* SPDX-License-Identifier: MIT */
/* Records: their fields by name, and their JSON. */
#include "log/record.h"

#include "os/clock.h"
#include "os/deadline.h"
#include "os/process.h"
#include "value/number.h"

enum { WHOLE = -1 }; /* decimals of an integer */

static const char names[LOG_FIELDS][16] = {
    [LOG_NAME] = "name",
    [LOG_MSG] = "msg",
    [LOG_ARGS] = "args",
    [LOG_LEVELNAME] = "levelname",
    [LOG_LEVELNO] = "levelno",
    [LOG_PATHNAME] = "pathname",
    [LOG_FILENAME] = "filename",
    [LOG_MODULE] = "module",
    [LOG_EXC_INFO] = "exc_info",
    [LOG_EXC_TEXT] = "exc_text",
    [LOG_STACK_INFO] = "stack_info",
    [LOG_LINENO] = "lineno",
    [LOG_FUNCNAME] = "funcName",
    [LOG_CREATED] = "created",
    [LOG_MSECS] = "msecs",
    [LOG_RELATIVE_CREATED] = "relativeCreated",
    [LOG_THREAD] = "thread",
    [LOG_THREAD_NAME] = "threadName",
    [LOG_PROCESS_NAME] = "processName",
    [LOG_PROCESS] = "process",
    [LOG_TASK_NAME] = "taskName",
    [LOG_MESSAGE] = "message",
    [LOG_ASCTIME] = "asctime",
};

const char *log_field_name(enum log_field field)
{
    return names[field];
}

enum log_field log_field_find(struct word name)
{
    int field = 0;

    while (field < LOG_FIELDS && !word_is(name, names[field]))
        field++;
    return (enum log_field)field;
}

bool log_field_is_number(enum log_field field)
{
    return field == LOG_LEVELNO || field == LOG_LINENO || field == LOG_CREATED || field == LOG_MSECS ||
           field == LOG_RELATIVE_CREATED || field == LOG_THREAD || field == LOG_PROCESS;
}

static struct log_value text_value(struct word text)
{
    return (struct log_value){.kind = text.data != NULL ? LOG_TEXT : LOG_NONE, .text = text};
}

static struct log_value number_value(int64_t number, int decimals)
{
    return (struct log_value){.kind = LOG_NUMBER, .number = number, .decimals = decimals};
}

/* The last part of the path; without what follows its last dot if module. */
static struct word file_name(struct word path, bool module)
{
    if (path.data == NULL)
        return path;
    const char *slash = memrchr(path.data, '/', path.size);
    struct word name = path;
    if (slash != NULL)
        name = (struct word){slash + 1, (size_t)(path.data + path.size - slash - 1)};
    const char *dot = module && name.size > 0 ? memrchr(name.data + 1, '.', name.size - 1) : NULL;
    if (dot != NULL)
        name.size = (size_t)(dot - name.data);
    return name;
}

/* Nanoseconds since 1970; of a time more than 292 years away from that, the nearest one that fits. */
static int64_t created_ns(const struct log_record *record)
{
    int64_t ns;
    bool beyond = __builtin_mul_overflow((int64_t)record->created.tv_sec, SECOND_NS, &ns) ||
                  __builtin_add_overflow(ns, (int64_t)record->created.tv_nsec, &ns);

    return !beyond ? ns : record->created.tv_sec < 0 ? INT64_MIN : INT64_MAX;
}

struct log_value log_record_value(const struct log_record *record, enum log_field field)
{
    enum { NS_PER_MS = 1000000, NS = 9, MS = 1, RELATIVE = 6 };

    switch (field) {
    case LOG_NAME:
        return text_value(record->name);
    case LOG_MSG:
    case LOG_MESSAGE:
        return text_value(record->message);
    case LOG_LEVELNAME:
        return text_value(record->level_name);
    case LOG_LEVELNO:
        return number_value(record->level, WHOLE);
    case LOG_PATHNAME:
        return text_value(record->pathname);
    case LOG_FILENAME:
        return text_value(file_name(record->pathname, false));
    case LOG_MODULE:
        return text_value(file_name(record->pathname, true));
    case LOG_EXC_TEXT:
        return text_value(record->exc_text);
    case LOG_STACK_INFO:
        return text_value(record->stack_info);
    case LOG_LINENO:
        return number_value(record->line, WHOLE);
    case LOG_FUNCNAME:
        return text_value(record->function);
    case LOG_CREATED:
        return number_value(created_ns(record), NS);
    case LOG_MSECS:
        return number_value(record->created.tv_nsec / NS_PER_MS * 10, MS);
    case LOG_RELATIVE_CREATED:
        return number_value(record->relative_ns, RELATIVE);
    case LOG_THREAD:
        return number_value(record->thread, WHOLE);
    case LOG_THREAD_NAME:
        return text_value(record->thread_name);
    case LOG_PROCESS_NAME:
        return text_value(record->process_name);
    case LOG_PROCESS:
        return number_value(record->process, WHOLE);
    case LOG_TASK_NAME:
        return text_value(record->task_name);
    default:
        return (struct log_value){0};
    }
}

const struct log_extra *log_extra_find(const struct log_extra *extras, size_t count, struct word name)
{
    for (size_t i = 0; i < count; i++)
        if (extras[i].name.size == name.size && memcmp(extras[i].name.data, name.data, name.size) == 0)
            return &extras[i];
    return NULL;
}

static bool copy_word(struct word *word, struct arena *arena)
{
    if (word->data == NULL)
        return true;
    word->data = arena_copy(arena, word->data, word->size);
    return word->data != NULL;
}

bool log_record_copy(struct log_record *copy, const struct log_record *record, struct arena *arena)
{
    struct log_extra *extras = arena_alloc(arena, (record->extra_count + 1) * sizeof *extras);

    *copy = *record;
    struct word *const words[] = {&copy->name,     &copy->level_name,   &copy->message,     &copy->pathname,
                                  &copy->function, &copy->process_name, &copy->thread_name, &copy->task_name,
                                  &copy->exc_text, &copy->stack_info};
    bool done = extras != NULL;
    for (size_t i = 0; i < sizeof words / sizeof words[0] && done; i++)
        done = copy_word(words[i], arena);
    for (size_t i = 0; i < record->extra_count && done; i++) {
        extras[i] = record->extras[i];
        done = copy_word(&extras[i].name, arena) && copy_word(&extras[i].value, arena);
    }
    copy->extras = extras;
    return done;
}

void log_record_ask(struct log_record *record, struct os_process_start *start)
{
    struct timespec now;

    if (os_process_start(record->process, start) < 0)
        return;
    record->process_name = word_of(start->name);
    if (os_clock_get(CLOCK_BOOTTIME, &now) == 0)
        record->relative_ns = (int64_t)now.tv_sec * SECOND_NS + now.tv_nsec - start->since_boot_ns;
}

static void add_value(struct log_text *text, const struct log_value *value)
{
    char number[NUMBER_ROOM];

    if (value->kind == LOG_NONE)
        log_text_put(text, "null");
    else if (value->kind == LOG_TEXT)
        log_text_json(text, value->text);
    else
        log_text_add(text, number,
                     value->decimals < 0 ? int_write(number, value->number)
                                         : decimal_write(number, value->number, value->decimals));
}

void log_record_json(const struct log_record *record, struct log_text *text)
{
    log_text_char(text, '{');
    for (int field = 0; field < LOG_ASCTIME; field++) {
        struct log_value value = log_record_value(record, (enum log_field)field);
        log_text_put(text, field > 0 ? ",\"" : "\"");
        log_text_put(text, names[field]);
        log_text_put(text, "\":");
        add_value(text, &value);
    }
    for (size_t i = 0; i < record->extra_count; i++) {
        const struct log_extra *extra = &record->extras[i];
        log_text_char(text, ',');
        log_text_json(text, extra->name);
        log_text_char(text, ':');
        if (extra->json)
            log_text_word(text, extra->value);
        else
            log_text_json(text, extra->value);
    }
    log_text_char(text, '}');
}
