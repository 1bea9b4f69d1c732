/* SPDX-License-Identifier: MIT */
/* Writing to streams. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "value/newline.h"
#include "value/stream_parts.h"

int stream_flush(struct stream *stream)
{
    size_t done = 0;
    int64_t written = 0;

    if (stream->closed)
        return -EBADF;
    while (done < stream->output.size) {
        written = stream_write_bytes(stream, stream->output.data + done, stream->output.size - done);
        if (written < 0)
            break;
        done += (size_t)written;
    }
    if (done > 0)
        memmove(stream->output.data, stream->output.data + done, stream->output.size - done);
    stream->output.size -= done;
    return written < 0 ? (int)written : 0;
}

int stream_finish(struct stream *stream)
{
    unsigned char end[ENCODE_MOST(0)];
    int result = 0;

    if (!stream->writes)
        return 0;
    if (stream->text && stream->encoding.id == ENCODING_ICONV)
        result = bytes_add(&stream->output, end, encode_end(&stream->encoder, end));
    int flushed = stream_flush(stream);
    return flushed < 0 ? flushed : result;
}

/* Encodes text and appends it to the output. Returns 0 or -errno. */
static int add_encoded(struct stream *stream, const char *text, size_t size)
{
    unsigned char bytes[ENCODE_MOST(STREAM_BUFFER)];
    const char *end = text + size;
    int result = 0;

    do { /* also once for empty text: a BOM may be needed */
        const char *stop = end - text > STREAM_BUFFER ? text + STREAM_BUFFER : end;
        while (stop < end && ((unsigned char)*stop & 0xc0) == 0x80)
            stop--;
        result = bytes_add(&stream->output, bytes, encode(&stream->encoder, &text, stop, bytes));
        if (result < 0 || !stream->encoder.bad)
            continue;
        size_t written = encode_error(&stream->encoder, bytes);
        if (written == CODEC_STRICT) {
            stream->encoder.bad = false;
            stream->error = stream->encoder.reason;
            return -EILSEQ;
        }
        result = bytes_add(&stream->output, bytes, written);
    } while (text < end && result == 0);
    return result;
}

/* Encodes text with its line ends as they are written: \n becomes \r or \r\n in those modes. */
static int add_text(struct stream *stream, const char *text, size_t size)
{
    const char *end = text + size;
    int result = 0;

    if (stream->newline != STREAM_CR && stream->newline != STREAM_CRLF)
        return add_encoded(stream, text, size);
    while (text < end && result == 0) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        const char *stop = newline != NULL ? newline : end;
        result = add_encoded(stream, text, (size_t)(stop - text));
        if (result == 0 && newline != NULL)
            result = add_encoded(stream, "\r\n", stream->newline == STREAM_CR ? 1 : 2);
        text = newline != NULL ? newline + 1 : end;
    }
    return result;
}

/* True if all of it is characters or surrogates. */
static bool is_text_throughout(const char *data, size_t size)
{
    for (size_t at = 0; at < size;) {
        int judged = utf8_judge((const unsigned char *)data + at, size - at, true);
        if (judged <= 0)
            return false;
        at += (size_t)judged;
    }
    return true;
}

static int64_t write_text(struct stream *stream, const char *data, size_t size)
{
    size_t before = stream->output.size;

    if (!is_text_throughout(data, size)) {
        stream->error = "not UTF-8";
        return -EILSEQ;
    }
    int result = add_text(stream, data, size);
    if (result < 0) {
        stream->output.size = before;
        return result;
    }
    bool ends = memchr(data, '\n', size) != NULL || memchr(data, '\r', size) != NULL;
    if (stream->write_through || (stream->line_buffering && ends) || stream->output.size >= STREAM_BUFFER)
        result = stream_flush(stream);
    return result < 0 ? result : (int64_t)characters_in(data, size);
}

int64_t stream_write(struct stream *stream, const char *data, size_t size)
{
    if (stream->closed || !stream->writes)
        return -EBADF;
    int64_t result = stream->input.size > 0 ? stream_give_back(stream) : 0;
    if (result < 0)
        return result;
    if (stream->memory && stream->appends)
        stream_seek_bytes(stream, 0, SEEK_END);
    if (stream->text)
        return write_text(stream, data, size);
    if (stream->raw)
        return stream_write_bytes(stream, data, size);
    result = bytes_add(&stream->output, data, size);
    if (result == 0 && stream->output.size >= STREAM_BUFFER)
        result = stream_flush(stream);
    return result < 0 ? result : (int64_t)size;
}
