/* SPDX-License-Identifier: MIT */
/* Positions of streams: telling, seeking, cutting. */
#include "value/stream.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "os/fd.h"
#include "value/stream_parts.h"

/* Drops what was read ahead. */
static void forget_input(struct stream *stream)
{
    stream->input.size = stream->input_at = stream->decoded.size = stream->decoded_at = 0;
    stream->decoder.held_size = stream->decoder.bad_size = 0;
    stream->before = stream->decoder;
    stream->at_end = false;
}

/* The bytes of input behind the position: of text, decoded again up to there. */
static int64_t unread_bytes(struct stream *stream)
{
    struct decoder decoder = stream->before;
    const unsigned char *at = (const unsigned char *)stream->input.data, *end = at + stream->input.size;
    char text[DECODE_MOST(1)];
    size_t used = 0;

    if (!stream->text)
        return (int64_t)(stream->input.size - stream->input_at);
    if (stream->decoded_at == stream->decoded.size)
        return (int64_t)stream->decoder.held_size;
    if (stream->encoding.id == ENCODING_ICONV)
        return -EOPNOTSUPP;
    while (used < stream->decoded_at && at < end) {
        const unsigned char *next = at + 1;
        used += decode(&decoder, &at, next, text);
        while (decoder.bad_size > 0) {
            size_t size = decode_error(&decoder, text);
            if (size == CODEC_STRICT)
                break;
            used += size + decode(&decoder, &at, next, text);
        }
        if (decoder.bad_size > 0)
            break;
    }
    return end - at;
}

int64_t stream_tell(struct stream *stream)
{
    if (stream->closed)
        return -EBADF;
    int64_t unread = unread_bytes(stream), place = stream_seek_bytes(stream, 0, SEEK_CUR);
    if (place < 0 || unread < 0)
        return place < 0 ? place : unread;
    if (stream->appends && stream->output.size > 0)
        place = stream_seek_bytes(stream, 0, SEEK_END);
    return (place - unread + (int64_t)stream->output.size) / (int64_t)stream->unit;
}

int stream_give_back(struct stream *stream)
{
    int64_t unread = unread_bytes(stream), result = 0;

    if (stream->input.size > 0 && stream->seekable && unread > 0)
        result = stream_seek_bytes(stream, -unread, SEEK_CUR);
    if (unread < 0)
        result = unread;
    if (result >= 0)
        forget_input(stream);
    return result < 0 ? (int)result : 0;
}

/* Sets the decoder to the beginning of a character at the offset. */
static void restart(struct stream *stream, int64_t offset)
{
    stream->decoder.offset = (uint64_t)offset;
    stream->decoder.started = offset > 0;
    stream->before = stream->decoder;
    stream->encoder.started = offset > 0;
}

/* True if the byte at the offset continues a character of UTF-8. */
static bool is_inside(struct stream *stream, int64_t offset)
{
    unsigned char byte = 0;

    if (stream->encoding.id != ENCODING_UTF8 || !stream->reads)
        return false;
    if (stream_read_bytes(stream, &byte, 1) == 1)
        stream_seek_bytes(stream, offset, SEEK_SET);
    return (byte & 0xc0) == 0x80;
}

int64_t stream_seek(struct stream *stream, int64_t offset, int whence)
{
    if (stream->closed)
        return -EBADF;
    if (!stream->seekable)
        return -ESPIPE;
    if (stream->text && whence != SEEK_SET && offset != 0)
        return -EINVAL;
    int64_t result = stream_flush(stream);
    if (result == 0)
        result = stream_give_back(stream);
    int64_t before = stream_seek_bytes(stream, 0, SEEK_CUR);
    if (result == 0)
        result = offset > INT64_MAX / 4   ? -EOVERFLOW
                 : offset < INT64_MIN / 4 ? -EINVAL
                                          : stream_seek_bytes(stream, offset * (int64_t)stream->unit, whence);
    if (result < 0 || !stream->text)
        return result;
    if (is_inside(stream, result)) {
        stream_seek_bytes(stream, before, SEEK_SET);
        return -EINVAL;
    }
    restart(stream, result);
    return result / (int64_t)stream->unit;
}

int64_t stream_truncate(struct stream *stream, int64_t size)
{
    int64_t place = stream_tell(stream);
    int result = stream->writes ? stream_flush(stream) : -EBADF;

    if (place >= 0 && result == 0)
        result = stream_give_back(stream); /* what was read ahead is perhaps cut off */
    if (place < 0 || result < 0)
        return place < 0 ? place : result;
    size = size < 0 ? place : size;
    if (!stream->memory)
        result = os_ftruncate(stream->out, size);
    else if ((uint64_t)size < stream->contents.size / stream->unit) /* it is not extended */
        stream->contents.size = (size_t)size * stream->unit;
    return result < 0 ? result : size;
}
