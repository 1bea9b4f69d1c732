/* SPDX-License-Identifier: MIT */
/* Writes texts quoted for a shell, for JSON and for a terminal. The functions write to out's buffer; as for everything
 * that is written to an out, out_flush returns the error of a failed write. */
#ifndef XOS_OUT_QUOTE_H
#define XOS_OUT_QUOTE_H

#include <stddef.h>

#include "value/quote.h"

struct out;

/* Writes data as one word of a POSIX shell: unquoted if no byte is special, else in single quotes. */
void quote_shell(struct out *out, const char *data, size_t size);

/* The same inside a word that is in single quotes: the shell reads that word first, and data from it. */
void quote_shell_again(struct out *out, const char *data, size_t size);

/* Writes data as a JSON string with its quotes; a byte that is not part of valid UTF-8 becomes \udcXX (PEP 383). */
void quote_json(struct out *out, const char *data, size_t size);

/* Writes data for a terminal: control characters and invalid bytes become \n, \t, \033. */
void quote_visible(struct out *out, const char *data, size_t size);

/* Writes byte as a backslash and three octal digits. */
void quote_octal(struct out *out, char byte);

#endif
