/* SPDX-License-Identifier: MIT */
/* Fuzz target: our globs answer as fnmatch(3) does in the C locale. Bytes choose the parts of a well-formed glob, since
 * C libraries differ in malformed ones; what follows a NUL byte is the name. The raw bytes as a glob must do no harm.
 */
#include <fnmatch.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "value/glob.h"

enum { ROOM = 64 };

static const char *const parts[] = {
    "*",
    "?",
    "a",
    "b",
    "-",
    "]",
    "\\[",
    "\\*",
    "\\a",
    "\\\\",
    "\200",
    "\303\251",
    "[a]",
    "[!a]",
    "[^a-b]",
    "[]]",
    "[!]-]",
    "[a-]",
    "[--b]",
    "[\\]a]",
    "[\\--b]",
    "[[]",
    "[b-a]",
    "[\200-\377]",
    "[[:alpha:]]",
    "[^[:alpha:]]",
    "[[:digit:]a]",
    "[[:punct:]]",
    "[[:space:][:cntrl:]]",
    "[![:graph:]]",
    "[[:upper:]]",
    "[[:xdigit:]]",
    "[[:alnum:]-]",
    "[[:print:]]",
    "[[:blank:][:lower:]]",
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char glob[ROOM * 32] = "", raw[ROOM] = "", name[ROOM] = "";
    size_t split = 0;

    if (size >= ROOM)
        return 0;
    memcpy(raw, data, size);
    for (; raw[split] != '\0'; split++)
        strcat(glob, parts[data[split] % (sizeof parts / sizeof parts[0])]);
    if (split < size)
        memcpy(name, data + split + 1, size - split - 1);
    (void)glob_matches(raw, name);
    if (glob_matches(glob, name) != (fnmatch(glob, name, 0) == 0)) {
        fprintf(stderr, "glob '%s' name '%s'\n", glob, name);
        abort();
    }
    return 0;
}
