/* SPDX-License-Identifier: MIT */
/* Streams: opening, positions, closing, and the bytes below. Reading is in stream_read.c, writing in stream_write.c. */
#include "value/stream_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "os/fd.h"
#include "os/io.h"

int bytes_add(struct bytes *bytes, const void *data, size_t size)
{
    if (bytes->room - bytes->size < size) {
        size_t room = bytes->room < 512 ? 512 : bytes->room;
        while (room - bytes->size < size)
            room *= 2;
        char *grown = realloc(bytes->data, room);
        if (grown == NULL)
            return -ENOMEM;
        bytes->data = grown;
        bytes->room = room;
    }
    if (size > 0)
        memcpy(bytes->data + bytes->size, data, size);
    bytes->size += size;
    return 0;
}

int stream_mode(const char *mode, bool *text)
{
    unsigned kinds = 0, forms = 0, plus = 0;
    int flags = 0;

    for (; *mode != '\0'; mode++) {
        switch (*mode) {
        case 'r':
            kinds++;
            break;
        case 'w':
            kinds++;
            flags |= O_CREAT | O_TRUNC | O_WRONLY;
            break;
        case 'a':
            kinds++;
            flags |= O_CREAT | O_APPEND | O_WRONLY;
            break;
        case 'x':
            kinds++;
            flags |= O_CREAT | O_EXCL | O_WRONLY;
            break;
        case 'b':
        case 't':
            forms++;
            *text = *mode == 't';
            break;
        case '+':
            plus++;
            break;
        default:
            return -EINVAL;
        }
    }
    if (kinds != 1 || forms > 1 || plus > 1)
        return -EINVAL;
    return plus ? (flags & ~O_ACCMODE) | O_RDWR : flags;
}

/* Text in memory: each character in four bytes, so that positions count characters. */
static const struct encoding in_memory = {"utf-32-le", ENCODING_UTF32, ORDER_LITTLE, false};

int stream_start(struct stream *stream, int fd, const char *mode, const struct encoding *encoding,
                 enum codec_handler handler, enum stream_newline newline, bool raw)
{
    bool text = true, plus = strchr(mode, '+') != NULL;

    *stream = (struct stream){.in = fd, .out = fd, .memory = fd < 0, .raw = raw, .unit = 1};
    if (stream_mode(mode, &text) < 0)
        return -EINVAL;
    stream->reads = plus || strchr(mode, 'r') != NULL;
    stream->writes = plus || strchr(mode, 'r') == NULL;
    stream->appends = strchr(mode, 'a') != NULL;
    stream->seekable = stream->memory || os_lseek(fd, 0, stream->appends ? SEEK_END : SEEK_CUR) >= 0;
    if (!text)
        return 0;
    stream->text = true;
    stream->unit = stream->memory ? 4 : 1;
    return stream_set_text(stream, stream->memory ? &in_memory : encoding, handler, newline);
}

int stream_set_text(struct stream *stream, const struct encoding *encoding, enum codec_handler handler,
                    enum stream_newline newline)
{
    struct decoder decoder;
    struct encoder encoder;
    int result = decoder_start(&decoder, encoding, handler);

    if (result < 0)
        return result;
    result = encoder_start(&encoder, encoding, handler);
    if (result < 0) {
        decoder_end(&decoder);
        return result;
    }
    stream_free_text(stream);
    stream->encoding = *encoding;
    stream->handler = handler;
    stream->newline = newline;
    stream->decoder = stream->before = decoder;
    stream->encoder = encoder;
    /* a BOM is written at the start only */
    stream->encoder.started = stream->appends && stream->seekable && !stream->memory &&
                              os_lseek(stream->out, 0, SEEK_END) > 0;
    return 0;
}

int stream_reconfigure(struct stream *stream, const struct encoding *encoding, enum codec_handler handler,
                       enum stream_newline newline, bool line_buffering, bool write_through)
{
    struct encoding wanted = *encoding;
    int result = stream->writes ? stream_flush(stream) : 0;

    if (result < 0)
        return result;
    stream->line_buffering = line_buffering;
    stream->write_through = write_through;
    stream->handler = stream->decoder.handler = stream->before.handler = stream->encoder.handler = handler;
    return stream->was_read ? 0 : stream_set_text(stream, &wanted, handler, newline);
}

void stream_free_text(struct stream *stream)
{
    if (stream->encoding.name == NULL)
        return;
    decoder_end(&stream->decoder);
    encoder_end(&stream->encoder);
    stream->encoding.name = NULL;
}

int64_t stream_read_bytes(struct stream *stream, void *data, size_t size)
{
    if (!stream->memory)
        return os_read(stream->in, data, size);
    size_t left = stream->place < stream->contents.size ? stream->contents.size - stream->place : 0;
    size = size < left ? size : left;
    if (size > 0)
        memcpy(data, stream->contents.data + stream->place, size);
    stream->place += size;
    return (int64_t)size;
}

/* Writes into the contents at the position; a gap is filled with zeros. */
static int64_t write_memory(struct stream *stream, const char *data, size_t size)
{
    struct bytes *contents = &stream->contents;
    static const char zero;
    int result = 0;

    while (contents->size < stream->place && result == 0)
        result = bytes_add(contents, &zero, 1);
    size_t over = contents->size - stream->place < size ? contents->size - stream->place : size;
    if (result == 0)
        result = bytes_add(contents, data + over, size - over);
    if (result < 0)
        return result;
    if (over > 0)
        memcpy(contents->data + stream->place, data, over);
    stream->place += size;
    return (int64_t)size;
}

int64_t stream_write_bytes(struct stream *stream, const char *data, size_t size)
{
    return stream->memory ? write_memory(stream, data, size) : os_write(stream->out, data, size);
}

int64_t stream_seek_bytes(struct stream *stream, int64_t offset, int whence)
{
    if (!stream->memory)
        return os_lseek(stream->in, offset, whence);
    int64_t from = whence == SEEK_SET   ? 0
                   : whence == SEEK_CUR ? (int64_t)stream->place
                                        : (int64_t)stream->contents.size;
    if (offset < -from)
        return -EINVAL;
    stream->place = (size_t)(from + offset);
    return from + offset;
}

/* Drops what was read ahead. */
static void forget_input(struct stream *stream)
{
    stream->input.size = stream->input_at = stream->decoded.size = stream->decoded_at = 0;
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
    stream->decoder.held_size = stream->decoder.bad_size = 0;
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
        result = offset > INT64_MAX / 4 ? -EOVERFLOW
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

    if (place < 0 || result < 0)
        return place < 0 ? place : result;
    size = size < 0 ? place : size;
    if (!stream->memory)
        result = os_ftruncate(stream->out, size);
    else if ((uint64_t)size < stream->contents.size / stream->unit) /* it is not extended */
        stream->contents.size = (size_t)size * stream->unit;
    return result < 0 ? result : size;
}

int stream_contents(struct stream *stream, struct bytes *result)
{
    struct decoder decoder;
    char text[DECODE_MOST(STREAM_BUFFER)];
    int done = stream->closed ? -EBADF : stream_flush(stream);

    if (done < 0 || !stream->text)
        return done < 0 ? done : bytes_add(result, stream->contents.data, stream->contents.size);
    decoder_start(&decoder, &in_memory, HANDLE_PASS);
    for (size_t at = 0, size; at < stream->contents.size && done == 0; at += size) {
        const unsigned char *from = (const unsigned char *)stream->contents.data + at;
        size = stream->contents.size - at < STREAM_BUFFER ? stream->contents.size - at : STREAM_BUFFER;
        done = bytes_add(result, text, decode(&decoder, &from, from + size, text));
    }
    return done;
}

int stream_detach(struct stream *stream)
{
    if (stream->closed || stream->memory)
        return stream->closed ? -EBADF : -EOPNOTSUPP;
    int result = stream_flush(stream);
    if (result == 0)
        result = stream_give_back(stream);
    if (result < 0)
        return result;
    stream->closed = stream->detached = true;
    return stream->in;
}

int stream_close(struct stream *stream)
{
    if (stream->closed)
        return 0;
    int result = stream_finish(stream), closed = 0;
    stream->closed = true;
    if (!stream->memory && !stream->keeps_fd) {
        closed = os_close(stream->in);
        if (stream->out != stream->in)
            closed = os_close(stream->out);
    }
    return result < 0 ? result : closed;
}

void stream_free(struct stream *stream)
{
    stream_free_text(stream);
    free(stream->input.data);
    free(stream->decoded.data);
    free(stream->output.data);
    free(stream->contents.data);
    *stream = (struct stream){.closed = true, .in = -1, .out = -1};
}
