/* SPDX-License-Identifier: MIT */
/* The base types: those of C by their keywords, the others by name. */
#include "value/ctype/parts.h"

#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>
#include <wchar.h>
#include <sys/socket.h>
#include <sys/resource.h>
#include <sys/statvfs.h>

enum { LONG_DOUBLE_LP64 = 16, LONG_DOUBLE_ILP32 = 12 };

struct base {
    char name[19];
    unsigned char kind, native, native_align, lp64, ilp32; /* sizes and alignment in bytes */
};

#define ALIGN_OF(T) \
    offsetof( \
        struct { \
            char before; \
            T member; \
        }, \
        member)
#define BASE(name, T, kind, lp64, ilp32) \
    { \
        name, CTYPE_##kind, sizeof(T), ALIGN_OF(T), lp64, ilp32 \
    }

static const struct base bases[] = {
    BASE("_Bool", _Bool, BOOL, 1, 1),
    BASE("char", char, CHAR, 1, 1),
    BASE("signed char", signed char, INT, 1, 1),
    BASE("unsigned char", unsigned char, UINT, 1, 1),
    BASE("short", short, INT, 2, 2),
    BASE("unsigned short", unsigned short, UINT, 2, 2),
    BASE("int", int, INT, 4, 4),
    BASE("unsigned int", unsigned, UINT, 4, 4),
    BASE("long", long, INT, 8, 4),
    BASE("unsigned long", unsigned long, UINT, 8, 4),
    BASE("long long", long long, INT, 8, 8),
    BASE("unsigned long long", unsigned long long, UINT, 8, 8),
    BASE("float", float, FLOAT, 4, 4),
    BASE("double", double, FLOAT, 8, 8),
    BASE("long double", long double, FLOAT, LONG_DOUBLE_LP64, LONG_DOUBLE_ILP32),
    BASE("int8_t", int8_t, INT, 1, 1),
    BASE("int16_t", int16_t, INT, 2, 2),
    BASE("int32_t", int32_t, INT, 4, 4),
    BASE("int64_t", int64_t, INT, 8, 8),
    BASE("uint8_t", uint8_t, UINT, 1, 1),
    BASE("uint16_t", uint16_t, UINT, 2, 2),
    BASE("uint32_t", uint32_t, UINT, 4, 4),
    BASE("uint64_t", uint64_t, UINT, 8, 8),
    BASE("intptr_t", intptr_t, INT, 8, 4),
    BASE("uintptr_t", uintptr_t, UINT, 8, 4),
    BASE("ptrdiff_t", ptrdiff_t, INT, 8, 4),
    BASE("intmax_t", intmax_t, INT, 8, 8),
    BASE("uintmax_t", uintmax_t, UINT, 8, 8),
    BASE("size_t", size_t, UINT, 8, 4),
    BASE("ssize_t", ssize_t, INT, 8, 4),
    BASE("time_t", time_t, INT, 8, 4),
    BASE("clock_t", clock_t, INT, 8, 4),
    BASE("off_t", off_t, INT, 8, 4),
    BASE("mode_t", mode_t, UINT, 4, 4),
    BASE("pid_t", pid_t, INT, 4, 4),
    BASE("uid_t", uid_t, UINT, 4, 4),
    BASE("gid_t", gid_t, UINT, 4, 4),
    BASE("id_t", id_t, UINT, 4, 4),
    BASE("dev_t", dev_t, UINT, 8, 8),
    BASE("ino_t", ino_t, UINT, 8, 4),
    BASE("nlink_t", nlink_t, UINT, 8, 4),
    BASE("blksize_t", blksize_t, INT, 8, 4),
    BASE("blkcnt_t", blkcnt_t, INT, 8, 4),
    BASE("fsblkcnt_t", fsblkcnt_t, UINT, 8, 4),
    BASE("fsfilcnt_t", fsfilcnt_t, UINT, 8, 4),
    BASE("rlim_t", rlim_t, UINT, 8, 4),
    BASE("clockid_t", clockid_t, INT, 4, 4),
    BASE("suseconds_t", suseconds_t, INT, 8, 4),
    BASE("useconds_t", useconds_t, UINT, 4, 4),
    BASE("key_t", key_t, INT, 4, 4),
    BASE("socklen_t", socklen_t, UINT, 4, 4),
    BASE("sa_family_t", sa_family_t, UINT, 2, 2),
    BASE("wchar_t", wchar_t, WCHAR, 4, 4),
    BASE("wint_t", wint_t, UINT, 4, 4),
    BASE("u_char", unsigned char, UINT, 1, 1),
    BASE("u_short", unsigned short, UINT, 2, 2),
    BASE("u_int", unsigned, UINT, 4, 4),
    BASE("u_long", unsigned long, UINT, 8, 4),
    BASE("uchar", unsigned char, UINT, 1, 1),
    BASE("ushort", unsigned short, UINT, 2, 2),
    BASE("uint", unsigned, UINT, 4, 4),
    BASE("ulong", unsigned long, UINT, 8, 4),
};

/* gcc on i386 aligns types of more than 4 bytes to 4. */
static unsigned align_of(unsigned size, enum ctype_abi abi)
{
    return abi == CTYPE_ABI_ILP32 && size > 4 ? 4 : size;
}

static const struct ctype *make(struct arena *arena, const struct base *base, enum ctype_abi abi)
{
    struct ctype *type = arena_alloc(arena, sizeof *type);

    if (type == NULL)
        return NULL;
    type->kind = base->kind;
    type->name = base->name;
    type->size = abi == CTYPE_ABI_NATIVE ? base->native : abi == CTYPE_ABI_LP64 ? base->lp64 : base->ilp32;
    type->align = abi == CTYPE_ABI_NATIVE ? base->native_align : align_of((unsigned)type->size, abi);
    return type;
}

/* The C type of a type of Python's ctypes: c_int, c_ubyte, c_size_t. NULL if there is none. */
static const char *ctypes_name(struct word name)
{
    static const char *const names[][2] = {
        {"c_bool", "_Bool"},
        {"c_char", "char"},
        {"c_wchar", "wchar_t"},
        {"c_byte", "signed char"},
        {"c_ubyte", "unsigned char"},
        {"c_short", "short"},
        {"c_ushort", "ushort"},
        {"c_int", "int"},
        {"c_uint", "uint"},
        {"c_long", "long"},
        {"c_ulong", "ulong"},
        {"c_longlong", "long long"},
        {"c_ulonglong", "unsigned long long"},
        {"c_float", "float"},
        {"c_double", "double"},
        {"c_longdouble", "long double"},
        {"c_int8", "int8_t"},
        {"c_int16", "int16_t"},
        {"c_int32", "int32_t"},
        {"c_int64", "int64_t"},
        {"c_uint8", "uint8_t"},
        {"c_uint16", "uint16_t"},
        {"c_uint32", "uint32_t"},
        {"c_uint64", "uint64_t"},
        {"c_size_t", "size_t"},
        {"c_ssize_t", "ssize_t"},
        {"c_time_t", "time_t"},
    };

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (word_is(name, names[i][0]))
            return names[i][1];
    return NULL;
}

/* The name of the same type in this table, for the names of <asm/types.h> and of ctypes: __u32, u32, c_int. */
static const char *other_name(struct word name, char room[20])
{
    if (name.size > 2 && memcmp(name.data, "c_", 2) == 0)
        return ctypes_name(name);
    if (name.size > 2 && memcmp(name.data, "__", 2) == 0)
        name = (struct word){name.data + 2, name.size - 2};
    if (name.size < 2 || name.size > 3 || (*name.data != 'u' && *name.data != 's'))
        return NULL;
    strcpy(room, *name.data == 'u' ? "uint" : "int");
    strncat(room, name.data + 1, name.size - 1);
    return strcat(room, "_t");
}

static struct ctype *copy_type(struct arena *arena, const struct ctype *type)
{
    struct ctype *copy = arena_alloc(arena, sizeof *copy);

    if (copy != NULL)
        *copy = *type;
    return copy;
}

static const struct ctype *complex_type(struct arena *arena, const struct ctype *real)
{
    struct ctype *type = copy_type(arena, real);
    char *name = arena_alloc(arena, sizeof "long double _Complex");

    if (type == NULL || name == NULL)
        return NULL;
    strcat(strcpy(name, real->name), " _Complex");
    type->kind = CTYPE_COMPLEX;
    type->name = name;
    type->size = 2 * real->size;
    type->of = real;
    return type;
}

/* The pointer and complex types of ctypes; NULL if name is none of them. */
static const struct ctype *derived(struct arena *arena, struct word name, enum ctype_abi abi)
{
    static const struct ctype nothing = {.kind = CTYPE_VOID, .name = "void", .align = 1};

    if (word_is(name, "c_void_p"))
        return ctype_pointer(arena, &nothing, abi);
    if (word_is(name, "c_char_p") || word_is(name, "c_wchar_p")) {
        const struct ctype *of = ctype_base(arena, name.data[2] == 'c' ? "char" : "wchar_t", abi);
        return of != NULL ? ctype_pointer(arena, of, abi) : NULL;
    }
    if (word_is(name, "c_float_complex") || word_is(name, "c_double_complex") ||
        word_is(name, "c_longdouble_complex")) {
        const char *real = name.data[2] == 'f' ? "float" : name.data[2] == 'd' ? "double" : "long double";
        const struct ctype *of = ctype_base(arena, real, abi);
        return of != NULL ? complex_type(arena, of) : NULL;
    }
    return NULL;
}

const struct ctype *ctype_named(struct arena *arena, struct word name, enum ctype_abi abi)
{
    char room[20];
    const char *other = other_name(name, room);

    for (size_t i = 0; i < sizeof bases / sizeof bases[0]; i++)
        if (word_is(name, bases[i].name) || (other != NULL && strcmp(other, bases[i].name) == 0))
            return make(arena, &bases[i], abi);
    return derived(arena, name, abi);
}

const struct ctype *ctype_base(struct arena *arena, const char *name, enum ctype_abi abi)
{
    return ctype_named(arena, word_of(name), abi);
}

const struct ctype *ctype_pointer(struct arena *arena, const struct ctype *of, enum ctype_abi abi)
{
    struct ctype *type = arena_alloc(arena, sizeof *type);

    if (type == NULL)
        return NULL;
    type->kind = CTYPE_POINTER;
    type->of = of;
    type->size = abi == CTYPE_ABI_NATIVE ? sizeof(void *) : abi == CTYPE_ABI_LP64 ? 8 : 4;
    type->align = type->size;
    return type;
}

enum {
    VOID_WORD,
    BOOL_WORD,
    CHAR_WORD,
    SHORT_WORD,
    INT_WORD,
    LONG_WORD,
    FLOAT_WORD,
    DOUBLE_WORD,
    UNSIGNED_WORD,
    SIGNED_WORD,
    COMPLEX_WORD
};

bool ctype_count_word(struct ctype_words *words, struct word word)
{
    static const struct {
        const char *text;
        unsigned char word;
    } known[] = {
        {"void", VOID_WORD},        {"_Bool", BOOL_WORD},        {"bool", BOOL_WORD},     {"char", CHAR_WORD},
        {"short", SHORT_WORD},      {"int", INT_WORD},           {"long", LONG_WORD},     {"float", FLOAT_WORD},
        {"double", DOUBLE_WORD},    {"unsigned", UNSIGNED_WORD}, {"signed", SIGNED_WORD}, {"__signed__", SIGNED_WORD},
        {"_Complex", COMPLEX_WORD}, {"complex", COMPLEX_WORD},
    };

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (word_is(word, known[i].text)) {
            if (words->count[known[i].word] < UCHAR_MAX)
                words->count[known[i].word]++;
            words->any = true;
            return true;
        }
    return false;
}

/* The integer type of those words: "unsigned long" for "long int unsigned". */
static const char *integer_name(const unsigned char *count)
{
    static const char *const names[][2] = {{"int", "unsigned int"},
                                           {"long", "unsigned long"},
                                           {"long long", "unsigned long long"},
                                           {"short", "unsigned short"}};
    bool is_unsigned = count[UNSIGNED_WORD] > 0;

    if (count[CHAR_WORD] > 0)
        return is_unsigned ? "unsigned char" : count[SIGNED_WORD] > 0 ? "signed char" : "char";
    if (count[BOOL_WORD] > 0)
        return "_Bool";
    return names[count[SHORT_WORD] > 0 ? 3 : count[LONG_WORD]][is_unsigned];
}

static const char *float_name(const unsigned char *count)
{
    if (count[FLOAT_WORD] > 0)
        return "float";
    return count[LONG_WORD] > 0 ? "long double" : "double";
}

/* True if the words may be combined: each once (long twice), and no contradiction. */
static bool words_fit(const unsigned char *count)
{
    bool real = count[FLOAT_WORD] + count[DOUBLE_WORD] > 0, sign = count[SIGNED_WORD] + count[UNSIGNED_WORD] > 0;
    int kinds = count[CHAR_WORD] + count[BOOL_WORD] + count[VOID_WORD] + count[FLOAT_WORD] + count[DOUBLE_WORD];
    int widths = count[SHORT_WORD] + count[LONG_WORD];

    if (kinds > 1 || count[INT_WORD] > 1 || count[SIGNED_WORD] + count[UNSIGNED_WORD] > 1 || count[SHORT_WORD] > 1)
        return false;
    if (count[COMPLEX_WORD] > 1 || (count[COMPLEX_WORD] > 0 && !real))
        return false;
    if (count[DOUBLE_WORD] > 0)
        return count[LONG_WORD] <= 1 && count[SHORT_WORD] + count[INT_WORD] == 0 && !sign;
    if (kinds == 1)
        return widths + count[INT_WORD] == 0 && (!sign || count[CHAR_WORD] > 0);
    return count[SHORT_WORD] == 0 ? count[LONG_WORD] <= 2 : count[LONG_WORD] == 0;
}

int ctype_of_words(struct arena *arena, const struct ctype_words *words, enum ctype_abi abi, const struct ctype **type)
{
    static const struct ctype nothing = {.kind = CTYPE_VOID, .name = "void", .align = 1};
    const unsigned char *count = words->count;
    bool real = count[FLOAT_WORD] + count[DOUBLE_WORD] > 0;

    if (!words_fit(count))
        return -EINVAL;
    if (count[VOID_WORD] > 0) {
        *type = &nothing;
        return 0;
    }
    *type = ctype_base(arena, real ? float_name(count) : integer_name(count), abi);
    if (*type != NULL && count[COMPLEX_WORD] > 0)
        *type = complex_type(arena, *type);
    return *type == NULL ? -ENOMEM : 0;
}
