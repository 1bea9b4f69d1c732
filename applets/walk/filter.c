/* SPDX-License-Identifier: MIT */
/* Reads the filters, sorts them in the order of evaluation, and tests entries. Filters are combined with AND; those
 * given with the same naming option, not negated, with OR. */
#include "walk/filter.h"

#include <errno.h>

TEXTS_OF(walk_filter);

int filter_refuse(struct xwalk *walk, const struct filter_test *test, struct word word, const char *what)
{
    return fail_usage(walk->call->fail, "%s: '%.*s' is not %s", test->kind->option, shown_size(word), word.data, what);
}

static const struct filter_kind *find_in(const struct filter_kind *kinds, size_t count, const char *option)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(kinds[i].option, option) == 0)
            return &kinds[i];
    return NULL;
}

static const struct filter_kind *find_kind(const char *option)
{
    const struct filter_kind *kind = find_in(filter_names, filter_names_count, option);

    if (kind == NULL)
        kind = find_in(filter_statuses, filter_statuses_count, option);
    return kind != NULL ? kind : find_in(filter_files, filter_files_count, option);
}

/* Cheaper filters come first; those of one option together, and first the ones that are not negated. */
static bool is_before(const struct filter_test *a, const struct filter_test *b)
{
    if (a->kind != b->kind)
        return a->kind->cost != b->kind->cost ? a->kind->cost < b->kind->cost : a->kind < b->kind;
    return !a->negated && b->negated;
}

static void insert(struct xwalk_filter *filter, const struct filter_test *test)
{
    size_t at = filter->count++;

    for (; at > 0 && is_before(test, &filter->tests[at - 1]); at--)
        filter->tests[at] = filter->tests[at - 1];
    filter->tests[at] = *test;
}

static int read_test(struct xwalk *walk, const struct occurrence *given, bool negated)
{
    struct filter_test test = {.kind = find_kind(given->param->name), .negated = negated};

    if (!is_c_string(given->value))
        return fail_usage(walk->call->fail, "%s: the value contains a NUL byte", given->param->name);
    if (test.kind->read != NULL && test.kind->read(walk, &test, given->value) < 0)
        return -1;
    walk->mask |= test.kind->mask;
    insert(walk->filter, &test);
    return 0;
}

int filter_read(struct xwalk *walk)
{
    const struct occurrences *given = &walk->args->filters;
    bool negated = false;

    if (given->count == 0)
        return 0;
    walk->filter = arena_alloc(walk->call->arena, sizeof *walk->filter);
    if (walk->filter == NULL ||
        (walk->filter->tests = arena_alloc(walk->call->arena, given->count * sizeof(struct filter_test))) == NULL)
        return fail_no_memory(walk->call->fail);
    for (size_t i = 0; i < given->count; i++) {
        bool is_not = strcmp(given->items[i].param->name, "not") == 0;
        if (is_not && negated)
            return fail_usage(walk->call->fail, "--not is followed by another --not");
        if (!is_not && read_test(walk, &given->items[i], negated) < 0)
            return -1;
        negated = is_not;
    }
    return negated ? fail_usage(walk->call->fail, "--not needs a filter after it") : 0;
}

static int holds(struct xwalk_context *context, const struct walk_entry *entry, const struct filter_test *test)
{
    int result = test->kind->mask != 0 ? xwalk_look(context, entry) : 0;

    if (result == 0)
        result = test->kind->holds(context, entry, test);
    return result >= 0 ? result != test->negated : result;
}

/* Returns 1 if the entry passes all filters, 0 if not, or -errno. */
static int passes(struct xwalk_context *context, const struct walk_entry *entry)
{
    const struct xwalk_filter *filter = context->walk->filter;
    int result = 1;

    for (size_t i = 0; i < filter->count && result > 0;) {
        const struct filter_test *test = &filter->tests[i++];
        result = holds(context, entry, test);
        bool either = test->kind->either && !test->negated;
        for (; either && i < filter->count && filter->tests[i].kind == test->kind && !filter->tests[i].negated; i++)
            if (result == 0)
                result = holds(context, entry, &filter->tests[i]);
    }
    return result;
}

bool filter_passes(struct xwalk_context *context, const struct walk_entry *entry, int *result)
{
    *result = 0;
    if (entry->depth < context->walk->min_depth)
        return false;
    if (context->walk->filter == NULL)
        return true;
    int passed = passes(context, entry);
    if (passed < 0)
        *result = xwalk_no_status(context, entry, -passed);
    return passed > 0;
}
