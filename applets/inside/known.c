/* SPDX-License-Identifier: MIT */
/* The operations by name: open addressing, at most half full. */
#include "inside/known.h"

#include "applets.h"
#include "inside/guest.h"
#include "ops/chapters.h"
#include "table/registry.h"

enum { PLACES = 2048 };

static struct known known[PLACES];

static const struct {
    const char *name;
    void (*after)(void);
} changes[] = {
    {"chdir", shell_moved},           {"fchdir", shell_moved},          {"setuid", shell_ids_changed},
    {"seteuid", shell_ids_changed},   {"setreuid", shell_ids_changed},  {"setresuid", shell_ids_changed},
    {"setgid", shell_ids_changed},    {"setegid", shell_ids_changed},   {"setregid", shell_ids_changed},
    {"setresgid", shell_ids_changed}, {"setpgid", shell_group_changed}, {"setpgrp", shell_group_changed},
    {"setsid", shell_group_changed},
};

static size_t place_of(struct word name)
{
    size_t value = name_hash(name);

    return (value ^ value >> 11) % PLACES;
}

/* The place that holds the operation of that name, or the empty one where it belongs. */
static struct known *look_up(struct word name)
{
    size_t at = place_of(name);

    while (known[at].op != NULL && !name_matches(name, known[at].op->name))
        at = (at + 1) % PLACES;
    return &known[at];
}

void known_fill(void)
{
    if (known[place_of(word_of("getpid"))].op != NULL)
        return;
    for (const struct chapter *const *chapter = chapters; *chapter != NULL; chapter++)
        for (size_t i = 0; i < (*chapter)->count; i++) {
            const struct op *op = &(*chapter)->ops[i];
            struct known *command = look_up(word_of(op->name));
            if (command->op == NULL)
                *command = (struct known){.op = op, .applet = applet_find(word_of(op->name), true) != NULL};
        }
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++)
        look_up(word_of(changes[i].name))->after = changes[i].after;
}

const struct known *known_find(struct word name)
{
    const struct known *command = look_up(name);

    return command->op != NULL ? command : NULL;
}
