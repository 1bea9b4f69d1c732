/* SPDX-License-Identifier: MIT */
/* Runs where xos is built: reads preprocessed sources with the texts that lib/value/texts.h marks, and writes headers.
 *
 *     cc -E -P -DTEXTS_EXTRACTED ... SOURCE... | pack FIRST SIZE PACKED
 *
 * FIRST gets the number of each file's first text and first message, SIZE the sizes, PACKED all texts, compressed, the
 * messages first. A file that would stay the same is not written, so that make does not compile more than what
 * changed. */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compress.h"
#include "value/text_names.h"

/* Bytes that grow. */
struct bytes {
    char *data;
    size_t size, room;
};

/* Messages or other texts of a file, which count together: numbers between them may belong to the others. */
struct texts {
    size_t first;        /* the number, in the file from 0, of items[0] */
    struct bytes *items; /* bytes that end with two NULs; none for a number of the others */
    size_t count;
};

enum kind { MESSAGES, TEXTS, KINDS };

struct file {
    char *name;
    size_t counter; /* at TEXTS_OF */
    struct texts texts[KINDS];
};

struct reader {
    const char *at;
    struct file *files;
    size_t file_count;
};

static const char *const names[] = {
#define TEXT_NAME(name) #name,
    TEXT_NAMES(TEXT_NAME)
#undef TEXT_NAME
};

static void fail(const struct reader *reader, const char *format, ...)
{
    va_list arguments;

    fprintf(stderr,
            "pack: %s: ", reader->file_count > 0 ? reader->files[reader->file_count - 1].name : "before TEXTS_OF");
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fprintf(stderr, ": %.60s\n", reader->at);
    exit(1);
}

static void add(struct bytes *bytes, const char *data, size_t size)
{
    if (bytes->size + size > bytes->room)
        bytes->data = must_realloc(bytes->data, bytes->room = (bytes->size + size) * 2);
    memcpy(bytes->data + bytes->size, data, size);
    bytes->size += size;
}

static void skip_space(struct reader *reader)
{
    while (isspace((unsigned char)*reader->at))
        reader->at++;
}

/* Skips white space and byte; returns false if something else is there. */
static int skip(struct reader *reader, char byte)
{
    skip_space(reader);
    if (*reader->at != byte)
        return 0;
    reader->at++;
    return 1;
}

static void expect(struct reader *reader, char byte)
{
    if (!skip(reader, byte))
        fail(reader, "%c expected", byte);
}

/* Skips a string or character literal, whose quote reader->at is. */
static void skip_literal(struct reader *reader)
{
    char quote = *reader->at++;

    for (; *reader->at != quote; reader->at++)
        if (*reader->at == '\0' || (*reader->at == '\\' && *++reader->at == '\0'))
            fail(reader, "the end of a literal is missing");
    reader->at++;
}

static char escape(struct reader *reader)
{
    static const char letters[] = "n\nt\tr\re\033a\ab\bf\fv\v";

    for (size_t i = 0; letters[i] != '\0'; i += 2)
        if (letters[i] == *reader->at) {
            reader->at++;
            return letters[i + 1];
        }
    if (*reader->at == 'x')
        return (char)strtoul(reader->at + 1, (char **)&reader->at, 16);
    if (*reader->at < '0' || *reader->at > '7')
        return *reader->at++;
    unsigned value = 0;
    for (int digits = 0; digits < 3 && *reader->at >= '0' && *reader->at <= '7'; digits++)
        value = value * 8 + (unsigned)(*reader->at++ - '0');
    return (char)value;
}

/* Appends the value of a string literal. */
static void add_literal(struct reader *reader, struct bytes *text)
{
    for (reader->at++; *reader->at != '"';) {
        char byte = *reader->at++;
        if (byte == '\0')
            fail(reader, "the end of a literal is missing");
        if (byte == '\\')
            byte = escape(reader);
        if (byte == '\0')
            fail(reader, "a text with a NUL");
        add(text, &byte, 1);
    }
    reader->at++;
}

/* Reads one text, up to the comma or parenthesis after it: literals, maybe in parentheses. Returns false for an
 * expression without literals, which is NULL. */
static int read_text(struct reader *reader, struct bytes *text)
{
    int depth = 0, literals = 0, others = 0;

    for (;;) {
        skip_space(reader);
        char byte = *reader->at;
        if (depth == 0 && (byte == ',' || byte == ')'))
            break;
        if (byte == '"') {
            add_literal(reader, text);
            literals = 1;
            continue;
        }
        depth += byte == '(' ? 1 : byte == ')' ? -1 : 0;
        others |= byte != '(' && byte != ')';
        if (*reader->at++ == '\0')
            fail(reader, "the end of a text is missing");
    }
    if (literals && others)
        fail(reader, "a text that is not made of string literals");
    return literals;
}

static char name_number(struct reader *reader)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t size = strlen(names[i]);
        if (strncmp(reader->at, names[i], size) == 0 && !isalnum((unsigned char)reader->at[size]) &&
            reader->at[size] != '_') {
            reader->at += size;
            return (char)(i + 1);
        }
    }
    fail(reader, "not a name of lib/value/text_names.h");
    return 0;
}

/* Reads .name = text, ... */
static void read_named(struct reader *reader, struct bytes *text)
{
    while (skip(reader, '.')) {
        char number = name_number(reader);
        size_t before = text->size;
        expect(reader, '=');
        add(text, &number, 1);
        if (read_text(reader, text))
            add(text, "", 1);
        else
            text->size = before;
        if (!skip(reader, ','))
            break;
    }
    add(text, "", 1);
}

static size_t read_number(struct reader *reader)
{
    skip_space(reader);
    if (!isdigit((unsigned char)*reader->at))
        fail(reader, "a number expected");
    return strtoul(reader->at, (char **)&reader->at, 10);
}

/* Adds the text with that number in the file; numbers ascend. */
static void add_text(struct texts *texts, size_t number, struct bytes text)
{
    if (texts->count == 0)
        texts->first = number;
    size_t place = number - texts->first;
    texts->items = must_realloc(texts->items, (place + 1) * sizeof *texts->items);
    memset(texts->items + texts->count, 0, (place - texts->count) * sizeof *texts->items);
    texts->items[place] = text;
    texts->count = place + 1;
}

/* Reads (counter, text) or (counter, .name = text, ...). */
static void read_marked(struct reader *reader, enum kind kind)
{
    struct bytes text = {NULL, 0, 0};

    if (reader->file_count == 0)
        fail(reader, "a text");
    struct file *file = &reader->files[reader->file_count - 1];
    expect(reader, '(');
    size_t number = read_number(reader) - file->counter - 1;
    expect(reader, ',');
    skip_space(reader);
    if (*reader->at == '.')
        read_named(reader, &text);
    else if (read_text(reader, &text))
        add(&text, "\0", 2);
    expect(reader, ')');
    if (text.size < 3)
        fail(reader, "a text is empty");
    add_text(&file->texts[kind], number, text);
}

/* Reads (name, counter). */
static void read_file(struct reader *reader)
{
    struct file file = {0};

    expect(reader, '(');
    skip_space(reader);
    size_t size = strcspn(reader->at, " ,");
    file.name = must_realloc(NULL, size + 1);
    memcpy(file.name, reader->at, size);
    file.name[size] = '\0';
    reader->at += size;
    expect(reader, ',');
    file.counter = read_number(reader);
    expect(reader, ')');
    reader->files = must_realloc(reader->files, (reader->file_count + 1) * sizeof *reader->files);
    reader->files[reader->file_count++] = file;
}

static void read_all(struct reader *reader)
{
    while (*reader->at != '\0') {
        if (*reader->at == '"' || *reader->at == '\'') {
            skip_literal(reader);
            continue;
        }
        size_t size = 0;
        while (isalnum((unsigned char)reader->at[size]) || reader->at[size] == '_')
            size++;
        const char *word = reader->at;
        reader->at += size > 0 ? size : 1;
        if (size == 10 && memcmp(word, "TEXTS_FILE", 10) == 0)
            read_file(reader);
        else if (size == 10 && memcmp(word, "TEXTS_TEXT", 10) == 0)
            read_marked(reader, TEXTS);
        else if (size == 13 && memcmp(word, "TEXTS_MESSAGE", 13) == 0)
            read_marked(reader, MESSAGES);
    }
}

/* Appends formatted text. */
static void put(struct bytes *out, const char *format, ...)
{
    char line[256];
    va_list arguments;

    va_start(arguments, format);
    add(out, line, (size_t)vsnprintf(line, sizeof line, format, arguments));
    va_end(arguments);
}

static struct bytes read_stream(FILE *stream)
{
    struct bytes all = {NULL, 0, 0};
    char part[65536];

    for (size_t got; (got = fread(part, 1, sizeof part, stream)) > 0;)
        add(&all, part, got);
    if (ferror(stream)) {
        perror("pack");
        exit(1);
    }
    return all;
}

/* Writes the file, unless it has that content already. */
static void write_file(const char *name, const struct bytes *content)
{
    FILE *file = fopen(name, "rb");

    if (file != NULL) {
        struct bytes old = read_stream(file);
        fclose(file);
        int same = old.size == content->size && memcmp(old.data, content->data, old.size) == 0;
        free(old.data);
        if (same)
            return;
    }
    file = fopen(name, "wb");
    if (file == NULL || fwrite(content->data, 1, content->size, file) != content->size || fclose(file) != 0) {
        perror(name);
        exit(1);
    }
}

/* Appends all texts of a kind, and to first what the numbers of each file's are counted from; number: of the next. */
static void number_kind(const struct reader *reader, enum kind kind, struct bytes *all, struct bytes *first,
                        size_t *number)
{
    static const char *const names[] = {[MESSAGES] = "MESSAGES", [TEXTS] = "TEXTS"};

    for (size_t i = 0; i < reader->file_count; i++) {
        const struct texts *texts = &reader->files[i].texts[kind];
        put(first, "    %s_FIRST_%.100s = %zu - %zu,\n", names[kind], reader->files[i].name, *number, texts->first);
        for (size_t j = 0; j < texts->count; j++)
            if (texts->items[j].size > 0)
                add(all, texts->items[j].data, texts->items[j].size);
            else
                add(all, "\0", 2);
        *number += texts->count;
    }
}

static void write_first(const char *name, struct bytes *lines)
{
    struct bytes first = {NULL, 0, 0};

    put(&first, "enum {\n");
    add(&first, lines->data, lines->size);
    put(&first, "};\n");
    write_file(name, &first);
    free(first.data);
}

/* Sizes are rounded up: a text that changes a little changes no file but the packed texts. */
static void write_sizes(const char *name, size_t messages, size_t texts)
{
    struct bytes lines = {NULL, 0, 0};

    put(&lines, "#define MESSAGES_SIZE %zu\n", (messages / 4096 + 1) * 4096);
    put(&lines, "#define TEXTS_SIZE %zu\n", (texts / 4096 + 1) * 4096);
    write_file(name, &lines);
    free(lines.data);
}

static void write_packed(const char *name, const struct bytes *all)
{
    struct bytes lines = {NULL, 0, 0};
    size_t size;
    unsigned char *packed = compress((const unsigned char *)all->data, all->size, &size);

    for (size_t i = 0; i < size; i++)
        put(&lines, "%u,%s", packed[i], i % 24 == 23 ? "\n" : "");
    put(&lines, "\n");
    write_file(name, &lines);
    free(packed);
    free(lines.data);
}

int main(int argc, char **argv)
{
    struct reader reader = {0};

    if (argc != 4) {
        fputs("usage: pack FIRST SIZE PACKED <SOURCES\n", stderr);
        return 64;
    }
    struct bytes input = read_stream(stdin);
    add(&input, "", 1);
    reader.at = input.data;
    read_all(&reader);
    struct bytes all = {NULL, 0, 0}, first = {NULL, 0, 0};
    size_t number = 1;
    number_kind(&reader, MESSAGES, &all, &first, &number);
    size_t messages = all.size;
    number_kind(&reader, TEXTS, &all, &first, &number);
    write_first(argv[1], &first);
    write_sizes(argv[2], messages, all.size);
    write_packed(argv[3], &all);
    return 0;
}
