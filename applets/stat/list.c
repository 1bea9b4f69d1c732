/* SPDX-License-Identifier: MIT */
/* xstat --files0-from: lists of any length, read as they arrive; the status is read on several threads and written in
 * order. */
#include <errno.h>
#include <stdlib.h>

#include "os/bulk.h"
#include "value/operands.h"
#include "stat/xstat.h"

/* Takes the next name that was read as an operand; failures include its number. Returns 1; 0 if there is no name; -1 if
 * it is invalid, which was reported. */
static int next_operand(struct xstat *xstat, struct operand_list *list, struct operand *operand)
{
    struct fail *fail = xstat->call->fail;
    struct word name;

    if (!item_reader_next(&list->reader, &name))
        return 0;
    fail->item = list->reader.count;
    if (operand_read(xstat, name, operand) == 0)
        return 1;
    call_report(xstat->call);
    return -1;
}

/* Makes space in the batch for all text that was read. Returns 0, or -1 with the failure recorded. */
static int make_room(struct xstat *xstat, const struct item_reader *reader, struct bulk_batch *batch)
{
    size_t needed = reader->used - reader->at + 1;

    if (batch->text_room >= needed)
        return 0;
    free(batch->text);
    batch->text_room = reader->capacity + 1;
    batch->text = malloc(batch->text_room);
    return batch->text == NULL ? fail_no_memory(xstat->call->fail) : 0;
}

/* Moves names that were read to a batch, as many as fit. Returns 0, or -1 with the failure recorded. */
static int fill_batch(struct xstat *xstat, struct operand_list *list, struct bulk_batch *batch)
{
    struct operand operand;
    size_t used = 0;
    int result;

    if (make_room(xstat, &list->reader, batch) < 0)
        return -1;
    while (batch->count < BULK_BATCH && (result = next_operand(xstat, list, &operand)) != 0) {
        if (result < 0)
            continue;
        size_t size = strlen(operand.name) + 1;
        char *name = memcpy(batch->text + used, operand.name, size);
        used += size;
        batch->names[batch->count] = name;
        batch->places[batch->count] = list->reader.count;
        batch->entries[batch->count].path = operand.path != NULL ? name : NULL;
        batch->entries[batch->count++].dir_fd = operand.dir_fd;
    }
    return 0;
}

/* Reports an operand that is the empty name, in its turn. */
static bool refuse_empty(struct xstat *xstat, const struct operand *operand)
{
    if (*operand->name != '\0')
        return false;
    operand_list_refuse(xstat->call->fail);
    call_report(xstat->call);
    return true;
}

static void tell_batch(struct xstat *xstat, const struct bulk_batch *batch)
{
    for (size_t i = 0; i < batch->count && xstat->call->out->errnum == 0; i++) {
        const struct bulk_entry *entry = &batch->entries[i];
        struct operand operand = {batch->names[i], entry->dir_fd, entry->path};
        struct status status = entry->status;
        xstat->call->fail->item = batch->places[i];
        if (!refuse_empty(xstat, &operand))
            operand_tell(xstat, &operand, entry->result, &status);
    }
}

static void tell_all(struct xstat *xstat, struct bulk *bulk)
{
    const struct bulk_batch *batch;

    while ((batch = bulk_next(bulk)) != NULL)
        tell_batch(xstat, batch);
}

/* Passes names that were read to the threads; writes results when no batch is free. */
static int ask_names(struct xstat *xstat, struct operand_list *list, struct bulk *bulk)
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

/* Answers questions that are not about statx(2), one at a time. */
static void answer_names(struct xstat *xstat, struct operand_list *list)
{
    struct operand operand;
    int result;

    while (xstat->call->out->errnum == 0 && (result = next_operand(xstat, list, &operand)) != 0)
        if (result > 0 && !refuse_empty(xstat, &operand))
            operand_answer(xstat, &operand);
}

static int answer_list(struct xstat *xstat, struct operand_list *list, struct bulk *bulk)
{
    while (!list->reader.ended && xstat->call->out->errnum == 0) {
        if (item_reader_waits(&list->reader)) { /* before waiting, write the results so far */
            if (bulk != NULL)
                tell_all(xstat, bulk);
            out_flush(xstat->call->out);
        }
        int result = item_reader_fill(&list->reader);
        if (result < 0)
            return operand_list_failed(list, xstat->call->fail, result);
        if (bulk == NULL)
            answer_names(xstat, list);
        else if (ask_names(xstat, list, bulk) < 0)
            return -1;
    }
    return 0;
}

int list_answer(struct xstat *xstat, const char *path)
{
    bool status = xstat->question == ASK_STATUS || xstat->question == ASK_STATX;
    struct call *call = xstat->call;
    struct operand_list list;
    struct bulk *bulk = NULL;
    int result;

    if (operand_list_open(&list, call->fail, path, call->closed_streams) < 0)
        return -1;
    if (status && (bulk = bulk_open(xstat->flags, xstat->mask)) == NULL)
        result = fail_no_memory(call->fail);
    else
        result = answer_list(xstat, &list, bulk);
    if (bulk != NULL) {
        if (result == 0)
            tell_all(xstat, bulk);
        bulk_close(bulk);
    }
    operand_list_close(&list, call->fail);
    return result;
}
