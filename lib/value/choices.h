/* SPDX-License-Identifier: MIT */
/* Names in a fixed order, held in one text: cheaper than an array of pointers. */
#ifndef XOS_VALUE_CHOICES_H
#define XOS_VALUE_CHOICES_H

#include "value/word.h"

/* The place, from 0, of word among names, which single blanks separate; case is ignored, and so is prefix in front of
 * word. -1 if it is none of them. */
int choice_index(struct word word, const char *prefix, const char *names);

/* The name at that place; its data is NULL if there are fewer. */
struct word choice_name(const char *names, int index);

#endif
