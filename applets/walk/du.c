/* SPDX-License-Identifier: MIT */
/* --du: sizes added up, for each top and, with --max-depth, for each directory down to there. A file with several hard
 * links counts once under each top, where it was met first; so does all that symbolic links lead to again. */
#include "walk/xwalk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/sysmacros.h>

/* The sizes below one directory, those of listed directories below it not yet added. */
struct du_sum {
    atomic_ullong apparent, allocated; /* bytes */
    struct du_sum *parent, *next;
    size_t top; /* which top it is under */
    char path[];
};

/* A file with several links that was counted; with --follow any file. */
struct seen {
    size_t top;
    uint64_t device, ino;
    const struct du_sum *sum; /* where; NULL for a directory that has moved from there to a sum of its own */
};

struct xwalk_du {
    struct du_sum *sums; /* newest first, so that a directory comes before its parent */
    struct seen *seen;   /* a hash table, open addressing */
    size_t seen_room, seen_count;
};

enum { DU_MASK = STATUS_TYPE | STATUS_SIZE | STATUS_BLOCKS | STATUS_NLINK | STATUS_INO, BLOCK = 512 };

int xwalk_du_begin(struct xwalk *walk)
{
    walk->du = calloc(1, sizeof *walk->du);
    return walk->du != NULL ? 0 : fail_no_memory(walk->call->fail);
}

static struct du_sum *sum_new(struct xwalk *walk, struct du_sum *parent, const char *path, size_t top)
{
    size_t size = strlen(path);
    struct du_sum *sum = calloc(1, sizeof *sum + size + 1);

    if (sum == NULL)
        return NULL;
    memcpy(sum->path, path, size);
    sum->parent = parent;
    sum->top = top;
    pthread_mutex_lock(&walk->lock);
    sum->next = walk->du->sums;
    walk->du->sums = sum;
    pthread_mutex_unlock(&walk->lock);
    return sum;
}

void xwalk_du_settle(struct xwalk_context *context)
{
    if (context->sum != NULL) {
        atomic_fetch_add(&context->sum->apparent, context->apparent);
        atomic_fetch_add(&context->sum->allocated, context->allocated);
    }
    context->apparent = context->allocated = 0;
}

static void add(struct xwalk_context *context, struct du_sum *sum, const struct status *status)
{
    if (sum != context->sum) {
        xwalk_du_settle(context);
        context->sum = sum;
    }
    context->apparent += status->size;
    context->allocated += status->blocks * BLOCK;
}

/* Where a file is in the table, or belongs. */
static struct seen *place_of(const struct xwalk_du *du, const struct seen *key)
{
    size_t at = (size_t)((key->ino * 0x9e3779b97f4a7c15u ^ key->device * 0xc2b2ae3d27d4eb4fu ^ key->top) >> 7);

    for (;; at++) {
        struct seen *seen = &du->seen[at & (du->seen_room - 1)];
        if (seen->ino == 0 || (seen->ino == key->ino && seen->device == key->device && seen->top == key->top))
            return seen;
    }
}

static bool grow(struct xwalk_du *du)
{
    struct seen *old = du->seen;
    size_t count = du->seen_room;

    if (du->seen_count * 2 < count)
        return true;
    du->seen = calloc(count * 2 + 256, sizeof *du->seen);
    if (du->seen == NULL) {
        du->seen = old;
        return false;
    }
    du->seen_room = count > 0 ? count * 2 : 256;
    for (size_t i = 0; i < count; i++)
        if (old[i].ino != 0)
            *place_of(du, &old[i]) = old[i];
    free(old);
    return true;
}

static struct seen key_of(const struct du_sum *sum, const struct status *status)
{
    return (struct seen){sum->top, (uint64_t)status->dev_major << 32 | status->dev_minor, status->ino, sum};
}

/* 1 where the file was counted before, 0 where it is now, in sum, -ENOMEM. */
static int met_before(struct xwalk *walk, const struct du_sum *sum, const struct status *status)
{
    struct seen key = key_of(sum, status);
    struct xwalk_du *du = walk->du;
    int result = 0;

    pthread_mutex_lock(&walk->lock);
    if (!grow(du))
        result = -ENOMEM;
    else {
        struct seen *place = place_of(du, &key);
        result = place->ino != 0;
        du->seen_count += !result;
        if (!result)
            *place = key;
    }
    pthread_mutex_unlock(&walk->lock);
    return result;
}

/* Whether a directory's own size was counted in sum, and is still there; it is not any more then. */
static bool take_from(struct xwalk *walk, const struct du_sum *sum, const struct status *status)
{
    struct seen key = key_of(sum, status);

    if (!walk->options.follow)
        return true;
    pthread_mutex_lock(&walk->lock);
    struct seen *place = place_of(walk->du, &key);
    bool there = place->sum == sum;
    if (there)
        place->sum = NULL;
    pthread_mutex_unlock(&walk->lock);
    return there;
}

/* What --one-file-system leaves out: a directory that something is mounted on, or a file. */
static bool is_beyond(const struct xwalk *walk, const struct walk_entry *entry, const struct status *status)
{
    return walk->options.one_file_system && entry->depth > 0 &&
           walk_above(entry->dir, 0)->dev != makedev(status->dev_major, status->dev_minor);
}

int xwalk_du_entry(void *context_, struct walk_output *out, const struct walk_entry *entry)
{
    struct xwalk_context *context = context_;
    struct xwalk *walk = context->walk;
    struct du_sum *sum;
    struct status status;

    (void)out;
    if (entry->depth > 0)
        sum = entry->dir->data;
    else if ((sum = context->top = sum_new(walk, NULL, walk_path(entry), entry->top)) == NULL)
        return -ENOMEM;
    if (!xwalk_wanted(walk, entry))
        return 0;
    int result = xwalk_status(context, entry, DU_MASK, &status);
    if (result < 0)
        return xwalk_no_status(context, entry, -result);
    if (is_beyond(walk, entry, &status))
        return 0;
    bool again = walk->options.follow || (status.nlink > 1 && entry->type != DT_DIR);
    if (again && (result = met_before(walk, sum, &status)) != 0)
        return result < 0 ? result : 0;
    add(context, sum, &status);
    return 0;
}

/* A directory that is listed gets a sum of its own: its own size moves there from its parent's. One that was counted
 * elsewhere, as another link's, is not listed again. */
int xwalk_du_opened(struct xwalk_context *context, struct walk_dir *dir, const char *path)
{
    struct xwalk *walk = context->walk;
    struct du_sum *parent = dir->data;
    struct status status;

    if (dir->depth == 0)
        parent = context->top; /* of the top, which was reported just now */
    dir->data = parent;
    if (dir->depth == 0 || dir->depth > walk->du_depth)
        return 0;
    bool counted = !walk->filtered && walk->min_depth == 0 && status_get(dir->fd, NULL, 0, DU_MASK, &status) == 0;
    if (counted && !take_from(walk, parent, &status))
        return 0;
    struct du_sum *sum = sum_new(walk, parent, path, parent->top);
    if (sum == NULL)
        return -ENOMEM;
    dir->data = sum;
    if (counted) {
        atomic_fetch_sub(&parent->apparent, status.size);
        atomic_fetch_sub(&parent->allocated, status.blocks * BLOCK);
        add(context, sum, &status);
    }
    return 0;
}

static int by_place(const void *a_, const void *b_)
{
    const struct du_sum *a = *(struct du_sum *const *)a_, *b = *(struct du_sum *const *)b_;

    if (a->top != b->top)
        return a->top < b->top ? -1 : 1;
    size_t size_a = strlen(a->path), size_b = strlen(b->path);
    int order = memcmp(a->path, b->path, size_a < size_b ? size_a : size_b);
    return order != 0 ? order : size_a < size_b ? 1 : -1; /* a directory behind those in it */
}

static void put_sum(struct out *out, const struct du_sum *sum)
{
    if (out->writer == &out_json) {
        out_open(out, OUT_RECORD);
        out_field_text(out, "path", sum->path);
        out_field_uint(out, "allocated", sum->allocated);
        out_field_uint(out, "apparent", sum->apparent);
        out_close(out);
        return;
    }
    out_put_uint(out, sum->allocated);
    out_char(out, '\t');
    out_put_uint(out, sum->apparent);
    out_char(out, '\t');
    out_text(out, sum->path);
}

int xwalk_du_print(struct xwalk *walk)
{
    size_t count = 0, at = 0;

    for (struct du_sum *sum = walk->du->sums; sum != NULL; sum = sum->next, count++)
        if (sum->parent != NULL) {
            sum->parent->apparent += sum->apparent;
            sum->parent->allocated += sum->allocated;
        }
    struct du_sum **sums = arena_alloc(walk->call->arena, (count + 1) * sizeof *sums);
    if (sums == NULL)
        return -ENOMEM;
    for (struct du_sum *sum = walk->du->sums; sum != NULL; sum = sum->next)
        sums[at++] = sum;
    qsort(sums, count, sizeof *sums, by_place);
    for (size_t i = 0; i < count; i++)
        put_sum(walk->call->out, sums[i]);
    return 0;
}

void xwalk_du_end(struct xwalk *walk)
{
    if (walk->du == NULL)
        return;
    while (walk->du->sums != NULL) {
        struct du_sum *sum = walk->du->sums;
        walk->du->sums = sum->next;
        free(sum);
    }
    free(walk->du->seen);
    free(walk->du);
}
