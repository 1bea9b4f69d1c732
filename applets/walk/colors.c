/* SPDX-License-Identifier: MIT */
/* Colours from LS_COLORS. The variable is searched for each name: a terminal shows few of them. */
#include "walk/colors.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "os/walk/dirents.h"
#include "out/quote.h"

const char *colors_wanted(struct out *out)
{
    const char *colors = getenv("LS_COLORS");

    if (!out_takes_color(out))
        return NULL;
    return colors != NULL ? colors
                          : "di=01;34:ln=01;36:pi=33:so=01;35:bd=01;33:cd=01;33:or=01;31:su=37;41:sg=30;43:"
                            "tw=30;42:ow=34;42:st=37;44:ex=01;32";
}

struct word colors_find(const char *colors, const char *key)
{
    size_t size = strlen(key);

    for (const char *at = colors; at != NULL && *at != '\0';) {
        size_t item = strcspn(at, ":");
        if (item > size && at[size] == '=' && memcmp(at, key, size) == 0)
            return (struct word){at + size + 1, item - size - 1};
        at += item + (at[item] == ':');
    }
    return (struct word){0};
}

/* Returns the colour of the last item "*END=COLOUR" for which the name ends in END. */
static struct word find_end(const char *colors, const char *name, size_t size)
{
    struct word found = {0};

    for (const char *at = colors; *at != '\0';) {
        size_t item = strcspn(at, ":"), end = strcspn(at, "=:");
        if (*at == '*' && at[end] == '=' && size >= end - 1 && memcmp(name + size - (end - 1), at + 1, end - 1) == 0)
            found = (struct word){at + end + 1, item - end - 1};
        at += item + (at[item] == ':');
    }
    return found;
}

static struct word find_first(const char *colors, const char *first, const char *second)
{
    struct word color = colors_find(colors, first);

    return color.size > 0 ? color : colors_find(colors, second);
}

static struct word of_directory(const char *colors, unsigned mode)
{
    bool sticky = mode & S_ISVTX, open = mode & S_IWOTH;

    if (sticky && open)
        return find_first(colors, "tw", "di");
    return sticky || open ? find_first(colors, sticky ? "st" : "ow", "di") : colors_find(colors, "di");
}

static struct word of_file(const char *colors, unsigned mode, const char *name, size_t size)
{
    struct word color = {0};

    if (mode & S_ISUID)
        color = colors_find(colors, "su");
    if (color.size == 0 && (mode & S_ISGID))
        color = colors_find(colors, "sg");
    if (color.size == 0 && (mode & (S_IXUSR | S_IXGRP | S_IXOTH)))
        color = colors_find(colors, "ex");
    if (color.size == 0)
        color = find_end(colors, name, size);
    return color.size > 0 ? color : colors_find(colors, "fi");
}

struct word colors_of(struct xwalk_context *context, const struct walk_entry *entry)
{
    const char *colors = context->walk->colors;
    size_t size;
    const char *name = xwalk_base_name(entry, &size);
    unsigned mode = (entry->type == DT_REG || entry->type == DT_DIR) && xwalk_look(context, entry) == 0
                        ? context->status.mode
                        : 0;

    switch (entry->type) {
    case DT_REG:
        return of_file(colors, mode, name, size);
    case DT_DIR:
        return of_directory(colors, mode);
    case DT_LNK:
        return dirents_type(entry->dir_fd, entry->name, true) < 0 ? find_first(colors, "or", "ln")
                                                                  : colors_find(colors, "ln");
    case DT_FIFO:
        return colors_find(colors, "pi");
    case DT_SOCK:
        return colors_find(colors, "so");
    case DT_BLK:
        return colors_find(colors, "bd");
    default:
        return colors_find(colors, "cd");
    }
}

void colors_put(struct out *out, struct word color, const char *text, size_t size)
{
    bool shown = color.size > 0 && color.data[0] >= '0' && color.data[0] <= '9'; /* "target" is not a colour */

    if (shown) {
        out_put(out, "\033[");
        quote_visible(out, color.data, color.size);
        out_char(out, 'm');
    }
    quote_visible(out, text, size);
    if (shown)
        out_put(out, "\033[0m");
}
