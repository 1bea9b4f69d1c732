/* SPDX-License-Identifier: MIT */
/* Writes bytes in hexadecimal and base64 (RFC 4648); value/encode.h reads them. */
#ifndef XOS_OUT_ENCODE_H
#define XOS_OUT_ENCODE_H

#include <stddef.h>
#include <stdint.h>

#include "value/encode.h"

struct out;

/* Writes data in lower-case hexadecimal. */
void hex_write(struct out *out, const void *data, size_t size);

/* Writes an address as a string, "0x7f00". */
void address_write(struct out *out, uint64_t address);

/* Writes data in base64 with padding; alphabet is base64_alphabet or base64url_alphabet. Data may be written in parts
 * if the length of each part but the last is a multiple of three bytes. */
void base64_write(struct out *out, const char *alphabet, const void *data, size_t size);

#endif
