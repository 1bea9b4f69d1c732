/* SPDX-License-Identifier: MIT */
/* Reading operands from a file. */
#include "value/operands.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <sysexits.h>

#include "os/contents.h"

int operand_list_refuse(struct fail *fail)
{
    return fail_words(fail, EX_DATAERR, "an empty name");
}

int operand_list_failed(const struct operand_list *list, struct fail *fail, int result)
{
    fail->item = 0;
    return fail_errno(fail, -result, strcmp(list->from, "-") == 0 ? "standard input" : list->from, NULL);
}

int operand_list_open(struct operand_list *list, struct fail *fail, const char *from, unsigned closed_streams)
{
    bool closed = strcmp(from, "-") == 0 && (closed_streams & 1u);
    int result = closed ? -EBADF : item_reader_open(&list->reader, from, '\0');

    list->from = fail->list = from;
    return result < 0 ? operand_list_failed(list, fail, result) : 0;
}

enum operand_result operand_list_next(struct operand_list *list, struct fail *fail, struct word *word)
{
    int result = item_reader_take(&list->reader, word);

    if (result < 0) {
        operand_list_failed(list, fail, result);
        return OPERAND_FAILED;
    }
    fail->item = result > 0 ? list->reader.count : 0;
    if (result == 0)
        return OPERAND_END;
    if (word->size > 0)
        return OPERAND_NAME;
    operand_list_refuse(fail);
    return OPERAND_BAD;
}

void operand_list_close(struct operand_list *list, struct fail *fail)
{
    item_reader_close(&list->reader);
    fail->item = 0;
}

static size_t count_items(const char *data, size_t size)
{
    size_t count = size > 0 && data[size - 1] != '\0';

    for (size_t i = 0; i < size; i++)
        count += data[i] == '\0';
    return count;
}

static int split(struct fail *fail, const char *data, size_t size, struct word *items, const char *from)
{
    for (const char *at = data, *end = data + size; at < end;) {
        size_t length = strnlen(at, (size_t)(end - at));
        if (length == 0) {
            fail_words(fail, EX_DATAERR, "an empty name among the operands");
            fail->path = from;
            return -1;
        }
        *items++ = (struct word){at, length};
        at += length + 1;
    }
    return 0;
}

int operands_read(struct arena *arena, struct fail *fail, const char *from, struct words *operands)
{
    char *data;
    size_t size;

    int result = contents_of(from, SIZE_MAX / 4, &data, &size);
    if (result < 0)
        return fail_errno(fail, -result, from, NULL);
    size_t count = count_items(data, size);
    char *copy = arena_copy(arena, data, size);
    struct word *items = arena_alloc(arena, (count + 1) * sizeof *items);
    free(data);
    if (copy == NULL || items == NULL)
        return fail_no_memory(fail);
    *operands = (struct words){count, items};
    return split(fail, copy, size, items, from);
}
