/* SPDX-License-Identifier: MIT */
/* Converts bytes from one encoding to another, including line ends, part by part, in constant memory. */
#ifndef XOS_VALUE_TRANSCODE_H
#define XOS_VALUE_TRANSCODE_H

#include "value/codec.h"
#include "value/newline.h"

/* The destination of bytes: they are collected in data, and written by flush when it is full. */
struct byte_sink {
    unsigned char *data;
    size_t used, capacity;                /* at least SINK_LEAST */
    int (*flush)(struct byte_sink *sink); /* writes all and sets used to 0; 0 or -errno */
    void *context;                        /* for flush's use */
};

enum {
    TRANSCODE_SLICE = 8 * 1024, /* bytes of input, and of text, that are worked on at once */
    SINK_LEAST = 2 * ENCODE_MOST(TRANSCODE_SLICE),
};

struct transcoder {
    struct decoder decoder;
    struct encoder encoder;
    struct newline newline;
    struct place place; /* the position after the text so far */
    bool bytes;         /* convert line ends only: bytes are not decoded */
};

/* Why a transcoder stopped. */
struct transcode_error {
    bool encoding;         /* the output's encoding lacks the character; else the input is malformed */
    uint64_t line, column; /* from 1; the column in characters */
    const char *reason;
    /* The bad bytes and their offset are in the decoder, the bad character is in the encoder. */
};

enum { TRANSCODE_ERROR = 1 };

/* Starts an input, after the members bytes and newline.mode were set. With bytes the encodings are not used. Returns 0,
 * or -EINVAL if iconv(3) does not know one of the encodings. */
int transcode_start(struct transcoder *transcoder, const struct encoding *from, const struct encoding *to,
                    enum codec_handler handler);

/* Converts size bytes of input. Returns 0, TRANSCODE_ERROR with *error filled in, or -errno of the sink. */
int transcode(struct transcoder *transcoder, const unsigned char *data, size_t size, struct byte_sink *sink,
              struct transcode_error *error);

/* Ends the input: what is held is handled, and the encoder's end is written; the sink is not flushed. As transcode. */
int transcode_end(struct transcoder *transcoder, struct byte_sink *sink, struct transcode_error *error);

/* Frees the memory of iconv(3). */
void transcode_stop(struct transcoder *transcoder);

/* Appends bytes to a sink. Returns 0 or -errno. */
int sink_write(struct byte_sink *sink, const void *data, size_t size);

#endif
