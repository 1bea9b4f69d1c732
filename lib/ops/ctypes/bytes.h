/* SPDX-License-Identifier: MIT */
/* Integers and bit fields in memory, in either byte order. */
#ifndef XOS_OPS_CTYPES_BYTES_H
#define XOS_OPS_CTYPES_BYTES_H

#include <stdbool.h>
#include <stdint.h>

/* The integer of size (1 to 8) bytes at bytes, without its sign. */
uint64_t bytes_load(const unsigned char *bytes, uint64_t size, bool big);

/* Stores the low bytes of value there. */
void bytes_store(unsigned char *bytes, uint64_t size, uint64_t value, bool big);

/* The bit field of `count` (1 to 64) bits that begins at bit `first` of bytes; bits count from the least significant
 * one of each byte, or with big from the most significant one, as compilers allocate them. bits_store sets it. */
uint64_t bits_load(const unsigned char *bytes, uint64_t first, unsigned count, bool big);
void bits_store(unsigned char *bytes, uint64_t first, unsigned count, uint64_t value, bool big);

/* value, which has `count` bits, with its sign. */
int64_t bits_signed(uint64_t value, unsigned count);

#endif
