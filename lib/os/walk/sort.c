/* SPDX-License-Identifier: MIT */
/* The records of a directory in byte order: a merge sort on the first eight bytes of the names, which mostly decide. */
#include "os/walk/internal.h"

#include <stdlib.h>

struct key {
    uint64_t head;    /* the first bytes of the name, big-endian, NUL bytes behind a shorter one */
    const char *name; /* in its record */
};

static uint64_t head_of(const char *name, size_t size)
{
    uint64_t head = 0;

    for (size_t i = 0; i < 8; i++)
        head = head << 8 | (i < size ? (unsigned char)name[i] : 0);
    return head;
}

static bool before(const struct key *a, const struct key *b)
{
    if (a->head != b->head) /* NOLINT(clang-analyzer-core.UndefinedBinaryOperatorResult): find_keys made them all */
        return a->head < b->head;
    return (a->head & 0xff) != 0 && strcmp(a->name + 8, b->name + 8) < 0;
}

static void insertion_sort(struct key *keys, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct key key = keys[i];
        size_t place = i;
        for (; place > 0 && before(&key, &keys[place - 1]); place--)
            keys[place] = keys[place - 1];
        keys[place] = key;
    }
}

static void merge(const struct key *left, size_t left_count, const struct key *right, size_t right_count,
                  struct key *to)
{
    while (left_count > 0 && right_count > 0)
        if (before(right, left)) {
            *to++ = *right++;
            right_count--;
        } else {
            *to++ = *left++;
            left_count--;
        }
    memcpy(to, left, left_count * sizeof *to);
    memcpy(to + left_count, right, right_count * sizeof *to);
}

/* Sorts count keys; other is as much room again. Returns where the sorted ones are. */
static struct key *sort_keys(struct key *keys, struct key *other, size_t count)
{
    enum { RUN = 16 };

    for (size_t at = 0; at < count; at += RUN)
        insertion_sort(keys + at, count - at < RUN ? count - at : RUN);
    for (size_t run = RUN; run < count; run *= 2) {
        for (size_t at = 0; at < count; at += 2 * run) {
            size_t left = count - at < run ? count - at : run;
            size_t right = count - at - left < run ? count - at - left : run;
            merge(keys + at, left, keys + at + left, right, other + at);
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

static void find_keys(const struct level *level, struct key *keys)
{
    struct record record;

    for (size_t at = 0; at < level->used; at += sizeof record + record.size + 1) {
        memcpy(&record, level->records + at, sizeof record);
        const char *name = level->records + at + sizeof record;
        *keys++ = (struct key){head_of(name, record.size), name};
    }
}

/* A copy of the records in the order of keys. */
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

bool records_sort(struct level *level)
{
    enum { FEW = 256 };
    struct key few[2 * FEW];
    size_t count = count_records(level);

    if (count < 2)
        return true;
    struct key *keys = count <= FEW ? few : malloc(2 * count * sizeof *keys);
    if (keys == NULL)
        return false;
    find_keys(level, keys);
    char *sorted = in_order(level, sort_keys(keys, keys + count, count), count);
    if (keys != few)
        free(keys);
    if (sorted == NULL)
        return false;
    free(level->records);
    level->records = sorted;
    return true;
}
