/* SPDX-License-Identifier: MIT */
/* xurandom's texts: characters of an alphabet, each as likely as the others. */
#include "random/random.h"

#include <errno.h>
#include <string.h>

#include "out/quote.h"

/* The characters to draw from, as they are written. */
struct alphabet {
    struct word *characters;
    size_t count, room;
};

static int add(struct call *call, struct alphabet *alphabet, const char *data, size_t size)
{
    for (size_t i = 0; i < alphabet->count; i++)
        if (alphabet->characters[i].size == size && memcmp(alphabet->characters[i].data, data, size) == 0)
            return fail_usage(call->fail, "alphabet: '%.*s' stands in it twice and would be drawn more often",
                              (int)size, data);
    if (alphabet->count == alphabet->room) {
        size_t room = alphabet->room * 2 + 64;
        struct word *grown = arena_alloc(call->arena, room * sizeof *grown);
        if (grown == NULL)
            return fail_no_memory(call->fail);
        if (alphabet->count > 0)
            memcpy(grown, alphabet->characters, alphabet->count * sizeof *grown);
        alphabet->characters = grown;
        alphabet->room = room;
    }
    const char *copy = arena_copy(call->arena, data, size);
    if (copy == NULL)
        return fail_no_memory(call->fail);
    alphabet->characters[alphabet->count++] = (struct word){copy, size};
    return 0;
}

static int add_span(struct call *call, struct alphabet *alphabet, char low, char high)
{
    int result = 0;

    for (int byte = (unsigned char)low; byte <= (unsigned char)high && result == 0; byte++) {
        char character = (char)byte;
        result = add(call, alphabet, &character, 1);
    }
    return result;
}

/* A class by its name in brackets: [:alnum:]. The bytes it takes of the text, 0 where there is none. */
static size_t add_class(struct call *call, struct alphabet *alphabet, struct word text, int *result)
{
    static const struct {
        const char *name, *spans; /* low and high in turn */
    } classes[] = {
        {"[:digit:]", "09"},       {"[:lower:]", "az"},     {"[:upper:]", "AZ"},
        {"[:alpha:]", "AZaz"},     {"[:alnum:]", "09AZaz"}, {"[:xdigit:]", "09AFaf"},
        {"[:punct:]", "!/:@[`{~"}, {"[:graph:]", "!~"},     {"[:print:]", " ~"},
    };

    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        size_t size = strlen(classes[i].name);
        if (text.size < size || memcmp(text.data, classes[i].name, size) != 0)
            continue;
        for (const char *span = classes[i].spans; *span != '\0' && *result == 0; span += 2)
            *result = add_span(call, alphabet, span[0], span[1]);
        return size;
    }
    return 0;
}

static bool within(char low, char high, char first, char last)
{
    return low >= first && high <= last && low < high;
}

/* a-z, A-Z, 0-9 and parts of them; a dash anywhere else is itself. */
static bool is_span(struct word text)
{
    return text.size >= 3 && text.data[1] == '-' &&
           (within(text.data[0], text.data[2], 'a', 'z') || within(text.data[0], text.data[2], 'A', 'Z') ||
            within(text.data[0], text.data[2], '0', '9'));
}

static int read_alphabet(struct call *call, struct word text, struct alphabet *alphabet)
{
    int result = 0;

    for (size_t taken; text.size > 0 && result == 0; text.data += taken, text.size -= taken) {
        if ((taken = add_class(call, alphabet, text, &result)) > 0)
            continue;
        if (is_span(text)) {
            taken = 3;
            result = add_span(call, alphabet, text.data[0], text.data[2]);
            continue;
        }
        taken = utf8_length(text.data, text.size);
        taken += taken == 0; /* a byte that is no UTF-8 is a character of its own */
        result = add(call, alphabet, text.data, taken);
    }
    if (result == 0 && alphabet->count < 2) {
        fail_usage(call->fail, "alphabet: at least two characters are needed to draw from");
        return -1;
    }
    return result;
}

/* The characters as they stand in a JSON string. */
static int as_json(struct call *call, struct alphabet *alphabet)
{
    for (size_t i = 0; i < alphabet->count; i++) {
        char room[64];
        struct out out;
        out_init(&out, &out_plain, -1, room, sizeof room);
        quote_json(&out, alphabet->characters[i].data, alphabet->characters[i].size);
        const char *copy = arena_copy(call->arena, room + 1, out.used - 2);
        if (copy == NULL)
            return fail_no_memory(call->fail);
        alphabet->characters[i] = (struct word){copy, out.used - 2};
    }
    return 0;
}

/* An index below limit. A byte serves for up to 256 characters: values that would favour the first ones are drawn again. */
static size_t draw_index(struct random_pool *pool, size_t limit)
{
    unsigned char byte;

    if (limit > 256)
        return (size_t)random_below(pool, limit);
    unsigned usable = (unsigned)(256 - 256 % limit); /* NOLINT(clang-analyzer-core.DivideZero): of two at least */
    do
        random_pool_take(pool, &byte, 1);
    while (byte >= usable && pool->errnum == 0);
    return byte % limit;
}

int random_text(struct call *call, struct random_pool *pool, struct word text, uint64_t count)
{
    struct alphabet alphabet = {0};
    struct out *out = call->out;

    if (read_alphabet(call, text, &alphabet) < 0 || (call->json && as_json(call, &alphabet) < 0))
        return -1;
    if (call->json)
        out_char(out, '"');
    for (uint64_t i = 0; i < count && pool->errnum == 0 && out->errnum == 0; i++) {
        struct word character = alphabet.characters[draw_index(pool, alphabet.count)];
        out_raw(out, character.data, character.size);
    }
    if (pool->errnum != 0)
        return fail_errno(call->fail, pool->errnum, NULL, NULL);
    if (call->json)
        out_char(out, '"');
    out_char(out, call->null ? '\0' : '\n');
    return 0;
}
