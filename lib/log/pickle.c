/* SPDX-License-Identifier: MIT */
/* Reading pickles, as pickle.dumps(DICT, 1) makes them. The values are on a stack; a mark begins the items of a tuple,
 * or of a dictionary. The memo holds values that are used again: only strings, numbers and empty containers may be, so
 * that a small pickle cannot produce a large value. */
#include "log/receive.h"

#include <float.h>

#include "value/number.h"
#include "value/real.h"

enum { STACK_MOST = 65536, MEMO_MOST = 65536, BYTE = 8 };

/* A value on the stack; `value` is NULL for a mark. */
struct item {
    struct json *value;
    unsigned depth;    /* of the containers in it */
    struct json *last; /* of its items */
};

struct pickle {
    struct arena *arena;
    const unsigned char *at, *end;
    struct item *stack;
    size_t used, room;
    struct item *memo;
    size_t memo_room;
    const char *wrong;
};

static bool fails(struct pickle *pickle, const char *why)
{
    if (pickle->wrong == NULL)
        pickle->wrong = why;
    return false;
}

static bool grow(struct pickle *pickle, struct item **items, size_t *room, size_t wanted)
{
    size_t size = *room < 64 ? 64 : *room;

    if (wanted >= STACK_MOST)
        return fails(pickle, "a pickle with too many values");
    if (wanted < *room)
        return true;
    while (size <= wanted)
        size *= 2;
    struct item *grown = arena_alloc(pickle->arena, size * sizeof *grown);
    if (grown == NULL)
        return fails(pickle, "out of memory");
    if (*room > 0)
        memcpy(grown, *items, *room * sizeof *grown);
    *items = grown;
    *room = size;
    return true;
}

static bool push(struct pickle *pickle, struct item item)
{
    if (!grow(pickle, &pickle->stack, &pickle->room, pickle->used))
        return false;
    pickle->stack[pickle->used++] = item;
    return true;
}

static bool push_value(struct pickle *pickle, enum json_kind kind, struct word text)
{
    struct json *value = arena_alloc(pickle->arena, sizeof *value);

    if (value == NULL)
        return fails(pickle, "out of memory");
    *value = (struct json){.kind = kind, .text = text};
    return push(pickle, (struct item){.value = value, .depth = kind >= JSON_ARRAY});
}

/* Takes size bytes of the pickle; NULL if there are fewer. */
static const unsigned char *take(struct pickle *pickle, size_t size)
{
    const unsigned char *data = pickle->at;

    if ((size_t)(pickle->end - pickle->at) < size) {
        fails(pickle, "a pickle that was cut off");
        return NULL;
    }
    pickle->at += size;
    return data;
}

/* Takes a little-endian number of size bytes. */
static bool take_number(struct pickle *pickle, size_t size, uint32_t *number)
{
    const unsigned char *data = take(pickle, size);

    *number = 0;
    for (size_t i = size; data != NULL && i > 0; i--)
        *number = *number << BYTE | data[i - 1];
    return data != NULL;
}

static bool push_number(struct pickle *pickle, int64_t number)
{
    char text[NUMBER_ROOM];
    size_t size = int_write(text, number);
    char *copy = arena_copy(pickle->arena, text, size);

    return copy != NULL ? push_value(pickle, JSON_NUMBER, (struct word){copy, size}) : fails(pickle, "out of memory");
}

/* A big-endian double, with as few digits as tell it from all others; infinities and NaN are None. */
static bool push_double(struct pickle *pickle)
{
    const unsigned char *data = take(pickle, sizeof(double));
    char text[REAL_ROOM + sizeof ".0"];
    uint64_t bits = 0;
    double number;

    for (size_t i = 0; data != NULL && i < sizeof bits; i++)
        bits = bits << BYTE | data[i];
    memcpy(&number, &bits, sizeof number);
    if (data == NULL)
        return false;
    if (number - number != 0)
        return push_value(pickle, JSON_NULL, (struct word){0});
    size_t size = real_write_shortest(text, number, DBL_MANT_DIG, DBL_MIN_EXP);
    if (strpbrk(text, ".e") == NULL) {
        memcpy(text + size, ".0", 2);
        size += 2;
    }
    char *copy = arena_copy(pickle->arena, text, size);
    return copy != NULL ? push_value(pickle, JSON_NUMBER, (struct word){copy, size}) : fails(pickle, "out of memory");
}

/* A string in UTF-8; a surrogate for a byte that is no text (PEP 383) becomes that byte. */
static bool push_string(struct pickle *pickle)
{
    uint32_t size;
    const unsigned char *data = take_number(pickle, 4, &size) ? take(pickle, size) : NULL;
    char *copy = data != NULL ? arena_copy(pickle->arena, data, size) : NULL, *to = copy;

    if (data == NULL)
        return false;
    if (copy == NULL)
        return fails(pickle, "out of memory");
    for (uint32_t i = 0; i < size; i++) {
        bool byte = size - i >= 3 && data[i] == 0xed && (data[i + 1] == 0xb2 || data[i + 1] == 0xb3) &&
                    data[i + 2] >= 0x80 && data[i + 2] < 0xc0;
        *to++ = (char)(byte ? ((data[i + 1] & 1) << 6 | (data[i + 2] & 0x3f) | 0x80) : data[i]);
        i += byte ? 2 : 0;
    }
    *to = '\0';
    return push_value(pickle, JSON_STRING, (struct word){copy, (size_t)(to - copy)});
}

/* I and L: a decimal number up to a newline; I00 and I01 are booleans; L may end in L. */
static bool push_line(struct pickle *pickle, bool is_long)
{
    const unsigned char *end = memchr(pickle->at, '\n', (size_t)(pickle->end - pickle->at));
    struct word word = {(const char *)pickle->at, end != NULL ? (size_t)(end - pickle->at) : 0};
    struct number number;
    int64_t value;

    if (end == NULL)
        return fails(pickle, "a pickle that was cut off");
    pickle->at = end + 1;
    if (!is_long && (word_is(word, "00") || word_is(word, "01")))
        return push_value(pickle, word.data[1] == '1' ? JSON_TRUE : JSON_FALSE, (struct word){0});
    word.size -= is_long && word.size > 0 && word.data[word.size - 1] == 'L';
    if (!number_read(word, 10, &number) || !number_to_int64(number, INT64_MIN, INT64_MAX, &value))
        return fails(pickle, "a pickle with a malformed number, or one that is too large");
    return push_number(pickle, value);
}

static bool put(struct pickle *pickle, uint32_t place)
{
    if (pickle->used == 0 || pickle->stack[pickle->used - 1].value == NULL)
        return fails(pickle, "a memo in a pickle without a value");
    if (!grow(pickle, &pickle->memo, &pickle->memo_room, place))
        return false;
    pickle->memo[place] = pickle->stack[pickle->used - 1];
    return true;
}

static bool get(struct pickle *pickle, uint32_t place)
{
    const struct json *value = place < pickle->memo_room ? pickle->memo[place].value : NULL;

    if (value == NULL || value->first != NULL)
        return fails(pickle, "a pickle that uses a container twice");
    return push_value(pickle, value->kind, value->text);
}

/* Links the values above `from` as items of list, which gets that deep. With pairs they are names and values. */
static bool link_items(struct pickle *pickle, struct item *list, size_t from, bool pairs)
{
    if (pairs && (pickle->used - from) % 2 != 0)
        return fails(pickle, "a name in a pickle without its value");
    for (size_t i = from; i < pickle->used; i++) {
        struct item item = pickle->stack[i + pairs];
        const struct json *name = pickle->stack[i].value;
        if (item.value == NULL || name == NULL || (pairs && name->kind != JSON_STRING))
            return fails(pickle, "a dictionary in a pickle whose names are no strings");
        if (item.depth >= JSON_DEPTH)
            return fails(pickle, "a pickle that is nested too deeply");
        list->depth = list->depth > item.depth ? list->depth : item.depth + 1;
        struct json *made = arena_alloc(pickle->arena, sizeof *made);
        if (made == NULL)
            return fails(pickle, "out of memory");
        *made = *item.value;
        made->name = pairs ? name->text : (struct word){0};
        made->next = NULL;
        *(list->last != NULL ? &list->last->next : &list->value->first) = made;
        list->last = made;
        list->value->count++;
        i += pairs;
    }
    pickle->used = from;
    return true;
}

/* The place of the last mark; the bottom of the stack and a failure without one. */
static bool find_mark(struct pickle *pickle, size_t *place)
{
    for (*place = pickle->used; *place > 0; --*place)
        if (pickle->stack[*place - 1].value == NULL) {
            --*place;
            return true;
        }
    return fails(pickle, "a pickle without a mark where one must be");
}

/* t: the values above the mark become a tuple. */
static bool make_tuple(struct pickle *pickle)
{
    struct item tuple = {.value = arena_alloc(pickle->arena, sizeof *tuple.value), .depth = 1};
    size_t mark;

    if (tuple.value == NULL)
        return fails(pickle, "out of memory");
    tuple.value->kind = JSON_ARRAY;
    if (!find_mark(pickle, &mark) || !link_items(pickle, &tuple, mark + 1, false))
        return false;
    pickle->used = mark;
    return push(pickle, tuple);
}

/* s, u, a, e: one or all values above a mark become items of the container below. */
static bool add_items(struct pickle *pickle, bool marked, enum json_kind kind)
{
    bool pairs = kind == JSON_OBJECT;
    size_t mark = 0, count = pairs ? 2 : 1;

    if (marked && !find_mark(pickle, &mark))
        return false;
    size_t from = marked ? mark + 1 : pickle->used - count, below = marked ? mark : from;
    if (pickle->used < count + 1 - marked || below == 0 || pickle->stack[below - 1].value == NULL ||
        pickle->stack[below - 1].value->kind != kind)
        return fails(pickle, "items in a pickle without their container");
    if (!link_items(pickle, &pickle->stack[below - 1], from, pairs))
        return false;
    pickle->used = below;
    return true;
}

static bool step(struct pickle *pickle, unsigned char opcode)
{
    uint32_t number;

    switch (opcode) {
    case '}':
        return push_value(pickle, JSON_OBJECT, (struct word){0});
    case ']':
    case ')':
        return push_value(pickle, JSON_ARRAY, (struct word){0});
    case '(':
        return push(pickle, (struct item){0});
    case 'N':
        return push_value(pickle, JSON_NULL, (struct word){0});
    case 'X':
        return push_string(pickle);
    case 'G':
        return push_double(pickle);
    case 'I':
    case 'L':
        return push_line(pickle, opcode == 'L');
    case 'K':
        return take_number(pickle, 1, &number) && push_number(pickle, number);
    case 'M':
        return take_number(pickle, 2, &number) && push_number(pickle, number);
    case 'J':
        return take_number(pickle, 4, &number) && push_number(pickle, (int32_t)number);
    case 'q':
    case 'r':
        return take_number(pickle, opcode == 'q' ? 1 : 4, &number) && put(pickle, number);
    case 'h':
    case 'j':
        return take_number(pickle, opcode == 'h' ? 1 : 4, &number) && get(pickle, number);
    case 't':
        return make_tuple(pickle);
    case 's':
    case 'u':
        return add_items(pickle, opcode == 'u', JSON_OBJECT);
    case 'a':
    case 'e':
        return add_items(pickle, opcode == 'e', JSON_ARRAY);
    default:
        return fails(pickle, "a pickle with more than the values of a record");
    }
}

const char *log_pickle_read(struct arena *arena, struct word data, const struct json **value)
{
    struct pickle pickle = {.arena = arena, .at = (const unsigned char *)data.data};

    pickle.end = pickle.at + data.size;
    while (pickle.at < pickle.end && *pickle.at != '.')
        if (!step(&pickle, *pickle.at++))
            return pickle.wrong;
    if (pickle.at == pickle.end)
        return "a pickle that was cut off";
    if (pickle.at + 1 < pickle.end || pickle.used != 1 || pickle.stack[0].value == NULL ||
        pickle.stack[0].value->kind != JSON_OBJECT)
        return "a pickle that is no dictionary";
    *value = pickle.stack[0].value;
    return NULL;
}
