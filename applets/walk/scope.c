/* SPDX-License-Identifier: MIT */
/* Decides which entries are seen, and which directories are entered. */
#include "walk/scope.h"

#include <errno.h>
#include <stdlib.h>

#include "walk/filter.h"
#include "walk/ignore.h"

TEXTS_OF(walk_scope);

/* A glob of --exclude or --prune. It is matched against the last component, or the whole path if it contains a slash.
 */
struct scope_glob {
    struct filter_test test;
    bool path;
};

struct xwalk_scope {
    bool hidden; /* exclude names that begin with a dot */
    size_t exclude_count, prune_count, ignore_count;
    struct scope_glob *excludes, *prunes;
    const char **ignores; /* names of --ignore-file */
};

struct owned_place {
    struct xwalk_place place;
    struct owned_place *older;
};

static int read_scope(struct xwalk *walk, const struct occurrence *given)
{
    struct xwalk_scope *scope = walk->scope;
    struct scope_glob glob = {.path = memchr(given->value.data, '/', given->value.size) != NULL};

    if (!is_c_string(given->value))
        return fail_usage(walk->call->fail, "%s: the value contains a NUL byte", given->param->name);
    if (given->param->name[0] == 'i') { /* ignore_file */
        if (glob.path || given->value.size == 0)
            return fail_usage(walk->call->fail, "ignore_file: '%.200s' is not a file's name without a slash",
                              given->value.data);
        scope->ignores[scope->ignore_count++] = given->value.data;
        return 0;
    }
    filter_glob(&glob.test, given->value, false);
    if (given->param->name[0] == 'e')
        scope->excludes[scope->exclude_count++] = glob;
    else
        scope->prunes[scope->prune_count++] = glob;
    return 0;
}

int scope_read(struct xwalk *walk)
{
    const struct occurrences *given = &walk->args->scopes;
    struct arena *arena = walk->call->arena;

    if (given->count == 0 && walk->args->hidden)
        return 0;
    struct xwalk_scope *scope = walk->scope = arena_alloc(arena, sizeof *scope);
    if (scope == NULL || (scope->excludes = arena_alloc(arena, (given->count + 1) * sizeof *scope->excludes)) == NULL ||
        (scope->prunes = arena_alloc(arena, (given->count + 1) * sizeof *scope->prunes)) == NULL ||
        (scope->ignores = arena_alloc(arena, (given->count + 1) * sizeof *scope->ignores)) == NULL)
        return fail_no_memory(walk->call->fail);
    scope->hidden = !walk->args->hidden;
    for (size_t i = 0; i < given->count; i++)
        if (read_scope(walk, &given->items[i]) < 0)
            return -1;
    return 0;
}

static bool matches(const struct scope_glob *globs, size_t count, const struct walk_entry *entry)
{
    for (size_t i = 0; i < count; i++) {
        const struct scope_glob *glob = &globs[i];
        if (glob->path ? filter_glob_matches(&glob->test, walk_path(entry), entry->prefix_size + entry->name_size)
                       : filter_name_matches(&glob->test, entry))
            return true;
    }
    return false;
}

bool scope_hides(const struct xwalk *walk, const struct walk_entry *entry)
{
    const struct xwalk_scope *scope = walk->scope;

    if (scope == NULL || entry->depth == 0)
        return false;
    if ((scope->hidden && entry->name[0] == '.') || matches(scope->excludes, scope->exclude_count, entry))
        return true;
    const struct xwalk_place *place = scope->ignore_count > 0 ? entry->dir->data : NULL;
    return place != NULL && place->rules != NULL && ignore_matches(place->rules, entry);
}

bool scope_enters(void *context_, const struct walk_entry *entry)
{
    const struct xwalk *walk = ((struct xwalk_context *)context_)->walk;

    if (entry->depth == 0)
        return true;
    if (walk->options.events.keep == NULL && scope_hides(walk, entry)) /* else `keep` has dropped it before */
        return false;
    return !matches(walk->scope->prunes, walk->scope->prune_count, entry);
}

struct xwalk_place *scope_place(struct xwalk *walk, struct xwalk_place place)
{
    struct owned_place *owned = malloc(sizeof *owned);

    if (owned == NULL)
        return NULL;
    owned->place = place;
    lock_take(&walk->lock);
    owned->older = walk->places;
    walk->places = owned;
    lock_open(&walk->lock);
    return &owned->place;
}

void scope_end(struct xwalk *walk)
{
    while (walk->places != NULL) {
        struct owned_place *owned = walk->places;
        walk->places = owned->older;
        free(owned);
    }
    ignore_end(walk);
}

int scope_opened(struct xwalk_context *context, struct walk_dir *dir, const char *path)
{
    struct xwalk *walk = context->walk;
    const struct xwalk_scope *scope = walk->scope;
    struct xwalk_place place = {0}, *above = dir->data;

    if (scope == NULL || scope->ignore_count == 0)
        return 0;
    if (above != NULL)
        place = *above;
    const struct ignore_rules *rules = place.rules;
    for (size_t i = 0; i < scope->ignore_count; i++) {
        int result = ignore_read(context, dir, path, scope->ignores[i], &place.rules);
        if (result != 0)
            return result;
    }
    if (place.rules == rules)
        return 0;
    dir->data = scope_place(walk, place);
    return dir->data != NULL ? 0 : -ENOMEM;
}
