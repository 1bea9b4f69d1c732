/* SPDX-License-Identifier: MIT */
/* Reads an os-release file as Python's platform.freedesktop_os_release does: NAME=VALUE lines with shell quoting
 * removed; nothing is executed. os-release(5). */
#ifndef XOS_VALUE_OSRELEASE_H
#define XOS_VALUE_OSRELEASE_H

#include <stdbool.h>
#include <stddef.h>

#include "value/word.h"

struct osrelease {
    char *at, *end; /* the text that was not read yet */
};

/* Starts reading size bytes of text, which the reader modifies. */
void osrelease_start(struct osrelease *reader, char *text, size_t size);

/* Reads the next assignment; name and value point into the text. Skips comments and malformed lines. False at the end.
 */
bool osrelease_next(struct osrelease *reader, struct word *name, struct word *value);

#endif
