/* SPDX-License-Identifier: MIT */
/* Writes entries as paths, records and triples, and counts them. */
#include "walk/print.h"

#include <dirent.h>
#include <errno.h>

#include "out/quote.h"
#include "ops/shared/records.h"
#include "walk/colors.h"

/* The most bytes that a path takes on a terminal, with escapes and two colours. */
static size_t shown_room(const struct xwalk *walk, const struct walk_entry *entry)
{
    size_t size = 4 * (entry->prefix_size + entry->name_size) + 32;

    return walk->colors != NULL ? size + 8 * strlen(walk->colors) : size;
}

/* Writes the directory part in the colour of directories, the last component in the file's colour. */
void print_colored(struct xwalk_context *context, struct out *text, const struct walk_entry *entry)
{
    const char *colors = context->walk->colors;
    size_t size, before = entry->prefix_size;
    const char *name = xwalk_base_name(entry, &size);

    if (entry->depth == 0)
        before = (size_t)(name - entry->name);
    if (before > 0)
        colors_put(text, colors_find(colors, "di"), entry->depth == 0 ? entry->name : entry->path, before);
    colors_put(text, colors_of(context, entry), name, size);
    if (entry->depth == 0)
        quote_visible(text, name + size, entry->name_size - before - size);
}

/* Writes a path on a terminal. */
static int put_visible(struct xwalk_context *context, struct walk_output *out, const struct walk_entry *entry)
{
    struct out *text = xwalk_text(context, out, shown_room(context->walk, entry));

    if (text == NULL)
        return -ENOMEM;
    if (context->walk->colors != NULL)
        print_colored(context, text, entry);
    else {
        quote_visible(text, entry->path, entry->prefix_size);
        quote_visible(text, entry->name, entry->name_size);
    }
    xwalk_text_end(context, out);
    return 0;
}

int print_name(struct xwalk_context *context, struct walk_output *out, const struct walk_entry *entry)
{
    if (context->walk->visible)
        return put_visible(context, out, entry);
    return walk_put(out, walk_path(entry), entry->prefix_size + entry->name_size) ? 0 : -ENOMEM;
}

int print_path(void *context_, struct walk_output *out, const struct walk_entry *entry)
{
    struct xwalk_context *context = context_;
    const struct xwalk *walk = context->walk;
    size_t size = entry->prefix_size + entry->name_size + 1;

    if (walk->visible) {
        int result = put_visible(context, out, entry);
        return result < 0 || walk_put(out, &walk->end, 1) ? result : -ENOMEM;
    }
    if (size > out->capacity - out->used && !walk_room(out, size))
        return -ENOMEM;
    char *at = out->data + out->used;
    memcpy(at, entry->path, entry->prefix_size);
    memcpy(at + entry->prefix_size, entry->name, entry->name_size);
    at[size - 1] = walk->end;
    out->used += size;
    return 0;
}

int print_count(void *context_, struct walk_output *out, const struct walk_entry *entry)
{
    struct xwalk_context *context = context_;

    (void)out, (void)entry;
    context->count++;
    return 0;
}

int print_record(void *context_, struct walk_output *out, const struct walk_entry *entry)
{
    enum { NUMBERS = 2048 }; /* more than all the other fields take */
    struct xwalk_context *context = context_;
    int result = xwalk_look(context, entry);

    if (result < 0)
        return xwalk_no_status(context, entry, -result);
    size_t size = entry->prefix_size + entry->name_size;
    struct out *text = xwalk_text(context, out, 6 * size + NUMBERS);
    if (text == NULL)
        return -ENOMEM;
    out_open(text, OUT_RECORD);
    out_name(text, "path");
    out_string(text, walk_path(entry), size);
    stat_record_fields(text, &(struct status_source){.status = &context->status});
    out_close(text);
    xwalk_text_end(context, out);
    return 0;
}

int print_triple_entry(void *context_, struct walk_output *out, const struct walk_entry *entry)
{
    struct xwalk_context *context = context_;

    (void)out;
    if (entry->depth == 0)
        return 0;
    struct walk_output *list = entry->target == DT_DIR ? &context->directory_names : &context->file_names;
    struct out *text = xwalk_text(context, list, 6 * entry->name_size + 3);
    if (text == NULL)
        return -ENOMEM;
    if (list->used > 0)
        out_char(text, ',');
    quote_json(text, entry->name, entry->name_size);
    xwalk_text_end(context, list);
    return 0;
}

int print_triple(void *context_, struct walk_output *out, struct walk_dir *dir, const char *path)
{
    enum { WORDS = 64 };
    struct xwalk_context *context = context_;
    struct walk_output *directories = &context->directory_names, *files = &context->file_names;
    int result = 0;
    bool left_out = (context->walk->filter != NULL || context->walk->scope != NULL) &&
                    directories->used + files->used == 0;

    if (!left_out && dir->depth + 1 >= context->walk->min_depth && xwalk_claim(context->walk, &result)) {
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
    return result;
}
