/* SPDX-License-Identifier: MIT */
/* An entry's status, failures, and output text: used by all parts of xwalk. */
#include "walk/context.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "os/files.h"
#include "out/quote.h"
#include "os/status.h"

int xwalk_keep_status(struct xwalk *walk, int status)
{
    if (walk->errors == ERRORS_IGNORE)
        return 0;
    lock_take(&walk->lock);
    if (walk->call->status == 0)
        walk->call->status = status;
    lock_open(&walk->lock);
    return walk->errors == ERRORS_ABORT ? WALK_STOP : 0;
}

/* --files0-from: the number of the top with that path in the list; 0 if the list does not have it. Most failures
 * come in the order of the list: the search begins behind the last one. */
static size_t item_number(struct xwalk *walk, const char *path)
{
    size_t count = walk->first_item > 0 && path != NULL ? walk->options.top_count : 0;

    for (size_t i = 0; i < count; i++) {
        size_t at = (walk->after_failed + i) % count;
        if (strcmp(walk->options.tops[at], path) == 0) {
            walk->after_failed = at + 1;
            return walk->first_item + at;
        }
    }
    return 0;
}

int xwalk_fail(struct xwalk_context *context, const char *path, int errnum)
{
    struct xwalk *walk = context->walk;

    if (walk->errors == ERRORS_IGNORE)
        return 0;
    lock_take(&walk->lock);
    if (walk->errors != ERRORS_ABORT ||
        walk->call->status == 0) { /* report only the first one, even if several threads fail */
        fail_errno(walk->call->fail, errnum, path, NULL);
        walk->call->fail->item = item_number(walk, path);
        call_report(walk->call);
        walk->call->fail->item = 0;
    }
    lock_open(&walk->lock);
    return walk->errors == ERRORS_ABORT ? WALK_STOP : 0;
}

bool xwalk_claim(struct xwalk *walk, int *result)
{
    uint64_t number = walk->most != UINT64_MAX ? atomic_fetch_add(&walk->results, 1) + 1 : 0;

    *result = number >= walk->most ? WALK_STOP : 0;
    return number <= walk->most;
}

int xwalk_look(struct xwalk_context *context, const struct walk_entry *entry)
{
    const struct walk_options *options = &context->walk->options;
    bool follow = entry->type != DT_LNK && (options->follow || (entry->depth == 0 && !options->keep_top_links));

    if (context->status_known)
        return 0;
    int result = status_get(entry->dir_fd, entry->name, follow ? 0 : AT_SYMLINK_NOFOLLOW, context->walk->mask,
                            &context->status);
    context->status_known = result == 0;
    return result;
}

static bool is_entered(struct xwalk_context *context, const struct walk_entry *entry)
{
    const struct walk_options *options = &context->walk->options;

    return entry->type == DT_DIR && entry->depth < options->max_depth &&
           (options->events.enter == NULL || options->events.enter(context, entry));
}

int xwalk_no_status(struct xwalk_context *context, const struct walk_entry *entry, int errnum)
{
    const struct xwalk *walk = context->walk;

    if (errnum == ENOENT && entry->depth > 0 && (walk->errors != ERRORS_ABORT || walk->args->race_ok))
        return 0;
    if (errnum == EACCES && is_entered(context, entry) && access_check(entry->dir_fd, ".", X_OK, AT_EACCESS) == -EACCES)
        return 0; /* the directory is not searchable: entering this entry fails too, and is reported then */
    return xwalk_fail(context, walk_path(entry), errnum);
}

const char *xwalk_filesystem(struct xwalk_context *context, const struct walk_entry *entry)
{
    const struct status *status = &context->status;
    struct filesystem filesystem;
    bool same = context->filesystem.known && context->filesystem.major == status->dev_major &&
                context->filesystem.minor == status->dev_minor;

    if (!same) {
        int result = filesystem_of(entry->dir_fd, entry->name, AT_SYMLINK_NOFOLLOW, status, &filesystem);
        context->filesystem.name = result == 0 ? mount_type(entry->dir_fd, entry->name, AT_SYMLINK_NOFOLLOW, status,
                                                            &filesystem, context->filesystem.room)
                                               : NULL;
        context->filesystem.known = result == 0; /* else the entry may have vanished, and says nothing about others */
        context->filesystem.major = status->dev_major;
        context->filesystem.minor = status->dev_minor;
    }
    return context->filesystem.name;
}

struct out *xwalk_text(struct xwalk_context *context, struct walk_output *out, size_t size)
{
    if (!walk_room(out, size))
        return NULL;
    context->text.buffer = out->data + out->used;
    context->text.capacity = out->capacity - out->used;
    context->text.used = 0;
    return &context->text;
}

void xwalk_text_end(struct xwalk_context *context, struct walk_output *out)
{
    out->used += context->text.used;
}

bool xwalk_put_shown(struct xwalk_context *context, struct walk_output *out, const char *text, size_t size)
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

const char *xwalk_base_name(const struct walk_entry *entry, size_t *size)
{
    const char *name = entry->name;

    *size = entry->name_size;
    if (entry->depth > 0)
        return name;
    while (*size > 1 && name[*size - 1] == '/')
        --*size;
    size_t start = *size;
    while (start > 0 && name[start - 1] != '/')
        start--;
    if (start == *size) /* nothing but slashes */
        return name;
    *size -= start;
    return name + start;
}

ssize_t xwalk_link(const struct walk_entry *entry, char target[XWALK_LINK_ROOM])
{
    ssize_t size = link_read(entry->dir_fd, entry->name, target, XWALK_LINK_ROOM - 1);

    if (size >= 0)
        target[size] = '\0';
    return size;
}
