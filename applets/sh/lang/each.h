/* SPDX-License-Identifier: MIT */
/* The writer that `for` uses: passes on each item that an operation writes while the operation still runs. */
#ifndef XOS_SH_LANG_EACH_H
#define XOS_SH_LANG_EACH_H

#include "sh/lang/value.h"

struct each {
    struct out out;               /* the operation writes here */
    struct value_builder builder; /* the item that is being written */
    struct arena arena;           /* its memory */
    struct fail *fail;            /* filled in if an item cannot be built */
    void (*item)(struct each *each, const struct value *item);
    void *context;
    int depth; /* open records and lists, without the list of items */
    bool in_list;
    char memory[1024];
};

/* Initialises each; every item is passed to item(). A record or list is passed as one value. */
void each_init(struct each *each, struct fail *fail, void (*item)(struct each *each, const struct value *item),
               void *context);

/* Stops the operation: its writer fails from now on. */
void each_stop(struct each *each);

void each_end(struct each *each);

#endif
