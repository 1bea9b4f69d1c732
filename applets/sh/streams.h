/* SPDX-License-Identifier: MIT */
/* Streams of module io as values of a session: the result of `io.open`, and the operations on it. */
#ifndef XOS_SH_STREAMS_H
#define XOS_SH_STREAMS_H

#include "sh/session.h"
#include "value/stream.h"

/* A stream that the session holds. */
struct open_stream {
    struct open_stream *next;
    int64_t id;
    char mode[8];
    struct stream stream;
};

#if WITH_IO

/* Returns the stream that a value represents; NULL if it represents none, or one that was closed. */
struct open_stream *stream_of(struct session *session, const struct value *value);

/* Returns a field of a stream that is not in its record: closed, newlines, line_buffering, write_through, closefd; NULL
 * for other names. */
const struct value *stream_field(struct session *session, const struct value *value, struct word name);

/* Returns the operation on streams with that name; NULL if there is none. */
const struct builtin *stream_method(struct word name);

/* Reads the next line into *line; NULL at the end. Returns 0, or -1 with the failure recorded. */
int stream_next(struct session *session, struct open_stream *open, const struct value **line);

/* Closes a stream and forgets it. 0, or -1 with the failure recorded: what was written is lost. */
int stream_end(struct session *session, struct open_stream *open);

/* At the end of a session: closes all streams. 0, or -1 with the first failure recorded: what was written is lost. */
int streams_end(struct session *session);

#else

/* A build without the chapter io has no streams. */
#define stream_of(session, value) ((void)(session), (void)(value), (struct open_stream *)NULL)
#define stream_field(session, value, name) ((const struct value *)NULL)
#define stream_method(name) ((const struct builtin *)NULL)
#define stream_next(session, open, line) (*(line) = NULL, (void)(open), -1)
#define stream_end(session, open) ((void)(open), 0)
#define streams_end(session) 0

#endif

#endif
