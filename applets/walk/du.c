/* SPDX-License-Identifier: MIT */
/* --du: adds up the sizes. */
#include "walk/du.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "walk/colors.h"
#include "walk/filter.h"
#include "walk/scope.h"
#include "os/walk/loop.h"

/* A file that may be found again under another name, and the row in which it counts. */
struct seen {
    size_t top;
    uint64_t device, ino, size, blocks;
    struct status_time mtime;
    struct du_sum *sum;
};

struct xwalk_du {
    struct du_sum *sums;   /* newest first, so that a directory comes before its parent */
    struct du_sum **paths; /* a hash table of rows by path, with chaining */
    size_t path_slots, sum_count;
    struct seen *seen; /* a hash table with open addressing */
    size_t seen_slots, seen_count;
};

enum {
    DU_MASK = STATUS_TYPE | STATUS_SIZE | STATUS_BLOCKS | STATUS_NLINK | STATUS_INO | STATUS_MTIME,
    BLOCK = 512, /* bytes per unit of st_blocks */
    FIRST_SLOTS = 256,
};

int du_begin(struct xwalk *walk)
{
    walk->mask |= DU_MASK;
    walk->du = calloc(1, sizeof *walk->du);
    return walk->du != NULL ? 0 : fail_no_memory(walk->call->fail);
}

static void add_number(struct du_number *sum, struct du_number number)
{
    sum->low += number.low;
    sum->high += number.high + (sum->low < number.low);
}

static uint64_t hash_path(const char *path)
{
    uint64_t hash = 0xcbf29ce484222325u;

    while (*path != '\0')
        hash = (hash ^ (unsigned char)*path++) * 0x100000001b3u;
    return hash;
}

/* Doubles the table of paths when it has as many rows as slots. */
static bool grow_paths(struct xwalk_du *du)
{
    size_t slots = du->path_slots > 0 ? du->path_slots * 2 : FIRST_SLOTS;

    if (du->sum_count < du->path_slots)
        return true;
    struct du_sum **paths = calloc(slots, sizeof *paths);
    if (paths == NULL)
        return false;
    for (struct du_sum *sum = du->sums; sum != NULL; sum = sum->older) {
        struct du_sum **slot = &paths[hash_path(sum->path) & (slots - 1)];
        sum->next = *slot;
        *slot = sum;
    }
    free(du->paths);
    du->paths = paths;
    du->path_slots = slots;
    return true;
}

/* Adds a row; NULL if memory is exhausted. Call it with the lock held. */
static struct du_sum *add_row(struct xwalk_du *du, struct du_sum *parent, const char *path, size_t top, size_t depth)
{
    size_t size = strlen(path);
    struct du_sum *sum = grow_paths(du) ? calloc(1, sizeof *sum + size + 1) : NULL;

    if (sum == NULL)
        return NULL;
    memcpy(sum->path, path, size);
    sum->parent = parent;
    sum->top = top;
    sum->depth = depth;
    sum->place.sum = sum;
    sum->figures = (struct du_figures)DU_NOTHING;
    sum->older = du->sums;
    du->sums = sum;
    du->sum_count++;
    struct du_sum **slot = &du->paths[hash_path(path) & (du->path_slots - 1)];
    sum->next = *slot;
    *slot = sum;
    return sum;
}

static struct du_sum *find_row(const struct xwalk_du *du, const char *path, size_t top)
{
    struct du_sum *sum = du->path_slots > 0 ? du->paths[hash_path(path) & (du->path_slots - 1)] : NULL;

    while (sum != NULL && (sum->top != top || strcmp(sum->path, path) != 0))
        sum = sum->next;
    return sum;
}

static void keep_latest(struct status_time *latest, const struct status_time *time)
{
    if (time->seconds > latest->seconds ||
        (time->seconds == latest->seconds && time->nanoseconds > latest->nanoseconds))
        *latest = *time;
}

void du_add_figures(struct du_figures *to, const struct du_figures *from)
{
    add_number(&to->apparent, from->apparent);
    add_number(&to->allocated, from->allocated);
    add_number(&to->inodes, from->inodes);
    keep_latest(&to->latest, &from->latest);
}

static void add(struct du_figures *to, uint64_t size, uint64_t blocks, const struct status_time *mtime)
{
    struct du_figures file = {{size, 0}, {blocks * BLOCK, blocks >> 55}, {1, 0}, *mtime};

    du_add_figures(to, &file);
}

void du_settle(struct xwalk_context *context)
{
    static const struct du_figures none = DU_NOTHING;

    if (context->waiting_for != NULL) {
        lock_take(&context->walk->lock);
        du_add_figures(&context->waiting_for->figures, &context->waiting);
        lock_open(&context->walk->lock);
    }
    context->waiting = none;
    context->waiting_for = NULL;
}

/* Adds a file to the figures that wait to be added to sum. */
static void count(struct xwalk_context *context, struct du_sum *sum)
{
    const struct status *status = &context->status;

    if (sum != context->waiting_for) {
        du_settle(context);
        context->waiting_for = sum;
    }
    add(&context->waiting, status->size, status->blocks, &status->mtime);
}

/* Returns the slot of a file in the table, or the free slot where it belongs. */
static struct seen *place_of(const struct xwalk_du *du, const struct seen *key)
{
    size_t at = (size_t)((key->ino * 0x9e3779b97f4a7c15u ^ key->device * 0xc2b2ae3d27d4eb4fu ^ key->top) >> 7);

    for (;; at++) {
        struct seen *seen = &du->seen[at & (du->seen_slots - 1)];
        if (seen->sum == NULL || (seen->ino == key->ino && seen->device == key->device && seen->top == key->top))
            return seen;
    }
}

static bool grow_seen(struct xwalk_du *du)
{
    struct seen *old = du->seen;
    size_t slots = du->seen_slots;

    if (du->seen_count * 2 < slots)
        return true;
    du->seen = calloc(slots > 0 ? slots * 2 : FIRST_SLOTS, sizeof *du->seen);
    if (du->seen == NULL) {
        du->seen = old;
        return false;
    }
    du->seen_slots = slots > 0 ? slots * 2 : FIRST_SLOTS;
    for (size_t i = 0; i < slots; i++)
        if (old[i].sum != NULL)
            *place_of(du, &old[i]) = old[i];
    free(old);
    return true;
}

/* True if a file that is below both rows counts in a rather than in b. */
static bool is_preferred(const struct du_sum *a, const struct du_sum *b)
{
    return a->top != b->top ? a->top < b->top : strcmp(a->path, b->path) < 0;
}

/* Records a file that may be found again; it is added to its row at the end. Returns 0 or -ENOMEM. Call it with the
 * lock held. */
static int keep(struct xwalk *walk, struct du_sum *sum, const struct status *status)
{
    struct xwalk_du *du = walk->du;
    struct seen key = {walk->args->total ? 0 : sum->top,
                       (uint64_t)status->dev_major << 32 | status->dev_minor,
                       status->ino,
                       status->size,
                       status->blocks,
                       status->mtime,
                       sum};

    if (!grow_seen(du))
        return -ENOMEM;
    struct seen *place = place_of(du, &key);
    if (place->sum == NULL) {
        *place = key;
        du->seen_count++;
    } else if (place->sum != sum) {
        struct du_sum *other = is_preferred(sum, place->sum) ? place->sum : sum;
        place->sum = other == sum ? place->sum : sum;
        other->dropped = other->dropped || S_ISDIR(status->mode) || walk->du_files;
    }
    return 0;
}

/* True for an entry that --one-file-system excludes, and for a directory that is one of those above it. */
static bool is_beyond(const struct xwalk *walk, const struct walk_entry *entry, const struct status *status)
{
    if (entry->depth == 0)
        return false;
    dev_t device = makedev(status->dev_major, status->dev_minor);
    if (walk->options.one_file_system && walk_above(entry->dir, 0)->dev != device)
        return true;
    return entry->type == DT_DIR && (status->attributes & STATUS_MOUNT_ROOT) &&
           loop_is_above(entry->dir_fd, entry->depth, device, status->ino);
}

/* Returns the row in which the entry counts: its own, or that of its directory; NULL if memory is exhausted. */
static struct du_sum *row_of(struct xwalk_context *context, const struct walk_entry *entry, bool counted)
{
    struct xwalk *walk = context->walk;
    struct du_sum *parent = entry->depth == 0 ? NULL : ((struct xwalk_place *)entry->dir->data)->sum;
    bool own = entry->type == DT_DIR || walk->du_files;

    if (entry->depth > 0 && (!counted || !own || entry->depth > walk->du_depth))
        return parent;
    size_t top = parent != NULL ? parent->top : walk->top_base + entry->top;
    lock_take(&walk->lock);
    struct du_sum *sum = add_row(walk->du, parent, walk_path(entry), top, entry->depth);
    lock_open(&walk->lock);
    if (sum != NULL) {
        sum->directory = entry->type == DT_DIR;
        sum->color = walk->colors != NULL ? colors_of(context, entry) : (struct word){0};
    }
    return sum;
}

int du_entry(void *context_, struct walk_output *out, const struct walk_entry *entry)
{
    struct xwalk_context *context = context_;
    struct xwalk *walk = context->walk;
    const struct status *status = &context->status;
    int result = 0;

    (void)out;
    context->status_known = false;
    bool counted = !scope_hides(walk, entry) && filter_passes(context, entry, &result);
    if (counted && (result = xwalk_look(context, entry)) < 0) {
        result = xwalk_no_status(context, entry, -result);
        counted = false;
    }
    if (result != 0)
        return result;
    counted = counted && !is_beyond(walk, entry, status);
    if (!counted && entry->depth > 0)
        return 0;
    struct du_sum *sum = row_of(context, entry, counted);
    if (entry->depth == 0)
        context->top = sum;
    if (sum == NULL)
        return -ENOMEM;
    if (counted && (walk->options.follow || (status->nlink > 1 && entry->type != DT_DIR))) {
        lock_take(&walk->lock);
        result = keep(walk, sum, status);
        lock_open(&walk->lock);
    } else if (counted)
        count(context, sum);
    return result;
}

/* Uses the row that du_entry made for the directory, or a new one if filters have excluded the directory itself. */
int du_opened(struct xwalk_context *context, struct walk_dir *dir, const char *path)
{
    struct xwalk *walk = context->walk;
    struct xwalk_place *above = dir->data;

    if (dir->depth > 0 && dir->depth > walk->du_depth)
        return 0;
    lock_take(&walk->lock);
    struct du_sum *parent = dir->depth == 0 ? NULL : above->sum;
    size_t top = parent != NULL ? parent->top : context->top->top;
    struct du_sum *sum = dir->depth == 0 ? context->top : find_row(walk->du, path, top);
    if (sum == NULL && (sum = add_row(walk->du, parent, path, top, dir->depth)) != NULL) {
        sum->directory = true;
        sum->color = colors_find(walk->colors, "di");
    }
    if (sum != NULL) {
        sum->place.rules = above != NULL ? above->rules : NULL;
        dir->data = &sum->place;
    }
    lock_open(&walk->lock);
    return sum != NULL ? 0 : -ENOMEM;
}

struct du_sum *du_finish(struct xwalk *walk)
{
    struct xwalk_du *du = walk->du;

    for (size_t i = 0; i < du->seen_slots; i++)
        if (du->seen[i].sum != NULL)
            add(&du->seen[i].sum->figures, du->seen[i].size, du->seen[i].blocks, &du->seen[i].mtime);
    for (struct du_sum *sum = du->sums; sum != NULL; sum = sum->older) {
        sum->dropped = sum->dropped && (sum->figures.inodes.low | sum->figures.inodes.high) == 0;
        if (sum->parent != NULL)
            du_add_figures(&sum->parent->figures, &sum->figures);
    }
    return du->sums;
}

void du_end(struct xwalk *walk)
{
    if (walk->du == NULL)
        return;
    while (walk->du->sums != NULL) {
        struct du_sum *sum = walk->du->sums;
        walk->du->sums = sum->older;
        free(sum);
    }
    free(walk->du->paths);
    free(walk->du->seen);
    free(walk->du);
}
