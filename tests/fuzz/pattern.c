/* SPDX-License-Identifier: MIT */
/* Fuzz target: a pattern that we read is found where regexec(3) finds it in the C locale. Bytes choose the parts of the
 * pattern; what follows a NUL byte is the text. The raw bytes as a pattern must do no harm. */
#include <regex.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "value/pattern.h"

enum { ROOM = 24, COMPARED = 6 }; /* the parts that the C library is asked about: repeated repetitions take it ages */

/* What is not compared together: glibc finds (^b){2} in "bb", and (^b)+c in "bbc", as if only the first ^ were one. */
enum { ANCHOR = 1, COUNT = 2 };

static const char *const parts[] = {
    "a",
    "b",
    "c",
    ".",
    "*",
    "+",
    "?",
    "|",
    "(",
    ")",
    "(",
    ")",
    "^",
    "$",
    "\\.",
    "\\*",
    "\\\\",
    "\\^",
    "-",
    "]",
    "}",
    "\200",
    "[a-b]",
    "[^a]",
    "[]^]",
    "[^]a]",
    "[a\\]",
    "[[:alpha:]]",
    "[^[:space:]b]",
    "[\200-\377]",
    "[a-]",
    "{2}",
    "{0,2}",
    "\\w",
    "[b-a]",
};

static void check(const char *text, const char *name, bool compare)
{
    struct pattern pattern;
    regex_t regex;

    if (pattern_compile(&pattern, text) != NULL)
        return;
    bool found = pattern_found(&pattern, name);
    if (!compare || strchr(name, '\n') != NULL)
        return; /* the C library's $ sees line ends at times */
    if (regcomp(&regex, text, REG_EXTENDED | REG_NOSUB) != 0 || found != (regexec(&regex, name, 0, NULL, 0) == 0)) {
        fprintf(stderr, "pattern '%s' text '%s': we say %d\n", text, name, found);
        abort();
    }
    regfree(&regex);
}

/* Appends a part. Parts that are anchors, and those that count repetitions, are recorded in *seen. */
static void append(char *text, const char *part, unsigned *seen)
{
    strcat(text, part);
    *seen |= *part == '^' || *part == '$' ? ANCHOR : *part == '{' || *part == '+' ? COUNT : 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char text[ROOM * 16] = "", raw[ROOM] = "", name[ROOM] = "";
    size_t split = 0;
    unsigned seen = 0;

    if (size >= ROOM)
        return 0;
    memcpy(raw, data, size);
    for (; raw[split] != '\0'; split++)
        append(text, parts[data[split] % (sizeof parts / sizeof parts[0])], &seen);
    if (split < size)
        memcpy(name, data + split + 1, size - split - 1);
    check(text, name, split <= COMPARED && seen != (ANCHOR | COUNT));
    check(raw, name, false);
    return 0;
}
