/* SPDX-License-Identifier: MIT */
/* What the fuzz targets of decoders check. The first two bytes choose the error handler and where the input is cut; the
 * text is the same cut or whole, is text, and encoded again by surrogatepass it is the same text. */
#ifndef XOS_FUZZ_DECODE_H
#define XOS_FUZZ_DECODE_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "value/codec.h"

static void expect(bool truth)
{
    if (!truth)
        abort();
}

/* Decodes a part behind the text so far, which has used bytes; false at an error of a strict handler. */
static bool decode_part(struct decoder *decoder, const uint8_t *data, size_t size, char *text, size_t *used)
{
    const unsigned char *at = data, *end = data + size;

    for (;;) {
        *used += decode(decoder, &at, end, text + *used);
        if (decoder->bad_size == 0)
            return true;
        expect(decoder->bad_size <= CODEC_BAD_MOST && decoder->reason != NULL);
        size_t written = decode_error(decoder, text + *used);
        if (written == CODEC_STRICT)
            return false;
        *used += written;
    }
}

/* Decodes both parts and the end. The bytes of text. */
static size_t decode_all(const struct encoding *encoding, enum codec_handler handler, const uint8_t *data, size_t cut,
                         size_t size, char *text)
{
    struct decoder decoder;
    size_t used = 0;

    expect(decoder_start(&decoder, encoding, handler) == 0);
    bool good = decode_part(&decoder, data, cut, text, &used) &&
                decode_part(&decoder, data + cut, size - cut, text, &used);
    while (good) {
        good = decode_part(&decoder, data, 0, text, &used);
        decode_end(&decoder);
        if (decoder.bad_size == 0 && decoder.held_size == 0)
            break;
    }
    if (good)
        expect(decoder.offset == size);
    decoder_end(&decoder);
    return used;
}

/* Encodes the text and decodes that. */
static void check_again(const struct encoding *encoding, const char *text, size_t size)
{
    unsigned char *bytes = malloc(ENCODE_MOST(size));
    char *again = malloc(DECODE_MOST(ENCODE_MOST(size)));
    const char *at = text;
    struct encoder encoder;

    expect(bytes != NULL && again != NULL && encoder_start(&encoder, encoding, HANDLE_PASS) == 0);
    size_t used = encode(&encoder, &at, text + size, bytes);
    if (!encoder.bad) {
        used += encode_end(&encoder, bytes + used);
        size_t length = decode_all(encoding, HANDLE_PASS, bytes, 0, used, again);
        expect(length == size && memcmp(again, text, size) == 0);
    }
    encoder_end(&encoder);
    free(bytes);
    free(again);
}

static void decode_check(const char *name, const uint8_t *data, size_t size)
{
    struct encoding encoding;

    if (size < 2)
        return;
    expect(encoding_find(name, &encoding) == ENCODING_FOUND);
    enum codec_handler handler = (enum codec_handler)(data[0] % HANDLERS);
    size_t cut = size > 2 ? data[1] % (size - 1) : 0;
    char *whole = malloc(DECODE_MOST(size)), *parts = malloc(DECODE_MOST(size));
    expect(whole != NULL && parts != NULL);
    size_t length = decode_all(&encoding, handler, data + 2, 0, size - 2, whole);
    expect(decode_all(&encoding, handler, data + 2, cut, size - 2, parts) == length);
    expect(memcmp(whole, parts, length) == 0);
    for (size_t at = 0; at < length;) {
        int judged = utf8_judge((const unsigned char *)whole + at, length - at, true);
        expect(judged > 0);
        at += (size_t)judged;
    }
    if (!encoding.bom && encoding.id != ENCODING_UTF16) /* halves of a pair may come to stand side by side */
        check_again(&encoding, whole, length);
    free(whole);
    free(parts);
}

#endif
