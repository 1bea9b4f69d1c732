/* SPDX-License-Identifier: MIT */
/* Reads the text of an os-release file, as Python's platform.freedesktop_os_release does: NAME=VALUE lines, shell
 * quoting undone, never run. os-release(5). */
#ifndef XOS_VALUE_OSRELEASE_H
#define XOS_VALUE_OSRELEASE_H

#include <stdbool.h>
#include <stddef.h>

#include "value/word.h"

struct osrelease {
    char *at, *end; /* the text that is not read yet */
};

/* Starts on size bytes of text, which the reader changes. */
void osrelease_start(struct osrelease *reader, char *text, size_t size);

/* Reads the next assignment; name and value lie in the text. Comments and malformed lines are skipped. False at the
 * end. */
bool osrelease_next(struct osrelease *reader, struct word *name, struct word *value);

#endif
