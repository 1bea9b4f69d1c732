/* SPDX-License-Identifier: MIT */
/* Blocks of whole lines. */
#include "log/input.h"

#include <errno.h>
#include <stdlib.h>

#include "os/io.h"

enum { BLOCK = 1024 * 1024, LONGEST = 64 * 1024 * 1024 };

int line_input_open(struct line_input *input, int fd)
{
    *input = (struct line_input){.fd = fd, .data = malloc(BLOCK), .room = BLOCK};
    return input->data != NULL ? 0 : -ENOMEM;
}

void line_input_close(struct line_input *input)
{
    free(input->data);
    input->data = NULL;
}

/* Moves the remaining bytes to the beginning of the memory; doubles the memory if a line fills it. */
static void make_room(struct line_input *input)
{
    if (input->start > 0 && input->size > input->start)
        memmove(input->data, input->data + input->start, input->size - input->start);
    input->size -= input->start;
    input->start = 0;
    input->full = false;
    if (input->size < input->room)
        return;
    char *grown = input->room < LONGEST ? realloc(input->data, input->room * 2) : NULL;
    input->full = grown == NULL;
    if (grown != NULL) {
        input->data = grown;
        input->room *= 2;
    }
}

int line_input_read(struct line_input *input)
{
    make_room(input);
    if (input->full)
        return 1;
    int64_t got = os_read(input->fd, input->data + input->size, input->room - input->size);
    if (got < 0)
        return (int)got;
    if (got == 0)
        input->fd = -1;
    input->size += (size_t)got;
    return got > 0;
}

bool line_input_take(struct line_input *input, struct word *block)
{
    const char *data = input->data + input->start;
    size_t size = input->size - input->start;
    const char *newline = size > 0 ? memrchr(data, '\n', size) : NULL;

    if (newline != NULL)
        size = (size_t)(newline + 1 - data);
    else if (input->fd >= 0 && !input->full)
        return false;
    *block = (struct word){data, size};
    input->start += size;
    return size > 0;
}
