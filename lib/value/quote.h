/* SPDX-License-Identifier: MIT */
/* Classifies text: UTF-8, control characters. out/quote.h writes quoted text. */
#ifndef XOS_VALUE_QUOTE_H
#define XOS_VALUE_QUOTE_H

#include <stdbool.h>
#include <stddef.h>

/* Length in bytes of the valid UTF-8 sequence at data (no overlong form, no surrogate, up to U+10FFFF); 0 if there is
 * none. size > 0. */
size_t utf8_length(const char *data, size_t size);

/* True if all of data is valid UTF-8 without a NUL byte. */
bool is_text(const char *data, size_t size);

/* Length in bytes of the character at data if a terminal shows it as itself; 0 for a control character (C0, DEL, C1)
 * and for a byte that is not part of valid UTF-8. size > 0. */
size_t visible_length(const char *data, size_t size);

/* True if data has a byte for which visible_length is 0: a terminal may interpret it instead of showing it. */
bool has_control(const char *data, size_t size);

/* Length in bytes of the character at data if it stands for itself in a JSON string; 0 if it has to be escaped, as
 * quotes, backslashes, control characters and bytes that are not part of valid UTF-8 do. size > 0. */
size_t json_length(const char *data, size_t size);

/* Writes the escape of such a character to text; *taken gets the number of bytes of data that it stands for. Returns
 * the escape's length. */
enum { JSON_ESCAPE_ROOM = 8 };
size_t json_escape(char text[JSON_ESCAPE_ROOM], const char *data, size_t size, size_t *taken);

#endif
