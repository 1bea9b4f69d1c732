/* SPDX-License-Identifier: MIT */
/* xurandom's texts: characters of an alphabet, all equally likely. */
#include "random/random.h"

#include <string.h>

#include "out/quote.h"

TEXTS_OF(random_text);

/* Encodes the characters for a JSON string. */
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

/* Returns an index below limit. For up to 256 characters one byte is used; values that would bias the result are drawn
 * again. */
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

enum { MOST_CLASSES = 16 };

/* True if the value of --class consists of names of classes: "lower,digit". */
static bool is_class_names(struct word value)
{
    size_t size;

    while ((size = alphabet_class_name(value)) > 0 && size < value.size)
        value = (struct word){value.data + size + 1, value.size - size - 1};
    return size > 0;
}

/* Adds the characters of one --class, each of its names as a class with the next number. 0, or -1 with the failure
 * recorded. */
static int read_class(struct call *call, struct word value, struct alphabet *alphabet, size_t *count)
{
    bool names = is_class_names(value);
    int result = 0;

    for (size_t size; value.size > 0 && result == 0; value.data += size, value.size -= size) {
        size_t before = alphabet->count;
        size = names ? alphabet_class_name(value) : value.size;
        struct word class = {value.data, size};
        if (*count == MOST_CLASSES)
            return fail_usage(call->fail, "class: more than %d classes", MOST_CLASSES);
        unsigned bit = 1u << (*count)++;
        result = names ? alphabet_add_class(call, alphabet, class, bit) : alphabet_add(call, alphabet, class, bit);
        if (result == 0 && alphabet->count == before)
            return fail_usage(call->fail, "class: '%.*s' adds no character", shown_size(class), class.data);
        size += size < value.size; /* the comma */
    }
    return result;
}

/* Reads --alphabet and each --class; *wanted gets a bit for each class. */
static int read_alphabet(struct call *call, const struct random_text *text, struct alphabet *alphabet, unsigned *wanted)
{
    size_t count = 0;
    int result = 0;

    alphabet->no_lookalikes = text->no_lookalikes;
    if (text->set.data != NULL)
        result = alphabet_add(call, alphabet, text->set, 0);
    for (size_t i = 0; i < text->classes.count && result == 0; i++)
        result = read_class(call, text->classes.items[i].value, alphabet, &count);
    *wanted = (1u << count) - 1;
    if (result == 0 && text->length < count)
        return fail_usage(call->fail, "%llu characters cannot hold one of each of %zu classes",
                          (unsigned long long)text->length, count);
    if (result == 0 && alphabet->count < 2)
        return fail_usage(call->fail, "alphabet: at least two characters are needed to draw from");
    return result;
}

/* Draws texts into data until one contains a character of each class, so that all such texts are equally likely; *size
 * gets its bytes. 0, or -1 with the failure recorded. */
static int draw_text(struct call *call, struct random_pool *pool, uint64_t length, const struct alphabet *alphabet,
                     unsigned wanted, char *data, size_t *size)
{
    enum { PATIENCE = 1000000 };

    for (int i = 0; i < PATIENCE && pool->errnum == 0; i++) {
        unsigned seen = 0;
        *size = 0;
        for (uint64_t at = 0; at < length && pool->errnum == 0; at++) {
            size_t index = draw_index(pool, alphabet->count);
            struct word character = alphabet->characters[index];
            memcpy(data + *size, character.data, character.size);
            *size += character.size;
            seen |= alphabet->classes[index];
        }
        if ((seen & wanted) == wanted)
            return 0;
    }
    if (pool->errnum != 0)
        return fail_errno(call->fail, pool->errnum, NULL, NULL);
    return fail_usage(call->fail, "class: hardly any text of this length has a character of each class");
}

/* Writes one text of any length in constant memory. */
static int stream_text(struct call *call, struct random_pool *pool, struct alphabet *alphabet, uint64_t length)
{
    struct out *out = call->out;

    if (call->json && as_json(call, alphabet) < 0)
        return -1;
    if (call->json)
        out_char(out, '"');
    for (uint64_t i = 0; i < length && pool->errnum == 0 && out->errnum == 0; i++) {
        struct word character = alphabet->characters[draw_index(pool, alphabet->count)];
        out_raw(out, character.data, character.size);
    }
    if (pool->errnum != 0)
        return fail_errno(call->fail, pool->errnum, NULL, NULL);
    if (call->json)
        out_char(out, '"');
    out_char(out, call->null ? '\0' : '\n');
    return 0;
}

int random_text(struct call *call, struct random_pool *pool, const struct random_text *text, struct random_items *items)
{
    enum { WIDEST = 4 }; /* bytes of a character */
    struct alphabet alphabet = {0};
    unsigned wanted = 0;
    int result = 0;

    if (read_alphabet(call, text, &alphabet, &wanted) < 0)
        return -1;
    random_entropy(items, alphabet.count, text->length);
    if (!items->listed && wanted == 0)
        return stream_text(call, pool, &alphabet, text->length);
    char *data = text->length < SIZE_MAX / WIDEST ? arena_alloc(call->arena, text->length * WIDEST + 1) : NULL;
    if (data == NULL)
        return fail_no_memory(call->fail);
    random_items_start(items);
    for (uint64_t i = 0; i < items->count && result == 0 && call->out->errnum == 0; i++) {
        size_t size = 0;
        result = draw_text(call, pool, text->length, &alphabet, wanted, data, &size);
        if (result == 0)
            random_item_text(items, data, size);
    }
    explicit_bzero(data, (size_t)text->length * WIDEST);
    random_items_end(items);
    return result;
}
