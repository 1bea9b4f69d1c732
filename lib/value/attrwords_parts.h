/* SPDX-License-Identifier: MIT */
/* The two kinds of values in words; see attrwords.h. */
#ifndef XOS_VALUE_ATTRWORDS_PARTS_H
#define XOS_VALUE_ATTRWORDS_PARTS_H

#include <stdint.h>

#include "value/attrwords.h"

/* As attribute_to_words; the words need not give the same bytes again. */
char *capabilities_to_words(const char *value, size_t size);
char *acl_to_words(struct names *names, const char *value, size_t size);

/* As attribute_from_words. */
bool capabilities_from_words(struct word words, char *value, size_t *size, struct words_problem *problem);
bool acl_from_words(struct names *names, struct word words, bool is_default, char *value, size_t *size,
                    struct words_problem *problem);

/* Records what is wrong. Returns false. */
bool words_wrong(struct words_problem *problem, const char *what, struct word where);

/* Both kinds of values are little-endian on every machine. */
uint32_t little_get(const char *bytes, size_t size);
void little_put(char *bytes, size_t size, uint32_t value);

#endif
