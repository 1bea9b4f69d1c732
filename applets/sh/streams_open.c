/* SPDX-License-Identifier: MIT */
/* Opening streams in xsh: io.open, io.pair, BytesIO, StringIO, and reconfigure, which takes the same options. */
#include "sh/streams_parts.h"

#if WITH_IO

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "os/fd.h"
#include "os/status.h"
#include "os/tty.h"
#include "value/number.h"

TEXTS_OF(sh_streams_open);

/* The options of io.open and reconfigure, each a word. */
struct stream_options {
    struct encoding encoding;
    enum codec_handler handler;
    enum stream_newline newline;
    bool encoding_given, errors_given, newline_given, raw, keeps_fd, line_buffering, write_through, buffering_given;
};

static int read_newline(struct session *session, struct word word, enum stream_newline *newline)
{
    static const char *const names[] = {"none", "", "lf", "cr", "crlf"};
    static const char *const bytes[] = {"None", "any", "\n", "\r", "\r\n"};

    for (int i = 0; i < 5; i++)
        if (word_is(word, names[i]) || word_is(word, bytes[i])) {
            *newline = (enum stream_newline)i;
            return 0;
        }
    return fail_usage(session->fail, "newline: '%.*s' is not none, '', lf, cr or crlf", shown_size(word), word.data);
}

static int read_errors(struct session *session, struct word word, enum codec_handler *handler)
{
    for (unsigned i = 0; i < HANDLERS; i++)
        if (word_is(word, codec_handler_name(i))) {
            *handler = (enum codec_handler)i;
            return 0;
        }
    return fail_usage(session->fail, "errors: unknown handler '%.*s'", shown_size(word), word.data);
}

static bool is_yes(struct word word)
{
    return word_is(word, "yes") || word_is(word, "true") || word_is(word, "1") || word_is(word, "on");
}

/* Reads one option and its value. 0, or -1 with the failure recorded. */
static int read_option(struct session *session, struct stream_options *options, struct word name, struct word value)
{
    if (word_is(name, "--encoding")) {
        options->encoding_given = true;
        if (encoding_find(value.data, &options->encoding) != ENCODING_FOUND)
            return fail_usage(session->fail, "encoding: unknown encoding '%.*s'", shown_size(value), value.data);
        return 0;
    }
    if (word_is(name, "--errors")) {
        options->errors_given = true;
        return read_errors(session, value, &options->handler);
    }
    if (word_is(name, "--newline")) {
        options->newline_given = true;
        return read_newline(session, value, &options->newline);
    }
    if (word_is(name, "--buffering")) {
        options->buffering_given = true;
        options->raw = word_is(value, "0");
        options->line_buffering = word_is(value, "1");
    } else if (word_is(name, "--closefd"))
        options->keeps_fd = !is_yes(value);
    else if (word_is(name, "--line-buffering"))
        options->line_buffering = is_yes(value);
    else if (word_is(name, "--write-through"))
        options->write_through = is_yes(value);
    else
        return fail_usage(session->fail, "unknown option '%.*s'", shown_size(name), name.data);
    return 0;
}

/* Reads the options from argument at on. */
static int read_options(struct session *session, const struct arguments *arguments, size_t at,
                        struct stream_options *options)
{
    for (; at < arguments->count; at += 2) {
        struct word name = text_of(arguments, at);
        if (at + 1 == arguments->count)
            return fail_usage(session->fail, "%.*s: the value is missing", shown_size(name), name.data);
        if (read_option(session, options, name, text_of(arguments, at + 1)) < 0)
            return -1;
    }
    return 0;
}

/* Writes the record that stands for a stream. */
static void write_stream(struct out *out, const struct open_stream *open, struct word name)
{
    const struct stream *stream = &open->stream;

    out_open(out, OUT_RECORD);
    out_field_int(out, "stream", open->id);
    out_field_text(out, "kind", stream->text ? "text" : "bytes");
    out_name(out, "fileno");
    if (stream->memory)
        out_none(out);
    else
        out_int(out, stream->in);
    out_name(out, "name");
    out_string(out, name.data, name.size);
    out_field_text(out, "mode", open->mode);
    out_field_text(out, "encoding", stream->text && !stream->memory ? stream->encoding.name : NULL);
    out_field_text(out, "errors", stream->text ? codec_handler_name(stream->handler) : NULL);
    out_close(out);
}

/* Adds a stream to the session. NULL with the failure recorded. */
static struct open_stream *add_stream(struct session *session, int fd, const char *mode,
                                      const struct stream_options *options)
{
    struct open_stream *open = calloc(1, sizeof *open);

    if (open == NULL) {
        session_no_memory(session);
        return NULL;
    }
    strncpy(open->mode, mode, sizeof open->mode - 1);
    int result = stream_start(&open->stream, fd, mode, &options->encoding, options->handler, options->newline,
                              options->raw);
    if (result < 0) {
        free(open);
        fail_errno(session->fail, -result, NULL, NULL);
        return NULL;
    }
    open->stream.keeps_fd = options->keeps_fd;
    open->stream.line_buffering = options->line_buffering ||
                                  (open->stream.text && !open->stream.memory && os_isatty(fd));
    open->stream.write_through = options->write_through;
    open->id = ++session->last_stream;
    open->next = session->streams;
    session->streams = open;
    return open;
}

/* Closes what open_path has opened, if it was a path. */
static void close_path(struct word path, int fd)
{
    if (fd >= 0 && word_fd(path).data == NULL)
        os_close(fd);
}

/* Opens the path, or takes the descriptor of fd:N. The descriptor, or -1 with the failure recorded. */
static int open_path(struct session *session, struct word path, int flags)
{
    struct word given = word_fd(path);
    struct number number;
    struct status status;
    int64_t fd;

    if (given.data != NULL) {
        if (!number_read(given, 10, &number) || !number_to_int64(number, 0, INT32_MAX, &fd))
            return fail_usage(session->fail, "'%.*s' is not a descriptor", shown_size(path), path.data);
        return os_access_mode((int)fd) >= 0 ? (int)fd : fail_errno(session->fail, EBADF, path.data, NULL);
    }
    if (!is_c_string(path))
        return fail_usage(session->fail, "a path has no NUL byte");
    int result = os_open(AT_FDCWD, path.data, flags, 0666);
    if (result >= 0 && status_get(result, NULL, 0, STATUS_TYPE, &status) == 0 && S_ISDIR(status.mode)) {
        os_close(result);
        result = -EISDIR;
    }
    return result >= 0 ? result : fail_errno(session->fail, -result, path.data, NULL);
}

/* Refuses options that do not go with the mode, as io.open does. */
static int check_options(struct session *session, const struct stream_options *options, bool text)
{
    if (!text && (options->encoding_given || options->errors_given || options->newline_given))
        return fail_usage(session->fail, "a stream of bytes has no encoding, errors or newline");
    if (text && options->raw)
        return fail_usage(session->fail, "text cannot be unbuffered");
    return 0;
}

static int run_open(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct stream_options options = {.handler = HANDLE_STRICT};
    bool has_mode = arguments->count > 1 && strncmp(text_of(arguments, 1).data, "--", 2) != 0, text = true;
    const char *mode = has_mode ? text_of(arguments, 1).data : "r";
    int flags = stream_mode(mode, &text);

    (void)status;
    encoding_find("utf-8", &options.encoding);
    if (flags < 0 || strlen(mode) > 3)
        return fail_usage(session->fail, "invalid mode: '%.20s'", mode);
    if (read_options(session, arguments, has_mode ? 2 : 1, &options) < 0 || check_options(session, &options, text) < 0)
        return -1;
    int fd = open_path(session, text_of(arguments, 0), flags);
    if (fd < 0)
        return -1;
    struct open_stream *open = add_stream(session, fd, mode, &options);
    if (open == NULL) {
        close_path(text_of(arguments, 0), fd);
        return -1;
    }
    write_stream(out, open, text_of(arguments, 0));
    return 0;
}

/* BytesIO [DATA] and StringIO [TEXT]: the position is at the beginning. */
static int open_memory(struct session *session, const struct arguments *arguments, struct out *out, bool text)
{
    struct stream_options options = {.handler = HANDLE_PASS, .newline = STREAM_LF};

    encoding_find("utf-8", &options.encoding);
    if (text && read_options(session, arguments, arguments->count > 0 ? 1 : 0, &options) < 0)
        return -1;
    struct open_stream *open = add_stream(session, -1, text ? "w+" : "wb+", &options);
    if (open == NULL)
        return -1;
    if (arguments->count > 0) {
        struct word data = text_of(arguments, 0);
        int64_t result = stream_write(&open->stream, data.data, data.size);
        result = result < 0 ? result : stream_seek(&open->stream, 0, SEEK_SET);
        if (result < 0)
            return stream_fail(session, open, result);
    }
    write_stream(out, open, word_of(text ? "StringIO" : "BytesIO"));
    return 0;
}

static int run_bytes(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    (void)status;
    return open_memory(session, arguments, out, false);
}

static int run_string(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    (void)status;
    return open_memory(session, arguments, out, true);
}

/* io.pair READER WRITER: one stream of bytes that reads from one descriptor and writes to another. */
static int run_pair(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct stream_options options = {.handler = HANDLE_STRICT};
    int reader = open_path(session, text_of(arguments, 0), O_RDONLY);
    int writer = reader >= 0 ? open_path(session, text_of(arguments, 1), O_WRONLY) : -1;
    struct open_stream *open = writer >= 0 ? add_stream(session, reader, "rb+", &options) : NULL;

    (void)status;
    if (open == NULL) {
        close_path(text_of(arguments, 0), reader);
        close_path(text_of(arguments, 1), writer);
        return -1;
    }
    open->stream.out = writer;
    open->stream.seekable = false;
    write_stream(out, open, text_of(arguments, 0));
    return 0;
}

static int run_reconfigure(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = stream_first(session, arguments);
    struct stream *stream = open != NULL ? &open->stream : NULL;

    (void)status;
    if (open == NULL)
        return -1;
    if (!stream->text)
        return fail_usage(session->fail, "a stream of bytes has nothing to reconfigure");
    struct stream_options options = {.encoding = stream->encoding,
                                     .handler = stream->handler,
                                     .newline = stream->newline,
                                     .line_buffering = stream->line_buffering,
                                     .write_through = stream->write_through};
    if (read_options(session, arguments, 1, &options) < 0)
        return -1;
    if (stream->was_read && (options.encoding_given || options.newline_given))
        return fail_words(session->fail, EX_DATAERR, "encoding and newline cannot change after reading has begun");
    if (options.encoding_given && !options.errors_given)
        options.handler = HANDLE_STRICT;
    return stream_end_none(session, open,
                           stream_reconfigure(stream, &options.encoding, options.handler, options.newline,
                                              options.line_buffering, options.write_through),
                           out);
}

const struct builtin stream_open_builtins[] = {
    {.name = "io.open",
     TEXTS(.signature = "io.open PATH|fd:N [MODE] [OPTION VALUE...]", .summary = "open a stream of text or bytes"),
     .least = 1,
     .most = 16,
     .flushes = true,
     .run = run_open},
    {.name = "BytesIO",
     TEXTS(.signature = "BytesIO [DATA]", .summary = "a stream of bytes in memory"),
     .least = 0,
     .most = 1,
     .run = run_bytes},
    {.name = "StringIO",
     TEXTS(.signature = "StringIO [TEXT] [--newline KIND]", .summary = "a stream of text in memory"),
     .least = 0,
     .most = 3,
     .run = run_string},
    {.name = "io.pair",
     TEXTS(.signature = "io.pair READER WRITER", .summary = "one stream of two: fd:N or paths"),
     .least = 2,
     .most = 2,
     .flushes = true,
     .run = run_pair},
    {.name = "reconfigure",
     TEXTS(.signature = "reconfigure STREAM OPTION VALUE...", .summary = "change encoding, errors, newline"),
     .least = 3,
     .most = 16,
     .takes_values = true,
     .run = run_reconfigure},
    {0},
};

#endif
