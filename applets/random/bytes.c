/* SPDX-License-Identifier: MIT */
/* Many random bytes: several threads draw and encode, and each writes complete blocks. The order of random blocks does
 * not matter; the last block, with the padding, is written separately. */
#include "random/random.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "out/encode.h"
#include "os/lock.h"
#include "os/random.h"
#include "os/retry.h"

enum {
    BLOCK = 3 << 16,     /* bytes drawn at once; a multiple of three, for base64 */
    ENCODED = BLOCK * 2, /* bytes of a block in hex */
    SMALL = 4096,        /* up to this many bytes nothing is allocated */
};

/* The state that the threads share. */
struct work {
    const struct random_bytes *job;
    atomic_uint_fast64_t blocks; /* still to be drawn */
    atomic_int failed;           /* -errno of the first failure */
    atomic_bool writing;
    struct lock output;
    uint64_t written; /* bytes of the job, under the lock */
    struct timespec started, shown;
};

/* Encodes size bytes of data into text; the length. */
static size_t encode(enum random_form form, const void *data, size_t size, char *text, size_t room)
{
    struct out out;

    out_init(&out, &out_plain, -1, text, room);
    if (form == RANDOM_HEX)
        hex_write(&out, data, size);
    else
        base64_write(&out, form == RANDOM_BASE64 ? base64_alphabet : base64url_alphabet, data, size);
    return out.used;
}

static void fail_work(struct work *work, int result, bool writing)
{
    int none = 0;

    if (atomic_compare_exchange_strong(&work->failed, &none, result))
        atomic_store(&work->writing, writing);
}

static void put_padded(struct out *out, uint64_t value)
{
    uint64_t tenths = value % (1 << 20) * 10 >> 20;

    out_put_uint(out, value >> 20);
    out_char(out, '.');
    out_char(out, (char)('0' + tenths));
}

/* Shows the progress on the terminal: done, total, rate. */
static void show(struct work *work, bool last)
{
    struct timespec now;
    struct out out;
    char line[160];

    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t since = (now.tv_sec - work->shown.tv_sec) * 1000 + (now.tv_nsec - work->shown.tv_nsec) / 1000000;
    if (!last && since < 200)
        return;
    work->shown = now;
    int64_t elapsed = (now.tv_sec - work->started.tv_sec) * 1000 + (now.tv_nsec - work->started.tv_nsec) / 1000000;
    out_init(&out, &out_plain, STDERR_FILENO, line, sizeof line);
    out_char(&out, '\r');
    put_padded(&out, work->written);
    out_put(&out, " of ");
    put_padded(&out, work->job->size);
    out_put(&out, " MiB  ");
    out_put_uint(&out, work->job->size > 0 ? (uint64_t)((double)work->written * 100 / (double)work->job->size) : 100);
    out_put(&out, "%  ");
    put_padded(&out, (uint64_t)((double)work->written * 1000 / (double)(elapsed > 0 ? elapsed : 1)));
    out_put(&out, " MiB/s");
    out_replace_line(&out);
    if (last)
        write_all(STDERR_FILENO, "\n", 1);
}

/* Draws, encodes and writes size bytes, using the buffers data and text. */
static void do_block(struct work *work, void *data, size_t size, char *text, size_t room)
{
    const struct random_bytes *job = work->job;
    const char *from = data;
    size_t length = size;

    int result = os_random_fill(data, size, job->flags);
    if (result < 0) {
        fail_work(work, result, false);
        return;
    }
    if (job->form != RANDOM_RAW) {
        from = text;
        length = encode(job->form, data, size, text, room);
    }
    lock_take(&work->output);
    result = write_all(job->fd, from, length);
    work->written += size;
    if (result == 0 && job->progress)
        show(work, false);
    lock_open(&work->output);
    if (result < 0)
        fail_work(work, result, true);
}

/* Takes one of the blocks still to be drawn; false if none is left. */
static bool take_block(struct work *work)
{
    uint64_t left = atomic_load(&work->blocks);

    while (left > 0 && atomic_load(&work->failed) == 0 && !os_interrupted)
        if (atomic_compare_exchange_weak(&work->blocks, &left, left - 1))
            return true;
    return false;
}

static void *draw_blocks(void *shared)
{
    struct work *work = shared;
    bool encoded = work->job->form != RANDOM_RAW;
    size_t room = BLOCK + (encoded ? ENCODED : 0);
    char *data = malloc(room);

    if (data == NULL)
        fail_work(work, -ENOMEM, false);
    while (data != NULL && take_block(work))
        do_block(work, data, BLOCK, data + BLOCK, encoded ? ENCODED : 0);
    if (data != NULL)
        explicit_bzero(data, room);
    free(data);
    return NULL;
}

/* Draws the complete blocks, with this thread and the others. */
static void draw_all(struct work *work)
{
    enum { MOST = 64 };
    pthread_t threads[MOST];
    int started = 0, wanted = work->job->size >= RANDOM_THREADS_FROM ? work->job->threads - 1 : 0;

    while (started < wanted && started < MOST && pthread_create(&threads[started], NULL, draw_blocks, work) == 0)
        started++;
    draw_blocks(work);
    while (started > 0)
        pthread_join(threads[--started], NULL);
}

/* Draws the rest after the complete blocks, in parts that are complete base64 groups. */
static void draw_rest(struct work *work, size_t size)
{
    enum { PART = SMALL / 3 * 3 };
    char data[PART], text[PART * 2];

    for (size_t part; size > 0 && atomic_load(&work->failed) == 0; size -= part) {
        part = size < PART ? size : PART;
        do_block(work, data, part, text, sizeof text);
    }
    explicit_bzero(data, sizeof data);
    explicit_bzero(text, sizeof text);
}

int random_bytes_write(const struct random_bytes *job, bool *writing)
{
    struct work work = {.job = job};

    atomic_init(&work.blocks, job->size / BLOCK);
    if (job->progress) {
        clock_gettime(CLOCK_MONOTONIC, &work.started);
        work.shown = work.started;
    }
    if (job->size >= BLOCK)
        draw_all(&work);
    draw_rest(&work, (size_t)(job->size % BLOCK));
    int result = atomic_load(&work.failed);
    if (result == 0 && os_interrupted)
        result = -EINTR;
    if (result == 0 && job->after_size > 0) {
        result = write_all(job->fd, job->after, job->after_size);
        if (result < 0)
            fail_work(&work, result, true);
    }
    if (job->progress)
        show(&work, true);
    *writing = atomic_load(&work.writing);
    return result;
}
