/* SPDX-License-Identifier: MIT */
/* Writing to streams in xsh, their positions, and what they are. */
#include "sh/streams_parts.h"

#if WITH_IO

#include <errno.h>
#include <unistd.h>

#include "os/tty.h"
#include "sh/eval/eval.h"
#include "value/constants.h"

TEXTS_OF(sh_streams_write);

int stream_end_integer(struct session *session, struct open_stream *open, int64_t result, struct out *out)
{
    if (result < 0)
        return stream_fail(session, open, result);
    out_int(out, result);
    return 0;
}

int stream_end_none(struct session *session, struct open_stream *open, int result, struct out *out)
{
    if (result < 0)
        return stream_fail(session, open, result);
    out_none(out);
    return 0;
}

static int run_write(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = stream_first(session, arguments);

    (void)status;
    if (open == NULL)
        return -1;
    struct word data = text_of(arguments, 1);
    return stream_end_integer(session, open, stream_write(&open->stream, data.data, data.size), out);
}

static int run_writelines(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = stream_first(session, arguments);

    (void)status;
    if (open == NULL)
        return -1;
    for (size_t i = 1; i < arguments->count; i++) {
        const struct value *item = arguments->items[i];
        const struct value *line = value_is_tree(item) ? item->first : item;
        for (; line != NULL; line = value_is_tree(item) ? line->next : NULL) {
            int64_t result = stream_write(&open->stream, line->text.data, line->text.size);
            if (result < 0)
                return stream_fail(session, open, result);
        }
    }
    out_none(out);
    return 0;
}

static int run_seek(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = stream_first(session, arguments);
    int64_t offset, whence = SEEK_SET;
    struct word culprit;

    (void)status;
    if (open == NULL || stream_count(session, arguments, 1, &offset) < 0)
        return -1;
    if (arguments->count > 2 && constants_read(&seek_whence, text_of(arguments, 2), &whence, &culprit) != CONSTANTS_OK)
        return fail_usage(session->fail, "whence: unknown name '%.*s'", shown_size(culprit), culprit.data);
    return stream_end_integer(session, open, stream_seek(&open->stream, offset, (int)whence), out);
}

static int run_tell(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = stream_first(session, arguments);

    (void)status;
    return open != NULL ? stream_end_integer(session, open, stream_tell(&open->stream), out) : -1;
}

static int run_truncate(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = stream_first(session, arguments);
    int64_t size;

    (void)status;
    if (open == NULL || stream_count(session, arguments, 1, &size) < 0)
        return -1;
    return stream_end_integer(session, open, stream_truncate(&open->stream, size), out);
}

static int run_flush(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = stream_first(session, arguments);

    (void)status;
    return open != NULL ? stream_end_none(session, open, stream_flush(&open->stream), out) : -1;
}

static int run_close(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = stream_first(session, arguments);

    (void)status;
    return open != NULL ? stream_end_none(session, open, stream_close(&open->stream), out) : -1;
}

static int run_detach(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = stream_first(session, arguments);

    (void)status;
    return open != NULL ? stream_end_integer(session, open, stream_detach(&open->stream), out) : -1;
}

/* A predicate's answer. */
static int answer(struct out *out, bool truth, int *status)
{
    out_bool(out, truth);
    *status = !truth;
    return 0;
}

static int run_readable(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = stream_first(session, arguments);

    return open != NULL ? answer(out, open->stream.reads, status) : -1;
}

static int run_writable(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = stream_first(session, arguments);

    return open != NULL ? answer(out, open->stream.writes, status) : -1;
}

static int run_seekable(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = stream_first(session, arguments);

    return open != NULL ? answer(out, open->stream.seekable, status) : -1;
}

static int run_isatty(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = stream_first(session, arguments);

    return open != NULL ? answer(out, !open->stream.memory && os_isatty(open->stream.in), status) : -1;
}

static int run_fileno(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = stream_first(session, arguments);

    (void)status;
    if (open == NULL)
        return -1;
    return stream_end_integer(session, open,
                              open->stream.memory   ? -EOPNOTSUPP
                              : open->stream.closed ? -EBADF
                                                    : open->stream.in,
                              out);
}

/* What operations on descriptors do to a stream. */
const struct builtin stream_write_methods[] = {
    {.name = "write",
     TEXTS(.signature = "write STREAM TEXT", .summary = "write; the bytes or characters written"),
     .least = 2,
     .most = 2,
     .takes_values = true,
     .run = run_write},
    {.name = "truncate",
     TEXTS(.signature = "truncate STREAM [SIZE]", .summary = "cut or extend to SIZE, or the position"),
     .least = 1,
     .most = 2,
     .takes_values = true,
     .run = run_truncate},
    {.name = "close",
     TEXTS(.signature = "close STREAM", .summary = "flush and close"),
     .least = 1,
     .most = 1,
     .takes_values = true,
     .run = run_close},
    {.name = "isatty",
     TEXTS(.signature = "isatty STREAM", .summary = "whether it is a terminal"),
     .least = 1,
     .most = 1,
     .takes_values = true,
     .run = run_isatty},
    {0},
};

const struct builtin stream_write_builtins[] = {
    {.name = "writelines",
     TEXTS(.signature = "writelines STREAM LIST", .summary = "write each item"),
     .least = 2,
     .most = ANY_NUMBER,
     .takes_values = true,
     .run = run_writelines},
    {.name = "seek",
     TEXTS(.signature = "seek STREAM OFFSET [WHENCE]", .summary = "move the position"),
     .least = 2,
     .most = 3,
     .takes_values = true,
     .run = run_seek},
    {.name = "tell",
     TEXTS(.signature = "tell STREAM", .summary = "the position, in bytes"),
     .least = 1,
     .most = 1,
     .takes_values = true,
     .run = run_tell},
    {.name = "flush",
     TEXTS(.signature = "flush STREAM", .summary = "write what is buffered"),
     .least = 1,
     .most = 1,
     .takes_values = true,
     .run = run_flush},
    {.name = "detach",
     TEXTS(.signature = "detach STREAM", .summary = "flush and give the descriptor"),
     .least = 1,
     .most = 1,
     .takes_values = true,
     .run = run_detach},
    {.name = "readable",
     TEXTS(.signature = "readable STREAM", .summary = "whether it can be read"),
     .least = 1,
     .most = 1,
     .takes_values = true,
     .run = run_readable},
    {.name = "writable",
     TEXTS(.signature = "writable STREAM", .summary = "whether it can be written"),
     .least = 1,
     .most = 1,
     .takes_values = true,
     .run = run_writable},
    {.name = "seekable",
     TEXTS(.signature = "seekable STREAM", .summary = "whether it has positions"),
     .least = 1,
     .most = 1,
     .takes_values = true,
     .run = run_seekable},
    {.name = "fileno",
     TEXTS(.signature = "fileno STREAM", .summary = "its descriptor"),
     .least = 1,
     .most = 1,
     .takes_values = true,
     .run = run_fileno},
    {0},
};

#endif
