/* SPDX-License-Identifier: MIT */
/* Hex and base64 (RFC 4648), both ways. */
#ifndef XOS_CLI_ENCODE_H
#define XOS_CLI_ENCODE_H

#include <stdbool.h>
#include <stddef.h>

struct out;

extern const char base64_alphabet[65], base64url_alphabet[65];

/* Writes data in lower-case hex. */
void hex_write(struct out *out, const void *data, size_t size);

/* Writes data in base64 with padding; alphabet is one of the two above. Parts may be written one after the other where
 * each but the last is a multiple of three bytes long. */
void base64_write(struct out *out, const char *alphabet, const void *data, size_t size);

/* Decodes text into bytes, which has room for text_size / 2 (hex) or text_size / 4 * 3 + 3 (base64, the url alphabet
 * and missing padding accepted) bytes. Sets *size; false where text is malformed. */
bool hex_read(const char *text, size_t text_size, char *bytes, size_t *size);
bool base64_read(const char *text, size_t text_size, char *bytes, size_t *size);

/* Takes blanks, line ends and NUL bytes, which stand between and behind such digits in files, out of text. The bytes
 * that are left. */
size_t digits_join(char *text, size_t size);

#endif
