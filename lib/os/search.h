/* SPDX-License-Identifier: MIT */
/* Finding bytes in bytes. */
#ifndef XOS_OS_SEARCH_H
#define XOS_OS_SEARCH_H

#include <stddef.h>

/* Returns where in data the first part is, or NULL, as memmem(3). It looks for the part's first byte and compares: fast
 * unless data has that byte almost everywhere. musl's memmem, which never takes longer, is 1 KB. */
const char *search_bytes(const char *data, size_t size, const char *part, size_t part_size);

#endif
