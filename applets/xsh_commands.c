/* What the first word of a statement means: an operation's row or a builtin, found by hash. */
#include "xsh.h"

#include <string.h>

#include "applets.h"
#include "ops/registry.h"

/* Hyphens and underscores are the same. */
static size_t place_of(const char *name, size_t size)
{
    size_t hash = 5381;

    for (size_t i = 0; i < size; i++)
        hash = hash * 33 + (unsigned char)(name[i] == '-' ? '_' : name[i]);
    return hash % COMMAND_PLACES;
}

static struct command *place(struct session *session, struct word name)
{
    size_t at = place_of(name.data, name.size);

    while (session->commands[at].name != NULL && !name_matches(name, session->commands[at].name))
        at = (at + 1) % COMMAND_PLACES;
    return &session->commands[at];
}

/* Operations that only look or that name files can neither block on nor change standard output. */
static bool flushes(const struct chapter *chapter, const struct op *op)
{
    if (strcmp(chapter->section, "process-management") == 0 || (op->flags & (OP_CHAIN | OP_NEW_FDS | OP_CHILD | OP_WRITES)))
        return true;
    return op->acts_on != NULL && strcmp(op->acts_on, "fd") == 0;
}

static void add_builtins(struct session *session, const struct builtin *list)
{
    for (; list->name != NULL; list++)
        *place(session, word_of(list->name)) =
            (struct command){.name = list->name, .builtin = list, .flushes = list->flushes};
}

void commands_fill(struct session *session)
{
    for (const struct chapter *const *chapter = chapters; *chapter != NULL; chapter++)
        for (size_t i = 0; i < (*chapter)->count; i++) {
            const struct op *op = &(*chapter)->ops[i];
            *place(session, word_of(op->name)) =
                (struct command){.name = op->name, .op = op, .flushes = flushes(*chapter, op),
                                 .closes_range = strcmp(op->name, "closerange") == 0};
        }
    add_builtins(session, builtins);
    add_builtins(session, fork_builtins);
}

const struct command *command_find(const struct session *session, struct word name)
{
    size_t at = place_of(name.data, name.size);

    while (session->commands[at].name != NULL && !name_matches(name, session->commands[at].name))
        at = (at + 1) % COMMAND_PLACES;
    return session->commands[at].name != NULL ? &session->commands[at] : NULL;
}

const char *command_nearest(const struct session *session, struct word name)
{
    enum { FAR = 4 };
    const char *nearest = NULL;
    int best = name.size / 2 + 1 < FAR ? (int)name.size / 2 + 1 : FAR;

    for (size_t i = 0; i < COMMAND_PLACES; i++) {
        const char *candidate = session->commands[i].name;
        int distance = candidate != NULL ? name_distance(name, candidate, best) : best;
        if (distance < best) {
            best = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

int unknown_command(struct session *session, struct word name)
{
    const char *nearest = command_nearest(session, name);
    const struct op *applet = applet_find(name, true);
    int size = (int)(name.size > 200 ? 200 : name.size);

    if (applet != NULL)
        return fail_usage(session->fail, "unknown operation '%.*s' (an applet: !%s runs it)", size, name.data, applet->name);
    if (nearest != NULL)
        return fail_usage(session->fail, "unknown operation '%.*s' (did you mean %s?)", size, name.data, nearest);
    return fail_usage(session->fail, "unknown operation '%.*s' (help names them all)", size, name.data);
}
