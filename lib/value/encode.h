/* SPDX-License-Identifier: MIT */
/* Hexadecimal and base64 (RFC 4648): the alphabets, and decoding. out/encode.h encodes. */
#ifndef XOS_VALUE_ENCODE_H
#define XOS_VALUE_ENCODE_H

#include <stdbool.h>
#include <stddef.h>

extern const char base64_alphabet[65], base64url_alphabet[65];

/* Decodes text. bytes must have a capacity of text_size / 2 (hex) or text_size / 4 * 3 + 3 (base64) bytes. base64
 * accepts the url alphabet and missing padding. Sets *size; returns false if text is malformed. */
bool hex_read(const char *text, size_t text_size, char *bytes, size_t *size);
bool base64_read(const char *text, size_t text_size, char *bytes, size_t *size);

/* Removes blanks, line ends and NUL bytes, which files have between and after such digits, from text. Returns the bytes
 * left. */
size_t digits_join(char *text, size_t size);

#endif
