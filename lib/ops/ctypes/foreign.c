/* SPDX-License-Identifier: MIT */
/* The arguments and the result of a foreign function. */
#include "ops/ctypes/foreign.h"

#include <errno.h>
#include <sysexits.h>

#include "ops/ctypes/bytes.h"
#include "value/format.h"
#include "value/number.h"

TEXTS_OF(ctypes_foreign);

/* An argument while it is read. */
struct reading {
    struct call *call;
    struct foreign *foreign;
    struct data_form form;
    size_t index;   /* from 0 */
    bool points;    /* the value is what a pointer points to */
    char place[16]; /* "argument 1" */
};

static bool is_character(const struct ctype *type)
{
    return type->kind == CTYPE_CHAR || type->kind == CTYPE_VOID || (type->size == 1 && type->kind != CTYPE_BOOL);
}

static int take_value(struct reading *reading, struct foreign_argument *argument)
{
    argument->value = arena_alloc(reading->call->arena, argument->type->size + 1);
    return argument->value == NULL ? fail_no_memory(reading->call->fail) : 0;
}

/* Lets the argument be the address of memory of that type and size. */
static int point_to(struct reading *reading, struct foreign_argument *argument, const struct ctype *of,
                    unsigned char *memory, uint64_t size)
{
    argument->type = ctype_pointer(reading->call->arena, of, CTYPE_ABI_NATIVE);
    if (argument->type == NULL || take_value(reading, argument) < 0)
        return fail_no_memory(reading->call->fail);
    argument->of = of;
    argument->memory = memory;
    argument->size = size;
    bytes_store(argument->value, argument->type->size, (uintptr_t)memory, data_native.big);
    return 0;
}

/* Returns the type in which a value for a pointer to `of` is stored: for a list, an array with as many elements; else
 * `of`. NULL if memory is exhausted. */
static const struct ctype *array_for(struct reading *reading, const struct ctype *of, const struct json *value)
{
    if (value->kind != JSON_ARRAY || of->kind == CTYPE_ARRAY || of->kind == CTYPE_STRUCT || of->kind == CTYPE_COMPLEX)
        return of;
    struct ctype *array = arena_alloc(reading->call->arena, sizeof *array);
    if (array != NULL)
        *array = (struct ctype){.kind = CTYPE_ARRAY,
                                .size = of->size * value->count,
                                .align = of->align,
                                .of = of,
                                .length = (int64_t)value->count};
    return array;
}

/* A value of a type with members, as JSON. */
static int read_json(struct reading *reading, const struct ctype *type, const struct foreign_given *given,
                     unsigned char **bytes, uint64_t *size)
{
    const struct json *value = given->json;
    struct json_error error;
    int result = value == NULL ? json_read(reading->call->arena, given->word, &value, &error) : 0;

    if (result == -ENOMEM)
        return fail_no_memory(reading->call->fail);
    if (result < 0)
        return fail_usage(reading->call->fail, "%s: not JSON: byte %zu: %s", reading->place, error.offset, error.what);
    if (reading->points && (type = array_for(reading, type, value)) == NULL)
        return fail_no_memory(reading->call->fail);
    if (data_from_json(reading->call, type, value, &reading->form, reading->place, bytes, size) == 0)
        return 0;
    reading->call->fail->status = EX_USAGE;
    return -1;
}

static int read_text(struct reading *reading, struct foreign_argument *argument, struct word word)
{
    char *copy = arena_copy(reading->call->arena, word.data, word.size);

    if (copy == NULL)
        return fail_no_memory(reading->call->fail);
    if (argument->type->of->kind == CTYPE_CHAR && memchr(word.data, '\0', word.size) != NULL)
        return fail_usage(reading->call->fail, "%s: a string ends at its first NUL byte", reading->place);
    return point_to(reading, argument, argument->type->of, (unsigned char *)copy, word.size);
}

/* NULL, an address in hexadecimal, a text for a pointer to bytes, or JSON for a pointer to anything else. */
static int read_pointer(struct reading *reading, struct foreign_argument *argument, const struct foreign_given *given)
{
    const struct ctype *of = argument->type->of;
    struct word word = given->word;
    unsigned char *memory;
    uint64_t size;

    if (given->json == NULL &&
        (word_is(word, "NULL") || (of->kind != CTYPE_CHAR && word.size > 2 && memcmp(word.data, "0x", 2) == 0))) {
        if (take_value(reading, argument) < 0)
            return -1;
        return data_from_word(reading->call, argument->type, word, &reading->form, reading->place, argument->value);
    }
    if (given->json == NULL && is_character(of))
        return read_text(reading, argument, word);
    if (of->size == 0)
        return fail_usage(reading->call->fail, "%s: NULL or an address, not '%.60s'", reading->place,
                          given->json == NULL ? word.data : "a list or record");
    reading->points = true;
    int result = read_json(reading, of, given, &memory, &size);
    reading->points = false;
    if (result < 0)
        return -1;
    return point_to(reading, argument, of, memory, size);
}

/* True if memory of a type may be passed to a parameter that points to `of`: bytes fit everything. */
static bool points_alike(const struct ctype *of, const struct ctype *type)
{
    const struct ctype *element = type->kind == CTYPE_ARRAY && of->kind != CTYPE_ARRAY ? type->of : type;

    return is_character(of) || is_character(element) || of->size == 0 || type->kind == CTYPE_FUNCTION ||
           (of->kind == element->kind && of->size == element->size);
}

/* A C object: a pointer parameter gets its address, or what the object points to; another one its value. */
static int read_object(struct reading *reading, struct foreign_argument *argument, const struct foreign_given *given)
{
    const struct ctype *wanted = argument->type, *type = given->type;
    const struct ctype *of = wanted->kind == CTYPE_POINTER || wanted->kind == CTYPE_ARRAY ? wanted->of : NULL;
    bool by_value = of != NULL && type->kind == CTYPE_POINTER && of->kind != CTYPE_POINTER;
    bool fits = of == NULL ? type->kind == wanted->kind && type->size == wanted->size
                           : points_alike(of, by_value ? type->of : type);
    char names[2][64];

    if (!fits) {
        ctype_name(type, names[0], sizeof names[0]);
        ctype_name(wanted, names[1], sizeof names[1]);
        return fail_usage(reading->call->fail, "%s: an object of type %s, not %s", reading->place, names[0], names[1]);
    }
    if (of != NULL && !by_value)
        return point_to(reading, argument, type, (unsigned char *)given->memory, type->size);
    if (take_value(reading, argument) < 0)
        return -1;
    memcpy(argument->value, given->memory, (size_t)type->size);
    return 0;
}

/* An argument that the caller gives a word for. */
static int read_in(struct reading *reading, struct foreign_argument *argument, const struct foreign_given *given)
{
    enum ctype_kind kind = argument->type->kind;
    unsigned char *memory;
    uint64_t size;

    if (given->type != NULL)
        return read_object(reading, argument, given);
    if (kind == CTYPE_POINTER)
        return read_pointer(reading, argument, given);
    if (kind == CTYPE_ARRAY) {
        const struct ctype *array = argument->type;
        return read_json(reading, array, given, &memory, &size) < 0 ? -1
                                                                    : point_to(reading, argument, array, memory, size);
    }
    if (kind == CTYPE_STRUCT || kind == CTYPE_UNION || kind == CTYPE_COMPLEX)
        return read_json(reading, argument->type, given, &argument->value, &size);
    if (given->json != NULL)
        return fail_usage(reading->call->fail, "%s: a number or a text is expected", reading->place);
    if (take_value(reading, argument) < 0)
        return -1;
    return data_from_word(reading->call, argument->type, given->word, &reading->form, reading->place, argument->value);
}

/* The content of the memory of an out or inout parameter. */
static const struct ctype *marked_type(const struct ctype *type)
{
    return type->kind == CTYPE_POINTER ? type->of : type;
}

static int read_inout(struct reading *reading, struct foreign_argument *argument, const struct foreign_given *given)
{
    const struct ctype *of = marked_type(argument->type);
    struct word word = given->word;
    unsigned char *memory;
    uint64_t size = of->size;

    if (given->type != NULL) {
        int result = read_object(reading, argument, given);
        argument->shown = argument->memory != NULL; /* not for a pointer that is passed as it is */
        return result;
    }
    argument->shown = true;
    if (of->kind == CTYPE_ARRAY || of->kind == CTYPE_STRUCT || of->kind == CTYPE_UNION) {
        bool text = of->kind == CTYPE_ARRAY && is_character(of->of);
        if (!text)
            return read_json(reading, of, given, &memory, &size) < 0 ? -1
                                                                     : point_to(reading, argument, of, memory, size);
    }
    if (given->json != NULL)
        return fail_usage(reading->call->fail, "%s: a number or a text is expected", reading->place);
    memory = arena_alloc(reading->call->arena, (size > word.size ? size : word.size) + 1);
    if (memory == NULL)
        return fail_no_memory(reading->call->fail);
    if (of->kind != CTYPE_ARRAY) {
        if (data_from_word(reading->call, of, word, &reading->form, reading->place, memory) < 0)
            return -1;
    } else if (word.size > size) {
        return fail_usage(reading->call->fail, "%s: longer than the array", reading->place);
    } else {
        memcpy(memory, word.data, word.size);
    }
    return point_to(reading, argument, of, memory, size);
}

/* The elements of an array whose length is the argument `from`. */
static int length_of(struct reading *reading, size_t from, uint64_t *length)
{
    const struct foreign *foreign = reading->foreign;

    if (from > foreign->count || foreign->arguments[from - 1].value == NULL ||
        (foreign->arguments[from - 1].type->kind != CTYPE_UINT && foreign->arguments[from - 1].type->kind != CTYPE_INT))
        return fail_usage(reading->call->fail, "%s: argument %zu is not a number of elements", reading->place, from);
    const struct foreign_argument *argument = &foreign->arguments[from - 1];
    *length = bytes_load(argument->value, argument->type->size, data_native.big);
    return 0;
}

/* Memory for the function to fill, after every other argument has been read. */
static int make_out(struct reading *reading, struct foreign_argument *argument)
{
    enum { LARGEST = 1 << 30 };
    const struct ctype *of = marked_type(argument->type);
    uint64_t size = of->size, length = 0;

    if (of->kind == CTYPE_ARRAY && of->length_from > 0) {
        if (length_of(reading, of->length_from, &length) < 0)
            return -1;
        if (of->of->size == 0 || length > LARGEST / of->of->size)
            return fail_usage(reading->call->fail, "%s: too large", reading->place);
        size = length * of->of->size;
    } else if (size == 0) {
        return fail_usage(reading->call->fail, "%s: the size of what is filled is not known", reading->place);
    }
    unsigned char *memory = size > LARGEST ? NULL : arena_alloc(reading->call->arena, size + 1);
    argument->shown = true;
    return memory == NULL ? fail_no_memory(reading->call->fail) : point_to(reading, argument, of, memory, size);
}

/* An object for "...": an array as its address, any other as its value. */
static int read_variadic_object(struct reading *reading, struct foreign_argument *argument,
                                const struct foreign_given *given)
{
    bool address = given->type != NULL && (given->type->kind == CTYPE_ARRAY || given->type->kind == CTYPE_FUNCTION);

    if (given->type == NULL)
        return fail_usage(reading->call->fail, "%s: a number or a text is expected", reading->place);
    argument->type = given->type;
    if (address && (argument->type = ctype_pointer(reading->call->arena, given->type, CTYPE_ABI_NATIVE)) == NULL)
        return fail_no_memory(reading->call->fail);
    return read_object(reading, argument, given);
}

/* A word for "...": TYPE:VALUE, or by its form an int, a double or a string. */
static int read_variadic(struct reading *reading, struct foreign_argument *argument, const struct foreign_given *given)
{
    struct word word = given->word;
    const char *colon = memchr(word.data, ':', word.size), *type = "const char *";
    struct number number;
    struct cdecl declaration;
    struct cdecl_error error;

    if (given->type != NULL || given->json != NULL)
        return read_variadic_object(reading, argument, given);
    if (colon != NULL) {
        struct word text = {word.data, (size_t)(colon - word.data)};
        int result = cdecl_read(reading->call->arena, text, CTYPE_ABI_NATIVE, &declaration, &error);
        if (result == -ENOMEM)
            return fail_no_memory(reading->call->fail);
        if (result == 0) {
            argument->type = declaration.type;
            struct foreign_given rest = {.word = {colon + 1, word.size - text.size - 1}};
            return read_in(reading, argument, &rest);
        }
    }
    if (number_read(word, 10, &number))
        type = "int";
    else if (word.size > 0 && strspn(word.data, "0123456789.+-eE") == word.size && memchr(word.data, '.', word.size))
        type = "double";
    if (data_declaration(reading->call, type, CTYPE_ABI_NATIVE, &declaration) < 0)
        return -1;
    argument->type = declaration.type;
    return read_in(reading, argument, given);
}

/* Applies C's default promotions to an argument for "...": float becomes double, small integers become int. */
static int promote(struct reading *reading, struct foreign_argument *argument)
{
    const struct ctype *type = argument->type;
    const char *wider = type->kind == CTYPE_FLOAT && type->size < sizeof(double) ? "double" : "int";
    bool small = (type->kind == CTYPE_INT || type->kind == CTYPE_UINT || type->kind == CTYPE_CHAR ||
                  type->kind == CTYPE_BOOL) &&
                 type->size < sizeof(int);
    struct cdecl declaration;

    if (!small && (type->kind != CTYPE_FLOAT || type->size >= sizeof(double)))
        return 0;
    if (data_declaration(reading->call, wider, CTYPE_ABI_NATIVE, &declaration) < 0)
        return -1;
    unsigned char *narrow = argument->value;
    argument->type = declaration.type;
    if (take_value(reading, argument) < 0)
        return -1;
    if (small) {
        uint64_t value = bytes_load(narrow, type->size, data_native.big);
        if (type->kind == CTYPE_INT)
            value = (uint64_t)bits_signed(value, (unsigned)type->size * 8);
        bytes_store(argument->value, sizeof(int), value, data_native.big);
    } else {
        float value;
        memcpy(&value, narrow, sizeof value);
        memcpy(argument->value, &(double){(double)value}, sizeof(double));
    }
    return 0;
}

/* Reads what is given into the arguments that take something, then makes the memory of the others. */
static int read_arguments(struct reading *reading, const struct foreign_given *given, size_t count)
{
    struct foreign *foreign = reading->foreign;
    const struct ctype *function = foreign->function;
    size_t word = 0;

    for (reading->index = 0; reading->index < function->member_count || word < count; reading->index++) {
        size_t i = reading->index;
        bool named = i < function->member_count;
        enum ctype_mark mark = named ? function->members[i].mark : CTYPE_IN;
        if (i == FOREIGN_ARGUMENTS)
            return fail_usage(reading->call->fail, "more than %d arguments", FOREIGN_ARGUMENTS);
        format_text(reading->place, sizeof reading->place, "argument %zu", i + 1);
        struct foreign_argument *argument = &foreign->arguments[i];
        if (named)
            argument->type = function->members[i].type;
        if (mark != CTYPE_OUT && word == count)
            return fail_usage(reading->call->fail, "%s is missing", reading->place);
        if (!named && !function->variadic)
            return fail_usage(reading->call->fail, "surplus argument '%.60s'", given[word].word.data);
        int result = mark == CTYPE_OUT     ? 0
                     : mark == CTYPE_INOUT ? read_inout(reading, argument, &given[word++])
                     : named               ? read_in(reading, argument, &given[word++])
                                           : read_variadic(reading, argument, &given[word++]);
        if (result == 0 && !named)
            result = promote(reading, argument);
        if (result < 0)
            return -1;
        foreign->count = i + 1;
    }
    for (size_t i = 0; i < function->member_count; i++) {
        format_text(reading->place, sizeof reading->place, "argument %zu", i + 1);
        if (function->members[i].mark == CTYPE_OUT && make_out(reading, &foreign->arguments[i]) < 0)
            return -1;
    }
    return 0;
}

int foreign_read_condition(struct call *call, struct word text, struct foreign_condition *condition)
{
    static const struct {
        const char *sign;
        bool less, equal, greater;
    } relations[] = {
        {"<=", true, true, false}, {">=", false, true, true}, {"==", false, true, false}, {"!=", true, false, true},
        {"<", true, false, false}, {">", false, false, true}, {"=", false, true, false},
    };
    enum { RELATIONS = sizeof relations / sizeof relations[0] };
    struct number number;
    size_t i = 0;

    if (text.data == NULL)
        return 0;
    while (i < RELATIONS && strncmp(text.data, relations[i].sign, strlen(relations[i].sign)) != 0)
        i++;
    size_t size = i < RELATIONS ? strlen(relations[i].sign) : 0;
    struct word rest = {text.data + size, text.size - size};
    if (word_is(rest, "NULL"))
        rest = word_of("0");
    if (i == RELATIONS || !number_read(rest, 10, &number) ||
        !number_to_int64(number, INT64_MIN, INT64_MAX, &condition->number))
        return fail_usage(call->fail, "fail-if: '%.60s' is not <, <=, ==, !=, >= or > with a number or NULL",
                          text.data);
    condition->given = true;
    condition->less = relations[i].less;
    condition->equal = relations[i].equal;
    condition->greater = relations[i].greater;
    return 0;
}

int foreign_read_arguments(struct call *call, struct foreign *foreign, bool wrap, const struct foreign_given *given,
                           size_t count)
{
    struct reading reading = {.call = call, .foreign = foreign, .form = data_native};

    reading.form.wrap = wrap;
    foreign->count = 0;
    foreign->fixed = foreign->function->member_count;
    return read_arguments(&reading, given, count);
}

int foreign_read_variable(struct call *call, struct words words, struct cdecl *declaration)
{
    if (words.count != 2)
        return fail_usage(call->fail, "--variable takes LIB and DECLARATION");
    if (data_declaration(call, words.items[1].data, CTYPE_ABI_NATIVE, declaration) < 0)
        return -1;
    if (declaration->name == NULL || declaration->type->size == 0)
        return fail_usage(call->fail, "'%.100s' declares no variable that has a size", words.items[1].data);
    return 0;
}

int foreign_read(struct call *call, const struct foreign_options *options, struct foreign *foreign)
{
    struct words words = options->words;
    struct cdecl declaration;

    *foreign = (struct foreign){0};
    if (words.count < 2)
        return fail_usage(call->fail, "%s is missing", words.count < 1 ? "LIB" : "PROTOTYPE");
    if (data_declaration(call, words.items[1].data, CTYPE_ABI_NATIVE, &declaration) < 0)
        return -1;
    if (declaration.type->kind != CTYPE_FUNCTION || declaration.name == NULL)
        return fail_usage(call->fail, "'%.100s' is not a prototype of a function, such as 'double sqrt(double)'",
                          words.items[1].data);
    foreign->library = words.items[0].data;
    foreign->name = declaration.name;
    foreign->function = declaration.type;
    struct foreign_given *given = arena_alloc(call->arena, words.count * sizeof *given);
    if (given == NULL)
        return fail_no_memory(call->fail);
    for (size_t i = 2; i < words.count; i++)
        given[i - 2].word = words.items[i];
    if (foreign_read_condition(call, options->fail_if, &foreign->condition) < 0)
        return -1;
    return foreign_read_arguments(call, foreign, options->wrap, given, words.count - 2);
}
