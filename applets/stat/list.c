/* SPDX-License-Identifier: MIT */
/* xstat --files0-from: lists of any length, read as they come, their files asked about on several threads and answered
 * in order. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "os/bulk.h"
#include "os/retry.h"
#include "stat/xstat.h"

enum { BLOCK = 64 * 1024 };

/* A list being read. */
struct list {
    int fd;
    char *block; /* what was read and not yet taken: block[at, end) */
    size_t at, end, room;
    bool ended;
};

/* True where reading would wait: answers are shown before that. */
static bool would_wait(const struct list *list)
{
    struct pollfd ready = {.fd = list->fd, .events = POLLIN};

    return poll(&ready, 1, 0) == 0;
}

/* Reads more behind what is left. 0 or -errno. */
static int read_more(struct list *list)
{
    if (list->at > 0) {
        memmove(list->block, list->block + list->at, list->end - list->at);
        list->end -= list->at;
        list->at = 0;
    }
    if (list->end == list->room) { /* a name longer than the block */
        char *grown = realloc(list->block, list->room * 2 + BLOCK + 1);
        if (grown == NULL)
            return -ENOMEM;
        list->block = grown;
        list->room = list->room * 2 + BLOCK;
    }
    ssize_t got = OS_RETRY(read(list->fd, list->block + list->end, list->room - list->end));
    if (got < 0)
        return (int)got;
    list->ended = got == 0;
    list->end += (size_t)got;
    list->block[list->end] = '\0'; /* ends a last name that has no NUL byte */
    return 0;
}

/* The next whole name in the block; false where there is none. */
static bool next_name(struct list *list, struct word *name)
{
    char *start = list->block + list->at;
    size_t left = list->end - list->at;
    char *nul = left > 0 ? memchr(start, '\0', left) : NULL;

    if (nul == NULL && (left == 0 || !list->ended))
        return false;
    *name = (struct word){start, nul != NULL ? (size_t)(nul - start) : left};
    list->at += name->size + (nul != NULL);
    return true;
}

/* Moves the names of the block to a batch, as many as there are and it takes. 0, or -1 with the failure recorded. */
static int fill_batch(struct xstat *xstat, struct list *list, struct bulk_batch *batch)
{
    struct operand operand;
    struct word name;
    size_t used = 0;

    if (batch->text_room < list->end - list->at + 1) {
        free(batch->text);
        batch->text_room = list->room + 1;
        if ((batch->text = malloc(batch->text_room)) == NULL)
            return fail_no_memory(xstat->call->fail);
    }
    while (batch->count < BULK_BATCH && next_name(list, &name)) {
        memcpy(batch->text + used, name.data, name.size + 1);
        name.data = batch->text + used;
        used += name.size + 1;
        if (operand_read(xstat, name, &operand) < 0) {
            call_report(xstat->call);
            continue;
        }
        batch->names[batch->count] = operand.name;
        batch->entries[batch->count].path = operand.path;
        batch->entries[batch->count++].dir_fd = operand.dir_fd;
    }
    return 0;
}

static void tell_batch(struct xstat *xstat, const struct bulk_batch *batch)
{
    for (size_t i = 0; i < batch->count && xstat->call->out->errnum == 0; i++) {
        const struct bulk_entry *entry = &batch->entries[i];
        struct operand operand = {batch->names[i], entry->dir_fd, entry->path};
        struct status status = entry->status;
        operand_tell(xstat, &operand, entry->result, &status);
    }
}

static void tell_all(struct xstat *xstat, struct bulk *bulk)
{
    const struct bulk_batch *batch;

    while ((batch = bulk_next(bulk)) != NULL)
        tell_batch(xstat, batch);
}

/* Puts what the block holds to the threads, telling answers where there is no room for more questions. */
static int ask_block(struct xstat *xstat, struct list *list, struct bulk *bulk)
{
    for (;;) {
        struct bulk_batch *batch = bulk_take(bulk);
        if (batch == NULL) {
            const struct bulk_batch *answered = bulk_next(bulk);
            if (answered == NULL)
                return fail_no_memory(xstat->call->fail);
            tell_batch(xstat, answered);
            continue;
        }
        if (fill_batch(xstat, list, batch) < 0)
            return -1;
        if (batch->count == 0)
            return 0;
        bulk_put(bulk);
    }
}

/* The questions that are not statx(2)'s, one at a time. */
static void answer_block(struct xstat *xstat, struct list *list)
{
    struct operand operand;
    struct word name;

    while (next_name(list, &name) && xstat->call->out->errnum == 0)
        if (operand_read(xstat, name, &operand) < 0)
            call_report(xstat->call);
        else
            operand_answer(xstat, &operand);
}

static int answer_list(struct xstat *xstat, struct list *list, struct bulk *bulk, const char *path)
{
    while (!list->ended && xstat->call->out->errnum == 0) {
        if (would_wait(list)) {
            if (bulk != NULL)
                tell_all(xstat, bulk);
            out_flush(xstat->call->out);
        }
        int result = read_more(list);
        if (result < 0)
            return fail_errno(xstat->call->fail, -result, path, NULL);
        if (bulk == NULL)
            answer_block(xstat, list);
        else if (ask_block(xstat, list, bulk) < 0)
            return -1;
    }
    return 0;
}

int list_answer(struct xstat *xstat, const char *path)
{
    bool standard = strcmp(path, "-") == 0, status = xstat->question == ASK_STATUS || xstat->question == ASK_STATX;
    struct list list = {.fd = standard ? STDIN_FILENO : OS_RETRY(open(path, O_RDONLY | O_CLOEXEC))};
    struct bulk *bulk = NULL;
    int result;

    if (standard && (xstat->call->closed_streams & 1u << STDIN_FILENO))
        list.fd = -EBADF;
    if (list.fd < 0)
        return fail_errno(xstat->call->fail, -list.fd, standard ? "standard input" : path, NULL);
    if (status && (bulk = bulk_open(xstat->flags, xstat->mask)) == NULL)
        result = fail_no_memory(xstat->call->fail);
    else
        result = answer_list(xstat, &list, bulk, standard ? "standard input" : path);
    if (bulk != NULL) {
        tell_all(xstat, bulk);
        bulk_close(bulk);
    }
    free(list.block);
    if (!standard)
        close(list.fd);
    return result;
}
