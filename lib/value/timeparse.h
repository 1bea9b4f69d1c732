/* SPDX-License-Identifier: MIT */
/* Text as times: strptime in the C locale as Python has it. Names match in any case; a blank in the format matches any
 * number of blanks; a number may have fewer digits than usual where that makes the whole match. The directives are
 * Python's and %C %D %e %F %h %k %l %n %N %P %r %R %s %t %T; flags and widths are ignored. */
#ifndef XOS_VALUE_TIMEPARSE_H
#define XOS_VALUE_TIMEPARSE_H

#include <stdbool.h>
#include <stddef.h>

#include "value/arena.h"
#include "value/calendar.h"
#include "value/word.h"

/* A format that is ready for use. */
struct timeparse_format {
    struct word text;     /* as given, for messages */
    struct word expanded; /* %T and the like replaced by their parts, flags dropped */
};

struct timeparse {
    struct calendar parts;   /* a year, month or day that is not in the text is 1900, 1, 1 */
    int weekday;             /* that the text gives; -1 if it gives none */
    bool has_year, has_date; /* a year, or any part of a date, was in the text */
    bool has_seconds;        /* %s was: seconds counts, not parts */
    int64_t seconds;
    size_t length; /* bytes of the text that the format matched */
};

struct timeparse_error {
    size_t offset;   /* in the text */
    const char *why; /* what is wrong with a text that the format matched; NULL if it did not match */
};

/* Prepares format with arena's memory. 0; -ENOMEM; or -EINVAL, with *bad where the unknown directive begins. */
int timeparse_prepare(struct timeparse_format *format, struct word text, struct arena *arena, const char **bad);

/* Reads text, all of it unless prefix is set. names: the zone's two abbreviations that %Z reads beside UTC and GMT, or
 * NULL. False with *error filled in. */
bool timeparse_read(const struct timeparse_format *format, struct word text, bool prefix, const char *const names[2],
                    struct timeparse *result, struct timeparse_error *error);

/* Sets the weekday, as the text gives it or else by the date, and the day of the year, which timeparse_read leaves out.
 */
void timeparse_complete(struct timeparse *parsed);

#endif
