/* SPDX-License-Identifier: MIT */
/* Hexadecimal and base64 (RFC 4648): the alphabets, and reading. out/encode.h writes them. */
#ifndef XOS_VALUE_ENCODE_H
#define XOS_VALUE_ENCODE_H

#include <stdbool.h>
#include <stddef.h>

extern const char base64_alphabet[65], base64url_alphabet[65];

/* Decodes text into bytes, which has room for text_size / 2 (hex) or text_size / 4 * 3 + 3 (base64, the url alphabet
 * and missing padding accepted) bytes. Sets *size; false where text is malformed. */
bool hex_read(const char *text, size_t text_size, char *bytes, size_t *size);
bool base64_read(const char *text, size_t text_size, char *bytes, size_t *size);

/* Takes blanks, line ends and NUL bytes, which stand between and behind such digits in files, out of text. The bytes
 * that are left. */
size_t digits_join(char *text, size_t size);

#endif
