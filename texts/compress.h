/* SPDX-License-Identifier: MIT */
/* Compresses for lib/value/unpack.h. */
#ifndef XOS_TEXTS_COMPRESS_H
#define XOS_TEXTS_COMPRESS_H

#include <stddef.h>

/* Compresses data; returns the result in memory that the caller frees, and its size in *packed_size. Ends the program
 * if memory runs out. */
unsigned char *compress(const unsigned char *data, size_t size, size_t *packed_size);

/* realloc that ends the program if memory runs out. */
void *must_realloc(void *memory, size_t size);

#endif
