/* SPDX-License-Identifier: MIT */
/* The input of xlog's commands: blocks of whole lines from a descriptor. */
#ifndef XOS_LOG_INPUT_H
#define XOS_LOG_INPUT_H

#include "value/word.h"

struct line_input {
    int fd; /* -1 at its end */
    char *data;
    size_t start, size, room; /* what is not taken begins at start */
    bool full;                /* a line fills the memory, and there is no more of that */
};

/* Starts reading fd. 0 or -ENOMEM. */
int line_input_open(struct line_input *input, int fd);
void line_input_close(struct line_input *input);

/* Reads once. 1; 0 at the end; -errno: -EINTR if os_interrupted was set. */
int line_input_read(struct line_input *input);

/* Takes the whole lines that were read; at the end, or if a line is too long for memory, all that there is. False if
 * there is nothing to take. The block is valid until the next read. */
bool line_input_take(struct line_input *input, struct word *block);

#endif
