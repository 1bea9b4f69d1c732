/* SPDX-License-Identifier: MIT */
/* xspawn --each: items and arguments. */
#include "spawn/items.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "os/retry.h"

int items_fill(struct items *items)
{
    enum { PIECE = 64 * 1024, LONGEST = 4 * 1024 * 1024 };

    if (items->at > 0) {
        memmove(items->room, items->room + items->at, items->used - items->at);
        items->used -= items->at;
        items->scanned -= items->at;
        items->at = 0;
    }
    if (items->used > LONGEST && items->scanned == items->used)
        items->used = items->scanned = LONGEST; /* too long for any argument already: what makes it longer is let go */
    if (items->capacity - items->used < PIECE) {
        char *room = realloc(items->room, items->capacity * 2 + PIECE);
        if (room == NULL)
            return -ENOMEM;
        items->room = room;
        items->capacity = items->capacity * 2 + PIECE;
    }
    ssize_t got = OS_RETRY(read(items->fd, items->room + items->used, items->capacity - items->used));
    if (got < 0)
        return (int)got;
    items->ended = got == 0;
    items->used += (size_t)got;
    return 0;
}

bool items_next(struct items *items, struct arena *arena, bool take, struct word *item)
{
    const char *start = items->room + items->at;
    const char *end = items->used > items->scanned
                          ? memchr(items->room + items->scanned, items->end, items->used - items->scanned)
                          : NULL;

    if (end == NULL) {
        items->scanned = items->used;
        if (!items->ended || items->at == items->used)
            return false;
        end = items->room + items->used;
    } else
        items->scanned = (size_t)(end - items->room);
    item->size = (size_t)(end - start);
    item->data = start;
    if (!take)
        return true;
    item->data = arena_copy(arena, start, item->size);
    items->at += item->size + (items->at + item->size < items->used);
    items->scanned = items->at;
    return item->data != NULL;
}

void items_free(struct items *items)
{
    free(items->room);
    items->room = NULL;
}

/* What the kernel counts for a pointer to an argument: a 64-bit one does not ask how wide the program's own are. */
enum { POINTER = 8 };

void template_begin(struct template *template, char **argv, char *const *environment)
{
    enum { SPARE = 4096, LEAST = 128 * 1024, MOST = 2 * 1024 * 1024 };
    long limit = sysconf(_SC_ARG_MAX);

    *template = (struct template){.argv = argv,
                                  .limit = limit <= 0 || limit > MOST ? MOST
                                           : limit < LEAST            ? LEAST
                                                                      : (size_t)limit};
    template->limit -= SPARE;
    for (; argv[template->count] != NULL; template->count++) {
        const char *argument = argv[template->count];
        template->bytes += strlen(argument) + 1 + POINTER;
        template->placed |= strstr(argument, "{}") != NULL;
        template->inside |= strstr(argument, "{}") != NULL &&strcmp(argument, "{}") != 0;
    }
    for (; *environment != NULL; environment++)
        template->bytes += strlen(*environment) + 1 + POINTER;
}

size_t template_cost(const struct template *template, struct word item)
{
    size_t places = template->placed ? 0 : 1;

    for (size_t i = 0; i < template->count && template->placed; i++)
        for (const char *at = template->argv[i]; (at = strstr(at, "{}")) != NULL; at += 2)
            places++;
    return places * (item.size + 1 + POINTER);
}

/* The argument with each {} replaced. */
static char *replace(struct arena *arena, const char *argument, struct word item)
{
    size_t size = strlen(argument), places = 0;

    for (const char *at = argument; (at = strstr(at, "{}")) != NULL; at += 2)
        places++;
    char *made = arena_alloc(arena, size + places * item.size + 1), *to = made;
    if (made == NULL)
        return NULL;
    for (const char *next; (next = strstr(argument, "{}")) != NULL; argument = next + 2) {
        memcpy(to, argument, (size_t)(next - argument));
        to += next - argument;
        memcpy(to, item.data, item.size);
        to += item.size;
    }
    strcpy(to, argument);
    return made;
}

char **template_fill(const struct template *template, struct arena *arena, const struct word *items, size_t count)
{
    char **argv = arena_alloc(arena, (template->count * (count + 1) + count + 1) * sizeof *argv);
    size_t used = 0;

    for (size_t i = 0; argv != NULL && i < template->count; i++) {
        char *argument = template->argv[i];
        if (!template->placed || strstr(argument, "{}") == NULL)
            argv[used++] = argument;
        else if (count == 1 && strcmp(argument, "{}") != 0) {
            if ((argv[used++] = replace(arena, argument, items[0])) == NULL)
                return NULL;
        } else
            for (size_t item = 0; item < count; item++)
                argv[used++] = (char *)items[item].data;
    }
    for (size_t i = 0; argv != NULL && !template->placed && i < count; i++)
        argv[used++] = (char *)items[i].data;
    return argv;
}
