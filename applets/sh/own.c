/* SPDX-License-Identifier: MIT */
/* Descriptors that xsh uses itself: they have high numbers, are never inherited, and are moved if a statement uses
 * their number. */
#include "sh/session.h"

#include <errno.h>
#include <unistd.h>

#include "os/fd.h"
#include "value/ascii.h"
#include "value/number.h"
#include "table/run.h"

enum { LOWEST = 100 };

/* Duplicates fd to a number of at least `from`; if the limits are lower, to the highest possible. */
static int duplicate(int fd, int from)
{
    int copy = os_dup_from(fd, from, false);

    while ((copy == -EINVAL || copy == -EMFILE) && from > 3)
        copy = os_dup_from(fd, --from, false);
    return copy;
}

int own_keep(struct session *session, struct own *own, int *fd)
{
    int copy = duplicate(*fd, LOWEST);

    if (copy < 0)
        return copy;
    *fd = copy;
    *own = (struct own){session->own, fd};
    session->own = own;
    return 0;
}

void own_close(struct session *session, struct own *own)
{
    struct own **link = &session->own;

    while (*link != own)
        link = &(*link)->next;
    *link = own->next;
    os_close(*own->fd);
}

static void step_aside(struct session *session, int64_t number)
{
    for (struct own *own = session->own; own != NULL; own = own->next)
        if (number == *own->fd) {
            int copy = os_dup_from(*own->fd, *own->fd + 1, false);
            if (copy < 0)
                copy = duplicate(*own->fd, *own->fd);
            if (copy >= 0) {
                os_close(*own->fd);
                *own->fd = copy;
            }
        }
}

static bool read_fd(struct word word, int64_t *value)
{
    struct number number;

    return number_read(word, 10, &number) && number_to_int64(number, 0, INT32_MAX, value);
}

/* Considers every number in the words: a descriptor may be in a list, after fd: or =, or in a file action. */
void own_step_aside(struct session *session, struct words words)
{
    for (size_t i = 0; i < words.count; i++) {
        const char *at = words.items[i].data, *end = at + words.items[i].size;
        for (size_t size; at < end; at += size + 1) {
            int64_t number;
            for (size = 0; at + size < end && ascii_is_alnum(at[size]); size++)
                continue;
            if (read_fd((struct word){at, size}, &number))
                step_aside(session, number);
        }
    }
}

/* The lowest own descriptor in [low, high); high if there is none. */
static int64_t first_own(const struct session *session, int64_t low, int64_t high)
{
    for (const struct own *own = session->own; own != NULL; own = own->next)
        if (*own->fd >= low && *own->fd < high)
            high = *own->fd;
    return high;
}

int own_closerange(struct session *session, const struct op *op, struct words words, struct out *out, int *status)
{
    struct value_builder parts; /* the values of the parts, which are discarded */
    int64_t low, high;

    if (words.count != 2 || !read_fd(words.items[0], &low) || !read_fd(words.items[1], &high) ||
        first_own(session, low, high) == high)
        return op_call(op, words, session->closed_streams, session->accounts, out, session->fail, session->arena,
                       status);
    value_builder_init(&parts, session->arena);
    for (int64_t stop; low < high; low = stop + 1) {
        char text[2][NUMBER_ROOM];
        stop = first_own(session, low, high);
        text[0][int_write(text[0], low)] = '\0';
        text[1][int_write(text[1], stop)] = '\0';
        struct word range[2] = {word_of(text[0]), word_of(text[1])};
        if (op_call(op, (struct words){2, range}, 0, NULL, &parts.out, session->fail, session->arena, status) < 0)
            return -1;
    }
    out_none(out);
    return 0;
}
