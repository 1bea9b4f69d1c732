/* SPDX-License-Identifier: MIT */
/* The list of applets, and what is found by name. */
#include "applets.h"

#include "ops/chapters.h"
#include "table/registry.h"

const struct op *const applets[] = {
    &xstat_applet,  &xwalk_applet,      &xspawn_applet, &xenv_applet, &xurandom_applet,
    &xsched_applet, &xattr_tool_applet, &xsh_applet,    NULL,
};

const char *applet_short_name(const struct op *applet)
{
    return applet == &xattr_tool_applet ? "xattr" : applet->name + 1;
}

static bool is_short_name(struct word name, const struct op *applet)
{
    return name_matches(name, applet_short_name(applet)) || name_matches(name, applet->name + 1);
}

const struct op *applet_find(struct word name, bool short_too)
{
    for (const struct op *const *applet = applets; *applet != NULL; applet++)
        if (name_matches(name, (*applet)->name) || (short_too && is_short_name(name, *applet)))
            return *applet;
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
