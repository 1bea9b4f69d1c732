/* The list of applets. */
#include "applets.h"

#include "ops/registry.h"

const struct op *const applets[] = {
    &xstat_applet, &xwalk_applet, &xspawn_applet, &xenv_applet, &xurandom_applet, &xsched_applet,
    &xattr_tool_applet, &xsh_applet, NULL,
};

const struct op *applet_find(struct word name, bool short_too)
{
    for (const struct op *const *applet = applets; *applet != NULL; applet++)
        if (name_matches(name, (*applet)->name) || (short_too && name_matches(name, (*applet)->name + 1)))
            return *applet;
    return short_too && word_is(name, "xattr") ? &xattr_tool_applet : NULL;
}
