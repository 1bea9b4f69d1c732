/* SPDX-License-Identifier: MIT */
/* Converts from one encoding to another. */
#include "value/transcode.h"

#include <string.h>

int transcode_start(struct transcoder *transcoder, const struct encoding *from, const struct encoding *to,
                    enum codec_handler handler)
{
    transcoder->newline.held = false;
    transcoder->place = (struct place){.lines = 0};
    if (transcoder->bytes)
        return 0;
    int result = decoder_start(&transcoder->decoder, from, handler);
    if (result == 0 && (result = encoder_start(&transcoder->encoder, to, handler)) < 0)
        decoder_end(&transcoder->decoder);
    return result;
}

void transcode_stop(struct transcoder *transcoder)
{
    if (transcoder->bytes)
        return;
    decoder_end(&transcoder->decoder);
    encoder_end(&transcoder->encoder);
}

int sink_write(struct byte_sink *sink, const void *data, size_t size)
{
    while (size > 0) {
        size_t part = sink->capacity - sink->used < size ? sink->capacity - sink->used : size;
        memcpy(sink->data + sink->used, data, part);
        sink->used += part;
        data = (const char *)data + part;
        size -= part;
        int result = sink->used == sink->capacity ? sink->flush(sink) : 0;
        if (result < 0)
            return result;
    }
    return 0;
}

/* Fills in the position in the text, and the reason of the stop. */
static int stop_at(const struct transcoder *transcoder, bool encoding, struct transcode_error *error)
{
    bool held = transcoder->newline.held; /* a line end that is not written yet */

    *error = (struct transcode_error){
        .encoding = encoding,
        .line = transcoder->place.lines + held + 1,
        .column = held ? 1 : transcoder->place.characters + 1,
        .reason = encoding ? transcoder->encoder.reason : transcoder->decoder.reason,
    };
    return TRANSCODE_ERROR;
}

/* Makes space for size bytes of output. Returns 0 or -errno. */
static int make_room(struct byte_sink *sink, size_t size)
{
    return sink->capacity - sink->used < size ? sink->flush(sink) : 0;
}

/* Encodes at most TRANSCODE_SLICE bytes of text, whole characters. */
static int encode_slice(struct transcoder *transcoder, const char *text, size_t size, struct byte_sink *sink,
                        struct transcode_error *error)
{
    struct encoder *encoder = &transcoder->encoder;
    const char *at = text, *end = text + size;
    int result = make_room(sink, ENCODE_MOST(TRANSCODE_SLICE));

    while (result == 0 && at < end) {
        const char *from = at;
        sink->used += encode(encoder, &at, end, sink->data + sink->used);
        place_move(&transcoder->place, from, (size_t)(at - from) - (encoder->bad ? encoder->bad_size : 0));
        if (!encoder->bad)
            continue;
        result = make_room(sink, ENCODE_MOST(TRANSCODE_SLICE));
        size_t written = result == 0 ? encode_error(encoder, sink->data + sink->used) : 0;
        if (written == CODEC_STRICT)
            return stop_at(transcoder, true, error);
        sink->used += written;
        transcoder->place.characters++;
    }
    return result;
}

/* Writes text whose line ends were converted. */
static int write_text(struct transcoder *transcoder, const char *text, size_t size, struct byte_sink *sink,
                      struct transcode_error *error)
{
    int result = 0;

    if (transcoder->bytes || codec_is_copy(&transcoder->decoder, &transcoder->encoder)) {
        if (!transcoder->bytes)
            place_move(&transcoder->place, text, size);
        return sink_write(sink, text, size);
    }
    while (size > 0 && result == 0) {
        size_t part = size < TRANSCODE_SLICE ? size : TRANSCODE_SLICE;
        while (part < size && ((unsigned char)text[part] & 0xc0) == 0x80)
            part--;
        result = encode_slice(transcoder, text, part, sink, error);
        text += part;
        size -= part;
    }
    return result;
}

/* Converts the line ends of at most DECODE_MOST(TRANSCODE_SLICE) bytes of text and writes it. */
static int write_lines(struct transcoder *transcoder, const char *text, size_t size, struct byte_sink *sink,
                       struct transcode_error *error)
{
    char lines[2 * DECODE_MOST(TRANSCODE_SLICE) + 2];

    if (transcoder->newline.mode == NEWLINE_KEEP)
        return write_text(transcoder, text, size, sink, error);
    size = newline_convert(&transcoder->newline, text, size, lines);
    return write_text(transcoder, lines, size, sink, error);
}

/* Decodes from *data up to a bad sequence, and writes the text. */
static int decode_slice(struct transcoder *transcoder, const unsigned char **data, const unsigned char *end,
                        struct byte_sink *sink, struct transcode_error *error)
{
    char text[DECODE_MOST(TRANSCODE_SLICE)];
    size_t size = decode(&transcoder->decoder, data, end, text);

    return write_lines(transcoder, text, size, sink, error);
}

/* Handles the decoder's bad sequence. */
static int handle_bad(struct transcoder *transcoder, struct byte_sink *sink, struct transcode_error *error)
{
    char text[64];
    size_t size = decode_error(&transcoder->decoder, text);

    return size == CODEC_STRICT ? stop_at(transcoder, false, error) : write_lines(transcoder, text, size, sink, error);
}

int transcode(struct transcoder *transcoder, const unsigned char *data, size_t size, struct byte_sink *sink,
              struct transcode_error *error)
{
    const unsigned char *end = data + size;
    int result = 0;

    while (data < end && result == 0) {
        const unsigned char *slice = data + (end - data < TRANSCODE_SLICE ? end - data : TRANSCODE_SLICE);
        if (transcoder->bytes) {
            result = write_lines(transcoder, (const char *)data, (size_t)(slice - data), sink, error);
            data = slice;
            continue;
        }
        result = decode_slice(transcoder, &data, slice, sink, error);
        if (result == 0 && transcoder->decoder.bad_size > 0)
            result = handle_bad(transcoder, sink, error);
    }
    return result;
}

/* Decodes the held bytes at the end of the input. */
static int decode_rest(struct transcoder *transcoder, struct byte_sink *sink, struct transcode_error *error)
{
    const unsigned char *none = (const unsigned char *)"";
    int result;

    do {
        result = decode_slice(transcoder, &none, none, sink, error);
        if (result == 0)
            decode_end(&transcoder->decoder);
        if (result == 0 && transcoder->decoder.bad_size > 0)
            result = handle_bad(transcoder, sink, error);
    } while (result == 0 && transcoder->decoder.held_size > 0);
    return result;
}

int transcode_end(struct transcoder *transcoder, struct byte_sink *sink, struct transcode_error *error)
{
    char ends[2];
    int result = transcoder->bytes ? 0 : decode_rest(transcoder, sink, error);

    if (result == 0)
        result = write_text(transcoder, ends, newline_end(&transcoder->newline, ends), sink, error);
    if (result == 0 && !transcoder->bytes)
        result = make_room(sink, ENCODE_MOST(TRANSCODE_SLICE));
    if (result == 0 && !transcoder->bytes)
        sink->used += encode_end(&transcoder->encoder, sink->data + sink->used);
    return result;
}
