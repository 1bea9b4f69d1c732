/* SPDX-License-Identifier: MIT */
/* Splitting an argument into words. */
#include "value/split.h"

#include <string.h>

#include "value/ascii.h"

TEXTS_OF(value_split);

/* An argument being split; to is where the next byte of a word goes. */
struct splitting {
    const char *at, *end;
    char *to;
    const char *wrong; /* what is wrong with it; NULL so far */
};

/* Reads the escape after a backslash. */
static void take_escape(struct splitting *splitting)
{
    static const char letters[] = "\\\"'#$ntrfv_", bytes[] = "\\\"'#$\n\t\r\f\v ";
    const char *found = splitting->at < splitting->end && *splitting->at != '\0' ? strchr(letters, *splitting->at)
                                                                                 : NULL;

    if (found == NULL) {
        splitting->wrong = "an unknown backslash escape";
        return;
    }
    *splitting->to++ = bytes[found - letters];
    splitting->at++;
}

/* Reads one word, up to a blank outside of quotes. */
static void take_word(struct splitting *splitting)
{
    char quote = '\0';

    while (splitting->at < splitting->end && splitting->wrong == NULL &&
           (quote != '\0' || !ascii_is_space(*splitting->at))) {
        char byte = *splitting->at++;
        if (byte == quote)
            quote = '\0';
        else if (quote == '\0' && (byte == '\'' || byte == '"'))
            quote = byte;
        else if (byte == '\\' && quote != '\'')
            take_escape(splitting);
        else if (byte == '$' && quote != '\'' && splitting->at < splitting->end && *splitting->at == '{')
            splitting->wrong = "variables are not expanded (run sh -c for that)";
        else
            *splitting->to++ = byte;
    }
    if (quote != '\0' && splitting->wrong == NULL)
        splitting->wrong = "a quote is not closed";
}

int words_split(struct arena *arena, struct fail *fail, const char *option, struct word text, struct words *words)
{
    struct splitting splitting = {.at = text.data, .end = text.data + text.size};
    struct word *items = arena_alloc(arena, (text.size / 2 + 1) * sizeof *items);
    char *bytes = splitting.to = arena_alloc(arena, text.size * 2 + 1);
    size_t count = 0;

    if (items == NULL || bytes == NULL)
        return fail_no_memory(fail);
    for (;;) {
        while (splitting.at < splitting.end && ascii_is_space(*splitting.at))
            splitting.at++;
        if (splitting.at == splitting.end || *splitting.at == '#')
            break;
        char *start = splitting.to;
        take_word(&splitting);
        if (splitting.wrong != NULL)
            return fail_usage(fail, "%s: %s", option, splitting.wrong);
        items[count++] = (struct word){start, (size_t)(splitting.to - start)};
        *splitting.to++ = '\0';
    }
    *words = (struct words){count, items};
    return 0;
}
