/* SPDX-License-Identifier: MIT */
/* xurandom's alphabets: the characters of --alphabet and --class. */
#include "random/random.h"

#include <string.h>

#include "out/quote.h"
#include "value/codec.h"

TEXTS_OF(random_alphabet);

enum { MOST_CHARACTERS = 10000 };

static int grow(struct call *call, struct alphabet *alphabet)
{
    size_t room = alphabet->room * 2 + 64;
    struct word *characters = arena_alloc(call->arena, room * sizeof *characters);
    unsigned *classes = arena_alloc(call->arena, room * sizeof *classes);

    if (characters == NULL || classes == NULL)
        return fail_no_memory(call->fail);
    if (alphabet->count > 0) {
        memcpy(characters, alphabet->characters, alphabet->count * sizeof *characters);
        memcpy(classes, alphabet->classes, alphabet->count * sizeof *classes);
    }
    alphabet->characters = characters;
    alphabet->classes = classes;
    alphabet->room = room;
    return 0;
}

/* True for characters that are easily confused. */
static bool is_lookalike(const char *data, size_t size)
{
    return size == 1 && *data != '\0' && strchr("0Oo1lI|", *data) != NULL;
}

/* Adds a character. A duplicate in the same set is refused; one from another class is the same character. */
static int add(struct call *call, struct alphabet *alphabet, const char *data, size_t size)
{
    if (alphabet->no_lookalikes && is_lookalike(data, size))
        return 0;
    for (size_t i = 0; i < alphabet->count; i++)
        if (alphabet->characters[i].size == size && memcmp(alphabet->characters[i].data, data, size) == 0) {
            if (i < alphabet->set_from) {
                alphabet->classes[i] |= alphabet->set_bit;
                return 0;
            }
            return fail_usage(call->fail, "alphabet: '%.*s' occurs twice and would be drawn more often", (int)size,
                              data);
        }
    if (alphabet->count == MOST_CHARACTERS)
        return fail_usage(call->fail, "alphabet: more than %d characters", MOST_CHARACTERS);
    if (alphabet->count == alphabet->room && grow(call, alphabet) < 0)
        return -1;
    alphabet->classes[alphabet->count] = alphabet->set_bit;
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

static const struct {
    const char *name, *spans; /* low and high in turn */
} classes[] = {
    {"digit", "09"},      {"lower", "az"},       {"upper", "AZ"}, {"alpha", "AZaz"}, {"alnum", "09AZaz"},
    {"xdigit", "09AFaf"}, {"punct", "!/:@[`{~"}, {"graph", "!~"}, {"print", " ~"},
};

/* The spans of the class called name; NULL if no class is. */
static const char *class_spans(struct word name)
{
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++)
        if (word_is(name, classes[i].name))
            return classes[i].spans;
    return NULL;
}

/* Adds a class written as [:alnum:]. Returns the bytes of text that it takes; 0 if it is not a class. */
static size_t add_class(struct call *call, struct alphabet *alphabet, struct word text, int *result)
{
    const char *end = text.size > 4 && text.data[0] == '[' && text.data[1] == ':'
                          ? memchr(text.data + 2, ':', text.size - 2)
                          : NULL;

    if (end == NULL || end + 1 == text.data + text.size || end[1] != ']')
        return 0;
    const char *span = class_spans((struct word){text.data + 2, (size_t)(end - text.data - 2)});
    if (span == NULL)
        return 0;
    for (; *span != '\0' && *result == 0; span += 2)
        *result = add_span(call, alphabet, span[0], span[1]);
    return (size_t)(end + 2 - text.data);
}

size_t alphabet_class_name(struct word text)
{
    const char *comma = memchr(text.data, ',', text.size);
    struct word name = {text.data, comma != NULL ? (size_t)(comma - text.data) : text.size};

    return class_spans(name) != NULL ? name.size : 0;
}

int alphabet_add_class(struct call *call, struct alphabet *alphabet, struct word name, unsigned class_bit)
{
    int result = 0;

    alphabet->set_from = alphabet->count;
    alphabet->set_bit = class_bit;
    for (const char *span = class_spans(name); *span != '\0' && result == 0; span += 2)
        result = add_span(call, alphabet, span[0], span[1]);
    return result;
}

/* Decodes the UTF-8 character at data, of size bytes. */
static unsigned code_point(const char *data, size_t size)
{
    static const unsigned char masks[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    unsigned code = (unsigned char)data[0] & masks[size];

    for (size_t i = 1; i < size; i++)
        code = code << 6 | ((unsigned char)data[i] & 0x3f);
    return code;
}

/* Adds the characters from low to high, including both, as tr(1) reads a range. */
static int add_range(struct call *call, struct alphabet *alphabet, struct word text, unsigned low, unsigned high)
{
    enum { SURROGATES = 0xd800, AFTER_SURROGATES = 0xe000 };
    int result = 0;

    if (low >= high)
        return fail_usage(call->fail, "alphabet: '%.*s' is not a range: its ends are the wrong way round or equal",
                          (int)text.size, text.data);
    for (unsigned code = low; code <= high && result == 0; code++) {
        char bytes[4];
        if (code >= SURROGATES && code < AFTER_SURROGATES)
            continue;
        result = add(call, alphabet, bytes, utf8_write(bytes, code));
    }
    return result;
}

/* Reads "a-z" at the start of text, with any characters as its ends. Returns its size in bytes; 0 if it is not a range.
 */
static size_t range_size(struct word text, size_t first)
{
    if (text.size < first + 2 || text.data[first] != '-')
        return 0;
    size_t last = utf8_length(text.data + first + 1, text.size - first - 1);
    return last > 0 ? first + 1 + last : 0;
}

int alphabet_add(struct call *call, struct alphabet *alphabet, struct word text, unsigned class_bit)
{
    int result = 0;

    alphabet->set_from = alphabet->count;
    alphabet->set_bit = class_bit;
    for (size_t taken; text.size > 0 && result == 0; text.data += taken, text.size -= taken) {
        if ((taken = add_class(call, alphabet, text, &result)) > 0)
            continue;
        size_t first = utf8_length(text.data, text.size), range = first > 0 ? range_size(text, first) : 0;
        taken = range > 0 ? range : first > 0 ? first : 1; /* an invalid UTF-8 byte is a separate character */
        if (range > 0)
            result = add_range(call, alphabet, (struct word){text.data, range}, code_point(text.data, first),
                               code_point(text.data + first + 1, range - first - 1));
        else
            result = add(call, alphabet, text.data, taken);
    }
    return result;
}
