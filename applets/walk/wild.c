/* SPDX-License-Identifier: MIT */
/* gitignore's patterns. A pattern is matched by trying each place for a "*"; a "*" that cannot match a slash gives up
 * at one, and once the text is used up no earlier "*" need be tried again, so that the time stays bounded. */
#include "walk/wild.h"

#include <string.h>

#include "value/pattern.h"

/* NO: no match here, one further on may be; NEVER: the text is used up, or the pattern is malformed. */
enum answer { NO, YES, NEVER, NO_SLASH };

static enum answer match(const char *pattern, const char *text, bool slashes);

/* What follows a run of stars at *at, and whether the run matches slashes. */
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

/* The rest of a pattern after stars, tried at each place of the text. */
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
    uint32_t set[PATTERN_SET_WORDS];

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
            const char *after = glob_set(pattern, set);
            if (after == NULL)
                return NEVER;
            if (!glob_set_has(set, (unsigned char)*text) || (slashes && *text == '/'))
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
    uint32_t set[PATTERN_SET_WORDS];

    while (*pattern != '\0')
        if (*pattern == '[') {
            pattern = glob_set(pattern, set);
            if (pattern == NULL)
                return false;
        } else if (*pattern++ == '\\' && *pattern++ == '\0')
            return false;
    return true;
}
