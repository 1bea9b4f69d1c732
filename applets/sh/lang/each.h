/* SPDX-License-Identifier: MIT */
/* The writer that `for` uses: passes on each item that an operation writes while the operation still runs. */
#ifndef XOS_SH_LANG_EACH_H
#define XOS_SH_LANG_EACH_H

#include "sh/lang/value.h"

struct each {
    struct out out;               /* for the operation to write to */
    struct value_builder builder; /* the item that is being written */
    struct arena arena;           /* its memory */
    struct fail *fail;            /* filled in if an item cannot be built */
    void (*item)(struct each *each, const struct value *item);
    void *context;
    int depth; /* of records and lists that are open, the list of items not counted */
    bool in_list;
    char memory[1024];
};

/* Starts; each item goes to item(). An item that is a record or a list is given whole. */
void each_init(struct each *each, struct fail *fail, void (*item)(struct each *each, const struct value *item),
               void *context);

/* Tells the operation to stop writing: the writer fails from now on. */
void each_stop(struct each *each);

void each_end(struct each *each);

#endif
