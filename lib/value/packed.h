/* SPDX-License-Identifier: MIT */
/* Texts for people (help, manual), which the program contains compressed. A row of a table has the number of its text;
 * the text itself is in the source, at the row:
 *
 *     TEXTS_OF(os_process); // once in a file, before its texts; the file's folder and name
 *
 *     .help = PACKED("a process; 0 is this one"),
 *     TEXTS(.summary = "Return the session of a process", .result = "int session id"),
 *
 * The compiler sees only the numbers. The build extracts the texts with the preprocessor, and texts/pack compresses
 * them (docs/decisions/small-static.md). value/texts.h reads them. */
#ifndef XOS_VALUE_PACKED_H
#define XOS_VALUE_PACKED_H

#ifdef TEXTS_EXTRACTED /* what texts/pack reads */
#define TEXTS_OF(file) TEXTS_FILE(file, __COUNTER__)
#define PACKED(...) TEXTS_TEXT(__COUNTER__, __VA_ARGS__)
#else
#include "texts_first.h"
#define TEXTS_OF(file) enum { texts_first = TEXTS_FIRST_##file - 1 - __COUNTER__ }
#define PACKED(...) (unsigned short)(texts_first + __COUNTER__)
#endif

/* The member texts of a row: texts with names of value/text_names.h, in any order. */
#define TEXTS(...) .texts = PACKED(__VA_ARGS__)

#endif
