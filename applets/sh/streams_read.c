/* SPDX-License-Identifier: MIT */
/* Reading from streams in xsh. */
#include "sh/streams_parts.h"

#if WITH_IO

#include <stdlib.h>

#include "value/number.h"

int stream_count(struct session *session, const struct arguments *arguments, size_t at, int64_t *count)
{
    struct number number;

    *count = -1;
    if (at >= arguments->count || word_is(text_of(arguments, at), "None"))
        return 0;
    struct word word = text_of(arguments, at);
    if (!number_read(word, 10, &number) || !number_to_int64(number, INT64_MIN, INT64_MAX, count))
        return fail_usage(session->fail, "'%.*s' is not an integer", shown_size(word), word.data);
    return 0;
}

int stream_end_reading(struct session *session, struct open_stream *open, struct bytes *bytes, int64_t result,
                       struct out *out, int *ends)
{
    if (result < 0) {
        free(bytes->data);
        return stream_fail(session, open, result);
    }
    if (bytes->size == 0 && ends != NULL) {
        *ends = 1;
        out_none(out);
    } else if (open->stream.text)
        out_string(out, bytes->data != NULL ? bytes->data : "", bytes->size);
    else
        out_bytes(out, bytes->data != NULL ? bytes->data : "", bytes->size);
    free(bytes->data);
    return 0;
}

enum reading { READ_ANY, READ_ONCE, READ_LINE, READ_AHEAD };

static int do_read(struct session *session, const struct arguments *arguments, struct out *out, int *status,
                   enum reading how)
{
    struct open_stream *open = stream_first(session, arguments);
    struct bytes bytes = {0};
    int64_t count, result;

    if (open == NULL || stream_count(session, arguments, 1, &count) < 0)
        return -1;
    if (how == READ_LINE)
        result = stream_readline(&open->stream, count, &bytes);
    else if (how == READ_AHEAD)
        result = stream_peek(&open->stream, &bytes);
    else
        result = stream_get(&open->stream, how == READ_ONCE && count < 0 ? 1 << 17 : count, how == READ_ONCE, &bytes);
    return stream_end_reading(session, open, &bytes, result, out, how == READ_LINE && count != 0 ? status : NULL);
}

static int run_read(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    return do_read(session, arguments, out, status, READ_ANY);
}

static int run_read1(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    return do_read(session, arguments, out, status, READ_ONCE);
}

static int run_readline(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    return do_read(session, arguments, out, status, READ_LINE);
}

static int run_peek(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    return do_read(session, arguments, out, status, READ_AHEAD);
}

static int run_readlines(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = stream_first(session, arguments);
    int64_t hint, total = 0, result;

    (void)status;
    if (open == NULL || stream_count(session, arguments, 1, &hint) < 0)
        return -1;
    out_open(out, OUT_LIST);
    do {
        struct bytes bytes = {0};
        result = stream_readline(&open->stream, -1, &bytes);
        if (result > 0)
            out_string(out, bytes.data, bytes.size);
        total += result > 0 ? result : 0;
        free(bytes.data);
    } while (result > 0 && (hint <= 0 || total < hint));
    out_close(out);
    return result < 0 ? stream_fail(session, open, result) : 0;
}

static int run_getvalue(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = stream_first(session, arguments);

    (void)status;
    if (open == NULL)
        return -1;
    if (!open->stream.memory)
        return fail_usage(session->fail, "the stream is not in memory");
    struct bytes bytes = {0};
    int result = stream_contents(&open->stream, &bytes);
    return stream_end_reading(session, open, &bytes, result, out, NULL);
}

/* What operations on descriptors do to a stream. */
const struct builtin stream_read_methods[] = {
    {"read", "read STREAM [N]", "read N bytes or characters, or all", 1, 2, true, false, run_read},
    {"read1", "read1 STREAM [N]", "read with at most one system call", 1, 2, true, false, run_read1},
    {"readall", "readall STREAM", "read all", 1, 1, true, false, run_read},
    {"readinto", "readinto STREAM N", "read, as read", 1, 2, true, false, run_read},
    {"readline", "readline STREAM [N]", "read a line; at the end none, status 1", 1, 2, true, false, run_readline},
    {"peek", "peek STREAM", "bytes that the next read gives again", 1, 2, true, false, run_peek},
    {0},
};

const struct builtin stream_read_builtins[] = {
    {"readinto1", "readinto1 STREAM N", "read, as read1", 1, 2, true, false, run_read1},
    {"readlines", "readlines STREAM [N]", "the list of the lines, of about N bytes", 1, 2, true, false, run_readlines},
    {"getvalue", "getvalue STREAM", "the contents of a stream in memory", 1, 1, true, false, run_getvalue},
    {0},
};

#endif
