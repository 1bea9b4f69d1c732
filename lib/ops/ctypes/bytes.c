/* SPDX-License-Identifier: MIT */
/* Integers and bit fields in memory. */
#include "ops/ctypes/bytes.h"

uint64_t bytes_load(const unsigned char *bytes, uint64_t size, bool big)
{
    uint64_t value = 0;

    for (uint64_t i = 0; i < size; i++)
        value = value << 8 | bytes[big ? i : size - 1 - i];
    return value;
}

void bytes_store(unsigned char *bytes, uint64_t size, uint64_t value, bool big)
{
    for (uint64_t i = 0; i < size; i++, value >>= 8)
        bytes[big ? size - 1 - i : i] = (unsigned char)value;
}

static int bit_in_byte(uint64_t bit, bool big)
{
    return (int)(big ? 7 - bit % 8 : bit % 8);
}

uint64_t bits_load(const unsigned char *bytes, uint64_t first, unsigned count, bool big)
{
    uint64_t value = 0;

    for (unsigned i = 0; i < count; i++) {
        uint64_t bit = first + (big ? i : count - 1 - i); /* from the most significant one on */
        value = value << 1 | (bytes[bit / 8] >> bit_in_byte(bit, big) & 1);
    }
    return value;
}

void bits_store(unsigned char *bytes, uint64_t first, unsigned count, uint64_t value, bool big)
{
    for (unsigned i = 0; i < count; i++, value >>= 1) {
        uint64_t bit = first + (big ? count - 1 - i : i); /* from the least significant one on */
        unsigned char mask = (unsigned char)(1 << bit_in_byte(bit, big));
        bytes[bit / 8] = (unsigned char)(value & 1 ? bytes[bit / 8] | mask : bytes[bit / 8] & ~mask);
    }
}

int64_t bits_signed(uint64_t value, unsigned count)
{
    uint64_t sign = (uint64_t)1 << (count - 1);

    return (int64_t)((value ^ sign) - sign);
}
