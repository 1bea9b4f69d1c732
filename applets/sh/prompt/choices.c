/* SPDX-License-Identifier: MIT */
/* Finds candidates for completion. */
#include "sh/prompt/choices.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "os/status.h"
#include "sh/lang/lexer.h"
#include "table/registry.h"
#include "value/texts.h"

static void add(struct choice *choice, struct word candidate)
{
    if (candidate.size < choice->prefix.size || memcmp(candidate.data, choice->prefix.data, choice->prefix.size) != 0)
        return;
    if (choice->count == choice->capacity) {
        size_t capacity = choice->capacity * 2 + 64;
        char **grown = realloc(choice->items, capacity * sizeof *grown);
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
    struct texts texts;

    texts_start(&texts);
    for (const struct def *def = choice->session->defs; def != NULL; def = def->next)
        add(choice, def->node->name);
    for (size_t i = 0; i < COMMAND_PLACES; i++) {
        const struct command *command = &choice->session->commands[i];
        if (command->name != NULL && (command->op == NULL || !op_is_member(command->op, &texts)))
            add(choice, word_of(command->name));
    }
}

/* Adds variables after a $, or the fields of the variable there. */
static void add_variables(struct choice *choice, const char *front)
{
    struct word rest = word_of(front), part;
    const struct value *value = NULL;

    choice->is_variable = true;
    if (strchr(front, '.') == NULL) {
        for (const struct variable *variable = choice->session->script.variables.first; variable != NULL;
             variable = variable->later)
            add(choice, word_of(variable->name));
        add(choice, word_of("errno"));
        return;
    }
    const char *dot = strrchr(front, '.');
    rest.size = (size_t)(dot - front);
    if (next_part(&rest, &part))
        value = variables_get(&choice->session->script.variables, part);
    while (value != NULL && next_part(&rest, &part))
        value = value_member(value, part);
    choice->begin += (size_t)(dot + 1 - front);
    choice->prefix = word_of(dot + 1);
    if (value == NULL || value->kind != VALUE_RECORD)
        return;
    for (const struct value *member = value->first; member != NULL; member = member->next)
        add(choice, word_of(member->name));
}

/* Adds directory entries that begin with the word; hidden ones only if the word begins with a dot. */
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
        if (is_directory(AT_FDCWD, path)) {
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
        for (const struct variable *variable = choice->session->script.variables.first; variable != NULL;
             variable = variable->later)
            add(choice, word_of(variable->name));
    for (size_t i = 0; i < 2; i++)
        for (size_t word = 1; word < 4 && strcmp(name, words[i][0]) == 0; word++)
            add(choice, word_of(words[i][word]));
}

/* Adds what the table offers for the current argument, as completion in other shells does. */
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
    if (choice->session->complete_words(&out, op, argc, argv))
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
    else if (cursor->words[0].data[0] == '!')
        add_paths(choice);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void choices_find(struct choice *choice)
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

void choices_free(struct choice *choice)
{
    for (size_t i = 0; i < choice->count; i++)
        free(choice->items[i]);
    free(choice->items);
}
