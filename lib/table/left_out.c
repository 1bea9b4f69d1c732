/* SPDX-License-Identifier: MIT */
/* Finds rows that this build leaves out. */
#include "table/left_out.h"

#include <string.h>

#include "table/registry.h"

bool left_out_row(const struct left_out *chapter, size_t i, struct op *row)
{
    const char *name = chapter->names;

    for (size_t before = i; before > 0 && *name != '\0'; before--)
        name += strlen(name) + 1;
    if (*name == '\0')
        return false;
    *row = (struct op){.texts = chapter->texts[i], .flags = OP_LEFT_OUT | (i < chapter->applets ? OP_APPLET : 0)};
    row->name = name;
    return true;
}

static bool is_row(const struct op *row, struct word name)
{
    return name_matches(name, row->name) || ((row->flags & OP_APPLET) && name_matches(name, row->name + 1));
}

bool left_out_find(const struct left_out *chapters, struct word name, struct op *row)
{
    struct word inner = after_inner_module(name);

    for (; chapters->names != NULL; chapters++) {
        const char *module = section_module(chapters->section);
        size_t length = strlen(module);
        bool qualified = name.size > length && name.data[length] == '.' && memcmp(name.data, module, length) == 0;
        struct word bare = {name.data + (qualified ? length + 1 : 0), name.size - (qualified ? length + 1 : 0)};
        for (size_t i = 0; left_out_row(chapters, i, row); i++)
            if (is_row(row, name) || is_row(row, bare) || is_row(row, inner))
                return true;
    }
    return false;
}
