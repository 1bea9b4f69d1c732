/* SPDX-License-Identifier: MIT */
/* Decoding: bytes to text. For each encoding a function judges whether the next bytes are a character, an incomplete
 * one, or bad. Runs of plain characters are decoded by faster functions. */
#include <errno.h>
#include <string.h>

#include "value/codec.h"
#include "value/codec_iconv.h"

int decoder_start(struct decoder *decoder, const struct encoding *encoding, enum codec_handler handler)
{
    *decoder = (struct decoder){.encoding = *encoding,
                                .handler = handler,
                                .big = encoding->order == ORDER_BIG ||
                                       (encoding->order == ORDER_BY_BOM && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__)};
    return encoding->id == ENCODING_ICONV ? codec_iconv_open(&decoder->iconv, "UTF-8", encoding->name) : 0;
}

void decoder_end(struct decoder *decoder)
{
    if (decoder->encoding.id == ENCODING_ICONV)
        codec_iconv_close(decoder->iconv);
}

/* The verdict on some bytes: size > 0: a character of that many bytes; 0: more bytes are needed; < 0: that many are
 * bad. */
struct verdict {
    int size;
    uint32_t character;
    const char *reason;
};

static struct verdict judge_utf8(const unsigned char *data, size_t size, bool pass)
{
    int judged = utf8_judge(data, size, pass);
    size_t used;

    if (judged > 0)
        return (struct verdict){judged, utf8_read((const char *)data, &used), NULL};
    if (judged == 0)
        return (struct verdict){0, 0, "unexpected end of data"};
    bool start = data[0] < 0xc2 || data[0] > 0xf4;
    return (struct verdict){judged, 0, start ? "invalid start byte" : "invalid continuation byte"};
}

static uint32_t unit(const unsigned char *data, int width, bool big)
{
    uint32_t value = 0;

    for (int i = 0; i < width; i++)
        value = value << 8 | data[big ? i : width - 1 - i];
    return value;
}

static struct verdict judge_utf16(const unsigned char *data, size_t size, bool big, bool pass)
{
    if (size < 2)
        return (struct verdict){0, 0, "truncated data"};
    uint32_t first = unit(data, 2, big);
    if (first < 0xd800 || first > 0xdfff)
        return (struct verdict){2, first, NULL};
    if (first >= 0xdc00)
        return pass ? (struct verdict){2, first, NULL} : (struct verdict){-2, 0, "illegal encoding"};
    if (size < 4)
        return (struct verdict){0, 0, "unexpected end of data"};
    uint32_t second = unit(data + 2, 2, big);
    if (second >= 0xdc00 && second <= 0xdfff)
        return (struct verdict){4, 0x10000 + ((first & 0x3ff) << 10) + (second & 0x3ff), NULL};
    return pass ? (struct verdict){2, first, NULL} : (struct verdict){-2, 0, "illegal UTF-16 surrogate"};
}

static struct verdict judge_utf32(const unsigned char *data, size_t size, bool big, bool pass)
{
    if (size < 4)
        return (struct verdict){0, 0, "truncated data"};
    uint32_t character = unit(data, 4, big);
    if (character > 0x10ffff)
        return (struct verdict){-4, 0, "code point not in range(0x110000)"};
    if (character >= 0xd800 && character <= 0xdfff && !pass)
        return (struct verdict){-4, 0, "code point in surrogate code point range(0xd800, 0xe000)"};
    return (struct verdict){4, character, NULL};
}

static struct verdict judge(const struct decoder *decoder, const unsigned char *data, size_t size)
{
    bool pass = decoder->handler == HANDLE_PASS;

    switch (decoder->encoding.id) {
    case ENCODING_UTF8:
        return judge_utf8(data, size, pass);
    case ENCODING_UTF16:
        return judge_utf16(data, size, decoder->big, pass);
    case ENCODING_UTF32:
        return judge_utf32(data, size, decoder->big, pass);
    case ENCODING_ASCII:
        return data[0] < 0x80 ? (struct verdict){1, data[0], NULL}
                              : (struct verdict){-1, 0, "ordinal not in range(128)"};
    default:
        return (struct verdict){1, data[0], NULL};
    }
}

/* Marks the first size bytes of data, the last of which were just taken, as the bad sequence. */
static void set_bad(struct decoder *decoder, const unsigned char *data, size_t size, uint64_t offset,
                    const char *reason)
{
    memcpy(decoder->bad, data, size);
    decoder->bad_size = size;
    decoder->bad_offset = offset;
    decoder->reason = reason;
}

/* Continues with the held bytes: takes more, one by one, until they are a character or bad, and moves *text past the
 * character. False if there are too few. */
static bool decode_held(struct decoder *decoder, const unsigned char **in, const unsigned char *end, char **text)
{
    struct verdict verdict = judge(decoder, decoder->held, decoder->held_size);

    while (verdict.size == 0 && *in < end) {
        decoder->held[decoder->held_size++] = *(*in)++;
        decoder->offset++;
        verdict = judge(decoder, decoder->held, decoder->held_size);
    }
    if (verdict.size == 0)
        return false;
    size_t used = (size_t)(verdict.size < 0 ? -verdict.size : verdict.size);
    if (verdict.size < 0)
        set_bad(decoder, decoder->held, used, decoder->offset - decoder->held_size, verdict.reason);
    else
        *text += utf8_write(*text, verdict.character);
    decoder->held_size -= used;
    memmove(decoder->held, decoder->held + used, decoder->held_size);
    return true;
}

/* Copies valid UTF-8. */
static size_t run_utf8(bool pass, const unsigned char *in, const unsigned char *end, char *text)
{
    const unsigned char *at = in;
    int size;

    while (at < end) {
        if (*at < 0x80) {
            at += ascii_span(at, end);
            continue;
        }
        size = utf8_judge(at, (size_t)(end - at), pass);
        if (size <= 0)
            break;
        at += size;
    }
    memcpy(text, in, (size_t)(at - in));
    return (size_t)(at - in);
}

static size_t run_latin1(const unsigned char *in, const unsigned char *end, char *text)
{
    char *to = text;

    while (in < end) {
        size_t plain = *in < 0x80 ? ascii_span(in, end) : 0;
        memcpy(to, in, plain);
        to += plain;
        for (in += plain; in < end && *in >= 0x80; in++) {
            *to++ = (char)(0xc0 | *in >> 6);
            *to++ = (char)(0x80 | (*in & 0x3f));
        }
    }
    return (size_t)(to - text);
}

/* Decodes 16-bit units: ASCII four at a time, then others that are not surrogates. */
static size_t run_utf16(bool big, const unsigned char **in, const unsigned char *end, char *text)
{
    uint64_t mask = big == (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__) ? 0xff80ff80ff80ff80 : 0x80ff80ff80ff80ff, four;
    const unsigned char *at = *in;
    char *to = text;

    for (;;) {
        for (; end - at >= 8 && (memcpy(&four, at, 8), (four & mask) == 0); at += 8)
            for (int i = 0; i < 4; i++)
                *to++ = (char)at[2 * i + big];
        if (end - at < 2)
            break;
        uint32_t character = unit(at, 2, big);
        if (character >= 0xd800 && character <= 0xdfff)
            break;
        to += utf8_write(to, character);
        at += 2;
    }
    *in = at;
    return (size_t)(to - text);
}

/* Decodes a run of whole characters without an error, as far as is quick. Moves *in; the bytes of text. */
static size_t run(const struct decoder *decoder, const unsigned char **in, const unsigned char *end, char *text)
{
    const unsigned char *start = *in;
    size_t size = 0;

    switch (decoder->encoding.id) {
    case ENCODING_UTF8:
        size = run_utf8(decoder->handler == HANDLE_PASS, start, end, text);
        *in += size;
        return size;
    case ENCODING_ASCII:
        size = ascii_span(start, end);
        memcpy(text, start, size);
        *in += size;
        return size;
    case ENCODING_LATIN1:
        *in = end;
        return run_latin1(start, end, text);
    case ENCODING_UTF16:
        return run_utf16(decoder->big, in, end, text);
    default:
        return 0;
    }
}

/* Looks for a BOM in the first bytes, which are held until this is decided; then they are data if they are not a BOM.
 * True once it is decided. */
static bool pass_bom(struct decoder *decoder, const unsigned char **in, const unsigned char *end)
{
    static const unsigned char utf8[] = {0xef, 0xbb, 0xbf}, little[] = {0xff, 0xfe, 0, 0}, big[] = {0xfe, 0xff};
    static const unsigned char big32[] = {0, 0, 0xfe, 0xff};
    enum encoding_id id = decoder->encoding.id;
    size_t size = id == ENCODING_UTF8 ? 3 : id == ENCODING_UTF16 ? 2 : 4;

    while (decoder->held_size < size && *in < end) {
        decoder->held[decoder->held_size++] = *(*in)++;
        decoder->offset++;
        if (id == ENCODING_UTF8 && memcmp(decoder->held, utf8, decoder->held_size) != 0)
            break;
    }
    bool whole = decoder->held_size == size;
    if (id == ENCODING_UTF8) {
        if (!whole && memcmp(decoder->held, utf8, decoder->held_size) == 0)
            return false;
        decoder->started = true;
        decoder->dropped = whole && memcmp(decoder->held, utf8, 3) == 0;
        decoder->held_size = decoder->dropped ? 0 : decoder->held_size;
        return true;
    }
    if (!whole)
        return false;
    decoder->started = true;
    bool is_little = memcmp(decoder->held, little, size) == 0;
    bool is_big = memcmp(decoder->held, size == 2 ? big : big32, size) == 0;
    if (is_little || is_big) {
        decoder->big = is_big;
        decoder->dropped = true;
        decoder->held_size = 0;
    }
    return true;
}

size_t decode(struct decoder *decoder, const unsigned char **in, const unsigned char *end, char *text)
{
    char *to = text;

    if (decoder->encoding.id == ENCODING_ICONV)
        return codec_iconv_decode(decoder, in, end, text);
    if (decoder->encoding.bom && !decoder->started && !pass_bom(decoder, in, end))
        return 0;
    while (decoder->bad_size == 0 && (decoder->held_size > 0 || *in < end)) {
        const unsigned char *before = *in;
        if (decoder->held_size > 0) {
            if (!decode_held(decoder, in, end, &to))
                break;
            continue;
        }
        to += run(decoder, in, end, to);
        decoder->offset += (uint64_t)(*in - before);
        if (*in < end) {
            decoder->held[decoder->held_size++] = *(*in)++;
            decoder->offset++;
        }
    }
    return (size_t)(to - text);
}

void decode_end(struct decoder *decoder)
{
    if (decoder->held_size == 0 || decoder->bad_size > 0)
        return;
    const char *reason = "incomplete multibyte sequence";
    if (decoder->encoding.id != ENCODING_ICONV)
        reason = judge(decoder, decoder->held, decoder->held_size).reason;
    set_bad(decoder, decoder->held, decoder->held_size, decoder->offset - decoder->held_size, reason);
    decoder->held_size = 0;
    decoder->started = true;
}
