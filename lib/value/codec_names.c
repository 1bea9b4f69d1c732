/* SPDX-License-Identifier: MIT */
/* The names of encodings. */
#include <string.h>

#include "value/ascii.h"
#include "value/codec.h"

enum { NAME_SIZE = 32 };

static const struct known {
    const char *names; /* the name, then Python's aliases, separated by blanks */
    struct encoding encoding;
} known[] = {
    {"utf-8 utf8 u8 utf cp65001", {"utf-8", ENCODING_UTF8, ORDER_LITTLE, false}},
    {"utf-8-sig utf8-sig", {"utf-8-sig", ENCODING_UTF8, ORDER_LITTLE, true}},
    {"ascii us-ascii 646 ansi-x3.4-1968 iso646-us", {"ascii", ENCODING_ASCII, ORDER_LITTLE, false}},
    {"latin-1 latin1 latin iso-8859-1 iso8859-1 8859 cp819 l1", {"latin-1", ENCODING_LATIN1, ORDER_LITTLE, false}},
    {"utf-16 utf16 u16", {"utf-16", ENCODING_UTF16, ORDER_BY_BOM, true}},
    {"utf-16-le utf-16le utf16le utf16-le", {"utf-16-le", ENCODING_UTF16, ORDER_LITTLE, false}},
    {"utf-16-be utf-16be utf16be utf16-be", {"utf-16-be", ENCODING_UTF16, ORDER_BIG, false}},
    {"utf-32 utf32 u32", {"utf-32", ENCODING_UTF32, ORDER_BY_BOM, true}},
    {"utf-32-le utf-32le utf32le utf32-le", {"utf-32-le", ENCODING_UTF32, ORDER_LITTLE, false}},
    {"utf-32-be utf-32be utf32be utf32-be", {"utf-32-be", ENCODING_UTF32, ORDER_BIG, false}},
};
enum { KNOWN = sizeof known / sizeof known[0] };

static const char not_text[] = " idna punycode rot13 rot-13 hex hex-codec base64 base-64 zlib zip bz2 quopri uu "
                               "raw-unicode-escape unicode-escape undefined ";

/* Aliases of encodings that only iconv(3) knows, each with iconv's name; also for suggestions. */
static const char *const others[][2] = {
    {"mac-roman", "MACINTOSH"},
    {"macroman", "MACINTOSH"},
    {"cp1252", "CP1252"},
    {"windows-1252", "CP1252"},
    {"cp437", "CP437"},
    {"cp850", "CP850"},
    {"cp866", "CP866"},
    {"koi8-r", "KOI8-R"},
    {"koi8-u", "KOI8-U"},
    {"shift-jis", "SHIFT_JIS"},
    {"sjis", "SHIFT_JIS"},
    {"euc-jp", "EUC-JP"},
    {"iso-2022-jp", "ISO-2022-JP"},
    {"gb18030", "GB18030"},
    {"big5", "BIG5"},
    {"euc-kr", "EUC-KR"},
    {"utf-7", "UTF-7"},
    {"iso8859-2", "ISO-8859-2"},
    {"iso8859-15", "ISO-8859-15"},
};
enum { OTHERS = sizeof others / sizeof others[0] };

/* The name in lower case, with - for _ and blank; false if it is too long. */
static bool tidy(const char *name, char text[NAME_SIZE])
{
    size_t size = strlen(name);

    if (size >= NAME_SIZE)
        return false;
    for (size_t i = 0; i <= size; i++)
        text[i] = name[i] == '_' || name[i] == ' ' ? '-' : ascii_lower(name[i]);
    return true;
}

/* True if name is one of names, which are separated by blanks. */
static bool is_among(const char *names, const char *name)
{
    size_t size = strlen(name);

    for (const char *at = names; size > 0 && *at != '\0'; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        if (length == size && memcmp(at, name, size) == 0)
            return true;
        at += length;
    }
    return false;
}

/* Returns iconv(3)'s name for a name that is unknown here. The name must not contain what glibc treats as a suffix. */
static enum encoding_found find_other(const char *name, const char *tidied, struct encoding *encoding)
{
    struct decoder decoder;

    *encoding = (struct encoding){name, ENCODING_ICONV, ORDER_LITTLE, false};
    for (size_t i = 0; i < OTHERS; i++)
        if (strcmp(tidied, others[i][0]) == 0)
            encoding->name = others[i][1];
    if (tidied[strcspn(tidied, "/,")] != '\0' || tidied[0] == '\0')
        return ENCODING_UNKNOWN;
    if (decoder_start(&decoder, encoding, HANDLE_STRICT) == 0) {
        decoder_end(&decoder);
        return ENCODING_FOUND;
    }
    return encoding->name != name ? ENCODING_NOT_HERE : ENCODING_UNKNOWN;
}

enum encoding_found encoding_find(const char *name, struct encoding *encoding)
{
    char tidied[NAME_SIZE];

    if (!tidy(name, tidied))
        return ENCODING_UNKNOWN;
    for (size_t i = 0; i < KNOWN; i++)
        if (is_among(known[i].names, tidied)) {
            *encoding = known[i].encoding;
            return ENCODING_FOUND;
        }
    if (is_among(not_text + 1, tidied))
        return ENCODING_NOT_TEXT;
    if (strcmp(tidied, "locale") == 0)
        return ENCODING_LOCALE;
    return find_other(name, tidied, encoding);
}

const char *encoding_name(size_t i)
{
    return i < KNOWN ? known[i].encoding.name : i < KNOWN + OTHERS ? others[i - KNOWN][0] : NULL;
}

size_t encoding_of_bom(const unsigned char *data, size_t size, struct encoding *encoding)
{
    static const struct bom {
        unsigned char bytes[4];
        unsigned char size, place; /* place in known */
    } boms[] = {{{0xef, 0xbb, 0xbf}, 3, 1},
                {{0xff, 0xfe, 0, 0}, 4, 8},
                {{0, 0, 0xfe, 0xff}, 4, 9},
                {{0xff, 0xfe}, 2, 5},
                {{0xfe, 0xff}, 2, 6}};

    for (size_t i = 0; i < sizeof boms / sizeof boms[0]; i++)
        if (size >= boms[i].size && memcmp(data, boms[i].bytes, boms[i].size) == 0) {
            *encoding = known[boms[i].place].encoding;
            encoding->bom = true;
            return boms[i].size;
        }
    return 0;
}
