/* SPDX-License-Identifier: MIT */
#include "value/glob.h"

#include <string.h>

#include "value/ascii.h"
#include "value/byteset.h"

/* True if the set has the byte in one case. A negated set, whose bits are those that it does not list, must have both
 * cases. */
static bool has_folded(const uint32_t set[BYTESET_WORDS], bool negated, unsigned char byte)
{
    bool one = byteset_has(set, byte), other = ascii_is_letter((char)byte) ? byteset_has(set, byte ^ 32) : one;

    return negated ? one && other : one || other;
}

/* Matches one byte of the name against the glob's next element. Returns the address after that element, or NULL if they
 * differ. */
static const char *match_one(const char *glob, unsigned char byte, bool folded)
{
    uint32_t set[BYTESET_WORDS];
    const char *after = *glob == '[' ? byteset_read(glob, true, set) : NULL;

    if (after != NULL)
        return (folded ? has_folded(set, glob[1] == '!' || glob[1] == '^', byte) : byteset_has(set, byte)) ? after
                                                                                                           : NULL;
    if (*glob == '?')
        return glob + 1;
    glob += *glob == '\\' && glob[1] != '\0';
    unsigned char wanted = (unsigned char)*glob;
    return wanted == byte || (folded && ascii_lower((char)wanted) == ascii_lower((char)byte)) ? glob + 1 : NULL;
}

bool glob_matches(const char *glob, const char *name)
{
    return glob_matches_bytes(glob, name, strlen(name), false);
}

bool glob_matches_bytes(const char *glob, const char *name, size_t size, bool folded)
{
    const char *star = NULL, *resume = NULL; /* after the last *, and where in name it is tried next */
    const char *end = name + size;

    while (name < end) {
        const char *after = *glob == '*' || *glob == '\0' ? NULL : match_one(glob, (unsigned char)*name, folded);
        if (*glob == '*') {
            star = ++glob;
            resume = name;
        } else if (after != NULL) {
            glob = after;
            name++;
        } else if (star != NULL) {
            glob = star;
            name = ++resume;
        } else
            return false;
    }
    return glob[strspn(glob, "*")] == '\0';
}
