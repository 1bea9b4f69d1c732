/* SPDX-License-Identifier: MIT */
/* xio buffer: a ring of memory between two programs. One thread reads, the other writes, so that neither program waits
 * for the other while the ring is neither full nor empty. Positions count bytes since the start: their difference is
 * the fill. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "io/xio.h"
#include "os/io.h"
#include "os/lock.h"
#include "os/replace.h"
#include "os/retry.h"
#include "os/signals.h"
#include "value/number.h"

TEXTS_OF(io_buffer);

struct ring {
    char *data;
    size_t size;
    uint64_t read, written;  /* bytes so far */
    uint64_t low, high;      /* fills */
    bool filling, draining;  /* waiting for the fill high, for the fill low */
    bool ended;              /* the input is at its end */
    int in_error, out_error; /* -errno of a side that failed */
    uint64_t most;           /* the highest fill */
    uint64_t full, empty;    /* how often a side had to wait for the other */
    struct lock lock;
    struct condition changed;
};

static uint64_t fill_of(const struct ring *ring)
{
    return ring->read - ring->written;
}

/* Waits until the ring has free space. Returns how many bytes of it are contiguous; 0 if the writer has failed. */
static size_t await_room(struct ring *ring)
{
    if (fill_of(ring) == ring->size) {
        ring->full++;
        ring->draining = true;
    }
    while (ring->out_error == 0 && ring->draining) {
        if (fill_of(ring) <= ring->low)
            ring->draining = false;
        else
            condition_wait(&ring->changed, &ring->lock);
    }
    if (ring->out_error != 0)
        return 0;
    size_t place = (size_t)(ring->read % ring->size), room = ring->size - (size_t)fill_of(ring);
    return room < ring->size - place ? room : ring->size - place;
}

static void *read_all(void *argument)
{
    struct ring *ring = argument;
    size_t room;

    lock_take(&ring->lock);
    while (!ring->ended && (room = await_room(ring)) > 0) {
        char *place = ring->data + ring->read % ring->size;
        lock_open(&ring->lock);
        int64_t got = os_read(STDIN_FILENO, place, room < XIO_PART ? room : XIO_PART);
        lock_take(&ring->lock);
        if (got > 0)
            ring->read += (uint64_t)got;
        else
            ring->ended = true;
        ring->in_error = got < 0 ? (int)got : 0;
        ring->most = fill_of(ring) > ring->most ? fill_of(ring) : ring->most;
        condition_signal(&ring->changed);
    }
    lock_open(&ring->lock);
    return NULL;
}

/* Waits until the ring has bytes to write. Returns how many of them are contiguous; 0 at the end of the input. */
static size_t await_bytes(struct ring *ring)
{
    if (fill_of(ring) == 0 && !ring->ended) {
        ring->empty++;
        ring->filling = true;
    }
    while (ring->filling && !ring->ended) {
        if (fill_of(ring) > 0 && fill_of(ring) >= ring->high)
            ring->filling = false;
        else
            condition_wait(&ring->changed, &ring->lock);
    }
    size_t place = (size_t)(ring->written % ring->size), left = (size_t)fill_of(ring);
    return left < ring->size - place ? left : ring->size - place;
}

static void write_out(struct ring *ring)
{
    size_t left;

    lock_take(&ring->lock);
    while (ring->out_error == 0 && (left = await_bytes(ring)) > 0) {
        const char *place = ring->data + ring->written % ring->size;
        size_t part = left < XIO_PART ? left : XIO_PART;
        lock_open(&ring->lock);
        int result = write_all(STDOUT_FILENO, place, part);
        lock_take(&ring->lock);
        if (result < 0)
            ring->out_error = result;
        else
            ring->written += part;
        condition_signal(&ring->changed);
    }
    lock_open(&ring->lock);
}

/* Reads a percentage, with or without %; *value gets that part of size. */
static int read_percent(struct xio *xio, const char *option, const char *text, uint64_t size, uint64_t *value)
{
    size_t length = text != NULL ? strlen(text) : 0;
    struct number number;
    int64_t percent;

    if (text == NULL)
        return 0;
    length -= length > 0 && text[length - 1] == '%';
    if (!number_read((struct word){text, length}, 10, &number) || !number_to_int64(number, 0, 100, &percent))
        return fail_usage(xio->call->fail, "%s: '%.100s' is not a percentage", option, text);
    *value = size / 100 * (uint64_t)percent + size % 100 * (uint64_t)percent / 100;
    return 0;
}

/* --report: one JSON object. 0 or -errno. */
static int write_report(const struct ring *ring, const char *path)
{
    char data[1024];
    struct replacement file;
    struct out out;
    bool standard = strcmp(path, "-") == 0;
    int result = standard ? 0 : os_replace_open(&file, path, 0666);

    if (result < 0)
        return result;
    out_init(&out, &out_json, standard ? STDOUT_FILENO : file.fd, data, sizeof data);
    out_open(&out, OUT_RECORD);
    out_field_uint(&out, "size", ring->size);
    out_field_uint(&out, "read", ring->read);
    out_field_uint(&out, "written", ring->written);
    out_field_uint(&out, "most", ring->most);
    out_field_uint(&out, "waits_for_output", ring->full);
    out_field_uint(&out, "waits_for_input", ring->empty);
    out_field_text(&out, "failed", ring->out_error < 0 ? "output" : ring->in_error < 0 ? "input" : NULL);
    out_close(&out);
    result = out_flush(&out);
    if (standard)
        return result;
    if (result == 0)
        return os_replace_commit(&file);
    os_replace_abandon(&file);
    return result;
}

/* Records which side failed. */
static int finish(struct xio *xio, const struct ring *ring)
{
    struct fail *fail = xio->call->fail;
    int result = xio->args->report != NULL ? write_report(ring, xio->args->report) : 0;

    if (ring->out_error < 0) {
        fail_errno(fail, -ring->out_error, NULL, NULL);
        fail->step = "output";
        fail->status = EX_IOERR;
        return -1;
    }
    if (ring->in_error < 0) {
        fail_errno(fail, -ring->in_error, NULL, NULL);
        fail->step = "input";
        return -1;
    }
    return result < 0 ? fail_errno(fail, -result, xio->args->report, NULL) : 0;
}

/* Runs the two threads. 0 or -errno. */
static int pump(struct ring *ring)
{
    struct sigaction old;
    pthread_t reader;

    os_signal_ignore(SIGPIPE, &old);
    int result = -pthread_create(&reader, NULL, read_all, ring);
    if (result == 0) {
        write_out(ring);
        if (ring->out_error != 0)
            pthread_detach(reader); /* it may wait for input that never comes; the process ends */
        else
            pthread_join(reader, NULL);
    }
    os_signal_restore(SIGPIPE, &old);
    return result;
}

/* Reads the size of the ring from the operand. */
static int read_size(struct xio *xio, size_t *size)
{
    struct words words = xio->args->words;
    struct number number;
    int64_t value;

    if (words.count != 1)
        return words.count == 0 ? fail_usage(xio->call->fail, "missing argument: SIZE")
                                : fail_usage(xio->call->fail, "too many arguments");
    if (!number_read_size(words.items[0], &number) || !number_to_int64(number, 1, PTRDIFF_MAX, &value))
        return fail_usage(xio->call->fail, "SIZE: '%.100s' is not a size", words.items[0].data);
    *size = (size_t)value;
    return 0;
}

/* Runs the two threads on a ring of that size, with low and high set. 0, or -1 with the failure recorded. */
static int run_ring(struct xio *xio, struct ring *ring, size_t size)
{
    ring->size = size;
    ring->data = os_reserve(&ring->size);
    if (ring->data == NULL || ring->size < size) {
        if (ring->data != NULL)
            os_release(ring->data, ring->size);
        return fail_no_memory(xio->call->fail);
    }
    int result = pump(ring);
    result = result < 0 ? fail_errno(xio->call->fail, -result, NULL, NULL) : finish(xio, ring);
    if (ring->out_error == 0)
        os_release(ring->data, ring->size);
    return result;
}

int xio_buffer(struct xio *xio)
{
    struct ring *ring;
    size_t size = 0;

    if (read_size(xio, &size) < 0)
        return -1;
    if ((ring = calloc(1, sizeof *ring)) == NULL)
        return fail_no_memory(xio->call->fail);
    ring->low = size - 1;
    int result = read_percent(xio, "low", xio->args->low, size, &ring->low);
    if (result == 0)
        result = read_percent(xio, "high", xio->args->high, size, &ring->high);
    if (ring->low == size)
        ring->low = size - 1;
    if (result == 0)
        result = run_ring(xio, ring, size);
    if (ring->out_error == 0)
        free(ring);
    return result; /* cppcheck-suppress memleak ; after a failure to write, the reader may still use the ring */
}
