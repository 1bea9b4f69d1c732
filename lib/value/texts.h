/* SPDX-License-Identifier: MIT */
/* Reads the texts that value/packed.h numbers: decodes them into the caller's memory. */
#ifndef XOS_VALUE_TEXTS_H
#define XOS_VALUE_TEXTS_H

#include <stdarg.h>

#ifdef TEXTS_EXTRACTED
#define TEXTS_SIZE 1
#else
#include "texts_size.h" /* TEXTS_SIZE and MESSAGES_SIZE: bytes of all texts, and of the messages, or somewhat more */
#endif
#include "value/packed.h"
#include "value/text_names.h"
#include "value/unpack.h"

/* The named texts of a row; NULL for those that it does not have. */
struct named_texts {
#define TEXT_MEMBER(name) const char *name;
    TEXT_NAMES(TEXT_MEMBER)
#undef TEXT_MEMBER
};

/* The texts that are decoded so far. */
struct texts_reader {
    struct unpack unpack;
    unsigned number; /* the text that begins at window + at */
    size_t at;
    char *window;
};

/* A reader of all texts. */
struct texts {
    struct texts_reader reader;
    char window[TEXTS_SIZE];
};

/* Begins to read texts. */
void texts_start(struct texts *texts);

/* Returns the text with that number, valid as long as texts; NULL for 0, which stands for no text. It is fastest for
 * numbers near the one before. */
const char *text_read(struct texts *texts, unsigned number);

/* Returns the named texts with that number, valid as long as texts; all NULL for 0. */
struct named_texts texts_read(struct texts *texts, unsigned number);

/* Formats text, which has a capacity of size bytes, as format_args, from that message. */
void message_format(char *text, size_t size, message_text message, va_list args);

#endif
