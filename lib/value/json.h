/* SPDX-License-Identifier: MIT */
/* Reads JSON (RFC 8259) into a tree in an arena.
 *
 *     struct json_error error;
 *     const struct json *value;
 *     if (json_read(arena, text, &value, &error) == -EINVAL)
 *         ... error.offset, error.what ...
 *     const struct json *member = json_member(value, "name");
 *
 * Strings are bytes: an escape \udc80 to \udcff outside of a surrogate pair is the byte 0x80 to 0xff (PEP 383), and
 * \u0000 is a NUL byte. Bytes that are not valid UTF-8 are copied unchanged. */
#ifndef XOS_VALUE_JSON_H
#define XOS_VALUE_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "value/arena.h"
#include "value/word.h"

enum json_kind { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

enum { JSON_DEPTH = 64 }; /* maximum nesting of arrays and objects */

struct json {
    enum json_kind kind;
    struct word name;   /* of a member of an object; data is NULL elsewhere */
    struct word text;   /* a string's bytes; a number as it is written */
    size_t offset;      /* of the value in the text, in bytes */
    size_t count;       /* items of an array, members of an object */
    struct json *first; /* the first of them, in the order of the text; NULL if there are none */
    struct json *next;  /* the next item or member of the same parent; NULL for the last */
};

struct json_error {
    size_t offset;    /* byte offset of the error */
    const char *what; /* "expected ',' or ']'" */
};

/* Reads one value, surrounded only by blanks. *value and its strings belong to the arena. Returns 0; -EINVAL with
 * *error set if text is not JSON; or -ENOMEM. */
int json_read(struct arena *arena, struct word text, const struct json **value, struct json_error *error);

/* Returns the member of an object with that name; the last one if the name is repeated (as Python's json.loads). NULL
 * if there is none or value is not an object. */
const struct json *json_member(const struct json *value, const char *name);

/* The text of a scalar: a string's bytes; a number, true, false or null as it is written. */
struct word json_scalar(const struct json *value);

#endif
