/* SPDX-License-Identifier: MIT */
/* Streams as Python's module io has them: bytes or text, buffered or raw, of a descriptor, of two (a pair) or in
 * memory. Functions return at least 0, or -errno: -EBADF for a stream that is closed or not open for that, -ESPIPE
 * where there are no positions, -EILSEQ for text that cannot be decoded or encoded (error says why), -EINVAL for what
 * text does not have. */
#ifndef XOS_VALUE_STREAM_H
#define XOS_VALUE_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "value/codec.h"

/* How lines end: newline=None, '', '\n', '\r', '\r\n'. */
enum stream_newline { STREAM_UNIVERSAL, STREAM_ANY, STREAM_LF, STREAM_CR, STREAM_CRLF };

/* Kinds of line ends that were read. */
enum { STREAM_SEEN_CR = 1, STREAM_SEEN_LF = 2, STREAM_SEEN_CRLF = 4 };

/* Bytes that grow. */
struct bytes {
    char *data;
    size_t size, room;
};

struct stream {
    int in, out; /* descriptors; equal unless it is a pair; -1 for one in memory */
    bool memory, reads, writes, appends, text, raw;
    bool keeps_fd; /* close leaves the descriptor open */
    bool line_buffering, write_through, closed, detached;
    bool seekable, was_read; /* was_read: reconfigure may not change encoding or newline any more */
    struct encoding encoding;
    enum codec_handler handler;
    enum stream_newline newline;
    unsigned seen;
    const char *error;              /* of -EILSEQ */
    struct decoder decoder, before; /* before: as it was at the beginning of bytes */
    struct encoder encoder;
    struct bytes input;   /* bytes read and, of text, decoded to characters */
    size_t input_at;      /* of a stream of bytes: those that were handed out */
    struct bytes decoded; /* text of input */
    size_t decoded_at;
    bool at_end;           /* the last read gave nothing */
    struct bytes output;   /* bytes to be written */
    struct bytes contents; /* of a stream in memory */
    size_t place;          /* the position in it */
    size_t unit; /* bytes that a position counts: 4 of text in memory, whose characters are all as wide, else 1 */
};

/* Sets the fields of a stream on a descriptor, or with fd -1 in memory. mode is r, w, a or x with b, t and +, checked
 * by stream_mode. 0, or -EINVAL if iconv(3) does not know the encoding. */
int stream_start(struct stream *stream, int fd, const char *mode, const struct encoding *encoding,
                 enum codec_handler handler, enum stream_newline newline, bool raw);

/* The flags of open(2) for a mode; -EINVAL for one that io.open does not have. */
int stream_mode(const char *mode, bool *text);

/* Reads count bytes, or characters of text; all that there are if count is negative. once: at most one read(2). Appends
 * to result. The bytes appended, 0 at the end. */
int64_t stream_get(struct stream *stream, int64_t count, bool once, struct bytes *result);

/* Reads up to the end of a line, at most count bytes or characters unless that is negative. */
int64_t stream_readline(struct stream *stream, int64_t count, struct bytes *result);

/* Appends bytes that the next read gives again: those in the buffer, after one read(2) if there are none. */
int64_t stream_peek(struct stream *stream, struct bytes *result);

/* Writes; the bytes (of a raw stream perhaps fewer than size) or characters written. */
int64_t stream_write(struct stream *stream, const char *data, size_t size);

int stream_flush(struct stream *stream);

/* The contents of a stream in memory, appended to result; the position stays. 0 or -errno. */
int stream_contents(struct stream *stream, struct bytes *result);

/* whence SEEK_SET, SEEK_CUR, SEEK_END; of text an offset behind SEEK_SET that tell gave, and 0 behind the others. */
int64_t stream_seek(struct stream *stream, int64_t offset, int whence);
int64_t stream_tell(struct stream *stream);

/* Changes how text is read and written; encoding and newline only before anything was read. Flushes first. 0 or -errno.
 */
int stream_reconfigure(struct stream *stream, const struct encoding *encoding, enum codec_handler handler,
                       enum stream_newline newline, bool line_buffering, bool write_through);

/* Cuts or extends to size bytes, the position if that is negative; the position stays. The size. */
int64_t stream_truncate(struct stream *stream, int64_t size);

/* Flushes and gives the descriptor up, its position being that of the stream where there are positions. The descriptor.
 */
int stream_detach(struct stream *stream);

/* Flushes and closes; again: no effect. What is held is freed by stream_free. */
int stream_close(struct stream *stream);
void stream_free(struct stream *stream);

/* Appends to bytes. 0 or -ENOMEM. */
int bytes_add(struct bytes *bytes, const void *data, size_t size);

#endif
