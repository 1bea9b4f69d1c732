/* SPDX-License-Identifier: MIT */
/* Texts for people, which the program contains compressed: those of the rows (help, manual), and messages. The code has
 * the number of its text; the text itself is in the source, where it belongs:
 *
 *     TEXTS_OF(os_process); // once in a file, before its texts; the file's folder and name
 *
 *     .help = PACKED("a process; 0 is this one"),
 *     TEXTS(.summary = "Return the session of a process", .result = "int session id"),
 *     return fail_usage(fail, "pid: '%d' is not in range", pid); // a macro with MESSAGE
 *
 * The compiler sees only the numbers. The build extracts the texts with the preprocessor, and texts/pack compresses
 * them (docs/decisions/small-static.md), the messages first. value/texts.h reads them. Messages are compressed in the
 * static program alone, which is built for size: elsewhere a failure need not wait for its text. */
#ifndef XOS_VALUE_PACKED_H
#define XOS_VALUE_PACKED_H

#ifdef STATIC_PROGRAM
typedef unsigned message_text; /* the number of a message */
#else
typedef const char *message_text; /* its format */
#endif

#ifdef TEXTS_EXTRACTED /* what texts/pack reads */
#define TEXTS_OF(file) TEXTS_FILE(file, __COUNTER__)
#define PACKED(...) TEXTS_TEXT(__COUNTER__, __VA_ARGS__)
#else
#include "texts_first.h"
#define TEXTS_OF(file) \
    enum { \
        texts_counter = __COUNTER__ + 1, \
        texts_first = TEXTS_FIRST_##file - texts_counter, \
        messages_first = MESSAGES_FIRST_##file - texts_counter, \
    }
#define PACKED(...) (unsigned short)(texts_first + __COUNTER__)
#endif

#ifndef STATIC_PROGRAM
#define MESSAGE_TEXT(format) format
#elif defined TEXTS_EXTRACTED
#define MESSAGE_TEXT(format) TEXTS_MESSAGE(__COUNTER__, format)
#else
#define MESSAGE_TEXT(format) (message_text)(messages_first + __COUNTER__)
#endif
#define MESSAGE(format, ...) (0 ? message_check(format, ##__VA_ARGS__) : MESSAGE_TEXT(format))

/* The member texts of a row: texts with names of value/text_names.h, in any order. */
#define TEXTS(...) .texts = PACKED(__VA_ARGS__)

/* Has the compiler check that the arguments fit the format, as for printf. It is never called. */
message_text message_check(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
