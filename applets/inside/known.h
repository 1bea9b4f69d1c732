/* SPDX-License-Identifier: MIT */
/* The operations by name, found without reading the table from its start. */
#ifndef XOS_INSIDE_KNOWN_H
#define XOS_INSIDE_KNOWN_H

#include "table/op.h"

struct known {
    const struct op *op;
    bool applet;         /* an applet has this name as well, and the program runs that */
    void (*after)(void); /* tells the shell what a success has changed; NULL for nothing */
};

/* Fills the table, once. */
void known_fill(void);

/* The operation of that name, with hyphens or underscores; NULL if no operation is called so. */
const struct known *known_find(struct word name);

#endif
