/* SPDX-License-Identifier: MIT */
/* --printf's format, read once (format.c) into parts, which fields.c writes for each entry. */
#ifndef XOS_WALK_FORMAT_H
#define XOS_WALK_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

#include "walk/context.h"

struct xwalk_part {
    char directive;                          /* 0 for text; 't' with `time` set for the A B C T directives and a c t */
    char time;                               /* of a time: whose it is, A B C or T */
    char form;                               /* of a time: strftime's letter, or @ + */
    bool left, zero, alternate, plus, space; /* printf's flags */
    bool shaped;                             /* any flag, width or precision was given */
    size_t width;
    size_t precision; /* SIZE_MAX where not given */
    const char *text; /* of a text */
    size_t size;
};

struct xwalk_format {
    struct xwalk_part *parts;
    size_t count;
    unsigned mask; /* STATUS_ bits that the parts need */
    bool needs_status;
    bool needs_zone;
};

/* Reads text into walk->format, and adds to walk->mask. 0, or -1 with the failure recorded. */
int walk_format_read(struct xwalk *walk, const char *text);

/* A callback of the walk: writes the entry in walk->format. */
int walk_format_put(void *context, struct walk_output *out, const struct walk_entry *entry);

#endif
