/* SPDX-License-Identifier: MIT */
/* xurandom's small draws: numbers, UUIDs, lines, all without bias. */
#include "random/random.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "value/number.h"
#include "os/random.h"
#include "os/retry.h"

void random_pool_start(struct random_pool *pool, unsigned flags)
{
    pool->flags = flags;
    pool->errnum = 0;
    pool->left = 0;
    pool->size = 64; /* a small draw first; who draws more gets more at once */
}

static void refill(struct random_pool *pool)
{
    int result = os_random_fill(pool->bytes, pool->size, pool->flags);

    if (result < 0) {
        pool->errnum = -result;
        memset(pool->bytes, 0, pool->size);
    }
    pool->left = pool->size;
}

void random_pool_take(struct random_pool *pool, void *data, size_t size)
{
    char *at = data;

    while (size > 0) {
        if (pool->left == 0)
            refill(pool);
        size_t part = size < pool->left ? size : pool->left;
        unsigned char *from = pool->bytes + pool->size - pool->left;
        memcpy(at, from, part);
        explicit_bzero(from, part);
        pool->left -= part;
        at += part;
        size -= part;
        if (pool->left == 0)
            pool->size = sizeof pool->bytes;
    }
}

void random_pool_wipe(struct random_pool *pool)
{
    explicit_bzero(pool->bytes, sizeof pool->bytes);
}

uint64_t random_below(struct random_pool *pool, uint64_t limit)
{
    uint64_t value,
        refused = limit > 0 ? -limit % limit : 0; /* the lowest 2^64 mod limit values would be drawn too often */

    do
        random_pool_take(pool, &value, sizeof value);
    while (value < refused && pool->errnum == 0);
    return limit > 0 ? value % limit : value;
}

static int ended(struct call *call, const struct random_pool *pool)
{
    return pool->errnum != 0 ? fail_errno(call->fail, pool->errnum, NULL, NULL) : 0;
}

static void write_uuid(struct out *out, struct random_pool *pool)
{
    static const char digits[] = "0123456789abcdef";
    unsigned char bytes[16];
    char text[36];
    size_t at = 0;

    random_pool_take(pool, bytes, sizeof bytes);
    bytes[6] = (unsigned char)((bytes[6] & 0x0f) | 0x40); /* version 4 */
    bytes[8] = (unsigned char)((bytes[8] & 0x3f) | 0x80); /* the variant of RFC 4122 */
    for (size_t i = 0; i < sizeof bytes; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            text[at++] = '-';
        text[at++] = digits[bytes[i] >> 4];
        text[at++] = digits[bytes[i] & 15];
    }
    out_string(out, text, sizeof text);
    explicit_bzero(bytes, sizeof bytes);
    explicit_bzero(text, sizeof text);
}

int random_uuids(struct call *call, struct random_pool *pool, uint64_t count, bool listed)
{
    if (listed)
        out_open(call->out, OUT_LIST);
    for (uint64_t i = 0; i < count && pool->errnum == 0 && call->out->errnum == 0; i++)
        write_uuid(call->out, pool);
    if (listed)
        out_close(call->out);
    return ended(call, pool);
}

/* LO-HI: a minus in front belongs to LO, one behind the dash to HI. */
static bool read_range(struct word range, int64_t *low, int64_t *high)
{
    const char *dash = range.size > 1 ? memchr(range.data + 1, '-', range.size - 1) : NULL;
    struct number number;

    if (dash == NULL)
        return false;
    struct word first = {range.data, (size_t)(dash - range.data)};
    struct word second = {dash + 1, (size_t)(range.data + range.size - dash - 1)};
    return number_read(first, 10, &number) && number_to_int64(number, INT64_MIN, INT64_MAX, low) &&
           number_read(second, 10, &number) && number_to_int64(number, INT64_MIN, INT64_MAX, high) && *low <= *high;
}

int random_ints(struct call *call, struct random_pool *pool, struct word range, uint64_t count, bool listed)
{
    int64_t low, high;

    if (!read_range(range, &low, &high))
        return fail_usage(call->fail, "int: '%.*s' is not a range (LO-HI, 64 bits)", shown_size(range), range.data);
    if (listed)
        out_open(call->out, OUT_LIST);
    for (uint64_t i = 0; i < count && pool->errnum == 0 && call->out->errnum == 0; i++)
        out_int(call->out, (int64_t)((uint64_t)low + random_below(pool, (uint64_t)high - (uint64_t)low + 1)));
    if (listed)
        out_close(call->out);
    return ended(call, pool);
}

/* Lines (or with --null NUL items) read one after the other. */
struct reader {
    int fd;
    char delimiter;
    char *line;
    size_t room;
    char buffer[64 * 1024];
    size_t at, used;
};

/* The next byte; -1 at the end, or -errno - 1 of a failure. */
static int next_byte(struct reader *reader)
{
    if (reader->at == reader->used) {
        ssize_t got = OS_RETRY(read(reader->fd, reader->buffer, sizeof reader->buffer));
        if (got <= 0)
            return (int)got - 1;
        reader->used = (size_t)got;
        reader->at = 0;
    }
    return (unsigned char)reader->buffer[reader->at++];
}

/* The next line into reader->line: 1, 0 at the end, -errno. */
static int next_line(struct reader *reader, size_t *size)
{
    for (*size = 0;; (*size)++) {
        int byte = next_byte(reader);
        if (byte < -1)
            return byte + 1;
        if (byte == -1)
            return *size > 0;
        if (byte == (unsigned char)reader->delimiter)
            return 1;
        if (*size == reader->room) {
            size_t room = reader->room * 2 + 256;
            char *grown = realloc(reader->line, room);
            if (grown == NULL)
                return -ENOMEM;
            reader->line = grown;
            reader->room = room;
        }
        reader->line[*size] = (char)byte;
    }
}

/* The lines kept so far, each in memory of its own. */
struct kept {
    struct word *lines;
    size_t count, room;
};

/* Has line stand at index; the one that stood there is given back. */
static int keep(struct kept *kept, size_t index, const char *line, size_t size)
{
    char *copy = malloc(size + 1);

    if (copy == NULL)
        return -ENOMEM;
    if (index == kept->room) {
        size_t room = kept->room * 2 + 16;
        struct word *grown = realloc(kept->lines, room * sizeof *grown);
        if (grown == NULL) {
            free(copy);
            return -ENOMEM;
        }
        memset(grown + kept->room, 0, (room - kept->room) * sizeof *grown);
        kept->lines = grown;
        kept->room = room;
    }
    if (index < kept->count)
        free((char *)kept->lines[index].data);
    else
        kept->count++;
    if (size > 0)
        memcpy(copy, line, size);
    kept->lines[index] = (struct word){copy, size};
    return 0; /* cppcheck-suppress memleak ; the copy stands among the lines */
}

/* Reservoir sampling: each set of count lines is as likely as any other, and no more than count are held. A line goes to
 * a random place among those kept, so that their order is random too. */
static int sample(struct reader *reader, struct random_pool *pool, uint64_t count, struct kept *kept)
{
    size_t size;
    int result;

    for (uint64_t seen = 0; (result = next_line(reader, &size)) > 0; seen++) {
        if (seen < count) {
            result = keep(kept, (size_t)seen, reader->line, size);
            size_t other = (size_t)random_below(pool, seen + 1);
            if (result == 0) {
                struct word moved = kept->lines[other];
                kept->lines[other] = kept->lines[seen];
                kept->lines[seen] = moved;
            }
        } else {
            uint64_t place = random_below(pool, seen + 1);
            result = place < count ? keep(kept, (size_t)place, reader->line, size) : 0;
        }
        if (result < 0)
            return result;
    }
    return result;
}

static void write_lines(struct call *call, const struct kept *kept, bool listed)
{
    if (listed)
        out_open(call->out, OUT_LIST);
    for (size_t i = 0; i < kept->count; i++)
        out_string(call->out, kept->lines[i].data, kept->lines[i].size);
    if (listed)
        out_close(call->out);
}

int random_lines(struct call *call, struct random_pool *pool, const char *path, uint64_t count, bool listed)
{
    bool standard = strcmp(path, "-") == 0;
    struct reader reader = {.fd = STDIN_FILENO, .delimiter = call->null ? '\0' : '\n'};
    struct kept kept = {0};

    if (!standard && (reader.fd = OS_RETRY(open(path, O_RDONLY | O_CLOEXEC))) < 0)
        return fail_errno(call->fail, -reader.fd, path, NULL);
    int result = sample(&reader, pool, count, &kept);
    if (!standard)
        close(reader.fd);
    if (result < 0)
        fail_errno(call->fail, -result, standard ? "standard input" : path, NULL);
    else if (kept.count == 0 && count > 0)
        result = fail_words(call->fail, EX_DATAERR, "%.200s: no line to pick", standard ? "standard input" : path);
    else if ((result = ended(call, pool)) == 0)
        write_lines(call, &kept, listed);
    for (size_t i = 0; i < kept.count; i++)
        free((char *)kept.lines[i].data);
    free(kept.lines);
    free(reader.line);
    return result < 0 ? -1 : 0;
}
