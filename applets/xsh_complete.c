/* Completion at the prompt: operations, options and constants from the table, variables and their fields, paths. */
#include "xsh_edit.h"

#ifdef HAVE_LIBEDIT

#include <dirent.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

#include "applets.h"
#include "cli/quote.h"
#include "ops/help.h"
#include "xsh_cursor.h"

/* What the text from begin to the cursor may become. */
struct choice {
    const struct session *session;
    struct cursor cursor;
    size_t begin;         /* where in the line the candidates' text takes over */
    struct word prefix;   /* what a candidate begins with */
    bool is_path, is_variable;
    char **items;
    size_t count, capacity;
};

static void add(struct choice *choice, struct word candidate)
{
    if (candidate.size < choice->prefix.size || memcmp(candidate.data, choice->prefix.data, choice->prefix.size) != 0)
        return;
    if (choice->count == choice->capacity) {
        size_t capacity = choice->capacity * 2 + 64;
        char **grown = reallocarray(choice->items, capacity, sizeof *grown);
        if (grown == NULL)
            return;
        choice->items = grown;
        choice->capacity = capacity;
    }
    char *item = strndup(candidate.data, candidate.size);
    if (item != NULL)
        choice->items[choice->count++] = item;
}

static void add_commands(struct choice *choice)
{
    for (size_t i = 0; i < COMMAND_PLACES; i++) {
        const struct command *command = &choice->session->commands[i];
        if (command->name != NULL && (command->op == NULL || command->op->home == NULL))
            add(choice, word_of(command->name));
    }
}

/* Names behind a $, or the fields of the variable that stands there. */
static void add_variables(struct choice *choice, const char *front)
{
    struct word rest = word_of(front), part;
    const struct value *value = NULL;

    choice->is_variable = true;
    if (strchr(front, '.') == NULL) {
        for (const struct variable *variable = choice->session->variables.first; variable != NULL; variable = variable->later)
            add(choice, word_of(variable->name));
        add(choice, word_of("errno"));
        return;
    }
    const char *dot = strrchr(front, '.');
    rest.size = (size_t)(dot - front);
    if (next_part(&rest, &part))
        value = variables_get(&choice->session->variables, part);
    while (value != NULL && next_part(&rest, &part))
        value = value_member(value, part);
    choice->begin += (size_t)(dot + 1 - front);
    choice->prefix = word_of(dot + 1);
    if (value == NULL || value->kind != VALUE_RECORD)
        return;
    for (const struct value *member = value->first; member != NULL; member = member->next)
        add(choice, word_of(member->name));
}

static bool is_folder(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Entries of the folder that the word names so far; hidden ones only where asked for. */
static void add_paths(struct choice *choice)
{
    const char *slash = strrchr(choice->prefix.data, '/');
    size_t front = slash != NULL ? (size_t)(slash + 1 - choice->prefix.data) : 0;
    char *folder = front > 0 ? strndup(choice->prefix.data, front) : strdup(".");
    DIR *entries = folder != NULL ? opendir(folder) : NULL;
    const struct dirent *entry;

    choice->is_path = true;
    while (entries != NULL && (entry = readdir(entries)) != NULL) {
        char path[8192];
        size_t size = strlen(entry->d_name);
        if ((entry->d_name[0] == '.' && choice->prefix.data[front] != '.') || strcmp(entry->d_name, ".") == 0 ||
            strcmp(entry->d_name, "..") == 0 || front + size + 2 > sizeof path)
            continue;
        memcpy(path, choice->prefix.data, front);
        memcpy(path + front, entry->d_name, size + 1);
        if (is_folder(path)) {
            path[front + size++] = '/';
            path[front + size] = '\0';
        }
        add(choice, (struct word){path, front + size});
    }
    if (entries != NULL)
        closedir(entries);
    free(folder);
}

static void add_builtin_words(struct choice *choice, const char *name)
{
    static const char *const words[][4] = {{"set", "errexit", "on", "off"},
                                           {"register_at_fork", "before", "after_in_parent", "after_in_child"}};

    if (strcmp(name, "help") == 0)
        add_commands(choice);
    else if (strcmp(name, "source") == 0)
        add_paths(choice);
    else if (strcmp(name, "unset") == 0)
        for (const struct variable *variable = choice->session->variables.first; variable != NULL; variable = variable->later)
            add(choice, word_of(variable->name));
    for (size_t i = 0; i < 2; i++)
        for (size_t word = 1; word < 4 && strcmp(name, words[i][0]) == 0; word++)
            add(choice, word_of(words[i][word]));
}

/* What the table offers for the argument under way, as the shells' completion has it. */
static void add_from_table(struct choice *choice, const struct op *op)
{
    enum { ROOM = 64 * 1024 };
    struct cursor *cursor = &choice->cursor;
    char *argv[CURSOR_WORDS + 1], *room = malloc(ROOM), *at = room;
    struct out out;
    int argc = 0;

    if (room == NULL)
        return;
    for (size_t i = 1; i < cursor->count; i++)
        argv[argc++] = (char *)cursor->words[i].data;
    argv[argc++] = (char *)cursor->last.data;
    out_init(&out, &out_plain, -1, room, ROOM);
    if (complete_words(&out, op, argc, argv))
        add_paths(choice);
    for (char *newline; (newline = memchr(at, '\n', out.used - (size_t)(at - room))) != NULL; at = newline + 1)
        add(choice, (struct word){at, (size_t)(newline - at)});
    free(room);
}

static void add_arguments(struct choice *choice)
{
    struct cursor *cursor = &choice->cursor;
    const struct command *command = command_find(choice->session, cursor->words[0]);

    if (command != NULL && command->builtin != NULL)
        add_builtin_words(choice, command->name);
    else if (command != NULL)
        add_from_table(choice, command->op);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void find(struct choice *choice)
{
    size_t variable = cursor_variable(&choice->cursor);
    const char *text = choice->cursor.text;

    choice->begin = choice->cursor.start;
    choice->prefix = choice->cursor.last;
    if (variable < choice->cursor.size || (choice->cursor.size > choice->cursor.start && text[variable - 1] == '$')) {
        variable += text[variable] == '{';
        choice->begin = variable;
        choice->prefix = word_of(text + variable);
        add_variables(choice, text + variable);
    } else if (choice->cursor.count == 0)
        add_commands(choice);
    else
        add_arguments(choice);
    if (choice->count > 1)
        qsort(choice->items, choice->count, sizeof *choice->items, by_name);
}

/* How many bytes all candidates begin with; never part of a character. */
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

/* The word as it is to be typed: bare, in '' or, where '' cannot hold it, in "". Left open where more is to come. */
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

/* Puts text in the place of what the choice was found for. */
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

/* What is listed of a path is its last part. */
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
    struct winsize size;

    return ioctl(editor->out_fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
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

/* The line up to the cursor as bytes; NULL where it cannot be. The caller frees it. */
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
    find(choice);
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
    for (size_t i = 0; i < choice.count; i++)
        free(choice.items[i]);
    free(choice.items);
    free(text);
    return result;
}

unsigned char complete_blank(EditLine *line, wint_t key)
{
    const wchar_t text[2] = {(wchar_t)key, L'\0'};

    return edit.el_winsertstr(line, text) == 0 ? CC_REFRESH : CC_ERROR;
}

wchar_t *complete_hint(EditLine *line)
{
    static wchar_t hint[128];
    char room[128];
    struct out out;
    struct cursor cursor;
    size_t size;
    char *text = line_bytes(line, &size);
    const struct session *session = editor_of(line)->session;

    hint[0] = L'\0';
    if (text == NULL || !cursor_read(&cursor, text, size)) {
        free(text);
        return hint;
    }
    const struct command *command = cursor.count > 0 ? command_find(session, cursor.words[0]) : NULL;
    out_init(&out, &out_plain, -1, room, sizeof room);
    if (command != NULL && command->op != NULL)
        help_signature(&out, command->op);
    else if (command != NULL)
        out_put(&out, command->builtin->usage);
    for (size_t i = 0; i < out.used && out.errnum == 0; i++) { /* the table is ASCII */
        hint[i] = (wchar_t)room[i];
        hint[i + 1] = L'\0';
    }
    cursor_free(&cursor);
    free(text);
    return hint;
}

#endif
