/* SPDX-License-Identifier: MIT */
/* Streams as in Python's module io: bytes or text, buffered or raw, on one descriptor, on two (a pair) or in memory.
 * Functions return at least 0, or -errno: -EBADF for a stream that is closed or not open in the necessary mode, -ESPIPE
 * if it has no positions, -EILSEQ for text that cannot be decoded or encoded (the member error says why), -EINVAL for
 * operations that text does not support. */
#ifndef XOS_VALUE_STREAM_H
#define XOS_VALUE_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "value/codec.h"

/* The form of line ends: newline=None, '', '\n', '\r', '\r\n'. */
enum stream_newline { STREAM_UNIVERSAL, STREAM_ANY, STREAM_LF, STREAM_CR, STREAM_CRLF };

/* The forms of line ends that were read. */
enum { STREAM_SEEN_CR = 1, STREAM_SEEN_LF = 2, STREAM_SEEN_CRLF = 4 };

/* A growing array of bytes. */
struct bytes {
    char *data;
    size_t size, room;
};

struct stream {
    int in, out; /* descriptors; equal unless it is a pair; -1: in memory */
    bool memory, reads, writes, appends, text, raw;
    bool keeps_fd; /* close leaves the descriptor open */
    bool line_buffering, write_through, closed, detached;
    bool seekable, was_read; /* was_read: reconfigure may not change encoding or newline any more */
    struct encoding encoding;
    enum codec_handler handler;
    enum stream_newline newline;
    unsigned seen;
    const char *error;              /* the reason for -EILSEQ */
    struct decoder decoder, before; /* before: the decoder's state at the start of input */
    struct encoder encoder;
    struct bytes input;   /* bytes that were read and, for text, also decoded */
    size_t input_at;      /* for a stream of bytes: number of bytes returned so far */
    struct bytes decoded; /* for text: the decoded input */
    size_t decoded_at;
    bool at_end;           /* the last read gave nothing */
    struct bytes output;   /* bytes to be written */
    struct bytes contents; /* the contents of a stream in memory */
    size_t place;          /* the position in it */
    size_t unit; /* bytes per unit of a position: 4 for text in memory, which has 4 bytes per character; else 1 */
};

/* Initialises a stream on a descriptor, or in memory if fd is -1. mode is r, w, a or x with b, t and +, checked by
 * stream_mode. Returns 0, or -EINVAL if iconv(3) does not know the encoding. */
int stream_start(struct stream *stream, int fd, const char *mode, const struct encoding *encoding,
                 enum codec_handler handler, enum stream_newline newline, bool raw);

/* Returns the flags of open(2) for a mode; -EINVAL for a mode that io.open does not support. */
int stream_mode(const char *mode, bool *text);

/* Reads count bytes, or characters of text; everything if count is negative. once: with at most one read(2). Appends to
 * result. Returns the number of bytes appended, 0 at the end. */
int64_t stream_get(struct stream *stream, int64_t count, bool once, struct bytes *result);

/* Reads up to the end of a line; at most count bytes or characters, unless count is negative. */
int64_t stream_readline(struct stream *stream, int64_t count, struct bytes *result);

/* Appends bytes that the next read returns again: those in the buffer, after one read(2) if it is empty. */
int64_t stream_peek(struct stream *stream, struct bytes *result);

/* Writes data. Returns the number of bytes (for a raw stream perhaps fewer than size) or characters written. */
int64_t stream_write(struct stream *stream, const char *data, size_t size);

int stream_flush(struct stream *stream);

/* Appends the contents of a stream in memory to result; the position is unchanged. Returns 0 or -errno. */
int stream_contents(struct stream *stream, struct bytes *result);

/* Moves the position by offset from whence: SEEK_SET, SEEK_CUR or SEEK_END. For text, offset must be a result of
 * stream_tell with SEEK_SET, and 0 with the others. Returns the new position. stream_tell returns the position. */
int64_t stream_seek(struct stream *stream, int64_t offset, int whence);
int64_t stream_tell(struct stream *stream);

/* Changes how text is read and written; encoding and newline only if nothing was read yet. Flushes first. Returns 0 or
 * -errno. */
int stream_reconfigure(struct stream *stream, const struct encoding *encoding, enum codec_handler handler,
                       enum stream_newline newline, bool line_buffering, bool write_through);

/* Cuts or extends the file or memory to size bytes; to the position if size is negative. The position does not change.
 * Returns the size. */
int64_t stream_truncate(struct stream *stream, int64_t size);

/* Flushes, sets the descriptor's position to the stream's (if it has positions), and detaches the descriptor. Returns
 * the descriptor. */
int stream_detach(struct stream *stream);

/* Flushes and closes; closing again has no effect. stream_free frees the memory. */
int stream_close(struct stream *stream);
void stream_free(struct stream *stream);

/* Appends data to bytes. Returns 0 or -ENOMEM. */
int bytes_add(struct bytes *bytes, const void *data, size_t size);

#endif
