/* SPDX-License-Identifier: MIT */
/* What the files of streams share. */
#ifndef XOS_VALUE_STREAM_PARTS_H
#define XOS_VALUE_STREAM_PARTS_H

#include "value/stream.h"

enum { STREAM_BUFFER = 8192 }; /* bytes that are read at once, or collected before writing */

/* One read(2), write(2) or lseek(2), or the corresponding operation in memory. */
int64_t stream_read_bytes(struct stream *stream, void *data, size_t size);
int64_t stream_write_bytes(struct stream *stream, const char *data, size_t size);
int64_t stream_seek_bytes(struct stream *stream, int64_t offset, int whence);

/* Moves the position back to the end of what was returned, and discards what was read ahead. Returns 0 or -errno. */
int stream_give_back(struct stream *stream);

/* Sets encoding, handler and newline of text. 0, or -EINVAL if iconv(3) does not know the encoding. */
int stream_set_text(struct stream *stream, const struct encoding *encoding, enum codec_handler handler,
                    enum stream_newline newline);
void stream_free_text(struct stream *stream);

/* Flushes, and writes what the encoding needs at the end. Returns 0 or -errno. */
int stream_finish(struct stream *stream);

#endif
