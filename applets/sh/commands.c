/* SPDX-License-Identifier: MIT */
/* What the first word of a statement means: an operation's row or a builtin, found by hash. */
#include "sh/builtins.h"

#include <string.h>

#include "ops/chapters.h"
#include "out/quote.h"
#include "table/nearest.h"
#include "table/registry.h"

TEXTS_OF(sh_commands);

/* Returns the slot of name, or the free slot where it belongs; hyphens and underscores are equal. */
static size_t place_of(const struct session *session, struct word name)
{
    size_t at = name_hash(name) % COMMAND_PLACES;

    while (session->commands[at].name != NULL && !name_matches(name, session->commands[at].name))
        at = (at + 1) % COMMAND_PLACES;
    return at;
}

static void add_builtins(struct session *session, const struct builtin *list)
{
    for (; list->name != NULL; list++)
        session->commands[place_of(session, word_of(list->name))] = (struct command){
            .name = list->name, .builtin = list, .flushes = list->flushes};
}

static struct command command_of(const struct op *op, const char *name)
{
    return (struct command){
        .name = name, .op = op, .flushes = op_flushes(op), .closes_range = strcmp(op->name, "closerange") == 0};
}

void commands_fill(struct session *session, const struct builtin *const *lists)
{
    for (const struct chapter *const *chapter = chapters; *chapter != NULL; chapter++)
        for (size_t i = 0; i < (*chapter)->count; i++) {
            const struct op *op = &(*chapter)->ops[i];
            struct command *command = &session->commands[place_of(session, word_of(op->name))];
            if (command->name == NULL) /* an earlier chapter's row has the bare name */
                *command = command_of(op, op->name);
        }
    session->builtins = lists;
    for (; *lists != NULL; lists++)
        add_builtins(session, *lists);
}

/* Finds an operation with its module, "os.stat": in the table the first time, then in the hash table like others. */
static const struct command *find_qualified(struct session *session, struct word name, struct command *place)
{
    const struct op *op = memchr(name.data, '.', name.size) != NULL ? op_find(chapters, name) : NULL;

    if (op != NULL && (place->name = session_name(session, name.data)) != NULL)
        *place = command_of(op, place->name);
    return place->name != NULL ? place : NULL;
}

const struct command *command_find(struct session *session, struct word name)
{
    struct command *command = &session->commands[place_of(session, name)];

    return command->name != NULL ? command : find_qualified(session, name, command);
}

static struct hint command_hint(const struct session *session, struct word name)
{
    struct nearest nearest = nearest_to(name);

    for (size_t i = 0; i < COMMAND_PLACES; i++)
        if (session->commands[i].name != NULL)
            nearest_offer(&nearest, session->commands[i].name);
    return nearest_hint(&nearest, "");
}

struct def *def_find(const struct session *session, struct word name)
{
    struct def *def = session->defs;

    while (def != NULL && !word_is(name, def->node->name.data))
        def = def->next;
    return def;
}

/* The name for a message: control characters and NUL bytes are escaped. */
static const char *visible(struct session *session, struct word name)
{
    size_t size = (size_t)shown_size(name) * 4 + 1;
    char *text = arena_alloc(session->arena, size);
    struct out out;

    if (text == NULL)
        return "";
    out_init(&out, &out_plain, -1, text, size - 1);
    quote_visible(&out, name.data, (size_t)shown_size(name));
    return text;
}

const char *command_habit(struct word name)
{
    static const char *const habits[][2] = {
        {"cd", "chdir"},        {"ls", "listdir"},    {"pwd", "getcwd"},    {"echo", "print"},   {"cat", "!cat"},
        {"rm", "remove"},       {"mv", "rename"},     {"export", "putenv"}, {"done", "end"},     {"fi", "end"},
        {"then", "a line end"}, {"do", "a line end"}, {"function", "def"},  {"elif", "else if"},
    };

    for (size_t i = 0; i < sizeof habits / sizeof habits[0]; i++)
        if (word_is(name, habits[i][0]))
            return habits[i][1];
    return NULL;
}

/* Whether name is a statement that only a session with --ffi has. */
static bool is_foreign(struct word name)
{
    for (const struct builtin *builtin = all_builtins[0]; builtin->name != NULL; builtin++)
        if (word_is(name, builtin->name))
            return true;
    return false;
}

int unknown_command(struct session *session, struct word name)
{
    struct hint hint = command_hint(session, name);
    const char *shown = visible(session, name), *habit = command_habit(name);
    const struct op *applet = session->find_applet(name, true);

    if (habit != NULL)
        return fail_usage(session->fail, "unknown operation '%s' (in xsh it is: %s)", shown, habit);
    if (is_foreign(name))
        return fail_usage(session->fail, "unknown operation '%s' (a statement of xsh --ffi)", shown);
    if (!is_c_string(name))
        return fail_usage(session->fail, "unknown operation '%s' (there is a NUL byte in the script)", shown);
    if (applet != NULL)
        return fail_usage(session->fail, "unknown operation '%s' (an applet: !%s runs it)", shown, applet->name);
    return fail_usage(session->fail, "unknown operation '%s'%s", shown,
                      hint.text[0] != '\0' ? hint.text : " (help names them all)");
}
