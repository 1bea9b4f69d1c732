/* SPDX-License-Identifier: MIT */
/* Reading from streams in xsh. */
#include "sh/streams_parts.h"

#if WITH_IO

#include <stdlib.h>

#include "value/number.h"

TEXTS_OF(sh_streams_read);

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

/* Writes what was read to out, and frees it; or records the failure. At the end of the file, if ends is not NULL, the
 * value is nothing and *ends becomes 1. 0 or -1. */
static int end_reading(struct session *session, struct open_stream *open, struct bytes *bytes, int64_t result,
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
    enum { ONE_READ = 128 * 1024 }; /* bytes that read1 without N asks for */
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
        result = stream_get(&open->stream, how == READ_ONCE && count < 0 ? ONE_READ : count, how == READ_ONCE, &bytes);
    return end_reading(session, open, &bytes, result, out, how == READ_LINE && count != 0 ? status : NULL);
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
    return end_reading(session, open, &bytes, result, out, NULL);
}

/* What operations on descriptors do to a stream. */
const struct builtin stream_read_methods[] = {
    {.name = "read",
     TEXTS(.signature = "read STREAM [N]", .summary = "read N bytes or characters, or all"),
     .least = 1,
     .most = 2,
     .takes_values = true,
     .run = run_read},
    {.name = "read1",
     TEXTS(.signature = "read1 STREAM [N]", .summary = "read with at most one system call"),
     .least = 1,
     .most = 2,
     .takes_values = true,
     .run = run_read1},
    {.name = "readall",
     TEXTS(.signature = "readall STREAM", .summary = "read all"),
     .least = 1,
     .most = 1,
     .takes_values = true,
     .run = run_read},
    {.name = "readinto",
     TEXTS(.signature = "readinto STREAM N", .summary = "read, as read"),
     .least = 1,
     .most = 2,
     .takes_values = true,
     .run = run_read},
    {.name = "readline",
     TEXTS(.signature = "readline STREAM [N]", .summary = "read a line; at the end none, status 1"),
     .least = 1,
     .most = 2,
     .takes_values = true,
     .run = run_readline},
    {.name = "peek",
     TEXTS(.signature = "peek STREAM", .summary = "bytes that the next read gives again"),
     .least = 1,
     .most = 2,
     .takes_values = true,
     .run = run_peek},
    {0},
};

const struct builtin stream_read_builtins[] = {
    {.name = "readinto1",
     TEXTS(.signature = "readinto1 STREAM N", .summary = "read, as read1"),
     .least = 1,
     .most = 2,
     .takes_values = true,
     .run = run_read1},
    {.name = "readlines",
     TEXTS(.signature = "readlines STREAM [N]", .summary = "the list of the lines, of about N bytes"),
     .least = 1,
     .most = 2,
     .takes_values = true,
     .run = run_readlines},
    {.name = "getvalue",
     TEXTS(.signature = "getvalue STREAM", .summary = "the contents of a stream in memory"),
     .least = 1,
     .most = 1,
     .takes_values = true,
     .run = run_getvalue},
    {0},
};

#endif
