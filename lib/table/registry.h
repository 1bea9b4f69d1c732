/* SPDX-License-Identifier: MIT */
/* Finding rows by name. */
#ifndef XOS_TABLE_REGISTRY_H
#define XOS_TABLE_REGISTRY_H

#include "table/op.h"

/* Finds the operation with that name ('-' and '_' are equal) in chapters, a list that ends with NULL. The name may
 * include its module, or one whose page lists it too: "os.stat", "errno.strerror". A row whose bare name belongs to an
 * earlier chapter has its module in the table's name: "platform.system". Returns NULL if there is no such operation. */
const struct op *op_find(const struct chapter *const *chapters, struct word name);

/* Returns name without a module that the documentation has within another: "find_library" for
 * "ctypes.util.find_library"; name itself if it has none. */
struct word after_inner_module(struct word name);

/* The chapter that contains op; NULL for an applet. */
const struct chapter *op_chapter(const struct chapter *const *chapters, const struct op *op);

/* Converts a byte of a name for comparison: '-' becomes '_'. */
static inline char name_byte(char byte)
{
    return byte == '-' ? '_' : byte;
}

/* True if the names are equal; '-' and '_' are equal. */
bool name_matches(struct word word, const char *name);

/* A hash of the word, the same for all words that match one name. */
static inline size_t name_hash(struct word word)
{
    size_t hash = 5381;

    for (size_t i = 0; i < word.size; i++)
        hash = hash * 33 + (unsigned char)name_byte(word.data[i]);
    return hash;
}

/* The same for two words. */
bool words_match(struct word a, struct word b);

/* True for the row of a class's member, which is not a command: the result of another row contains it. */
bool op_is_member(const struct op *op, struct texts *texts);

#endif
