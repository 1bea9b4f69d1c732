/* SPDX-License-Identifier: MIT */
/* Streams of module io in xsh: the values that stand for them. A stream is a record whose first field is its number in
 * the session. */
#include "sh/streams.h"

#if WITH_IO

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "sh/eval/eval.h"
#include "sh/streams_parts.h"
#include "value/number.h"

TEXTS_OF(sh_streams);

struct open_stream *stream_of(struct session *session, const struct value *value)
{
    const struct value *first = value->kind == VALUE_RECORD ? value->first : NULL;
    struct number number;
    int64_t id;

    if (first == NULL || strcmp(first->name, "stream") != 0 || !number_read(first->text, 10, &number) ||
        !number_to_int64(number, 0, INT64_MAX, &id))
        return NULL;
    for (struct open_stream *open = session->streams; open != NULL; open = open->next)
        if (open->id == id)
            return open;
    return NULL;
}

const struct value *stream_field(struct session *session, const struct value *value, struct word name)
{
    static const char *const kinds[] = {"", "cr", "lf", "cr lf", "crlf", "cr crlf", "lf crlf", "cr lf crlf"};
    struct open_stream *open = session->streams != NULL ? stream_of(session, value) : NULL;

    if (open == NULL)
        return NULL;
    if (word_is(name, "closed"))
        return value_truth(open->stream.closed);
    if (word_is(name, "line_buffering"))
        return value_truth(open->stream.line_buffering);
    if (word_is(name, "write_through"))
        return value_truth(open->stream.write_through);
    if (word_is(name, "closefd"))
        return value_truth(!open->stream.keeps_fd);
    if (!word_is(name, "newlines"))
        return NULL;
    return open->stream.seen == 0 ? &value_nothing : value_text(session->arena, word_of(kinds[open->stream.seen]));
}

int stream_fail(struct session *session, const struct open_stream *open, int64_t result)
{
    const struct stream *stream = &open->stream;

    if (stream->detached)
        return fail_words(session->fail, EX_DATAERR, "the stream was detached from its descriptor");
    if (stream->closed && result == -EBADF)
        return fail_words(session->fail, EX_DATAERR, "the stream is closed");
    if (result != -EILSEQ)
        return fail_errno(session->fail, (int)-result, NULL, NULL);
    return fail_words(session->fail, EX_DATAERR, "%s: %s",
                      stream->encoding.name != NULL ? stream->encoding.name : "text", stream->error);
}

struct open_stream *stream_first(struct session *session, const struct arguments *arguments)
{
    struct open_stream *open = stream_of(session, arguments->items[0]);

    if (open == NULL)
        fail_usage(session->fail, "the first argument is not a stream (io.open gives one)");
    return open;
}

int stream_next(struct session *session, struct open_stream *open, const struct value **line)
{
    struct bytes bytes = {0};
    int64_t result = stream_readline(&open->stream, -1, &bytes);

    *line = NULL;
    if (result < 0)
        stream_fail(session, open, result);
    else if (result > 0 && (*line = value_text(session->arena, (struct word){bytes.data, bytes.size})) == NULL)
        result = session_no_memory(session);
    free(bytes.data);
    return result < 0 ? -1 : 0;
}

const struct builtin *stream_method(struct word name)
{
    static const struct builtin *const lists[] = {stream_read_methods, stream_write_methods};

    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        for (const struct builtin *method = lists[i]; method->name != NULL; method++)
            if (word_is(name, method->name))
                return method;
    return NULL;
}

int stream_end(struct session *session, struct open_stream *open)
{
    struct open_stream **at = &session->streams;
    int result = stream_close(&open->stream);

    if (result < 0)
        stream_fail(session, open, result);
    while (*at != open)
        at = &(*at)->next;
    *at = open->next;
    stream_free(&open->stream);
    free(open);
    return result < 0 ? -1 : 0;
}

int streams_end(struct session *session)
{
    int result = 0;

    for (struct open_stream *open = session->streams; open != NULL; open = open->next) {
        int closed = stream_close(&open->stream);
        if (closed < 0 && result == 0)
            result = stream_fail(session, open, closed);
    }
    while (session->streams != NULL) /* they are closed now: nothing can fail */
        stream_end(session, session->streams);
    return result;
}

#endif
