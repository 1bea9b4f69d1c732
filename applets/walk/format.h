/* SPDX-License-Identifier: MIT */
/* --printf's format: format.c parses it once into parts; fields.c writes these for each entry. */
#ifndef XOS_WALK_FORMAT_H
#define XOS_WALK_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

#include "walk/context.h"

struct xwalk_part {
    char directive; /* 0 for text; 't' for the time directives A B C T a c t, with `time` set */
    char time;      /* of a time: which one, A B C or T */
    char form;      /* of a time: strftime's letter, or @ + */
    bool left, zero, alternate, plus, space; /* printf's flags */
    bool shaped;                             /* any flag, width or precision was given */
    size_t width;
    size_t precision; /* SIZE_MAX if not given */
    const char *text; /* the literal text */
    size_t size;
};

struct xwalk_format {
    struct xwalk_part *parts;
    size_t count;
    unsigned mask; /* STATUS_ bits that the parts need; 0 if they need no status */
    bool needs_zone;
};

/* Reads text into walk->format, and adds bits to walk->mask. Returns 0, or -1 with the failure recorded. */
int walk_format_read(struct xwalk *walk, const char *text);

/* A callback of the walk: writes the entry in walk->format. */
int walk_format_put(void *context, struct walk_output *out, const struct walk_entry *entry);

#endif
