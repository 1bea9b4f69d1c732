/* SPDX-License-Identifier: MIT */
/* The list of applets, and what is found by name. */
#include "applets.h"

#include "ops/chapters.h"
#include "table/registry.h"

const struct op *const applets[] = {
#define APPLET(row, ...) &row,
#include "list.h"
#undef APPLET
    NULL,
};

static const char *const short_names[][2] = {
#define APPLET(row, first, second) {first, second},
#include "list.h"
#undef APPLET
};

const char *applet_short_name(const struct op *applet)
{
    size_t i = 0;

    while (applets[i] != applet)
        i++;
    return short_names[i][0];
}

static bool is_short_name(struct word name, size_t i)
{
    return name_matches(name, short_names[i][0]) ||
           (short_names[i][1] != NULL && name_matches(name, short_names[i][1]));
}

const struct op *applet_find(struct word name, bool short_too)
{
    for (size_t i = 0; applets[i] != NULL; i++)
        if (name_matches(name, applets[i]->name) || (short_too && is_short_name(name, i)))
            return applets[i];
    return NULL;
}

const struct op *name_find(struct word name)
{
    const struct op *applet = applet_find(name, true);

    return applet != NULL ? applet : op_find(chapters, name);
}

int name_place(int argc, char **argv)
{
    int at = 1;

    while (at < argc && argv[at][0] == '-' && argv[at][1] != '\0')
        at += strcmp(argv[at], "--result-fd") == 0 || strcmp(argv[at], "--as") == 0 ? 2 : 1;
    return at < argc ? at : argc;
}
