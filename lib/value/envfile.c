/* SPDX-License-Identifier: MIT */
/* Environments from files: lines, NUL-terminated entries, or JSON, read strictly. */
#include "value/envfile.h"

#include <string.h>

#include "value/json.h"
#include "value/number.h"

static enum envfile_read refuse(struct envfile *file, const char *what)
{
    file->wrong = what;
    return ENVFILE_WRONG;
}

/* What is wrong with a name; NULL for nothing. Other programs would take such a name for another one. */
static const char *name_fault(struct word name)
{
    for (size_t i = 0; i < name.size; i++)
        if (name.data[i] == ' ' || (name.data[i] >= '\t' && name.data[i] <= '\r'))
            return "a blank in a name (--dotenv reads lines with export)";
    return name.size >= 3 && memcmp(name.data, "\xef\xbb\xbf", 3) == 0
               ? "a byte order mark in a name (--dotenv reads such files)"
               : NULL;
}

/* Reads the next line, or the next entry if form is NUL. */
static enum envfile_read next_entry(struct envfile *file, struct word *entry)
{
    while (file->at < file->end) {
        const char *stop = memchr(file->at, file->form, (size_t)(file->end - file->at));
        *entry = (struct word){file->at, (size_t)((stop != NULL ? stop : file->end) - file->at)};
        const char *equals = memchr(entry->data, '=', entry->size);
        bool passed_over = file->form == '\n' && (entry->size == 0 || *entry->data == '#');
        if (!passed_over && (equals == NULL || equals == entry->data))
            return refuse(file, "not NAME=VALUE");
        const char *fault = passed_over ? NULL : name_fault((struct word){entry->data, (size_t)(equals - entry->data)});
        if (fault != NULL)
            return refuse(file, fault);
        if (file->form == '\n' && !passed_over && entry->data[entry->size - 1] == '\r')
            return refuse(file, "a carriage return at the end of a line (--dotenv reads such files)");
        file->at += entry->size + (stop != NULL);
        if (!passed_over)
            return ENVFILE_SET;
    }
    return ENVFILE_END;
}

/* The byte to be read; NUL, which no JSON has, at the end. */
static char peek(const struct envfile *file)
{
    return file->at < file->end ? *file->at : '\0';
}

static void skip_blank(struct envfile *file)
{
    while (peek(file) == ' ' || peek(file) == '\t' || peek(file) == '\r' || peek(file) == '\n')
        file->at++;
}

static bool take(struct envfile *file, char byte)
{
    skip_blank(file);
    if (peek(file) != byte)
        return false;
    file->at++;
    return true;
}

static bool take_word(struct envfile *file, const char *word)
{
    size_t size = strlen(word);

    if ((size_t)(file->end - file->at) < size || memcmp(file->at, word, size) != 0)
        return false;
    file->at += size;
    return true;
}

/* Four hex digits; -1 where there are none. */
static int read_hex(struct envfile *file)
{
    int value = 0;

    for (int i = 0; i < 4; i++, file->at++) {
        int digit = digit_value(peek(file));
        if (digit > 15)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* \uXXXX, the u read: a character, a pair of surrogates, or the byte that \udcXX stands for. NULL where it is none. */
static char *read_unicode(struct envfile *file, char *to)
{
    int code = read_hex(file);

    if (code >= 0xdc80 && code <= 0xdcff) {
        *to = (char)(code & 0xff);
        return to + 1;
    }
    if (code >= 0xd800 && code <= 0xdbff && take_word(file, "\\u")) {
        int low = read_hex(file);
        return low >= 0xdc00 && low <= 0xdfff
                   ? utf8_put(to, 0x10000U + ((unsigned)(code - 0xd800) << 10) + (unsigned)(low - 0xdc00))
                   : NULL;
    }
    return code <= 0 || (code >= 0xd800 && code <= 0xdfff) ? NULL : utf8_put(to, (unsigned)code);
}

static char *read_escape(struct envfile *file, char *to)
{
    static const char letters[] = "\"\\/bfnrt", bytes[] = "\"\\/\b\f\n\r\t";
    char letter = peek(file);
    const char *found = letter != '\0' ? strchr(letters, letter) : NULL;

    file->at += file->at < file->end;
    if (letter == 'u')
        return read_unicode(file, to);
    if (found == NULL)
        return NULL;
    *to = bytes[found - letters];
    return to + 1;
}

/* A string, its quote read, decoded to *to on: no text grows by that. */
static enum envfile_read read_string(struct envfile *file, char **to)
{
    while (file->at < file->end && *file->at != '"') {
        if ((unsigned char)*file->at < 0x20)
            return refuse(file, "a control character in a string");
        if (*file->at != '\\') {
            *(*to)++ = *file->at++;
            continue;
        }
        file->at++;
        char *next = read_escape(file, *to);
        if (next == NULL)
            return refuse(file, "an escape that no variable can hold");
        *to = next;
    }
    return take(file, '"') ? ENVFILE_SET : refuse(file, "a string without end");
}

/* Digits, at least one. */
static bool take_digits(struct envfile *file)
{
    const char *start = file->at;

    while (peek(file) >= '0' && peek(file) <= '9')
        file->at++;
    return file->at > start;
}

static bool take_number(struct envfile *file)
{
    file->at += peek(file) == '-';
    if ((!take_word(file, "0") && !take_digits(file)) || (take_word(file, ".") && !take_digits(file)))
        return false;
    if (!take_word(file, "e") && !take_word(file, "E"))
        return true;
    file->at += peek(file) == '+' || peek(file) == '-';
    return take_digits(file);
}

/* A number, true or false, as it is written. */
static enum envfile_read read_bare(struct envfile *file, char **to)
{
    const char *start = file->at;

    if (!take_word(file, "true") && !take_word(file, "false") && !take_number(file)) {
        file->at = start;
        return refuse(file, "not a string, number, true, false or null");
    }
    size_t size = (size_t)(file->at - start);
    memcpy(*to, start, size);
    *to += size;
    return ENVFILE_SET;
}

/* One "NAME": VALUE. */
static enum envfile_read read_member(struct envfile *file, struct word *entry)
{
    char *to = file->room;

    if (!take(file, '"'))
        return refuse(file, "not a name in quotes");
    if (read_string(file, &to) == ENVFILE_WRONG)
        return ENVFILE_WRONG;
    *entry = (struct word){file->room, (size_t)(to - file->room)};
    if (entry->size == 0 || memchr(entry->data, '=', entry->size) != NULL)
        return refuse(file, "a name that no variable can have");
    if (name_fault(*entry) != NULL)
        return refuse(file, name_fault(*entry));
    if (!take(file, ':'))
        return refuse(file, "no colon behind the name");
    skip_blank(file);
    if (take_word(file, "null"))
        return ENVFILE_UNSET;
    *to++ = '=';
    enum envfile_read read = take(file, '"') ? read_string(file, &to) : read_bare(file, &to);
    entry->size = (size_t)(to - file->room);
    return read;
}

static enum envfile_read next_member(struct envfile *file, struct word *entry)
{
    bool first = !file->opened && take(file, '{');

    file->opened = true;
    if (!take(file, '}')) {
        if (!first && !take(file, ','))
            return refuse(file, "neither comma nor end of the object");
        return read_member(file, entry);
    }
    skip_blank(file);
    return file->at == file->end ? ENVFILE_END : refuse(file, "something behind the object");
}

void envfile_start(struct envfile *file, const char *data, size_t size, char *room)
{
    *file = (struct envfile){.at = data, .end = data + size, .room = room};
    if (size > 0 && memchr(data, '\0', size) != NULL)
        return;
    skip_blank(file);
    file->form = '{';
    if (peek(file) != '{') {
        file->form = '\n';
        file->at = data;
    }
}

enum envfile_read envfile_next(struct envfile *file, struct word *entry)
{
    return file->form == '{' ? next_member(file, entry) : next_entry(file, entry);
}
