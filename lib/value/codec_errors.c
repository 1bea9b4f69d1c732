/* SPDX-License-Identifier: MIT */
/* Error handlers: replace a bad sequence, or a character that an encoding lacks. */
#include <string.h>

#include "value/codec.h"
#include "value/number.h"

static const char *const handler_names[HANDLERS] = {
    "strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass", "xmlcharrefreplace"};

const char *codec_handler_name(unsigned handler)
{
    return handler < HANDLERS ? handler_names[handler] : NULL;
}

/* Writes number in hexadecimal with that many digits. */
static size_t write_hex(char *text, uint32_t number, size_t digits)
{
    for (size_t i = 0; i < digits; i++)
        text[i] = "0123456789abcdef"[number >> 4 * (digits - 1 - i) & 15];
    return digits;
}

/* Consumes the first bytes of the bad sequence; the rest is decoded again. */
static void take_bad(struct decoder *decoder, size_t taken)
{
    size_t rest = decoder->bad_size - taken;

    memmove(decoder->held + rest, decoder->held, decoder->held_size);
    memcpy(decoder->held, decoder->bad + taken, rest);
    decoder->held_size += rest;
    decoder->bad_size = 0;
}

/* Replaces each bad byte by a surrogate, up to the first ASCII byte, which cannot become one. */
static size_t escape_bytes(struct decoder *decoder, char *text)
{
    size_t taken = 0, size = 0;

    while (taken < decoder->bad_size && decoder->bad[taken] >= 0x80)
        size += utf8_write(text + size, 0xdc00u + decoder->bad[taken++]);
    if (taken == 0)
        return CODEC_STRICT;
    take_bad(decoder, taken);
    return size;
}

size_t decode_error(struct decoder *decoder, char *text)
{
    size_t size = 0;

    switch (decoder->handler) {
    case HANDLE_IGNORE:
        break;
    case HANDLE_REPLACE:
        size = utf8_write(text, 0xfffd);
        break;
    case HANDLE_BACKSLASH:
        for (size_t i = 0; i < decoder->bad_size; i++) {
            memcpy(text + size, "\\x", 2);
            size += 2 + write_hex(text + size + 2, decoder->bad[i], 2);
        }
        break;
    case HANDLE_ESCAPE:
        return escape_bytes(decoder, text);
    case HANDLE_PASS: /* the first half of a pair at the end; the decoder has accepted the others */
        if (decoder->encoding.id != ENCODING_UTF16 || decoder->bad_size != 2)
            return CODEC_STRICT;
        size = utf8_write(text, (uint32_t)(decoder->bad[decoder->big] | decoder->bad[!decoder->big] << 8));
        break;
    default:
        return CODEC_STRICT;
    }
    take_bad(decoder, decoder->bad_size);
    return size;
}

static size_t write_backslash(char *text, uint32_t character)
{
    size_t digits = character < 0x100 ? 2 : character < 0x10000 ? 4 : 8;

    text[0] = '\\';
    text[1] = digits == 2 ? 'x' : digits == 4 ? 'u' : 'U';
    return 2 + write_hex(text + 2, character, digits);
}

static size_t write_reference(char *text, uint32_t character)
{
    memcpy(text, "&#", 2);
    size_t size = 2 + uint_write(text + 2, character);
    text[size] = ';';
    return size + 1;
}

/* Writes a surrogate as the byte that it represents; encodings with wider units cannot do that. */
static size_t unescape_byte(struct encoder *encoder, unsigned char *out)
{
    enum encoding_id id = encoder->encoding.id;
    uint32_t character = encoder->bad_character;

    if (character < 0xdc80 || character > 0xdcff || id == ENCODING_UTF16 || id == ENCODING_UTF32)
        return CODEC_STRICT;
    out[0] = (unsigned char)(character & 0xff);
    encoder->bad = false;
    return 1;
}

size_t encode_error(struct encoder *encoder, unsigned char *out)
{
    char text[NUMBER_ROOM];
    const char *at = text;
    size_t size = 0;

    switch (encoder->handler) {
    case HANDLE_IGNORE:
        break;
    case HANDLE_REPLACE:
        text[size++] = '?';
        break;
    case HANDLE_BACKSLASH:
        size = write_backslash(text, encoder->bad_character);
        break;
    case HANDLE_XML:
        size = write_reference(text, encoder->bad_character);
        break;
    case HANDLE_ESCAPE:
        return unescape_byte(encoder, out);
    default:
        return CODEC_STRICT;
    }
    encoder->bad = false;
    return encode(encoder, &at, text + size, out);
}
