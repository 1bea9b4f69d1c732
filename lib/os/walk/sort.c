/* SPDX-License-Identifier: MIT */
/* Sorts the records of a directory: a merge sort that first compares 64 bits of each record, its rank or the first
 * eight bytes of its name, which usually decide. */
#include "os/walk/internal.h"

#include <stdlib.h>

typedef int compare_names(const char *a, const char *b);

struct key {
    uint64_t head;    /* the rank; or the first 8 bytes of the name, big-endian, padded with NUL bytes */
    const char *name; /* points into its record */
};

static uint64_t head_of(const char *name, size_t size)
{
    uint64_t head = 0;

    for (size_t i = 0; i < 8; i++)
        head = head << 8 | (i < size ? (unsigned char)name[i] : 0);
    return head;
}

/* compare: orders names with equal heads; NULL if the heads are the first bytes of the names. */
static bool before(const struct key *a, const struct key *b, compare_names *compare)
{
    if (a->head != b->head) /* NOLINT(clang-analyzer-core.UndefinedBinaryOperatorResult): find_keys made them all */
        return a->head < b->head;
    if (compare != NULL)
        return compare(a->name, b->name) < 0;
    return (a->head & 0xff) != 0 && strcmp(a->name + 8, b->name + 8) < 0;
}

static void insertion_sort(struct key *keys, size_t count, compare_names *compare)
{
    for (size_t i = 1; i < count; i++) {
        struct key key = keys[i];
        size_t place = i;
        for (; place > 0 && before(&key, &keys[place - 1], compare); place--)
            keys[place] = keys[place - 1];
        keys[place] = key;
    }
}

static void merge(const struct key *left, size_t left_count, const struct key *right, size_t right_count,
                  struct key *to, compare_names *compare)
{
    while (left_count > 0 && right_count > 0)
        if (before(right, left, compare)) {
            *to++ = *right++;
            right_count--;
        } else {
            *to++ = *left++;
            left_count--;
        }
    memcpy(to, left, left_count * sizeof *to);
    memcpy(to + left_count, right, right_count * sizeof *to);
}

/* Sorts count keys. other is scratch memory of the same size. Returns the sorted array, which is keys or other. */
static struct key *sort_keys(struct key *keys, struct key *other, size_t count, compare_names *compare)
{
    enum { RUN = 16 };

    for (size_t at = 0; at < count; at += RUN)
        insertion_sort(keys + at, count - at < RUN ? count - at : RUN, compare);
    for (size_t run = RUN; run < count; run *= 2) {
        for (size_t at = 0; at < count; at += 2 * run) {
            size_t left = count - at < run ? count - at : run;
            size_t right = count - at - left < run ? count - at - left : run;
            merge(keys + at, left, keys + at + left, right, other + at, compare);
        }
        struct key *swap = keys;
        keys = other;
        other = swap;
    }
    return keys;
}

static size_t count_records(const struct level *level)
{
    size_t count = 0;
    struct record record;

    for (size_t at = 0; at < level->used; at += sizeof record + record.size + 1, count++)
        memcpy(&record, level->records + at, sizeof record);
    return count;
}

static void find_keys(struct worker *worker, const struct task *task, struct key *keys)
{
    const struct walk_events *events = &worker->walk->options->events;
    const struct level *level = &task->levels[task->current];
    struct walk_entry entry = entry_in(task, task->current);
    struct record record;

    for (size_t at = 0; at < level->used; at += sizeof record + record.size + 1) {
        memcpy(&record, level->records + at, sizeof record);
        const char *name = level->records + at + sizeof record;
        uint64_t head = 0;
        if (events->rank != NULL) {
            entry.name = name;
            entry.name_size = record.size;
            entry.type = record.type;
            entry.target = record.target;
            head = events->rank(worker->context, &entry);
        } else if (events->compare == NULL)
            head = head_of(name, record.size);
        *keys++ = (struct key){head, name};
    }
}

/* Returns a new buffer with the records in the order of keys. */
static char *in_order(const struct level *level, const struct key *keys, size_t count)
{
    char *sorted = malloc(level->room), *to = sorted;
    struct record record;

    for (size_t i = 0; sorted != NULL && i < count; i++) {
        const char *from = keys[i].name - sizeof record;
        memcpy(&record, from, sizeof record);
        size_t size = sizeof record + record.size + 1;
        memcpy(to, from, size);
        to += size;
    }
    return sorted;
}

bool records_sort(struct worker *worker, struct task *task)
{
    enum { FEW = 256 };
    const struct walk_events *events = &worker->walk->options->events;
    struct level *level = &task->levels[task->current];
    struct key few[2 * FEW];
    compare_names *compare = events->compare != NULL ? events->compare : events->rank != NULL ? strcmp : NULL;
    size_t count = count_records(level);

    if (count < 2)
        return true;
    struct key *keys = count <= FEW ? few : malloc(2 * count * sizeof *keys);
    if (keys == NULL)
        return false;
    find_keys(worker, task, keys);
    char *sorted = in_order(level, sort_keys(keys, keys + count, count, compare), count);
    if (keys != few)
        free(keys);
    if (sorted == NULL)
        return false;
    free(level->records);
    level->records = sorted;
    return true;
}
