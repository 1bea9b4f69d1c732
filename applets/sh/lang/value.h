/* SPDX-License-Identifier: MIT */
/* Values that statements name: trees of scalars, records and lists. A tree is built by the value writer from what an
 * operation writes (a writer like the plain and the JSON one), and goes back out through any writer. */
#ifndef XOS_SH_LANG_VALUE_H
#define XOS_SH_LANG_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "value/arena.h"
#include "out/fail.h"
#include "out/out.h"
#include "value/word.h"

enum value_kind { VALUE_NONE, VALUE_BOOL, VALUE_NUMBER, VALUE_STRING, VALUE_BYTES, VALUE_RECORD, VALUE_LIST };

struct value {
    enum value_kind kind;
    const char *name;    /* the member's name in a record; else NULL */
    struct word text;    /* of a scalar: "true", the number's digits, the bytes */
    struct value *first; /* of a record or list; siblings are chained by next */
    struct value *next;
};

/* Returns the member with that name or index (from 0); NULL if there is none. */
const struct value *value_member(const struct value *value, struct word part);

/* Writes value to out with any writer. big_as_text: integers beyond 2^53, which many JSON readers round, are written as
 * strings. */
void value_write(const struct value *value, struct out *out, bool big_as_text);

/* Writes value as part of one plain line: a scalar unquoted, the items of a list separated by blanks, a record as
 * name=value words; parts of records and lists are quoted for a shell. */
void value_line(const struct value *value, struct out *out);

/* Converts value to one word for a statement: a scalar's text, or the items of a list of scalars joined by commas.
 * Returns false if there is no such word: it is a record or a list of records, or memory is exhausted. */
bool value_word(const struct value *value, struct arena *arena, struct word *word);

/* Returns the line of value_line as a word in arena; false if memory is exhausted. */
bool value_line_word(const struct value *value, struct arena *arena, struct word *word);

/* A copy in one block of memory, made of the *room bytes at block if they suffice; else block is freed. The
 * copy is at the block's start: free() gives it back. value may be a part of the value in the block. NULL when memory
 * is out (block is as it was then). */
struct value *value_copy(const struct value *value, void *block, size_t *room);

/* A copy in arena; NULL if memory is exhausted. */
const struct value *value_keep(const struct value *value, struct arena *arena);

/* A list of count values, whose texts and members it shares; NULL if memory is exhausted. */
struct value *value_list(const struct value *const *items, size_t count, struct arena *arena);

enum { VALUE_DEPTH = 31 }; /* how deep values may nest */

/* A value that is being built. */
struct value_builder {
    struct out out; /* for the operation to write to */
    struct arena *arena;
    struct value root, *open[VALUE_DEPTH + 1], *last[VALUE_DEPTH + 1];
    bool no_memory, too_deep;
    char spare[64];
};

/* Starts a tree in arena. */
void value_builder_init(struct value_builder *builder, struct arena *arena);

/* Returns the value that was written: none, a single value, or the list of several. NULL with the failure recorded:
 * memory is exhausted, or the value is nested deeper than VALUE_DEPTH. */
const struct value *value_builder_end(struct value_builder *builder, struct fail *fail);

/* The value none; and functions that return a text or an integer as a value in arena (NULL if memory is exhausted). */
extern const struct value value_nothing;
struct value *value_text(struct arena *arena, struct word text);
struct value *value_integer(struct arena *arena, int64_t number);
const struct value *value_truth(bool truth);

/* True for a record or a list. */
static inline bool value_is_tree(const struct value *value)
{
    return value->kind == VALUE_RECORD || value->kind == VALUE_LIST;
}

#endif
