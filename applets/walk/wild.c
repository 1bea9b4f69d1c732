/* SPDX-License-Identifier: MIT */
/* Matches gitignore's patterns. After a "*", each position of the text is tried. A "*" that does not match slashes
 * stops at one; once the text has ended, earlier "*" are not tried again. This bounds the time. */
#include "walk/wild.h"

#include <string.h>

#include "value/byteset.h"

/* NO: no match at this position, but one further on is possible; NEVER: the text has ended, or the pattern is
 * malformed. */
enum answer { NO, YES, NEVER, NO_SLASH };

static enum answer match(const char *pattern, const char *text, bool slashes);

/* Moves *at past a run of stars; returns true if the run matches slashes. */
static bool stars_match_slash(const char *start, const char **at, bool slashes)
{
    const char *first = *at;

    while (**at == '*')
        ++*at;
    if (!slashes)
        return true;
    bool bounded = first == start || first[-1] == '/';
    return *at - first > 1 && bounded && (**at == '\0' || **at == '/' || (**at == '\\' && (*at)[1] == '/'));
}

/* Tries the rest of a pattern after stars at each position of the text. */
static enum answer match_stars(const char *rest, const char *text, bool slashes, bool any)
{
    if (*rest == '\0')
        return any || strchr(text, '/') == NULL ? YES : NO_SLASH;
    if (!any && *rest == '/') {
        const char *slash = strchr(text, '/');
        return slash == NULL ? NO : match(rest, slash, slashes);
    }
    for (; *text != '\0'; text++) {
        enum answer answer = match(rest, text, slashes);
        if (answer == YES || answer == NEVER || (answer == NO_SLASH && !any))
            return answer;
        if (!any && *text == '/')
            return NO_SLASH;
    }
    return NEVER;
}

static enum answer match(const char *pattern, const char *text, bool slashes)
{
    const char *start = pattern;
    uint32_t set[BYTESET_WORDS];

    for (; *pattern != '\0'; text++) {
        if (*text == '\0' && *pattern != '*')
            return NEVER;
        if (*pattern == '*') {
            bool several = pattern[1] == '*', any = stars_match_slash(start, &pattern, slashes);
            if (slashes && several && any && *pattern == '/' && match(pattern + 1, text, slashes) == YES)
                return YES;
            return match_stars(pattern, text, slashes, any);
        }
        if (*pattern == '?') {
            if (slashes && *text == '/')
                return NO;
            pattern++;
        } else if (*pattern == '[') {
            const char *after = byteset_read(pattern, true, set);
            if (after == NULL)
                return NEVER;
            if (!byteset_has(set, (unsigned char)*text) || (slashes && *text == '/'))
                return NO;
            pattern = after;
        } else {
            pattern += *pattern == '\\';
            if (*pattern != *text)
                return NO;
            pattern++;
        }
    }
    return *text == '\0' ? YES : NO;
}

bool wild_matches(const char *pattern, const char *text, bool slashes)
{
    return match(pattern, text, slashes) == YES;
}

bool wild_is_valid(const char *pattern)
{
    uint32_t set[BYTESET_WORDS];

    while (*pattern != '\0')
        if (*pattern == '[') {
            pattern = byteset_read(pattern, true, set);
            if (pattern == NULL)
                return false;
        } else if (*pattern++ == '\\' && *pattern++ == '\0')
            return false;
    return true;
}
