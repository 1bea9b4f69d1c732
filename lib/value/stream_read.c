/* SPDX-License-Identifier: MIT */
/* Reading from streams. */
#include <errno.h>
#include <string.h>

#include "value/stream_parts.h"

/* Checks that the stream can be read, and writes buffered output. Returns 0 or -errno. */
static int begin(struct stream *stream)
{
    if (stream->closed || !stream->reads)
        return -EBADF;
    stream->was_read = true;
    return stream->output.size > 0 ? stream_flush(stream) : 0;
}

/* Reads more bytes into the buffer. Returns their number, or -errno. */
static int64_t fill(struct stream *stream)
{
    char data[STREAM_BUFFER];

    if (stream->input_at == stream->input.size)
        stream->input.size = stream->input_at = 0;
    int64_t got = stream_read_bytes(stream, data, sizeof data);
    int result = got > 0 ? bytes_add(&stream->input, data, (size_t)got) : 0;
    return result < 0 ? result : got;
}

/* Decodes from *at on; bad bytes are replaced by the handler. Returns 0 or -errno. */
static int decode_more(struct stream *stream, const unsigned char **at, const unsigned char *end)
{
    char text[DECODE_MOST(STREAM_BUFFER)];

    for (;;) {
        int result = bytes_add(&stream->decoded, text, decode(&stream->decoder, at, end, text));
        if (result == 0 && stream->decoder.bad_size == 0 && *at < end) /* iconv(3) had no space for the rest */
            continue;
        if (result < 0 || stream->decoder.bad_size == 0)
            return result;
        size_t size = decode_error(&stream->decoder, text);
        if (size == CODEC_STRICT) {
            stream->error = stream->decoder.reason;
            return -EILSEQ;
        }
        if ((result = bytes_add(&stream->decoded, text, size)) < 0)
            return result;
    }
}

/* Drops the text that was returned, and the input that it was decoded from. */
static void forget_text(struct stream *stream)
{
    stream->decoded.size = stream->decoded_at = stream->input.size = stream->input_at = 0;
}

/* Reads and decodes another part of text, of which nothing is left but the bytes from keep on. 0 at the end, 1, or
 * -errno. */
static int fill_text(struct stream *stream)
{
    const unsigned char *none = (const unsigned char *)"";

    if (stream->decoded_at < stream->decoded.size) { /* a \r whose \n may follow */
        int64_t got = fill(stream);
        const unsigned char *at = (const unsigned char *)stream->input.data + stream->input.size - (got > 0 ? got : 0);
        return got <= 0 ? (int)got : decode_more(stream, &at, at + got) < 0 ? -EILSEQ : 1;
    }
    if (stream->decoder.bad_size > 0) { /* strict: report it after the text before it was returned */
        forget_text(stream);
        return -EILSEQ;
    }
    for (;;) { /* until there is text: what was read may be ignored, or a part of a character */
        forget_text(stream);
        stream->before = stream->decoder;
        int64_t got = fill(stream);
        if (got < 0)
            return (int)got;
        const unsigned char *at = got > 0 ? (const unsigned char *)stream->input.data : none, *end = at + got;
        int result = decode_more(stream, &at, end);
        if (got == 0 && result == 0 && stream->decoder.held_size > 0) {
            decode_end(&stream->decoder);
            result = decode_more(stream, &none, none);
        }
        if (stream->decoded.size > 0 && (result == 0 || result == -EILSEQ))
            return 1;
        if (result < 0 || got == 0)
            return result;
    }
}

static void see(struct stream *stream, bool cr, bool lf)
{
    stream->seen |= cr && lf ? STREAM_SEEN_CRLF : cr ? STREAM_SEEN_CR : STREAM_SEEN_LF;
}

/* Returns one character of text, or a line end: converted, or both characters of a \r\n if there is room for them.
 * *ends: it ends a line. Returns the number of characters, 0 at the end, or -errno. */
static int next_character(struct stream *stream, bool one, struct bytes *result, bool *ends)
{
    bool universal = stream->newline == STREAM_UNIVERSAL || stream->newline == STREAM_ANY;

    *ends = false;
    if (stream->decoded_at == stream->decoded.size) {
        int filled = fill_text(stream);
        if (filled <= 0)
            return filled;
    }
    char first = stream->decoded.data[stream->decoded_at];
    bool cr = first == '\r' && (universal || stream->newline == STREAM_CRLF);
    if (cr && stream->decoded_at + 1 == stream->decoded.size)
        fill_text(stream); /* its failure is that of the next character */
    const char *from = stream->decoded.data + stream->decoded_at;
    bool crlf = cr && stream->decoded_at + 1 < stream->decoded.size && from[1] == '\n';
    bool both = crlf && !(one && stream->newline != STREAM_UNIVERSAL);
    bool second = first == '\n' && stream->decoded_at > 0 && from[-1] == '\r'; /* the first was returned alone */
    size_t size = 1;
    if ((unsigned char)first >= 0x80)
        utf8_read(from, &size);
    *ends = universal                        ? first == '\n' || first == '\r'
            : stream->newline == STREAM_CRLF ? both
                                             : first == (stream->newline == STREAM_CR ? '\r' : '\n');
    if (universal && *ends && !second)
        see(stream, first == '\r', first == '\n' || crlf);
    bool converted = stream->newline == STREAM_UNIVERSAL && *ends;
    int added = converted ? bytes_add(result, "\n", 1) : bytes_add(result, from, size + both);
    stream->decoded_at += size + both;
    return added < 0 ? added : 1 + (both && !converted);
}

static int64_t read_text(struct stream *stream, int64_t count, bool line, struct bytes *result)
{
    size_t before = result->size;
    bool ends = false;
    int got = 1;

    for (; got > 0 && count != 0 && !(line && ends); count -= count > 0 ? got : 0)
        got = next_character(stream, count == 1, result, &ends);
    if (got < 0)
        result->size = before;
    return got < 0 ? got : (int64_t)(result->size - before);
}

/* Returns at most size buffered bytes. */
static int64_t take(struct stream *stream, size_t size, struct bytes *result)
{
    size_t left = stream->input.size - stream->input_at;
    int added;

    size = size < left ? size : left;
    added = bytes_add(result, stream->input.data + stream->input_at, size);
    stream->input_at += size;
    return added < 0 ? added : (int64_t)size;
}

int64_t stream_get(struct stream *stream, int64_t count, bool once, struct bytes *result)
{
    size_t before = result->size;
    int64_t got = begin(stream);

    if (got < 0)
        return got;
    if (stream->text)
        return read_text(stream, count, false, result);
    for (;;) {
        uint64_t left = count < 0 ? SIZE_MAX : (uint64_t)count - (result->size - before);
        got = take(stream, left < SIZE_MAX ? (size_t)left : SIZE_MAX, result);
        if (got < 0 || (count >= 0 && result->size - before >= (uint64_t)count) ||
            ((once || stream->raw) && got > 0 && count >= 0))
            break;
        if (once && result->size > before)
            break;
        got = fill(stream);
        if (got <= 0)
            break;
    }
    return got < 0 && result->size == before ? got : (int64_t)(result->size - before);
}

int64_t stream_readline(struct stream *stream, int64_t count, struct bytes *result)
{
    size_t before = result->size;
    int64_t got = begin(stream);

    if (got < 0)
        return got;
    if (stream->text)
        return read_text(stream, count, true, result);
    if ((uint64_t)count > SIZE_MAX) /* more than memory can hold */
        count = -1;
    do {
        size_t left = count < 0 ? SIZE_MAX : (size_t)count - (result->size - before);
        size_t there = stream->input.size - stream->input_at;
        const char *from = there > 0 ? stream->input.data + stream->input_at : "";
        const char *newline = memchr(from, '\n', there < left ? there : left);
        got = take(stream, newline != NULL ? (size_t)(newline + 1 - from) : left, result);
        if (got < 0 || newline != NULL || (count >= 0 && result->size - before == (size_t)count))
            break;
        got = fill(stream);
    } while (got > 0);
    return got < 0 && result->size == before ? got : (int64_t)(result->size - before);
}

int64_t stream_peek(struct stream *stream, struct bytes *result)
{
    int64_t got = begin(stream);

    if (got < 0 || stream->text)
        return got < 0 ? got : -EINVAL;
    if (stream->input_at == stream->input.size && (got = fill(stream)) < 0)
        return got;
    size_t left = stream->input.size - stream->input_at;
    int added = bytes_add(result, stream->input.data + stream->input_at, left);
    return added < 0 ? added : (int64_t)left;
}
