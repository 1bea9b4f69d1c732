/* SPDX-License-Identifier: MIT */
/* Entries on their way out: paths, records, triples, trees. */
#include "walk/xwalk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "out/quote.h"
#include "ops/shared/records.h"
#include "os/retry.h"

/* A path for eyes. */
static int put_visible(struct xwalk_context *context, struct walk_output *out, const struct walk_entry *entry)
{
    struct out *text = xwalk_text(context, out, 4 * (entry->prefix_size + entry->name_size) + 1);

    if (text == NULL)
        return -ENOMEM;
    quote_visible(text, entry->path, entry->prefix_size);
    quote_visible(text, entry->name, entry->name_size);
    out_char(text, context->walk->end);
    xwalk_text_end(context, out);
    return 0;
}

int xwalk_print_path(void *context_, struct walk_output *out, const struct walk_entry *entry)
{
    struct xwalk_context *context = context_;
    const struct xwalk *walk = context->walk;
    size_t size = entry->prefix_size + entry->name_size + 1;

    if ((walk->filtered || walk->min_depth > 0) && !xwalk_wanted(walk, entry))
        return 0;
    if (walk->visible)
        return put_visible(context, out, entry);
    if (size > out->capacity - out->used && !walk_room(out, size))
        return -ENOMEM;
    char *at = out->data + out->used;
    memcpy(at, entry->path, entry->prefix_size);
    memcpy(at + entry->prefix_size, entry->name, entry->name_size);
    at[size - 1] = walk->end;
    out->used += size;
    return 0;
}

int xwalk_print_count(void *context_, struct walk_output *out, const struct walk_entry *entry)
{
    struct xwalk_context *context = context_;

    (void)out;
    context->count += xwalk_wanted(context->walk, entry);
    return 0;
}

int xwalk_print_record(void *context_, struct walk_output *out, const struct walk_entry *entry)
{
    enum { NUMBERS = 2048 }; /* more than all the other fields take */
    struct xwalk_context *context = context_;
    struct status status;

    if (!xwalk_wanted(context->walk, entry))
        return 0;
    int result = xwalk_status(context, entry, STAT_MASK, &status);
    if (result < 0)
        return xwalk_no_status(context, entry, -result);
    size_t size = entry->prefix_size + entry->name_size;
    struct out *text = xwalk_text(context, out, 6 * size + NUMBERS);
    if (text == NULL)
        return -ENOMEM;
    out_open(text, OUT_RECORD);
    out_name(text, "path");
    out_string(text, walk_path(entry), size);
    stat_record_fields(text, &(struct status_source){.status = &status});
    out_close(text);
    xwalk_text_end(context, out);
    return 0;
}

/* The lines that lead from the directories above to an entry. */
static bool put_branches(struct walk_output *out, const struct walk_entry *entry)
{
    static const char through[] = "│   ", blank[] = "    ", branch[] = "├── ", end[] = "└── ";

    for (size_t depth = 1; depth < entry->depth; depth++) {
        bool last = walk_above(entry->dir, depth)->last;
        if (!walk_put(out, last ? blank : through, last ? sizeof blank - 1 : sizeof through - 1))
            return false;
    }
    if (entry->depth == 0)
        return true;
    return walk_put(out, entry->last ? end : branch, sizeof end - 1);
}

static bool put_shown(struct xwalk_context *context, struct walk_output *out, const char *text, size_t size)
{
    if (!context->walk->visible)
        return walk_put(out, text, size);
    struct out *shown = xwalk_text(context, out, 4 * size);
    if (shown == NULL)
        return false;
    quote_visible(shown, text, size);
    xwalk_text_end(context, out);
    return true;
}

static bool put_target(struct xwalk_context *context, struct walk_output *out, const struct walk_entry *entry)
{
    char target[4096];
    bool link = entry->type == DT_LNK || (context->walk->options.follow && entry->depth > 0); /* perhaps one, then */
    ssize_t size = link ? OS_RETRY(readlinkat(entry->dir_fd, entry->name, target, sizeof target)) : -1;

    return size < 0 || (walk_put(out, " -> ", 4) && put_shown(context, out, target, (size_t)size));
}

int xwalk_print_tree(void *context_, struct walk_output *out, const struct walk_entry *entry)
{
    struct xwalk_context *context = context_;

    if (!put_branches(out, entry) || !put_shown(context, out, entry->name, entry->name_size) ||
        !put_target(context, out, entry) || !walk_put(out, &context->walk->end, 1))
        return -ENOMEM;
    return 0;
}

int xwalk_triple_entry(void *context_, struct walk_output *out, const struct walk_entry *entry)
{
    struct xwalk_context *context = context_;

    (void)out;
    if (entry->depth == 0 || !xwalk_wanted(context->walk, entry))
        return 0;
    struct walk_output *list = entry->target == DT_DIR ? &context->directories : &context->files;
    struct out *text = xwalk_text(context, list, 6 * entry->name_size + 3);
    if (text == NULL)
        return -ENOMEM;
    if (list->used > 0)
        out_char(text, ',');
    quote_json(text, entry->name, entry->name_size);
    xwalk_text_end(context, list);
    return 0;
}

int xwalk_triple_listed(void *context_, struct walk_output *out, struct walk_dir *dir, const char *path)
{
    enum { WORDS = 64 };
    struct xwalk_context *context = context_;
    struct walk_output *directories = &context->directories, *files = &context->files;
    bool left_out = context->walk->filtered && directories->used + files->used == 0;

    if (!left_out && dir->depth + 1 >= context->walk->min_depth) {
        struct out *text = xwalk_text(context, out, 6 * dir->path_size + directories->used + files->used + WORDS);
        if (text == NULL)
            return -ENOMEM;
        out_put(text, "{\"dirpath\":");
        quote_json(text, path, dir->path_size);
        out_put(text, ",\"dirnames\":[");
        out_raw(text, directories->data, directories->used);
        out_put(text, "],\"filenames\":[");
        out_raw(text, files->data, files->used);
        out_put(text, "]}\n");
        xwalk_text_end(context, out);
    }
    directories->used = files->used = 0;
    return 0;
}
