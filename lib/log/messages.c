/* SPDX-License-Identifier: MIT */
/* Cutting messages out of what clients send. The first byte tells the form: { JSON up to a newline, < syslog up to a
 * newline or a NUL byte, a digit the length of a message of syslog (RFC 6587), a NUL byte the length of a pickle. */
#include "log/receive.h"
#include "value/number.h"

static void move(struct word *data, size_t size)
{
    data->data += size;
    data->size -= size;
}

static int bad(struct word *text, enum message_form *form, const char *why, int result)
{
    *form = MESSAGE_BAD;
    *text = word_of(why);
    return result;
}

/* A line, or a message that a NUL byte ends. */
static int take_line(struct word *data, bool ended, enum message_form form, struct word *text)
{
    size_t size = 0;

    while (size < data->size && data->data[size] != '\n' && !(form == MESSAGE_SYSLOG && data->data[size] == '\0'))
        size++;
    if (size == data->size && !ended)
        return 0;
    *text = (struct word){data->data, size};
    move(data, size + (size < data->size));
    return 1;
}

/* LENGTH MESSAGE. */
static int take_counted(struct word *data, bool ended, enum message_form *form, struct word *text)
{
    const char *blank = memchr(data->data, ' ', data->size);
    size_t digits = blank != NULL ? (size_t)(blank - data->data) : data->size;
    struct number number;
    uint64_t size;

    if (blank == NULL && digits < NUMBER_ROOM && !ended)
        return 0;
    if (blank == NULL || !number_read((struct word){data->data, digits}, 10, &number) ||
        !number_to_uint64(number, MESSAGE_MOST, &size))
        return bad(text, form, "neither JSON nor syslog", -1);
    if (data->size - digits - 1 < size)
        return ended ? bad(text, form, "a message that was cut off", -1) : 0;
    *text = (struct word){blank + 1, (size_t)size};
    *form = MESSAGE_SYSLOG;
    move(data, digits + 1 + (size_t)size);
    return 1;
}

/* The length in four bytes, the largest first, and a pickle. */
static int take_pickle(struct word *data, bool ended, enum message_form *form, struct word *text)
{
    enum { LENGTH = 4, BYTE = 8 };
    size_t size = 0;

    for (size_t i = 0; i < LENGTH && i < data->size; i++)
        size = size << BYTE | (unsigned char)data->data[i];
    if (data->size >= LENGTH && size > MESSAGE_MOST)
        return bad(text, form, "a pickle that is too long", -1);
    if (data->size < LENGTH || data->size - LENGTH < size)
        return ended ? bad(text, form, "a pickle that was cut off", -1) : 0;
    *text = (struct word){data->data + LENGTH, size};
    *form = MESSAGE_PICKLE;
    move(data, LENGTH + size);
    return 1;
}

int message_take(struct word *data, bool ended, bool datagram, enum message_form *form, struct word *text)
{
    while (data->size > 0 && (*data->data == '\n' || *data->data == '\r'))
        move(data, 1);
    if (data->size == 0)
        return 0;
    char first = *data->data;
    if (first == '\0')
        return take_pickle(data, ended, form, text);
    if (first >= '1' && first <= '9' && !datagram)
        return take_counted(data, ended, form, text);
    *form = first == '{' ? MESSAGE_JSON : MESSAGE_SYSLOG;
    if (datagram && first == '<') { /* all of it, newlines too */
        *text = *data;
        move(data, data->size);
        return 1;
    }
    int result = take_line(data, ended, *form, text);
    return result > 0 && first != '{' && first != '<' ? bad(text, form, "neither JSON nor syslog", 1) : result;
}
