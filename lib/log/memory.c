/* SPDX-License-Identifier: MIT */
/* Destination memory: holds records back until there are as many as its capacity, or until one of the flush level
 * comes; then it passes all of them to another destination. With ring it keeps the newest ones instead: a flight
 * recorder. */
#include "log/parts.h"

#include <errno.h>

#include "value/number.h"

TEXTS_OF(log_memory);

/* A record that is held, with its texts. */
struct held {
    struct log_record record;
    struct held *next;
};

struct memory {
    struct arena arena, other; /* records; with ring, the other one while the newest are moved there */
    struct held *first, **end;
    int64_t count, capacity;
    int64_t total; /* made in the arena: count, and those that were dropped since */
    int flush_level;
};

static int check_memory(struct log_destination *destination, struct fail *fail, const char *option)
{
    struct memory *memory = arena_alloc(destination->host->arena, sizeof *memory);
    const char *level = destination->options.flush_level;
    struct number number;

    if (memory == NULL)
        return fail_no_memory(fail);
    destination->state = memory;
    memory->flush_level = LOG_LEVEL_ERROR;
    if (!number_read(word_of(destination->address), 10, &number) ||
        !number_to_int64(number, 1, INT32_MAX, &memory->capacity))
        return fail_usage(fail, "%s: memory: '%.100s' is not a number of records", option, destination->address);
    if (level != NULL && !log_level_read(destination->host->levels, word_of(level), &memory->flush_level))
        return fail_usage(fail, "%s: flush-level: '%.100s' is not a level", option, level);
    arena_init(&memory->arena, NULL, 0);
    arena_init(&memory->other, NULL, 0);
    memory->end = &memory->first;
    return 0;
}

static int open_memory(struct log_destination *destination)
{
    return log_open(destination->target);
}

/* Copies a record into the list. */
static bool hold(struct memory *memory, const struct log_record *record)
{
    struct held *held = arena_alloc(&memory->arena, sizeof *held);

    if (held == NULL || !log_record_copy(&held->record, record, &memory->arena))
        return false;
    *memory->end = held;
    memory->end = &held->next;
    memory->count++;
    memory->total++;
    return true;
}

static void empty(struct memory *memory)
{
    arena_clear(&memory->arena);
    memory->first = NULL;
    memory->end = &memory->first;
    memory->count = memory->total = 0;
}

/* Drops the oldest record of a ring; its memory is given back when as many were dropped as there are places. */
static bool drop_oldest(struct memory *memory)
{
    const struct held *held = memory->first = memory->first->next;

    memory->count--;
    if (held == NULL)
        memory->end = &memory->first;
    if (memory->total < 2 * memory->capacity)
        return true;
    struct arena old = memory->arena;
    memory->arena = memory->other;
    memory->first = NULL;
    memory->end = &memory->first;
    memory->count = memory->total = 0;
    bool done = true;
    for (; held != NULL; held = held->next)
        done &= hold(memory, &held->record);
    arena_clear(&old);
    memory->other = old;
    return done;
}

static int flush_memory(struct log_destination *destination)
{
    struct memory *memory = destination->state;
    int first = 0;

    for (const struct held *held = memory->first; held != NULL; held = held->next) {
        int result = log_takes(destination->target, held->record.level, held->record.name)
                         ? log_emit(destination->target, &held->record)
                         : 0;
        first = first < 0 ? first : result;
    }
    empty(memory);
    return first;
}

static int write_memory(struct log_destination *destination, const struct log_record *record, int level,
                        const char *data, size_t size)
{
    struct memory *memory = destination->state;

    if (record == NULL)
        return log_write(destination->target, level, data, size);
    if (destination->options.ring && memory->count == memory->capacity && !drop_oldest(memory))
        return log_lose(destination, ENOMEM, NULL, 0, false);
    if (!hold(memory, record))
        return log_lose(destination, ENOMEM, NULL, 0, false);
    bool full = memory->count >= memory->capacity && !destination->options.ring;
    return full || record->level >= memory->flush_level ? flush_memory(destination) : 0;
}

static int settle_memory(struct log_destination *destination)
{
    return log_settle(destination->target);
}

static int reopen_memory(struct log_destination *destination)
{
    return log_reopen(destination->target);
}

static int close_memory(struct log_destination *destination)
{
    int result = destination->options.no_flush_on_close ? 0 : flush_memory(destination);

    empty(destination->state);
    int closed = log_close(destination->target);
    return result < 0 ? result : closed;
}

const struct log_functions log_memory_functions = {.check = check_memory,
                                                   .open = open_memory,
                                                   .write = write_memory,
                                                   .settle = settle_memory,
                                                   .reopen = reopen_memory,
                                                   .flush = flush_memory,
                                                   .close = close_memory};
