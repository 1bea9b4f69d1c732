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
    const char *name;    /* as a member of a record; NULL otherwise */
    struct word text;    /* of a scalar: "true", the number's digits, the bytes */
    struct value *first; /* of a record or list; siblings are chained by next */
    struct value *next;
};

/* The member of that name, or of that index, counted from 0; NULL if there is none. */
const struct value *value_member(const struct value *value, struct word part);

/* Writes value to out, whatever its writer. With big_as_text, integers beyond 2^53, which many JSON readers round, are
 * written as strings. */
void value_write(const struct value *value, struct out *out, bool big_as_text);

/* Writes value as part of one plain line: a scalar as it is, the items of a list separated by blanks, a record as
 * name=value words; what is inside is quoted as for a shell. */
void value_line(const struct value *value, struct out *out);

/* The one word that stands for value in a statement: a scalar's text, the items of a list of scalars joined by commas.
 * False if it has none: it is a record or a list of records, or memory is out. */
bool value_word(const struct value *value, struct arena *arena, struct word *word);

/* The line of value_line as a word in arena's memory; false when memory is out. */
bool value_line_word(const struct value *value, struct arena *arena, struct word *word);

/* A copy in one block of memory, made of the *room bytes at block if they suffice; else block is freed. The
 * copy is at the block's start: free() gives it back. NULL when memory is out (block is as it was then). */
struct value *value_copy(const struct value *value, void *block, size_t *room);

/* A value under construction. */
struct value_builder {
    struct out out; /* for the operation to write to */
    struct arena *arena;
    struct value root, *open[OUT_DEPTH + 1], *last[OUT_DEPTH + 1];
    bool no_memory, too_deep;
    char spare[64];
};

/* Starts a tree in arena's memory. */
void value_builder_init(struct value_builder *builder, struct arena *arena);

/* The value that was written: none if nothing was, the one value, or the list of several. NULL with the failure
 * recorded: memory is out, or the value nests deeper than OUT_DEPTH. */
const struct value *value_builder_end(struct value_builder *builder, struct fail *fail);

/* The value none, and a text or an integer as a value, in arena's memory (NULL if it is out). */
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
