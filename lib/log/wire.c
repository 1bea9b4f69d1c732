/* SPDX-License-Identifier: MIT */
/* Connections of destinations: opened, opened again when they break, with a spool for what cannot be sent meanwhile. */
#include "log/parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>

#include "os/contents.h"
#include "os/deadline.h"
#include "os/fd.h"
#include "os/io.h"
#include "os/socket.h"
#include "value/number.h"

TEXTS_OF(log_wire);

enum { SPOOL_MODE = 0600, SPOOL_MOST = 1 << 30 };

static bool has_prefix(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

int wire_read(struct log_destination *destination, struct fail *fail, const char *option, const char *address,
              enum log_transport transport)
{
    struct log_wire *wire = arena_alloc(destination->host->arena, sizeof *wire);
    char *copy = arena_copy(destination->host->arena, address, strlen(address));

    if (wire == NULL || copy == NULL)
        return fail_no_memory(fail);
    destination->state = wire;
    *wire = (struct log_wire){.transport = transport, .path = copy, .spooling = destination->options.spool != NULL};
    if (transport < LOG_TCP_STREAM)
        return 0;
    if (has_prefix(copy, "tcp://") || has_prefix(copy, "udp://"))
        copy += strlen("tcp://");
    char *colon = strrchr(copy, ':'), *end = copy + strlen(copy);
    if (colon == NULL || colon == copy || colon + 1 == end)
        return fail_usage(fail, "%s: '%.100s' is not HOST:PORT", option, address);
    if (!os_port_exists(colon + 1))
        return fail_usage(fail, "%s: '%.100s': a port is at most 65535", option, address);
    *colon = '\0';
    wire->host = copy;
    wire->port = colon + 1;
    if (*copy == '[' && colon[-1] == ']') {
        colon[-1] = '\0';
        wire->host = copy + 1;
    }
    return 0;
}

static int connect_wire(struct log_destination *destination)
{
    struct log_wire *wire = destination->state;
    int fd = -EPROTOTYPE;

    wire->stream = wire->transport == LOG_UNIX_STREAM || wire->transport == LOG_TCP_STREAM;
    if (wire->transport >= LOG_TCP_STREAM)
        fd = os_connect_host(wire->host, wire->port, wire->stream);
    else
        fd = os_connect_unix(wire->path, wire->stream);
    if (fd == -EPROTOTYPE && wire->transport == LOG_UNIX_EITHER) {
        wire->stream = true;
        fd = os_connect_unix(wire->path, true);
    }
    destination->fd = fd < 0 ? -1 : fd;
    return fd < 0 ? fd : 0;
}

/* Appends to the spool: the length of data, a blank, data. 0 or -errno. */
static int spool(struct log_destination *destination, const char *data, size_t size)
{
    struct log_text text = {0};
    int fd = os_open(AT_FDCWD, destination->options.spool, O_WRONLY | O_CREAT | O_APPEND, SPOOL_MODE);

    if (fd < 0)
        return fd;
    os_flock(fd, LOCK_EX);
    log_text_int(&text, (int64_t)size);
    log_text_char(&text, ' ');
    log_text_add(&text, data, size);
    int64_t written = text.failed ? -ENOMEM : os_write(fd, text.data, text.size);
    if (written >= 0 && (size_t)written < text.size) {
        os_ftruncate(fd, os_lseek(fd, 0, SEEK_CUR) - written);
        written = -ENOSPC;
    }
    log_text_free(&text);
    os_close(fd);
    ((struct log_wire *)destination->state)->spooling = true;
    return written < 0 ? (int)written : 0;
}

/* Sends the records of a spool's text. The bytes that need not be sent again. */
static size_t send_spooled(struct log_destination *destination, const char *data, size_t size)
{
    size_t at = 0;

    while (at < size) {
        const char *blank = memchr(data + at, ' ', size - at);
        struct number number;
        int64_t length;
        if (blank == NULL || !number_read((struct word){data + at, (size_t)(blank - data) - at}, 10, &number) ||
            !number_to_int64(number, 0, (int64_t)(data + size - blank - 1), &length))
            return size; /* the end was cut off: the process that wrote it was killed */
        if (os_send(destination->fd, blank + 1, (size_t)length, true, NULL) < 0)
            return at;
        at = (size_t)(blank + 1 - data) + (size_t)length;
    }
    return at;
}

/* Sends what the spool holds, and empties it. */
static void drain_spool(struct log_destination *destination)
{
    struct log_wire *wire = destination->state;
    int fd = wire->spooling ? os_open(AT_FDCWD, destination->options.spool, O_RDWR, 0) : -1;
    char *data;
    size_t size;

    wire->spooling = false;
    if (fd < 0)
        return;
    if (os_flock(fd, LOCK_EX) == 0 && contents_read(fd, SPOOL_MOST, &data, &size) == 0) {
        size_t sent = send_spooled(destination, data, size), left = size - sent;
        /* What is left is moved before the file is cut: nothing is lost if this process is killed between. */
        if (sent > 0 && (left == 0 || os_pwrite(fd, data + sent, left, 0) == (int64_t)left))
            os_ftruncate(fd, (int64_t)left);
        wire->spooling = left > 0;
        free(data);
    }
    os_close(fd);
}

int wire_open(struct log_destination *destination)
{
    if (destination->fd >= 0)
        return 0;
    int result = connect_wire(destination);
    if (result == 0)
        drain_spool(destination);
    return destination->options.spool != NULL ? 0 : result;
}

int wire_reopen(struct log_destination *destination)
{
    int result = wire_settle(destination);

    log_close_fd(destination);
    return result < 0 ? result : wire_open(destination);
}

/* The records that are to be sent: record i ends at ends[i]. The first `sent` of them were sent. */
struct batch {
    const char *data;
    const size_t *ends;
    size_t count, sent;
    size_t part; /* bytes of the next one that a stream has taken */
};

static size_t batch_start(const struct batch *batch)
{
    return batch->sent > 0 ? batch->ends[batch->sent - 1] : 0;
}

/* Sends records to a stream. As os_send. */
static int send_stream(const struct log_destination *destination, struct batch *batch, bool wait)
{
    size_t start = batch_start(batch) + batch->part, end = batch->ends[batch->count - 1], sent;
    int result = os_send(destination->fd, batch->data + start, end - start, wait, &sent);

    while (batch->sent < batch->count && batch->ends[batch->sent] <= start + sent)
        batch->sent++;
    batch->part = start + sent - batch_start(batch);
    return result;
}

/* Sends records; with wait as long as it takes, while the caller's signals are dealt with. 0 or -errno. */
static int send_batch(struct log_destination *destination, struct batch *batch, bool wait)
{
    const struct log_wire *wire = destination->state;
    bool pauses = wait && destination->host->pauses != NULL, gives_up = false;
    int result;

    batch->part = 0;
    do {
        result = wire->stream ? send_stream(destination, batch, wait && !pauses)
                              : os_send_datagrams(destination->fd, batch->data, batch->ends, batch->count,
                                                  wait && !pauses, &batch->sent);
        gives_up = pauses && result == -EAGAIN && !log_wait_for_space(destination);
    } while (pauses && result == -EAGAIN && !gives_up);
    return gives_up ? -EINTR : result;
}

/* One attempt, on the connection there is or on a new one. */
static int try_send(struct log_destination *destination, struct batch *batch)
{
    const struct log_wire *wire = destination->state;
    bool wait = wire->stream || (destination->on_full == LOG_FULL_BLOCK && destination->options.spool == NULL);

    if (destination->fd >= 0 && wire->stream && os_is_hung_up(destination->fd))
        log_close_fd(destination);
    if (destination->fd < 0) {
        int result = connect_wire(destination);
        if (result < 0)
            return result == -UNKNOWN_HOST ? -EHOSTUNREACH : result;
        drain_spool(destination);
    }
    int result = send_batch(destination, batch, wait);
    if (result < 0 && result != -EMSGSIZE && result != -EAGAIN)
        log_close_fd(destination);
    return result;
}

static bool is_broken(int result)
{
    return result == -ECONNREFUSED || result == -EPIPE || result == -ECONNRESET || result == -ENOTCONN;
}

/* Counts the next `count` records as lost. 0 or -errnum, as log_lose. */
static int lose(struct log_destination *destination, struct batch *batch, int errnum, size_t count)
{
    int result = 0;

    for (; count > 0; count--, batch->sent++)
        result = log_lose(destination, errnum, NULL, 0, false);
    return result;
}

/* Puts the records that are left into the spool. */
static int spool_rest(struct log_destination *destination, struct batch *batch)
{
    int result = 0;

    for (; batch->sent < batch->count && result == 0; batch->sent += result == 0) {
        size_t start = batch_start(batch);
        result = spool(destination, batch->data + start, batch->ends[batch->sent] - start);
    }
    return result;
}

/* Sends the records, or spools them; those that could not be sent are lost. 0, or -errno of the first of these. */
static int deliver(struct log_destination *destination, struct batch *batch)
{
    bool spools = destination->options.spool != NULL, blocks = destination->on_full == LOG_FULL_BLOCK;
    int64_t pause_ns = SECOND_NS / 8;
    int result = try_send(destination, batch), first = 0;

    if (is_broken(result))
        result = try_send(destination, batch);
    while (result < 0) {
        if (result == -EMSGSIZE || (result == -EAGAIN && !spools && !blocks)) { /* this one; the next may be taken */
            int lost = lose(destination, batch, -result, 1);
            first = first < 0 ? first : lost;
        } else if (spools) {
            result = spool_rest(destination, batch);
            break;
        } else if (!blocks || !log_waits(destination, -result, &pause_ns))
            break;
        result = batch->sent < batch->count ? try_send(destination, batch) : 0;
    }
    destination->waited &= result < 0;
    if (result < 0)
        result = lose(destination, batch, -result, batch->count - batch->sent);
    return first < 0 ? first : result;
}

int wire_settle(struct log_destination *destination)
{
    struct log_wire *wire = destination->state;
    struct batch batch = {.data = wire->gathered.data, .ends = wire->ends, .count = wire->count};

    wire->count = wire->gathered.size = 0;
    return batch.count > 0 ? deliver(destination, &batch) : 0;
}

/* Holds a record back. Returns false without memory for it. */
static bool gather(struct log_wire *wire, const char *data, size_t size)
{
    size_t before = wire->gathered.size;

    log_text_add(&wire->gathered, data, size);
    if (wire->gathered.failed) {
        wire->gathered.failed = false;
        wire->gathered.size = before;
        return false;
    }
    wire->ends[wire->count++] = wire->gathered.size;
    return true;
}

int wire_send(struct log_destination *destination, const char *data, size_t size)
{
    enum { ENOUGH = 64 * 1024 }; /* bytes that are worth one call */
    struct log_wire *wire = destination->state;
    struct batch batch = {.data = data, .ends = &size, .count = 1};
    int result = 0;

    if (destination->host->gathers && destination->fd >= 0 && gather(wire, data, size))
        return wire->count == LOG_GATHERED || wire->gathered.size >= ENOUGH ? wire_settle(destination) : 0;
    if (wire->count > 0) /* they come first */
        result = wire_settle(destination);
    return result < 0 ? result : deliver(destination, &batch);
}

int wire_close(struct log_destination *destination)
{
    struct log_wire *wire = destination->state;
    int result = wire_settle(destination);

    log_text_free(&wire->gathered);
    log_close_fd(destination);
    return result;
}

int wire_write(struct log_destination *destination, const struct log_record *record, int level, const char *data,
               size_t size, log_send *send, bool with_ends)
{
    bool gathers = destination->host->gathers;
    int first = 0;

    if (record != NULL)
        return send(destination, record, level,
                    (struct word){data, size - (with_ends ? 0 : destination->terminator.size)});
    destination->host->gathers = true;
    for (size_t part; size > 0; data += part, size -= part) {
        part = turn_first_line(data, size);
        size_t end = !with_ends && data[part - 1] == '\n';
        int result = send(destination, NULL, level, (struct word){data, part - end});
        first = first < 0 ? first : result;
    }
    destination->host->gathers = gathers;
    int settled = wire_settle(destination);
    return first < 0 ? first : settled;
}
