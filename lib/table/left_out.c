/* SPDX-License-Identifier: MIT */
/* Finds rows that this build leaves out. */
#include "table/left_out.h"

#include <string.h>

#include "table/registry.h"

bool left_out_next(const char **at, struct op *row)
{
    const char *name = *at, *signature = name + strlen(name) + 1;

    if (*name == '\0')
        return false;
    *row = (struct op){.signature = signature, .flags = OP_LEFT_OUT | (*signature == '\0' ? OP_APPLET : 0)};
    strncpy(row->name, name, sizeof row->name - 1);
    row->summary = signature + strlen(signature) + 1;
    *at = row->summary + strlen(row->summary) + 1;
    return true;
}

static bool is_row(const struct op *row, struct word name)
{
    return name_matches(name, row->name) || ((row->flags & OP_APPLET) && name_matches(name, row->name + 1));
}

bool left_out_find(const struct left_out *chapters, struct word name, struct op *row)
{
    for (; chapters->rows != NULL; chapters++) {
        const char *module = section_module(chapters->section);
        size_t length = strlen(module);
        bool qualified = name.size > length && name.data[length] == '.' && memcmp(name.data, module, length) == 0;
        struct word bare = {name.data + (qualified ? length + 1 : 0), name.size - (qualified ? length + 1 : 0)};
        for (const char *at = chapters->rows; left_out_next(&at, row);)
            if (is_row(row, name) || is_row(row, bare))
                return true;
    }
    return false;
}
