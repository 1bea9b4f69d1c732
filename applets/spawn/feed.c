/* SPDX-License-Identifier: MIT */
/* xspawn --each: items into batches, and batches into runs. */
#include "spawn/each.h"

#include <errno.h>
#include <stdlib.h>

enum gathered { GATHERED, WANTS_INPUT, NO_MORE };

/* Returns the next item; take: removes it and copies it into the arena of the next run. */
static bool next_item(struct each *each, bool take, struct word *item)
{
    if (each->words.items != NULL) {
        if (each->word_at == each->words.count)
            return false;
        *item = each->words.items[each->word_at];
        each->word_at += take;
        return true;
    }
    if (!take)
        return item_reader_peek(&each->items, item);
    if (!item_reader_next(&each->items, item))
        return false;
    item->data = arena_copy(jobs_arena(each), item->data, item->size);
    return item->data != NULL;
}

static bool no_more_items(const struct each *each)
{
    return each->words.items != NULL || each->items.ended;
}

static int keep(struct each *each, struct word item, size_t cost)
{
    if (each->batch_count == each->batch_capacity) {
        size_t capacity = each->batch_capacity * 2 + 16;
        struct word *batch = realloc(each->batch, capacity * sizeof *batch);
        if (batch == NULL)
            return -ENOMEM;
        each->batch = batch;
        each->batch_capacity = capacity;
    }
    each->batch[each->batch_count++] = item;
    each->batch_bytes += cost;
    return 0;
}

/* Takes the items of one run: at most --items, and not more than fit in its arguments. An item that is too long for an
 * argument gets a separate run, which fails. */
static enum gathered gather(struct each *each)
{
    size_t wanted = (size_t)each->xspawn->args->items, space = each->template.limit - each->template.bytes;
    struct word item;
    bool alone = false;

    while (!alone && (wanted == 0 || each->batch_count < wanted)) {
        if (!next_item(each, false, &item)) {
            if (!no_more_items(each))
                return WANTS_INPUT;
            break;
        }
        size_t cost = template_cost(&each->template, item);
        alone = item.size >= ARGUMENT_MOST || cost > space;
        if (each->batch_count > 0 && (alone || each->batch_bytes > space - cost))
            break;
        if (!next_item(each, true, &item) || keep(each, item, cost) < 0) {
            batch_error(each, each->started + 1, ENOMEM, NULL, 0);
            each->halted = true;
            return NO_MORE;
        }
    }
    return each->batch_count > 0 ? GATHERED : NO_MORE;
}

/* --resume: returns 1 if the run was skipped. */
static int skip_batch(struct each *each)
{
    int result = each->logged != NULL ? joblog_check(each, each->started + 1, each->batch[0]) : 0;

    if (result <= 0)
        return result;
    each->started++;
    each->skipped++;
    each->batch_count = each->batch_bytes = 0;
    arena_clear(jobs_arena(each));
    return 1;
}

/* Starts the runs that may start now. Returns 1 if more input is needed first, 0, or -1 with the failure recorded. */
int feed_start(struct each *each)
{
    while (!each->halted && !each->exhausted && jobs_free(each)) {
        enum gathered gathered = each->batch_count > 0 && each->waits ? GATHERED : gather(each);
        if (gathered == WANTS_INPUT)
            return 1;
        each->exhausted = gathered == NO_MORE;
        if (each->exhausted)
            return 0;
        int skipped = each->waits ? 0 : skip_batch(each);
        if (skipped < 0)
            return -1;
        if (skipped > 0)
            continue;
        each->waits = throttle_waits(each);
        if (each->waits)
            return 0;
        jobs_start(each);
    }
    return 0;
}
