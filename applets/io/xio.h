/* SPDX-License-Identifier: MIT */
/* xio's parts: xio.c reads the options; copy.c, replace.c, check.c, info.c, buffer.c, unbuffer.c and progress.c carry
 * out a command each; source.c opens what they read. */
#ifndef XOS_IO_XIO_H
#define XOS_IO_XIO_H

#include "table/op.h"
#include "value/transcode.h"

enum { XIO_PART = 128 * 1024 }; /* bytes of one read or write */

struct xio_args {
    const char *command;
    struct words words;
    const char *from, *to, *fallback, *errors, *newline, *output, *low, *high, *report, *interval;
    bool in_place, follow;
    struct maybe fd;
    int64_t count;
};

/* The command and its options, parsed. */
struct xio {
    struct call *call;
    const struct xio_args *args;
    bool bytes;  /* copy: the bytes are not decoded */
    bool detect; /* --from auto */
    bool has_fallback;
    struct encoding from, to, fallback;
    enum codec_handler handler;
    enum newline_mode newline;
};

/* An input: a file or standard input. */
struct source {
    const char *name; /* as given */
    int fd;
    bool regular;
    unsigned char *kept; /* what was read ahead of a pipe to detect its encoding */
    size_t kept_size;
};

/* Opens the operand, "-" being standard input. 0, or -1 with the failure recorded. */
int source_open(struct xio *xio, const char *name, struct source *source);
void source_close(struct source *source);

/* Reads the next part, at most XIO_PART bytes. The bytes (0 at the end), or -1 with the failure recorded. */
int64_t source_read(struct xio *xio, struct source *source, unsigned char *data);

/* The encoding of the source: --from's or, with auto, what its BOM or its bytes say. Nothing that follows is lost. 0,
 * or -1 with the failure recorded. */
int source_encoding(struct xio *xio, struct source *source, struct encoding *encoding);

/* Writes the decoder's bad sequence in hexadecimal. Returns text. */
enum { BAD_ROOM = 2 * CODEC_BAD_MOST + 1 };
const char *bad_bytes(const struct decoder *decoder, char text[BAD_ROOM]);

/* Transcodes the whole source into the sink and flushes it. 0, or -1 with the failure recorded: output is the name of
 * what the sink writes, NULL for the result. */
int copy_source(struct xio *xio, struct source *source, struct byte_sink *sink, const char *output);

/* The commands. 0, or -1 with the failure recorded. */
int xio_copy(struct xio *xio);
int xio_check(struct xio *xio);
int xio_info(struct xio *xio);
int xio_buffer(struct xio *xio);
int xio_unbuffer(struct xio *xio);
int xio_progress(struct xio *xio);

/* copy --in-place: the file called name. 0, or -1 with the failure recorded. */
int xio_replace(struct xio *xio, const char *name);

/* A sink that writes to a descriptor, its context; data has at least SINK_LEAST bytes. */
struct byte_sink sink_to(int *fd, unsigned char *data, size_t capacity);

/* The operands, or "-" without operands. */
struct words xio_operands(const struct xio *xio);

#endif
