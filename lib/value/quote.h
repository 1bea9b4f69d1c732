/* SPDX-License-Identifier: MIT */
/* Ways to write bytes so that a reader takes them for what they are: shell, JSON, a person's terminal. Each function
 * writes to out's buffer and never fails by itself. */
#ifndef XOS_CLI_QUOTE_H
#define XOS_CLI_QUOTE_H

#include <stdbool.h>
#include <stddef.h>

struct out;

/* Length in bytes of the valid UTF-8 sequence at data (no overlong form, no surrogate, up to U+10FFFF); 0 where there
 * is none. size > 0. */
size_t utf8_length(const char *data, size_t size);

/* True where all of data is valid UTF-8 without a NUL byte. */
bool is_text(const char *data, size_t size);

/* True where data has bytes that a terminal may obey rather than show: C0, DEL, C1, invalid UTF-8. */
bool has_control(const char *data, size_t size);

/* As one word of a POSIX shell: bare where no byte is special, else in single quotes. */
void quote_shell(struct out *out, const char *data, size_t size);

/* As a JSON string, its quotes included; a byte outside valid UTF-8 is \udcXX (surrogateescape, PEP 383). */
void quote_json(struct out *out, const char *data, size_t size);

/* For eyes: control characters and invalid bytes as \n, \t, \033. */
void quote_visible(struct out *out, const char *data, size_t size);

#endif
