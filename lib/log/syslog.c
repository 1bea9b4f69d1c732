/* SPDX-License-Identifier: MIT */
/* Destination syslog: RFC 3164 as Python's SysLogHandler sends it (<PRI>, ident and text, a NUL byte; no time and no
 * host), or RFC 5424 in full. On TCP each message has its length before it (RFC 6587), and no NUL byte. */
#include "log/syslog.h"

#include <errno.h>

#include "log/parts.h"
#include "os/socket.h"
#include "value/number.h"
#include "value/quote.h"
#include "value/timefmt.h"

TEXTS_OF(log_syslog);

enum { ROOM = 2048, FACILITY_SHIFT = 3, RFC_5424 = 5424, FACILITIES = 24, SYSLOG_WARNING = 4 };

static const char names[][13] = {"kern",   "user",     "mail",    "daemon",       "auth",     "syslog",
                                 "lpr",    "news",     "uucp",    "cron",         "authpriv", "ftp",
                                 "ntp",    "security", "console", "solaris-cron", "local0",   "local1",
                                 "local2", "local3",   "local4",  "local5",       "local6",   "local7"};

const char *syslog_facility_name(int facility)
{
    return names[facility];
}

int syslog_facility(struct word word)
{
    struct number number;
    int64_t value;

    for (int i = 0; i < FACILITIES; i++)
        if (word_is(word, names[i]))
            return i;
    return number_read(word, 10, &number) && number_to_int64(number, 0, FACILITIES - 1, &value) ? (int)value : -1;
}

int syslog_priority(int level)
{
    switch (level) {
    case LOG_LEVEL_DEBUG:
        return 7;
    case LOG_LEVEL_INFO:
        return 6;
    case LOG_LEVEL_ERROR:
        return 3;
    case LOG_LEVEL_CRITICAL:
        return 2;
    default:
        return SYSLOG_WARNING;
    }
}

static int check_syslog(struct log_destination *destination, struct fail *fail, const char *option)
{
    const struct log_options *options = &destination->options;
    const char *address = *destination->address != '\0' ? destination->address : "/dev/log";
    enum log_transport transport = LOG_UDP_DATAGRAM;

    if (options->rfc != RFC_5424 && options->rfc != 3164)
        return fail_usage(fail, "%s: rfc: it is 3164 or 5424", option);
    if (options->facility != NULL && syslog_facility(word_of(options->facility)) < 0)
        return fail_usage(fail,
                          "%s: facility: unknown '%.100s' (kern user mail daemon auth syslog lpr news uucp cron "
                          "authpriv ftp ntp security console local0 to local7)",
                          option, options->facility);
    if (*address == '/' || *address == '.')
        transport = LOG_UNIX_EITHER;
    else if (strncmp(address, "tcp://", strlen("tcp://")) == 0)
        transport = LOG_TCP_STREAM;
    return wire_read(destination, fail, option, address, transport);
}

/* Appends a field of RFC 5424's header: visible ASCII, at most `most` bytes; - if the text is empty. */
static void add_header(struct log_text *text, struct word word, size_t most)
{
    log_text_char(text, ' ');
    if (word.size == 0)
        log_text_char(text, '-');
    for (size_t i = 0; i < word.size && i < most; i++)
        log_text_char(text, word.data[i] > ' ' && word.data[i] < 127 ? word.data[i] : '?');
}

/* Appends the extra fields as structured data. */
static void add_structure(struct log_text *text, const struct log_record *record)
{
    if (record == NULL || record->extra_count == 0) {
        log_text_put(text, " -");
        return;
    }
    log_text_put(text, " [xos@32473"); /* the number that RFC 5612 gives to examples */
    for (size_t i = 0; i < record->extra_count; i++) {
        struct word value = record->extras[i].value;
        log_text_char(text, ' ');
        log_text_word(text, record->extras[i].name);
        log_text_put(text, "=\"");
        for (size_t at = 0; at < value.size; at++) {
            if (strchr("\"\\]", value.data[at]) != NULL && value.data[at] != '\0')
                log_text_char(text, '\\');
            log_text_char(text, value.data[at]);
        }
        log_text_char(text, '"');
    }
    log_text_char(text, ']');
}

static void add_5424(const struct log_destination *destination, const struct log_record *record, struct log_text *text)
{
    enum { HOST = 255, NAME = 48, PROCESS = 128 };
    char host[HOST + 1] = "", stamp[ISO_TIME_SIZE], process[NUMBER_ROOM];
    const char *ident = destination->options.ident;
    struct calendar parts = {.nanosecond = record != NULL ? (int)record->created.tv_nsec : 0};

    log_text_put(text, "1 ");
    if (record != NULL) {
        calendar_split(record->created.tv_sec, &parts);
        log_text_add(text, stamp, timefmt_write(stamp, sizeof stamp, word_of("%FT%T.%6NZ"), &parts, 0));
    } else
        log_text_char(text, '-');
    os_host_name(host, sizeof host);
    add_header(text, word_of(host), HOST);
    add_header(text, ident != NULL ? word_of(ident) : record != NULL ? record->name : word_of(""), NAME);
    size_t digits = record != NULL ? int_write(process, record->process) : 0;
    add_header(text, (struct word){process, digits}, PROCESS);
    log_text_put(text, " -");
    add_structure(text, record);
    log_text_char(text, ' ');
}

/* Sends one message: data without the terminator. */
static int send_message(struct log_destination *destination, const struct log_record *record, int level,
                        struct word data)
{
    const struct log_options *options = &destination->options;
    const struct log_wire *wire = destination->state;
    int facility = options->facility != NULL ? syslog_facility(word_of(options->facility)) : SYSLOG_USER;
    bool tcp = wire->transport == LOG_TCP_STREAM;
    char room[ROOM], length[NUMBER_ROOM];
    struct log_text text = {.data = room, .room = sizeof room, .size = NUMBER_ROOM, .borrowed = true};
    size_t digits = 0;

    log_text_char(&text, '<');
    log_text_int(&text, facility << FACILITY_SHIFT | syslog_priority(level));
    log_text_char(&text, '>');
    if (options->rfc == RFC_5424)
        add_5424(destination, record, &text);
    else if (options->ident != NULL)
        log_text_put(&text, options->ident);
    log_text_word(&text, data);
    if (options->rfc != RFC_5424 && !options->no_nul && !tcp)
        log_text_char(&text, '\0');
    char *message = text.data + NUMBER_ROOM;
    size_t size = text.size - NUMBER_ROOM;
    if (tcp) { /* the length goes to the place before the message */
        digits = int_write(length, (int64_t)size);
        length[digits++] = ' ';
        memcpy(message - digits, length, digits);
    }
    int result = text.failed ? log_lose(destination, ENOMEM, NULL, 0, false)
                             : wire_send(destination, message - digits, size + digits);
    log_text_free(&text);
    return result;
}

static int write_syslog(struct log_destination *destination, const struct log_record *record, int level,
                        const char *data, size_t size)
{
    return wire_write(destination, record, level, data, size, send_message, false);
}

const struct log_functions log_syslog_functions = {.check = check_syslog,
                                                   .open = wire_open,
                                                   .write = write_syslog,
                                                   .settle = wire_settle,
                                                   .reopen = wire_reopen,
                                                   .close = wire_close};
