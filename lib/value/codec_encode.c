/* SPDX-License-Identifier: MIT */
/* Encoding: text to bytes. */
#include <string.h>

#include "value/codec.h"
#include "value/codec_iconv.h"

int encoder_start(struct encoder *encoder, const struct encoding *encoding, enum codec_handler handler)
{
    *encoder = (struct encoder){.encoding = *encoding, .handler = handler};
    if (encoding->order == ORDER_BY_BOM)
        encoder->encoding.order = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? ORDER_BIG : ORDER_LITTLE;
    return encoding->id == ENCODING_ICONV ? codec_iconv_open(&encoder->iconv, encoding->name, "UTF-8") : 0;
}

void encoder_end(struct encoder *encoder)
{
    if (encoder->encoding.id == ENCODING_ICONV)
        codec_iconv_close(encoder->iconv);
}

bool codec_is_copy(const struct decoder *decoder, const struct encoder *encoder)
{
    bool surrogates = decoder->handler == HANDLE_ESCAPE || decoder->handler == HANDLE_PASS;

    return encoder->encoding.id == ENCODING_UTF8 && !encoder->encoding.bom && !surrogates;
}

/* Writes a unit of width bytes. */
static void put_unit(unsigned char *out, uint32_t value, int width, bool big)
{
    for (int i = 0; i < width; i++)
        out[big ? width - 1 - i : i] = (unsigned char)(value >> 8 * i);
}

static size_t put_character(const struct encoder *encoder, unsigned char *out, uint32_t character)
{
    bool big = encoder->encoding.order == ORDER_BIG;

    switch (encoder->encoding.id) {
    case ENCODING_UTF8:
        return utf8_write((char *)out, character);
    case ENCODING_UTF16:
        if (character < 0x10000) {
            put_unit(out, character, 2, big);
            return 2;
        }
        put_unit(out, 0xd800 + ((character - 0x10000) >> 10), 2, big);
        put_unit(out + 2, 0xdc00 + (character & 0x3ff), 2, big);
        return 4;
    case ENCODING_UTF32:
        put_unit(out, character, 4, big);
        return 4;
    default:
        out[0] = (unsigned char)character;
        return 1;
    }
}

/* Returns why the encoding lacks the character; NULL if it has it. */
static const char *lacks(const struct encoder *encoder, uint32_t character)
{
    bool surrogate = character >= 0xd800 && character <= 0xdfff;

    switch (encoder->encoding.id) {
    case ENCODING_ASCII:
        return character < 0x80 ? NULL : "ordinal not in range(128)";
    case ENCODING_LATIN1:
        return character < 0x100 ? NULL : "ordinal not in range(256)";
    default:
        return surrogate && encoder->handler != HANDLE_PASS ? "surrogates not allowed" : NULL;
    }
}

/* Encodes ASCII, each byte as a unit of width bytes. */
static unsigned char *widen(unsigned char *out, const char *text, size_t size, int width, bool big)
{
    size_t place = big ? (size_t)width - 1 : 0;

    if (width == 1) {
        memcpy(out, text, size);
        return out + size;
    }
    memset(out, 0, size * (size_t)width);
    for (size_t i = 0; i < size; i++)
        out[i * (size_t)width + place] = (unsigned char)text[i];
    return out + size * (size_t)width;
}

/* The length of text that UTF-8 output copies unchanged: everything except surrogates. */
static size_t plain_span(const char *text, const char *end)
{
    const char *at = text;

    while (at < end) {
        at += ascii_span((const unsigned char *)at, (const unsigned char *)end);
        if (at == end || ((unsigned char)*at == 0xed && (unsigned char)at[1] >= 0xa0))
            break;
        while (at < end && (unsigned char)*at >= 0x80 && ((unsigned char)*at != 0xed || (unsigned char)at[1] < 0xa0))
            at += (unsigned char)*at < 0xe0 ? 2 : (unsigned char)*at < 0xf0 ? 3 : 4;
    }
    return (size_t)(at - text);
}

/* Encodes text that needs no examination of each character. Moves *text. Returns the end of the output. */
static unsigned char *encode_run(const struct encoder *encoder, const char **text, const char *end, unsigned char *to)
{
    enum encoding_id id = encoder->encoding.id;
    int width = id == ENCODING_UTF16 ? 2 : id == ENCODING_UTF32 ? 4 : 1;
    size_t size = id == ENCODING_UTF8 ? plain_span(*text, end)
                                      : ascii_span((const unsigned char *)*text, (const unsigned char *)end);

    to = widen(to, *text, size, width, encoder->encoding.order == ORDER_BIG);
    *text += size;
    return to;
}

size_t encode(struct encoder *encoder, const char **text, const char *end, unsigned char *out)
{
    unsigned char *to = out;

    if (encoder->encoding.id == ENCODING_ICONV)
        return codec_iconv_encode(encoder, text, end, out);
    if (encoder->encoding.bom && !encoder->started)
        to += put_character(encoder, to, 0xfeff);
    encoder->started = true;
    while (*text < end) {
        to = encode_run(encoder, text, end, to);
        while (*text < end && (unsigned char)**text >= 0x80) {
            size_t size;
            uint32_t character = utf8_read(*text, &size);
            encoder->reason = lacks(encoder, character);
            *text += size;
            if (encoder->reason != NULL) {
                encoder->bad = true;
                encoder->bad_character = character;
                encoder->bad_size = size;
                return (size_t)(to - out);
            }
            to += put_character(encoder, to, character);
        }
    }
    return (size_t)(to - out);
}

size_t encode_end(struct encoder *encoder, unsigned char *out)
{
    const char *text = "";

    return encoder->encoding.id == ENCODING_ICONV ? codec_iconv_end(encoder, out) : encode(encoder, &text, text, out);
}
