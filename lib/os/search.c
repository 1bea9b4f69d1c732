/* SPDX-License-Identifier: MIT */
/* Finding bytes in bytes. */
#include "os/search.h"

#include <string.h>

const char *search_bytes(const char *data, size_t size, const char *part, size_t part_size)
{
    const char *end = data + size;

    if (part_size == 0)
        return data;
    while ((size_t)(end - data) >= part_size) {
        data = memchr(data, *part, (size_t)(end - data) - part_size + 1);
        if (data == NULL || memcmp(data, part, part_size) == 0)
            return data;
        data++;
    }
    return NULL;
}
