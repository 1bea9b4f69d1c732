/* SPDX-License-Identifier: MIT */
/* A word: one argument as given. Bytes with a length, since a value may have NUL bytes in xsh; always followed by
 * a NUL byte, so that a word without NUL bytes of its own serves as a C string. */
#ifndef XOS_VALUE_WORD_H
#define XOS_VALUE_WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct word {
    const char *data;
    size_t size; /* bytes, without the final NUL */
};

struct words {
    size_t count;
    const struct word *items;
};

static inline struct word word_of(const char *text)
{
    return (struct word){text, strlen(text)};
}

static inline bool word_is(struct word word, const char *text)
{
    return word.size == strlen(text) && (word.size == 0 || memcmp(word.data, text, word.size) == 0);
}

/* True if word has no NUL byte inside. */
static inline bool is_c_string(struct word word)
{
    return memchr(word.data, '\0', word.size) == NULL;
}

/* The text of N in a word fd:N; data is NULL if the word does not have that form. */
static inline struct word word_fd(struct word word)
{
    bool is_fd = word.size > 3 && memcmp(word.data, "fd:", 3) == 0;
    return is_fd ? (struct word){word.data + 3, word.size - 3} : (struct word){NULL, 0};
}

/* The number of a word's bytes that a message shows. */
static inline int shown_size(struct word word)
{
    enum { SHOWN = 200 };
    return word.size > SHOWN ? SHOWN : (int)word.size;
}

#endif
