/* SPDX-License-Identifier: MIT */
/* --tree. */
#include "walk/tree.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <strings.h>

#include "out/quote.h"
#include "walk/colors.h"
#include "walk/format.h"
#include "walk/long.h"

/* True if the environment's locale uses UTF-8. */
static bool is_utf8(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};

    for (size_t i = 0; i < 3; i++) {
        const char *locale = getenv(names[i]);
        if (locale == NULL || *locale == '\0')
            continue;
        const char *charset = strchr(locale, '.');
        return charset != NULL && (strncasecmp(charset, ".utf-8", 6) == 0 || strncasecmp(charset, ".utf8", 5) == 0);
    }
    return false;
}

void tree_begin(struct xwalk *walk)
{
    walk->ascii = out_is_tty(walk->call->out) && !is_utf8();
}

bool tree_branches(const struct xwalk *walk, struct walk_output *out, size_t depth,
                   bool (*last)(const void *data, size_t depth), const void *data)
{
    static const char *const shapes[2][4] = {{"│   ", "    ", "├── ", "└── "}, {"|   ", "    ", "|-- ", "`-- "}};
    const char *const *shape = shapes[walk->ascii];

    for (size_t at = 1; at <= depth; at++) {
        const char *text = shape[(at == depth ? 2 : 0) + last(data, at)];
        if (!walk_put(out, text, strlen(text)))
            return false;
    }
    return true;
}

static bool is_last(const void *entry_, size_t depth)
{
    const struct walk_entry *entry = entry_;

    return depth == entry->depth ? entry->last : walk_above(entry->dir, depth)->last;
}

static bool put_target(struct xwalk_context *context, struct walk_output *out, const struct walk_entry *entry)
{
    char target[XWALK_LINK_ROOM];
    bool link = entry->type == DT_LNK ||
                (context->walk->options.follow && entry->depth > 0); /* with --follow the entry may be a link */
    ssize_t size = link ? xwalk_link(entry, target) : -1;

    return size < 0 || (walk_put(out, " -> ", 4) && xwalk_put_shown(context, out, target, (size_t)size));
}

static bool put_name(struct xwalk_context *context, struct walk_output *out, const struct walk_entry *entry)
{
    const char *colors = context->walk->colors;

    if (colors == NULL)
        return xwalk_put_shown(context, out, entry->name, entry->name_size);
    struct out *text = xwalk_text(context, out, 4 * entry->name_size + 4 * strlen(colors) + 32);
    if (text == NULL)
        return false;
    colors_put(text, colors_of(context, entry), entry->name, entry->name_size);
    xwalk_text_end(context, out);
    return true;
}

/* --long: writes the columns in brackets, after the lines. They are wide enough for most values. */
static bool put_columns(struct xwalk_context *context, struct walk_output *out)
{
    unsigned short widths[LONG_COLUMNS] = {
        [LONG_LINKS] = 3, [LONG_USER] = 8, [LONG_GROUP] = 8, [LONG_SIZE] = context->walk->args->human ? 6 : 10};
    struct long_columns columns;
    struct out *text = xwalk_text(context, out, sizeof columns);

    if (text == NULL)
        return false;
    long_read(context, &columns);
    out_char(text, '[');
    long_write(text, &columns, widths);
    text->used--; /* drop the blank after the last column */
    out_put(text, "]  ");
    xwalk_text_end(context, out);
    return true;
}

int tree_put(void *context_, struct walk_output *out, const struct walk_entry *entry)
{
    struct xwalk_context *context = context_;
    struct xwalk *walk = context->walk;
    bool columns = walk->args->long_form;

    context->status_known = false;
    if (context->failure != 0)
        return context->failure;
    int result = columns ? xwalk_look(context, entry) : 0;
    if (result < 0)
        return xwalk_no_status(context, entry, -result);
    if (entry->depth > 0)
        *(entry->type == DT_DIR ? &context->directories : &context->count) += 1;
    if (!tree_branches(walk, out, entry->depth, is_last, entry))
        return -ENOMEM;
    if (walk->format != NULL)
        return walk_format_put(context, out, entry);
    if ((columns && !put_columns(context, out)) || !put_name(context, out, entry) || !put_target(context, out, entry) ||
        !walk_put(out, &walk->end, 1))
        return -ENOMEM;
    return 0;
}

static void put_count(struct out *out, uint64_t count, const char *one, const char *many)
{
    out_put_uint(out, count);
    out_char(out, ' ');
    out_put(out, count == 1 ? one : many);
}

void tree_end(struct xwalk *walk)
{
    struct out *out = walk->call->out;

    out_char(out, '\n');
    put_count(out, walk->directories, "directory", "directories");
    out_put(out, ", ");
    put_count(out, walk->count, "file", "files");
    out_char(out, '\n');
}
