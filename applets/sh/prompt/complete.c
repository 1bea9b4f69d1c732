/* SPDX-License-Identifier: MIT */
/* Completion at the prompt: inserts the candidate, quoted if necessary, or lists candidates below the line. */
#include "sh/prompt/edit.h"

#ifdef HAVE_LIBEDIT

#include <stdlib.h>

#include "os/tty.h"
#include "out/quote.h"
#include "table/help.h"
#include "sh/prompt/choices.h"
#include "value/texts.h"

/* The number of bytes that all candidates have in common; whole characters only. */
static size_t common_length(const struct choice *choice)
{
    size_t length = strlen(choice->items[0]);

    for (size_t i = 1; i < choice->count; i++) {
        size_t same = 0;
        while (same < length && choice->items[i][same] == choice->items[0][same])
            same++;
        length = same;
    }
    while (length > 0 && ((unsigned char)choice->items[0][length] & 0xc0) == 0x80)
        length--;
    return length;
}

static void put_escaped(struct out *out, const char *data, size_t size)
{
    static const char hex[] = "0123456789abcdef";

    for (size_t i = 0, length; i < size; i += length) {
        length = utf8_length(data + i, size - i);
        unsigned char byte = (unsigned char)data[i];
        if (length == 0 || byte < 0x20 || byte == 0x7f) {
            length = 1;
            out_put(out, "\\x");
            out_char(out, hex[byte >> 4]);
            out_char(out, hex[byte & 15]);
            continue;
        }
        if (byte == '"' || byte == '\\' || byte == '$' || byte == '`')
            out_char(out, '\\');
        out_raw(out, data + i, length);
    }
}

/* Writes the word as it must be typed: unquoted, in '' or, if '' is impossible, in "". open: without the closing quote.
 */
static void put_typed(struct out *out, char quote, const char *data, size_t size, bool open)
{
    if (has_control(data, size) || memchr(data, '\'', size) != NULL)
        quote = '"';
    for (size_t i = 0; i < size && quote == 0; i++)
        if (strchr(" \t;\"'\\$#!", data[i]) != NULL)
            quote = '\'';
    if (quote != 0)
        out_char(out, quote);
    if (quote == '"')
        put_escaped(out, data, size);
    else
        out_raw(out, data, size);
    if (quote != 0 && !open)
        out_char(out, quote);
}

/* Replaces the completed part of the line by text. */
static void replace(EditLine *line, const struct choice *choice, char *text)
{
    wchar_t wide[4096];
    const char *old = choice->cursor.text + choice->begin;
    size_t characters = mbstowcs(NULL, old, 0), room = sizeof wide / sizeof wide[0];

    if (characters == (size_t)-1 || mbstowcs(wide, text, room) >= room)
        return;
    edit.el_deletestr(line, (int)characters);
    edit.el_winsertstr(line, wide);
}

static void insert(EditLine *line, const struct choice *choice, size_t length)
{
    char room[16384];
    const char *item = choice->items[0];
    bool whole = choice->count == 1, open = !whole || item[length - 1] == '/' || item[length - 1] == '=';
    struct out typed;

    out_init(&typed, &out_plain, -1, room, sizeof room - 1);
    if (choice->is_variable)
        out_raw(&typed, item, length);
    else
        put_typed(&typed, choice->cursor.quote, item, length, open);
    if (whole && !open && !choice->is_variable)
        out_char(&typed, ' ');
    room[typed.used] = '\0';
    if (typed.errnum == 0)
        replace(line, choice, room);
}

/* The part of a candidate that is listed: for a path the last component. */
static const char *shown(const struct choice *choice, const char *item)
{
    size_t end = strlen(item);

    while (choice->is_path && end > 1 && item[end - 1] == '/')
        end--;
    while (choice->is_path && end > 0 && item[end - 1] != '/')
        end--;
    return choice->is_path ? item + end : item;
}

static size_t columns(const struct editor *editor)
{
    unsigned width, lines;

    return os_terminal_size(editor->out_fd, &width, &lines) == 0 && width > 0 ? width : 80;
}

static void list(struct editor *editor, const struct choice *choice)
{
    enum { MOST = 200 };
    size_t width = 0, across, count = choice->count < MOST ? choice->count : MOST;
    char room[4096];
    struct out out;

    out_init(&out, &out_plain, editor->out_fd, room, sizeof room);
    for (size_t i = 0; i < count; i++)
        if (strlen(shown(choice, choice->items[i])) + 2 > width)
            width = strlen(shown(choice, choice->items[i])) + 2;
    across = columns(editor) / (width > 0 ? width : 1);
    for (size_t i = 0; i < count; i++) {
        const char *text = shown(choice, choice->items[i]);
        out_put(&out, across < 2 || i % across == 0 ? "\r\n" : "");
        quote_visible(&out, text, strlen(text));
        for (size_t pad = strlen(text); pad < width && across > 1; pad++)
            out_char(&out, ' ');
    }
    if (count < choice->count) {
        out_put(&out, "\r\n... and ");
        out_put_uint(&out, choice->count - count);
        out_put(&out, " more");
    }
    out_put(&out, "\r\n");
    out_flush(&out);
}

/* The line up to the cursor as bytes; NULL if the locale cannot write it. The caller frees it. */
static char *line_bytes(EditLine *line, size_t *size)
{
    const LineInfoW *info = edit.el_wline(line);
    size_t length = (size_t)(info->cursor - info->buffer);
    wchar_t *wide = malloc((length + 1) * sizeof *wide);
    char *text = malloc(length * MB_CUR_MAX + 1);

    *size = (size_t)-1;
    if (wide != NULL && text != NULL) {
        wmemcpy(wide, info->buffer, length);
        wide[length] = L'\0';
        *size = wcstombs(text, wide, length * MB_CUR_MAX + 1);
    }
    free(wide);
    if (*size != (size_t)-1)
        return text;
    free(text);
    return NULL;
}

static unsigned char choose(struct editor *editor, EditLine *line, struct choice *choice)
{
    choices_find(choice);
    if (choice->count == 0)
        return CC_REFRESH_BEEP;
    size_t length = common_length(choice);
    if (choice->count == 1 || length > choice->prefix.size) {
        insert(line, choice, length);
        return CC_REFRESH;
    }
    list(editor, choice);
    return CC_REDISPLAY;
}

unsigned char complete_key(EditLine *line, wint_t key)
{
    struct editor *editor = editor_of(line);
    struct choice choice = {.session = editor->session};
    size_t size;
    char *text = line_bytes(line, &size);
    unsigned char result = CC_ERROR;

    (void)key;
    if (text != NULL && cursor_read(&choice.cursor, text, size)) {
        result = choose(editor, line, &choice);
        cursor_free(&choice.cursor);
    }
    choices_free(&choice);
    free(text);
    return result;
}

unsigned char complete_blank(EditLine *line, wint_t key)
{
    const wchar_t text[2] = {(wchar_t)key, L'\0'};

    return edit.el_winsertstr(line, text) == 0 ? CC_REFRESH : CC_ERROR;
}

static void put_signature(struct out *out, const struct command *command)
{
    struct texts texts;

    texts_start(&texts);
    if (command->op != NULL)
        help_signature(out, &texts, command->op);
    else
        out_put(out, texts_read(&texts, command->builtin->texts).signature);
}

wchar_t *complete_hint(EditLine *line)
{
    static wchar_t hint[128];
    char room[sizeof hint / sizeof hint[0] - 1];
    struct out out;
    struct cursor cursor;
    size_t size;
    char *text = line_bytes(line, &size);
    struct session *session = editor_of(line)->session;

    hint[0] = L'\0';
    if (text == NULL || !cursor_read(&cursor, text, size)) {
        free(text);
        return hint;
    }
    const struct command *command = cursor.count > 0 ? command_find(session, cursor.words[0]) : NULL;
    const char *habit = cursor.count > 0 && command == NULL ? command_habit(cursor.words[0]) : NULL;
    out_init(&out, &out_plain, -1, room, sizeof room);
    if (command != NULL)
        put_signature(&out, command);
    else if (habit != NULL) {
        out_put(&out, "in xsh it is: ");
        out_put(&out, habit);
    }
    for (size_t i = 0; i < out.used && out.errnum == 0; i++) { /* the table is ASCII */
        hint[i] = (wchar_t)room[i];
        hint[i + 1] = L'\0';
    }
    cursor_free(&cursor);
    free(text);
    return hint;
}

#endif
