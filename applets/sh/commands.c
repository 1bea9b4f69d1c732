/* SPDX-License-Identifier: MIT */
/* What the first word of a statement means: an operation's row or a builtin, found by hash. */
#include "sh/xsh.h"

#include <string.h>

#include "applets.h"
#include "ops/chapters.h"
#include "table/registry.h"

/* Where name is in the table, or is to be; hyphens and underscores are the same. */
static size_t place_of(const struct session *session, struct word name)
{
    size_t at = 5381;

    for (size_t i = 0; i < name.size; i++)
        at = at * 33 + (unsigned char)(name.data[i] == '-' ? '_' : name.data[i]);
    for (at %= COMMAND_PLACES; session->commands[at].name != NULL; at = (at + 1) % COMMAND_PLACES)
        if (name_matches(name, session->commands[at].name))
            break;
    return at;
}

static void add_builtins(struct session *session, const struct builtin *list)
{
    for (; list->name != NULL; list++)
        session->commands[place_of(session, word_of(list->name))] = (struct command){
            .name = list->name, .builtin = list, .flushes = list->flushes};
}

void commands_fill(struct session *session)
{
    for (const struct chapter *const *chapter = chapters; *chapter != NULL; chapter++)
        for (size_t i = 0; i < (*chapter)->count; i++) {
            const struct op *op = &(*chapter)->ops[i];
            session->commands[place_of(session, word_of(op->name))] = (struct command){
                .name = op->name,
                .op = op,
                .flushes = op_flushes(op),
                .closes_range = strcmp(op->name, "closerange") == 0};
        }
    add_builtins(session, builtins);
    add_builtins(session, fork_builtins);
}

const struct command *command_find(const struct session *session, struct word name)
{
    const struct command *command = &session->commands[place_of(session, name)];

    return command->name != NULL ? command : NULL;
}

const char *command_nearest(const struct session *session, struct word name)
{
    const char *nearest = NULL;
    int best = name_far(name);

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
    int size = shown_size(name);

    if (applet != NULL)
        return fail_usage(session->fail, "unknown operation '%.*s' (an applet: !%s runs it)", size, name.data,
                          applet->name);
    if (nearest != NULL)
        return fail_usage(session->fail, "unknown operation '%.*s' (did you mean %s?)", size, name.data, nearest);
    return fail_usage(session->fail, "unknown operation '%.*s' (help names them all)", size, name.data);
}
