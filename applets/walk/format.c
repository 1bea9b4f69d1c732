/* SPDX-License-Identifier: MIT */
/* Reading --printf's format: find's directives and escapes. */
#include "walk/format.h"

#include <errno.h>
#include <stdint.h>

#include "value/number.h"

TEXTS_OF(walk_format);

/* The part of the format that is still to be read. */
struct reader {
    struct xwalk *walk;
    struct xwalk_format *format;
    const char *at;
    char *text; /* literal bytes are collected here */
    size_t text_size;
    bool ended; /* \c ended the format */
};

static unsigned mask_of(char directive)
{
    switch (directive) {
    case 'b':
    case 'k':
        return STATUS_BLOCKS;
    case 'g':
    case 'G':
        return STATUS_GID;
    case 'u':
    case 'U':
        return STATUS_UID;
    case 'i':
        return STATUS_INO;
    case 'D':
    case 'F':
        return STATUS_TYPE; /* any status has the device */
    case 'm':
    case 'M':
        return STATUS_TYPE | STATUS_MODE;
    case 'n':
        return STATUS_NLINK;
    case 's':
        return STATUS_SIZE;
    case 'S':
        return STATUS_SIZE | STATUS_BLOCKS;
    default:
        return 0;
    }
}

static unsigned time_mask(char whose)
{
    return whose == 'A' ? STATUS_ATIME : whose == 'B' ? STATUS_BTIME : whose == 'C' ? STATUS_CTIME : STATUS_MTIME;
}

static struct xwalk_part *add_part(struct reader *reader)
{
    struct xwalk_part *part = &reader->format->parts[reader->format->count++];

    part->precision = SIZE_MAX;
    return part;
}

static void end_text(struct reader *reader)
{
    if (reader->text_size == 0)
        return;
    struct xwalk_part *part = add_part(reader);
    part->text = reader->text;
    part->size = reader->text_size;
    reader->text += reader->text_size;
    reader->text_size = 0;
}

static void add_byte(struct reader *reader, char byte)
{
    reader->text[reader->text_size++] = byte;
}

/* Reads an escape after a backslash. A backslash without a known escape is literal. */
static void read_escape(struct reader *reader)
{
    static const char letters[] = "abfnrtv\\", bytes[] = "\a\b\f\n\r\t\v\\";
    char letter = *reader->at;
    const char *found = letter != '\0' ? strchr(letters, letter) : NULL;

    if (letter == 'c') {
        reader->ended = true;
    } else if (found != NULL) {
        add_byte(reader, bytes[found - letters]);
        reader->at++;
    } else if (digit_value(letter) < 8)
        add_byte(reader, (char)digits_read(&reader->at, NULL, 8, 3));
    else
        add_byte(reader, '\\');
}

static bool read_flag(struct xwalk_part *part, char letter)
{
    switch (letter) {
    case '-':
        return part->left = true;
    case '0':
        return part->zero = true;
    case '#':
        return part->alternate = true;
    case '+':
        return part->plus = true;
    case ' ':
        return part->space = true;
    default:
        return false;
    }
}

static int unknown(struct reader *reader, const char *from)
{
    return fail_usage(reader->walk->call->fail, "printf: unknown directive '%.*s'",
                      (int)(reader->at - from + (*reader->at != '\0')), from);
}

static bool is_time_form(char letter)
{
    return letter != '\0' && strchr("@+aAbBcCdDeFgGhHIjklmMnprRsStTuUVwWxXyYzZ", letter) != NULL;
}

/* Reads a time directive: %a %c %t, or %A %B %C %T with one more letter. */
static bool read_time(struct reader *reader, struct xwalk_part *part, char letter)
{
    static const char plain[] = "act", with_form[] = "ABCT";

    part->directive = 't';
    if (strchr(plain, letter) != NULL)
        part->time = (char)(letter - 'a' + 'A');
    else if (strchr(with_form, letter) == NULL || !is_time_form(*reader->at))
        return false;
    else {
        part->time = letter;
        part->form = *reader->at++;
    }
    reader->format->needs_zone |= part->form != '@';
    return true;
}

static int read_directive(struct reader *reader)
{
    enum { WIDEST = 1 << 20 };
    static const char known[] = "bdDfFgGhHiklmMnpPsSuUyYZ";
    const char *from = reader->at - 1;
    struct xwalk_part part = {.precision = SIZE_MAX};
    int width, precision;

    if (*reader->at == '%') {
        add_byte(reader, *reader->at++);
        return 0;
    }
    while (read_flag(&part, *reader->at))
        reader->at++;
    bool fits = width_read(&reader->at, NULL, WIDEST, &width);
    part.width = (size_t)width;
    if (fits && *reader->at == '.') {
        reader->at++;
        fits = width_read(&reader->at, NULL, WIDEST, &precision);
        part.precision = (size_t)precision;
    }
    part.shaped = reader->at > from + 1;
    char letter = *reader->at;
    if (!fits || letter == '\0')
        return unknown(reader, from);
    reader->at++;
    part.directive = letter;
    if (strchr(known, letter) == NULL && !read_time(reader, &part, letter)) {
        reader->at -= *reader->at == '\0' || strchr("ABCT", letter) == NULL;
        return unknown(reader, from);
    }
    end_text(reader);
    *add_part(reader) = part;
    unsigned mask = part.time != '\0' ? time_mask(part.time) : mask_of(letter);
    reader->format->mask |= mask;
    return 0;
}

int walk_format_read(struct xwalk *walk, const char *text)
{
    size_t size = strlen(text);
    struct xwalk_format *format = arena_alloc(walk->call->arena, sizeof *format);
    struct reader reader = {.walk = walk, .format = format, .at = text};

    reader.text = arena_alloc(walk->call->arena, size + 1);
    if (format == NULL || reader.text == NULL ||
        (format->parts = arena_alloc(walk->call->arena, (size + 1) * sizeof *format->parts)) == NULL)
        return fail_no_memory(walk->call->fail);
    while (*reader.at != '\0' && !reader.ended) {
        char byte = *reader.at++;
        if (byte == '\\')
            read_escape(&reader);
        else if (byte != '%')
            add_byte(&reader, byte);
        else if (read_directive(&reader) < 0)
            return -1;
    }
    end_text(&reader);
    walk->format = format;
    walk->mask |= format->mask;
    return 0;
}
