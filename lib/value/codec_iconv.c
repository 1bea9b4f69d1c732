/* SPDX-License-Identifier: MIT */
/* The encodings of iconv(3). */
#include "value/codec_iconv.h"

#include <errno.h>
#include <string.h>

#if HAVE_ICONV

#include <iconv.h>

int codec_iconv_open(void **handle, const char *to, const char *from)
{
    iconv_t opened = iconv_open(to, from);

#ifndef __GLIBC__ /* musl takes a character of four bytes beyond U+FFFF for another one */
    if (opened != (iconv_t)-1 && (strcmp(from, "GB18030") == 0 || strcmp(to, "GB18030") == 0)) {
        iconv_close(opened);
        opened = (iconv_t)-1;
    }
#endif
    if (opened == (iconv_t)-1)
        return -EINVAL;
    *handle = opened;
    return 0;
}

void codec_iconv_close(void *handle)
{
    iconv_close(handle);
}

/* Converts as much valid input as possible. Returns the errno of the stop, 0 at the end. */
static int convert(void *handle, char **in, size_t *in_left, char **out, size_t *out_left)
{
    return iconv(handle, in, in_left, out, out_left) == (size_t)-1 ? errno : 0;
}

/* Tries the held bytes and one more: converted, still incomplete, or bad. */
static char *decode_held(struct decoder *decoder, const unsigned char **in, const unsigned char *end, char *to)
{
    while (decoder->held_size > 0 && *in < end && decoder->bad_size == 0) {
        char *at = (char *)decoder->held;
        size_t out_left = 64;
        decoder->held[decoder->held_size++] = *(*in)++;
        decoder->offset++;
        size_t left = decoder->held_size;
        int result = convert(decoder->iconv, &at, &left, &to, &out_left);
        memmove(decoder->held, at, left);
        decoder->held_size = left;
        if (result == EILSEQ || decoder->held_size == CODEC_BAD_MOST) {
            decoder->bad[0] = decoder->held[0];
            decoder->bad_size = 1;
            decoder->bad_offset = decoder->offset - decoder->held_size;
            decoder->reason = "illegal multibyte sequence";
            decoder->held_size--;
            memmove(decoder->held, decoder->held + 1, decoder->held_size);
        }
    }
    return to;
}

size_t codec_iconv_decode(struct decoder *decoder, const unsigned char **in, const unsigned char *end, char *text)
{
    char *to = decode_held(decoder, in, end, text);

    if (decoder->bad_size > 0 || decoder->held_size > 0 || *in == end)
        return (size_t)(to - text);
    char *at = (char *)*in;
    size_t left = (size_t)(end - *in), out_left = DECODE_MOST(left) - 32;
    int result = convert(decoder->iconv, &at, &left, &to, &out_left);
    decoder->offset += (uint64_t)((const unsigned char *)at - *in);
    *in = (const unsigned char *)at;
    if (result == EILSEQ || (result == EINVAL && left >= CODEC_BAD_MOST)) {
        decoder->bad[0] = *(*in)++;
        decoder->bad_size = 1;
        decoder->bad_offset = decoder->offset++;
        decoder->reason = "illegal multibyte sequence";
    } else if (result == EINVAL) {
        memcpy(decoder->held, at, left);
        decoder->held_size = left;
        decoder->offset += left;
        *in = end;
    }
    return (size_t)(to - text);
}

size_t codec_iconv_encode(struct encoder *encoder, const char **text, const char *end, unsigned char *out)
{
    char *at = (char *)*text, *to = (char *)out;
    size_t left = (size_t)(end - *text), out_left = ENCODE_MOST(left);

    int result = left > 0 ? convert(encoder->iconv, &at, &left, &to, &out_left) : 0;
    *text = at;
    if (result == EILSEQ || result == EINVAL) {
        encoder->bad = true;
        encoder->bad_character = utf8_read(at, &encoder->bad_size);
        encoder->reason = "character maps to <undefined>";
        *text += encoder->bad_size;
    }
    return (size_t)(to - (char *)out);
}

size_t codec_iconv_end(struct encoder *encoder, unsigned char *out)
{
    char *to = (char *)out;
    size_t left = 64;

    iconv(encoder->iconv, NULL, NULL, &to, &left);
    return (size_t)(to - (char *)out);
}

#else

int codec_iconv_open(void **handle, const char *to, const char *from)
{
    *handle = NULL;
    return to != NULL && from != NULL ? -EINVAL : 0;
}

void codec_iconv_close(void *handle)
{
    (void)handle;
}

size_t codec_iconv_decode(struct decoder *decoder, const unsigned char **in, const unsigned char *end, char *text)
{
    (void)decoder;
    (void)text;
    *in = end;
    return 0;
}

size_t codec_iconv_encode(struct encoder *encoder, const char **text, const char *end, unsigned char *out)
{
    (void)encoder;
    (void)out;
    *text = end;
    return 0;
}

size_t codec_iconv_end(struct encoder *encoder, unsigned char *out)
{
    (void)encoder;
    (void)out;
    return 0;
}

#endif
