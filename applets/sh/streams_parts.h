/* SPDX-License-Identifier: MIT */
/* What the files of streams in xsh share: streams.c has the values, streams_open.c what opens a stream, streams_read.c
 * and streams_write.c the operations on one. */
#ifndef XOS_SH_STREAMS_PARTS_H
#define XOS_SH_STREAMS_PARTS_H

#include "sh/streams.h"

#if WITH_IO

#include "sh/builtins.h"

/* Records why an operation on a stream failed. Returns -1. */
int stream_fail(struct session *session, const struct open_stream *open, int64_t result);

/* The first argument as a stream. NULL with the failure recorded. */
struct open_stream *stream_first(struct session *session, const struct arguments *arguments);

/* Reads an integer argument; -1 if it is None or is not there. 0, or -1 with the failure recorded. */
int stream_count(struct session *session, const struct arguments *arguments, size_t at, int64_t *count);

/* Ends of operations: write the value to out, or record the failure. 0 or -1. */
int stream_end_integer(struct session *session, struct open_stream *open, int64_t result, struct out *out);
int stream_end_none(struct session *session, struct open_stream *open, int result, struct out *out);

/* The operations on streams whose names operations on descriptors have too. */
extern const struct builtin stream_read_methods[], stream_write_methods[];

#endif

#endif
