/* SPDX-License-Identifier: MIT */
/* Reading messages of syslog: RFC 5424; RFC 3164 as programs really send it, where only <PRI> is sure to be there. */
#include "log/level.h"
#include "log/receive.h"
#include "log/syslog.h"
#include "value/isotime.h"
#include "value/number.h"

enum { EXTRAS = 64, PRIORITY_MOST = 191, SEVERITIES = 8 };

/* A message while it is read. */
struct message {
    struct log_record *record;
    struct log_extra *extras;
    const char *at, *end;
};

static void add_extra(struct message *message, struct word name, struct word value)
{
    if (message->record->extra_count < EXTRAS && log_field_find(name) == LOG_FIELDS && name.size > 0)
        message->extras[message->record->extra_count++] = (struct log_extra){name, value, false};
}

/* Reads the next word of RFC 5424's header and skips the blank after it; "-" is an absent value. */
static struct word next_word(struct message *message)
{
    const char *from = message->at, *blank = memchr(from, ' ', (size_t)(message->end - from));
    struct word word = {from, (size_t)((blank != NULL ? blank : message->end) - from)};

    message->at = blank != NULL ? blank + 1 : message->end;
    return word_is(word, "-") ? (struct word){0} : word;
}

static void read_process(struct message *message, struct word word)
{
    struct number number;
    int64_t value;

    if (word.size > 0 && number_read(word, 10, &number) && number_to_int64(number, 0, INT32_MAX, &value))
        message->record->process = (pid_t)value;
}

/* Reads NAME="VALUE" inside of structured data. The quotes of a value lose their backslashes in place. */
static bool read_parameter(struct message *message)
{
    const char *equals = memchr(message->at, '=', (size_t)(message->end - message->at));
    struct word name = {message->at, equals != NULL ? (size_t)(equals - message->at) : 0};

    if (equals == NULL || equals + 1 == message->end || equals[1] != '"')
        return false;
    char *to = (char *)equals + 2;
    struct word value = {to, 0};
    const char *at = to;
    for (; at < message->end && *at != '"'; at++) {
        at += *at == '\\' && at + 1 < message->end && strchr("\"\\]", at[1]) != NULL && at[1] != '\0';
        *to++ = *at;
    }
    if (at == message->end)
        return false;
    value.size = (size_t)(to - value.data);
    message->at = at + 1;
    add_extra(message, name, value);
    return true;
}

/* Reads [ID NAME="VALUE"...]... or -. */
static bool read_structure(struct message *message)
{
    if (message->at < message->end && *message->at == '-') {
        message->at++;
        return true;
    }
    while (message->at < message->end && *message->at == '[') {
        while (message->at < message->end && *message->at != ' ' && *message->at != ']')
            message->at++;
        while (message->at < message->end && *message->at == ' ') {
            message->at++;
            if (!read_parameter(message))
                return false;
        }
        if (message->at == message->end || *message->at++ != ']')
            return false;
    }
    return true;
}

static bool read_5424(struct message *message)
{
    static const char mark[] = "\xef\xbb\xbf"; /* of UTF-8 */
    struct word time = next_word(message), host = next_word(message), name = next_word(message);
    struct timespec created;

    if (time.size > 0 && time_read(time, &created))
        message->record->created = created;
    if (host.size > 0)
        add_extra(message, word_of("host"), host);
    if (name.size > 0)
        message->record->name = name;
    read_process(message, next_word(message));
    struct word id = next_word(message);
    if (id.size > 0)
        add_extra(message, word_of("msgid"), id);
    if (!read_structure(message))
        return false;
    message->at += message->at < message->end && *message->at == ' ';
    if (message->end - message->at >= 3 && memcmp(message->at, mark, 3) == 0)
        message->at += 3;
    return true;
}

/* Skips "Nov 29 02:40:00 ". */
static bool skip_stamp(struct message *message)
{
    static const char form[] = "Aaa dd dd:dd:dd ";
    const char *at = message->at;

    for (const char *it = form; *it != '\0'; it++, at++) {
        bool digit = at < message->end && *at >= '0' && *at <= '9';
        if (at == message->end || (*it == 'd'   ? !digit && *at != ' '
                                   : *it == 'A' ? *at < 'A' || *at > 'Z'
                                   : *it == 'a' ? *at < 'a' || *at > 'z'
                                                : *at != *it))
            return false;
    }
    message->at = at;
    return true;
}

/* Reads "HOST TAG[PID]: " or "TAG: " behind the time. */
static void read_tag(struct message *message)
{
    for (int i = 0; i < 2; i++) {
        const char *from = message->at, *stop = from;
        while (stop < message->end && strchr(" :[", *stop) == NULL)
            stop++;
        struct word word = {from, (size_t)(stop - from)};
        if (stop == message->end || word.size == 0)
            return;
        if (*stop == ' ' && i == 0) {
            message->at = stop + 1;
            add_extra(message, word_of("host"), word);
            continue;
        }
        const char *close = *stop == '[' ? memchr(stop, ']', (size_t)(message->end - stop)) : NULL;
        if (*stop == ' ' || (*stop == '[' && close == NULL))
            return;
        message->record->name = word;
        if (close != NULL) {
            read_process(message, (struct word){stop + 1, (size_t)(close - stop - 1)});
            stop = close + 1;
        }
        stop += stop < message->end && *stop == ':';
        message->at = stop + (stop < message->end && *stop == ' ');
        return;
    }
}

/* Reads <PRI>. */
static bool read_priority(struct message *message)
{
    static const unsigned char levels[SEVERITIES] = {LOG_LEVEL_CRITICAL, LOG_LEVEL_CRITICAL, LOG_LEVEL_CRITICAL,
                                                     LOG_LEVEL_ERROR,    LOG_LEVEL_WARNING,  LOG_LEVEL_INFO,
                                                     LOG_LEVEL_INFO,     LOG_LEVEL_DEBUG};
    int priority = 0;
    const char *at = message->at + 1;

    for (; at < message->end && *at >= '0' && *at <= '9' && priority <= PRIORITY_MOST; at++)
        priority = priority * 10 + (*at - '0');
    if (at == message->at + 1 || at == message->end || *at != '>' || priority > PRIORITY_MOST)
        return false;
    message->at = at + 1;
    message->record->level = levels[priority % SEVERITIES];
    add_extra(message, word_of("facility"), word_of(syslog_facility_name(priority / SEVERITIES)));
    return true;
}

const char *log_syslog_read(struct log_record *record, struct word text, struct arena *arena)
{
    struct message message = {.record = record, .extras = arena_alloc(arena, EXTRAS * sizeof(struct log_extra))};

    message.at = arena_copy(arena, text.data, text.size);
    if (message.extras == NULL || message.at == NULL)
        return "out of memory";
    record->extras = message.extras;
    record->extra_count = 0;
    while (text.size > 0 && strchr("\r\n", text.data[text.size - 1]) != NULL) /* NUL bytes too */
        text.size--;
    message.end = message.at + text.size;
    if (text.size == 0 || *message.at != '<' || !read_priority(&message))
        return "a message without <PRIORITY>";
    if (message.end - message.at > 2 && message.at[0] == '1' && message.at[1] == ' ') {
        message.at += 2;
        if (!read_5424(&message))
            return "a message whose structured data cannot be read";
    } else if (skip_stamp(&message))
        read_tag(&message);
    record->message = (struct word){message.at, (size_t)(message.end - message.at)};
    return NULL;
}
