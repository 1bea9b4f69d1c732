/* SPDX-License-Identifier: MIT */
/* Destination journal: the native protocol of systemd-journald, a datagram of FIELD=value lines; a value with newlines
 * follows its length. */
#include "log/parts.h"

#include <errno.h>

#include "log/syslog.h"
#include "os/socket.h"
#include "value/ascii.h"
#include "value/number.h"

enum { LENGTH_BYTES = 8, BITS = 8 };

static int check_journal(struct log_destination *destination, struct fail *fail, const char *option)
{
    const char *address = *destination->address != '\0' ? destination->address : "/run/systemd/journal/socket";

    return wire_read(destination, fail, option, address, LOG_UNIX_DATAGRAM);
}

/* Appends a field. A name gets capitals; what does not begin with a letter cannot be a field, and is left out. */
static void add_field(struct log_text *text, struct word name, struct word value)
{
    if (name.size == 0 || name.data[0] == '_' || value.data == NULL)
        return;
    for (size_t i = 0; i < name.size; i++)
        log_text_char(text, ascii_upper(name.data[i]));
    if (memchr(value.data, '\n', value.size) == NULL)
        log_text_char(text, '=');
    else {
        log_text_char(text, '\n');
        for (int i = 0; i < LENGTH_BYTES; i++)
            log_text_char(text, (char)((uint64_t)value.size >> (BITS * i)));
    }
    log_text_word(text, value);
    log_text_char(text, '\n');
}

static void add_number(struct log_text *text, const char *name, int64_t value)
{
    char number[NUMBER_ROOM];

    add_field(text, word_of(name), (struct word){number, int_write(number, value)});
}

static void add_record(const struct log_destination *destination, const struct log_record *record,
                       struct log_text *text)
{
    const char *ident = destination->options.ident;

    add_field(text, word_of("SYSLOG_IDENTIFIER"), ident != NULL ? word_of(ident) : record->name);
    add_field(text, word_of("LOGGER"), record->name);
    add_field(text, word_of("LEVEL"), record->level_name);
    add_number(text, "SYSLOG_PID", record->process);
    if (record->pathname.size > 0) {
        add_field(text, word_of("CODE_FILE"), record->pathname);
        add_number(text, "CODE_LINE", record->line);
        add_field(text, word_of("CODE_FUNC"), record->function);
    }
    for (size_t i = 0; i < record->extra_count; i++)
        add_field(text, record->extras[i].name, record->extras[i].value);
}

static int send_entry(struct log_destination *destination, const struct log_record *record, int level, struct word data)
{
    struct log_text text = {0};

    add_field(&text, word_of("MESSAGE"), data);
    add_number(&text, "PRIORITY", syslog_priority(level));
    if (record != NULL)
        add_record(destination, record, &text);
    int result = -ENOMEM;
    if (!text.failed && text.size > 64 * 1024 && destination->fd >= 0)
        result = os_send_file(destination->fd, text.data, text.size);
    else if (!text.failed)
        result = wire_send(destination, text.data, text.size);
    log_text_free(&text);
    return result;
}

static int write_journal(struct log_destination *destination, const struct log_record *record, int level,
                         const char *data, size_t size)
{
    return wire_write(destination, record, level, data, size, send_entry, false);
}

const struct log_functions log_journal_functions = {.check = check_journal,
                                                    .open = wire_open,
                                                    .write = write_journal,
                                                    .settle = wire_settle,
                                                    .reopen = wire_reopen,
                                                    .close = wire_close};
