/* SPDX-License-Identifier: MIT */
/* What all writers share: the buffer, nesting, and the text of numbers. */
#include "out/out.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "os/io.h"
#include "os/retry.h"
#include "os/tty.h"
#include "value/number.h"

void out_init(struct out *out, const struct out_writer *writer, int fd, char *buffer, size_t capacity)
{
    *out = (struct out){.writer = writer, .fd = fd, .tty = -1, .buffer = buffer, .capacity = capacity};
}

int write_all(int fd, const void *data, size_t size)
{
    const char *at = data;

    while (size > 0) {
        int64_t written = os_write(fd, at, size);
        if (written <= 0)
            return written < 0 ? (int)written : -EIO;
        at += written;
        size -= (size_t)written;
    }
    return 0;
}

static void send(struct out *out, const void *data, size_t size)
{
    if (out->errnum == 0 && size > 0)
        out->errnum = out->sink != NULL ? -out->sink(out, data, size) : -write_all(out->fd, data, size);
}

int out_flush(struct out *out)
{
    send(out, out->buffer, out->used);
    out->used = 0;
    return -out->errnum;
}

/* Switches to the larger buffer, once. Returns false if it is unavailable. */
static bool grow(struct out *out)
{
    if (out->larger <= out->capacity || (out->grown = malloc(out->larger)) == NULL)
        return false;
    memcpy(out->grown, out->buffer, out->used);
    explicit_bzero(out->buffer, out->used); /* it may be a secret; the caller wipes only the final buffer */
    out->buffer = out->grown;
    out->capacity = out->larger;
    return true;
}

void out_end(struct out *out)
{
    free(out->grown);
    out->grown = NULL;
    out->capacity = out->used = 0;
}

void out_raw(struct out *out, const void *data, size_t size)
{
    if (size > out->capacity - out->used && (!grow(out) || size > out->capacity - out->used)) {
        out_flush(out);
        if (size >= out->capacity) {
            send(out, data, size);
            return;
        }
    }
    if (size > 0)
        memcpy(out->buffer + out->used, data, size);
    out->used += size;
}

void out_char(struct out *out, char byte)
{
    if (out->used == out->capacity && !grow(out))
        out_flush(out);
    out->buffer[out->used++] = byte;
}

void out_put(struct out *out, const char *text)
{
    out_raw(out, text, strlen(text));
}

void out_put_int(struct out *out, int64_t value)
{
    char text[NUMBER_ROOM];

    out_raw(out, text, int_write(text, value));
}

void out_put_uint(struct out *out, uint64_t value)
{
    char text[NUMBER_ROOM];

    out_raw(out, text, uint_write(text, value));
}

bool out_is_tty(struct out *out)
{
    if (out->tty < 0)
        out->tty = os_isatty(out->fd);
    return out->tty;
}

unsigned out_columns(struct out *out)
{
    unsigned columns = 0, lines;

    if (out->columns == 0) {
        if (out_is_tty(out))
            os_terminal_size(out->fd, &columns, &lines);
        out->columns = columns > 0 ? (unsigned short)columns : 80;
    }
    return out->columns;
}

void out_replace_line(struct out *out)
{
    unsigned columns = out_columns(out);

    if (out->used > columns)
        out->used = columns;
    out_put(out, "\033[K");
    out_flush(out);
}

bool out_takes_color(struct out *out)
{
    const char *none = getenv("NO_COLOR"), *force = getenv("CLICOLOR_FORCE"), *term = getenv("TERM");
    bool forced = force != NULL && *force != '\0' && strcmp(force, "0") != 0;

    return (none == NULL || *none == '\0') &&
           (forced || (out_is_tty(out) && (term == NULL || strcmp(term, "dumb") != 0)));
}

void out_none(struct out *out)
{
    out->writer->none(out);
}

void out_bool(struct out *out, bool value)
{
    out->writer->boolean(out, value);
}

void out_int(struct out *out, int64_t value)
{
    char text[NUMBER_ROOM];

    out->writer->number(out, text, int_write(text, value));
}

void out_number(struct out *out, const char *text, size_t size)
{
    out->writer->number(out, text, size);
}

void out_uint(struct out *out, uint64_t value)
{
    char text[NUMBER_ROOM];

    out->writer->number(out, text, uint_write(text, value));
}

void out_time(struct out *out, struct timespec value)
{
    char text[NUMBER_ROOM];

    out->writer->number(out, text, time_write(text, value));
}

void out_ns(struct out *out, struct timespec value)
{
    char text[NUMBER_ROOM];

    out->writer->number(out, text, time_write_ns(text, value));
}

void out_decimal(struct out *out, int64_t value, int decimals)
{
    char text[NUMBER_ROOM];

    out->writer->number(out, text, decimal_write(text, value, decimals));
}

void out_string(struct out *out, const char *data, size_t size)
{
    out->writer->string(out, data, size);
}

void out_text(struct out *out, const char *text)
{
    if (text == NULL)
        out_none(out);
    else
        out_string(out, text, strlen(text));
}

void out_bytes(struct out *out, const void *data, size_t size)
{
    out->writer->bytes(out, data, size);
}

void out_open(struct out *out, enum out_shape shape)
{
    out->writer->open(out, shape);
}

void out_name(struct out *out, const char *name)
{
    out->writer->name(out, name);
}

void out_close(struct out *out)
{
    out->writer->close(out);
}

void out_field_int(struct out *out, const char *name, int64_t value)
{
    out_name(out, name);
    out_int(out, value);
}

void out_field_uint(struct out *out, const char *name, uint64_t value)
{
    out_name(out, name);
    out_uint(out, value);
}

void out_field_text(struct out *out, const char *name, const char *text)
{
    out_name(out, name);
    out_text(out, text);
}

void out_field_bool(struct out *out, const char *name, bool value)
{
    out_name(out, name);
    out_bool(out, value);
}

void out_field_time(struct out *out, const char *name, struct timespec value)
{
    out_name(out, name);
    out_time(out, value);
}

void out_field_ns(struct out *out, const char *name, struct timespec value)
{
    out_name(out, name);
    out_ns(out, value);
}
