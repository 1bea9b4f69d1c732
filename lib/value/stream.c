/* SPDX-License-Identifier: MIT */
/* Streams: opening, closing, and the bytes below. Reading is in stream_read.c, writing in stream_write.c, positions in
 * stream_seek.c. */
#include "value/stream_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "os/fd.h"
#include "os/io.h"

/* Makes space for size more bytes. Returns 0 or -ENOMEM. */
static int make_room(struct bytes *bytes, size_t size)
{
    size_t room = bytes->room < 512 ? 512 : bytes->room;

    if (bytes->room - bytes->size >= size)
        return 0;
    if (size > SIZE_MAX / 4)
        return -ENOMEM;
    while (room - bytes->size < size)
        room *= 2;
    char *grown = realloc(bytes->data, room);
    if (grown == NULL)
        return -ENOMEM;
    bytes->data = grown;
    bytes->room = room;
    return 0;
}

int bytes_add(struct bytes *bytes, const void *data, size_t size)
{
    if (make_room(bytes, size) < 0)
        return -ENOMEM;
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
    size_t gap = contents->size < stream->place ? stream->place - contents->size : 0;

    if (make_room(contents, gap) < 0)
        return -ENOMEM;
    if (gap > 0)
        memset(contents->data + contents->size, 0, gap);
    contents->size += gap;
    size_t over = contents->size - stream->place < size ? contents->size - stream->place : size;
    int result = bytes_add(contents, data + over, size - over);
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
    if (__builtin_add_overflow(from, offset, &from) || from > PTRDIFF_MAX)
        return -EOVERFLOW;
    if (from < 0)
        return -EINVAL;
    stream->place = (size_t)from;
    return from;
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
        closed = os_close(stream->out);
        int other = stream->in != stream->out ? os_close(stream->in) : 0;
        closed = closed < 0 ? closed : other;
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
