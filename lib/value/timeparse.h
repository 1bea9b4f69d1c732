/* SPDX-License-Identifier: MIT */
/* Parses times: strptime in the C locale, as in Python. Case of names is ignored; a blank in the format matches any
 * number of blanks; a number may have fewer digits if the whole then matches. The directives are Python's and %C %D %e
 * %F %h %k %l %n %N %P %r %R %s %t %T; flags and widths are ignored. */
#ifndef XOS_VALUE_TIMEPARSE_H
#define XOS_VALUE_TIMEPARSE_H

#include <stdbool.h>
#include <stddef.h>

#include "value/arena.h"
#include "value/calendar.h"
#include "value/word.h"

/* A prepared format. */
struct timeparse_format {
    struct word text;     /* the original, for messages */
    struct word expanded; /* %T and the like replaced by their parts, flags dropped */
};

struct timeparse {
    struct calendar parts;   /* a year, month or day that is not in the text is 1900, 1, 1 */
    int weekday;             /* the weekday in the text; -1 if there is none */
    bool has_year, has_date; /* the text contains a year, or any part of a date */
    bool has_seconds;        /* the text contains %s: use seconds, not parts */
    int64_t seconds;
    size_t length; /* bytes of the text that were matched */
};

struct timeparse_error {
    size_t offset;   /* byte offset in the text */
    const char *why; /* the error in a text that matched the format; NULL if it did not match */
};

/* Prepares format with memory from arena. Returns 0; -ENOMEM; or -EINVAL with *bad at the unknown directive. */
int timeparse_prepare(struct timeparse_format *format, struct word text, struct arena *arena, const char **bad);

/* Parses text; all of it unless prefix is set. names: the zone's two abbreviations, which %Z accepts besides UTC and
 * GMT, or NULL. False with *error filled in. */
bool timeparse_read(const struct timeparse_format *format, struct word text, bool prefix, const char *const names[2],
                    struct timeparse *result, struct timeparse_error *error);

/* Sets the weekday, as the text gives it or else by the date, and the day of the year, which timeparse_read leaves out.
 */
void timeparse_complete(struct timeparse *parsed);

#endif
