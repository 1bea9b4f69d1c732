/* SPDX-License-Identifier: MIT */
/* statx(2) on several threads. The batches form a ring: the caller fills them in at one end and reads them at the
 * other; between these ends the threads take them in order. */
#include "os/bulk.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#include "os/lock.h"
#include "os/sched.h"

enum { RING = 8, MOST_THREADS = 8, STACK_SIZE = 64 * 1024 };

struct bulk {
    int flags;
    unsigned mask;
    struct bulk_batch *ring[RING];
    size_t filled, asked, read; /* total numbers of batches put, taken by a thread, and read */
    bool closing;
    bool tried; /* whether threads were started, or could not be */
    size_t threads;
    pthread_t thread[MOST_THREADS];
    struct lock mutex;
    struct condition work, answered;
};

static void answer(const struct bulk *bulk, struct bulk_batch *batch)
{
    for (size_t i = 0; i < batch->count; i++) {
        struct bulk_entry *entry = &batch->entries[i];
        entry->result = status_statx(entry->dir_fd, entry->path, bulk->flags, bulk->mask, &entry->status);
    }
}

static void *work(void *data)
{
    struct bulk *bulk = data;

    lock_take(&bulk->mutex);
    for (;;) {
        while (bulk->asked == bulk->filled && !bulk->closing)
            condition_wait(&bulk->work, &bulk->mutex);
        if (bulk->asked == bulk->filled)
            break;
        struct bulk_batch *batch = bulk->ring[bulk->asked++ % RING];
        lock_open(&bulk->mutex);
        answer(bulk, batch);
        lock_take(&bulk->mutex);
        batch->answered = true;
        condition_signal(&bulk->answered);
    }
    lock_open(&bulk->mutex);
    return NULL;
}

static void start_threads(struct bulk *bulk)
{
    size_t wanted = (size_t)os_usable_cpus();
    pthread_attr_t attributes;

    bulk->tried = true;
    if (wanted < 2 || pthread_attr_init(&attributes) != 0)
        return;
    pthread_attr_setstacksize(&attributes, STACK_SIZE);
    for (size_t i = 0; i < wanted && i < MOST_THREADS; i++)
        if (pthread_create(&bulk->thread[bulk->threads], &attributes, work, bulk) == 0)
            bulk->threads++;
    pthread_attr_destroy(&attributes);
}

struct bulk *bulk_open(int flags, unsigned mask)
{
    struct bulk *bulk = calloc(1, sizeof *bulk);

    if (bulk == NULL)
        return NULL;
    bulk->flags = flags;
    bulk->mask = mask;
    return bulk;
}

struct bulk_batch *bulk_take(struct bulk *bulk)
{
    struct bulk_batch **slot = &bulk->ring[bulk->filled % RING];

    if (bulk->filled - bulk->read == RING - 1) /* the caller still reads another one */
        return NULL;
    if (*slot == NULL && (*slot = malloc(sizeof **slot)) != NULL) {
        (*slot)->text = NULL;
        (*slot)->text_room = 0;
    }
    if (*slot != NULL)
        (*slot)->count = 0;
    return *slot;
}

void bulk_put(struct bulk *bulk)
{
    struct bulk_batch *batch = bulk->ring[bulk->filled % RING];

    if (bulk->filled > 0 && !bulk->tried)
        start_threads(bulk);
    if (bulk->threads == 0) {
        answer(bulk, batch);
        batch->answered = true;
        bulk->asked = ++bulk->filled;
        return;
    }
    lock_take(&bulk->mutex);
    batch->answered = false;
    bulk->filled++;
    condition_signal(&bulk->work);
    lock_open(&bulk->mutex);
}

const struct bulk_batch *bulk_next(struct bulk *bulk)
{
    struct bulk_batch *batch = bulk->ring[bulk->read % RING];

    if (bulk->read == bulk->filled)
        return NULL;
    if (bulk->threads > 0) {
        lock_take(&bulk->mutex);
        while (!batch->answered)
            condition_wait(&bulk->answered, &bulk->mutex);
        lock_open(&bulk->mutex);
    }
    bulk->read++;
    return batch;
}

void bulk_close(struct bulk *bulk)
{
    lock_take(&bulk->mutex);
    bulk->closing = true;
    condition_signal_all(&bulk->work);
    lock_open(&bulk->mutex);
    for (size_t i = 0; i < bulk->threads; i++)
        pthread_join(bulk->thread[i], NULL);
    for (size_t i = 0; i < RING; i++)
        if (bulk->ring[i] != NULL) {
            free(bulk->ring[i]->text);
            free(bulk->ring[i]);
        }
    free(bulk);
}
