/* SPDX-License-Identifier: MIT */
/* Streams of module io in xsh. A stream is a record whose first field is its number in the session. */
#include "sh/streams.h"

#if WITH_IO

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "os/fd.h"
#include "os/tty.h"
#include "sh/builtins.h"
#include "sh/eval/eval.h"
#include "table/registry.h"
#include "value/constants.h"
#include "value/number.h"

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

/* Records why an operation on a stream failed. Returns -1. */
static int fail_stream(struct session *session, const struct open_stream *open, int64_t result)
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

static const char *fields_of(const struct open_stream *open)
{
    return open->stream.text ? "text" : "bytes";
}

/* Writes the record that stands for a stream. */
static void write_stream(struct out *out, const struct open_stream *open, struct word name)
{
    const struct stream *stream = &open->stream;

    out_open(out, OUT_RECORD);
    out_field_int(out, "stream", open->id);
    out_field_text(out, "kind", fields_of(open));
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

/* Opens the path, or takes the descriptor of fd:N. The descriptor, or -1 with the failure recorded. */
static int open_path(struct session *session, struct word path, int flags)
{
    struct number number;
    struct stat status;
    int64_t fd;

    if (path.size > 3 && memcmp(path.data, "fd:", 3) == 0) {
        if (!number_read((struct word){path.data + 3, path.size - 3}, 10, &number) ||
            !number_to_int64(number, 0, INT32_MAX, &fd))
            return fail_usage(session->fail, "'%.*s' is not a descriptor", shown_size(path), path.data);
        return fstat((int)fd, &status) == 0 ? (int)fd : fail_errno(session->fail, EBADF, path.data, NULL);
    }
    if (!is_c_string(path))
        return fail_usage(session->fail, "a path has no NUL byte");
    int result = os_open(AT_FDCWD, path.data, flags, 0666);
    if (result >= 0 && fstat(result, &status) == 0 && S_ISDIR(status.st_mode)) {
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
    if (open == NULL)
        return -1;
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
            return fail_stream(session, open, result);
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
    if (open == NULL)
        return -1;
    open->stream.out = writer;
    open->stream.seekable = false;
    write_stream(out, open, text_of(arguments, 0));
    return 0;
}

/* The first argument as a stream. NULL with the failure recorded. */
static struct open_stream *first_stream(struct session *session, const struct arguments *arguments)
{
    struct open_stream *open = stream_of(session, arguments->items[0]);

    if (open == NULL)
        fail_usage(session->fail, "the first argument is no stream (io.open gives one)");
    return open;
}

/* An integer argument; fallback if it is not there. */
static int read_count(struct session *session, const struct arguments *arguments, size_t at, int64_t *count)
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

/* Writes what was read and frees it; at the end of the file nothing, and the status is 1 if ends is set. */
static int end_reading(struct session *session, struct open_stream *open, struct bytes *bytes, int64_t result,
                       struct out *out, int *ends)
{
    if (result < 0) {
        free(bytes->data);
        return fail_stream(session, open, result);
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
    struct open_stream *open = first_stream(session, arguments);
    struct bytes bytes = {0};
    int64_t count, result;

    if (open == NULL || read_count(session, arguments, 1, &count) < 0)
        return -1;
    if (how == READ_LINE)
        result = stream_readline(&open->stream, count, &bytes);
    else if (how == READ_AHEAD)
        result = stream_peek(&open->stream, &bytes);
    else
        result = stream_get(&open->stream, how == READ_ONCE && count < 0 ? 1 << 17 : count, how == READ_ONCE, &bytes);
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

int stream_next(struct session *session, struct open_stream *open, const struct value **line)
{
    struct bytes bytes = {0};
    int64_t result = stream_readline(&open->stream, -1, &bytes);

    *line = NULL;
    if (result < 0)
        fail_stream(session, open, result);
    else if (result > 0 && (*line = value_text(session->arena, (struct word){bytes.data, bytes.size})) == NULL)
        result = session_no_memory(session);
    free(bytes.data);
    return result < 0 ? -1 : 0;
}

static int run_readlines(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = first_stream(session, arguments);
    int64_t hint, total = 0, result;

    (void)status;
    if (open == NULL || read_count(session, arguments, 1, &hint) < 0)
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
    return result < 0 ? fail_stream(session, open, result) : 0;
}

static int run_write(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = first_stream(session, arguments);

    (void)status;
    if (open == NULL)
        return -1;
    struct word data = text_of(arguments, 1);
    int64_t result = stream_write(&open->stream, data.data, data.size);
    if (result < 0)
        return fail_stream(session, open, result);
    out_int(out, result);
    return 0;
}

static int run_writelines(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = first_stream(session, arguments);

    (void)status;
    for (size_t i = 1; open != NULL && i < arguments->count; i++) {
        const struct value *item = arguments->items[i];
        const struct value *line = value_is_tree(item) ? item->first : item;
        for (; line != NULL; line = value_is_tree(item) ? line->next : NULL) {
            int64_t result = stream_write(&open->stream, line->text.data, line->text.size);
            if (result < 0)
                return fail_stream(session, open, result);
        }
    }
    out_none(out);
    return open != NULL ? 0 : -1;
}

/* Writes an operation's integer, or records its failure. */
static int end_integer(struct session *session, struct open_stream *open, int64_t result, struct out *out)
{
    if (result < 0)
        return fail_stream(session, open, result);
    out_int(out, result);
    return 0;
}

static int run_seek(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = first_stream(session, arguments);
    int64_t offset, whence = SEEK_SET;
    struct word culprit;

    (void)status;
    if (open == NULL || read_count(session, arguments, 1, &offset) < 0)
        return -1;
    if (arguments->count > 2 && constants_read(&seek_whence, text_of(arguments, 2), &whence, &culprit) != CONSTANTS_OK)
        return fail_usage(session->fail, "whence: unknown name '%.*s'", shown_size(culprit), culprit.data);
    return end_integer(session, open, stream_seek(&open->stream, offset, (int)whence), out);
}

static int run_tell(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = first_stream(session, arguments);

    (void)status;
    return open != NULL ? end_integer(session, open, stream_tell(&open->stream), out) : -1;
}

static int run_truncate(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = first_stream(session, arguments);
    int64_t size;

    (void)status;
    if (open == NULL || read_count(session, arguments, 1, &size) < 0)
        return -1;
    return end_integer(session, open, stream_truncate(&open->stream, size), out);
}

static int end_none(struct session *session, struct open_stream *open, int result, struct out *out)
{
    if (result < 0)
        return fail_stream(session, open, result);
    out_none(out);
    return 0;
}

static int run_flush(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = first_stream(session, arguments);

    (void)status;
    return open != NULL ? end_none(session, open, stream_flush(&open->stream), out) : -1;
}

static int run_close(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = first_stream(session, arguments);

    (void)status;
    return open != NULL ? end_none(session, open, stream_close(&open->stream), out) : -1;
}

static int run_detach(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = first_stream(session, arguments);

    (void)status;
    return open != NULL ? end_integer(session, open, stream_detach(&open->stream), out) : -1;
}

static int run_getvalue(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = first_stream(session, arguments);

    (void)status;
    if (open == NULL)
        return -1;
    if (!open->stream.memory)
        return fail_usage(session->fail, "the stream is not in memory");
    struct bytes bytes = {0};
    int result = stream_contents(&open->stream, &bytes);
    return end_reading(session, open, &bytes, result, out, NULL);
}

static int run_reconfigure(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = first_stream(session, arguments);
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
    return end_none(session, open,
                    stream_reconfigure(stream, &options.encoding, options.handler, options.newline,
                                       options.line_buffering, options.write_through),
                    out);
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
    struct open_stream *open = first_stream(session, arguments);

    return open != NULL ? answer(out, open->stream.reads, status) : -1;
}

static int run_writable(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = first_stream(session, arguments);

    return open != NULL ? answer(out, open->stream.writes, status) : -1;
}

static int run_seekable(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = first_stream(session, arguments);

    return open != NULL ? answer(out, open->stream.seekable, status) : -1;
}

static int run_isatty(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = first_stream(session, arguments);

    return open != NULL ? answer(out, !open->stream.memory && os_isatty(open->stream.in), status) : -1;
}

static int run_fileno(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct open_stream *open = first_stream(session, arguments);

    (void)status;
    if (open == NULL)
        return -1;
    return end_integer(session, open,
                       open->stream.memory   ? -EOPNOTSUPP
                       : open->stream.closed ? -EBADF
                                             : open->stream.in,
                       out);
}

/* What operations do to a descriptor, done to a stream. */
static const struct builtin stream_methods[] = {
    {"read", "read STREAM [N]", "read N bytes or characters, or all", 1, 2, true, false, run_read},
    {"read1", "read1 STREAM [N]", "read with at most one system call", 1, 2, true, false, run_read1},
    {"readall", "readall STREAM", "read all", 1, 1, true, false, run_read},
    {"readinto", "readinto STREAM N", "read, as read", 1, 2, true, false, run_read},
    {"readline", "readline STREAM [N]", "read a line; at the end none, status 1", 1, 2, true, false, run_readline},
    {"peek", "peek STREAM", "bytes that the next read gives again", 1, 2, true, false, run_peek},
    {"write", "write STREAM TEXT", "write; the bytes or characters written", 2, 2, true, false, run_write},
    {"truncate", "truncate STREAM [SIZE]", "cut or extend to SIZE, or the position", 1, 2, true, false, run_truncate},
    {"close", "close STREAM", "flush and close", 1, 1, true, false, run_close},
    {"isatty", "isatty STREAM", "whether it is a terminal", 1, 1, true, false, run_isatty},
    {0},
};

const struct builtin stream_builtins[] = {
    {"io.open", "io.open PATH|fd:N [MODE] [OPTION VALUE...]", "open a stream of text or bytes", 1, 16, false, true,
     run_open},
    {"BytesIO", "BytesIO [DATA]", "a stream of bytes in memory", 0, 1, false, false, run_bytes},
    {"StringIO", "StringIO [TEXT] [--newline KIND]", "a stream of text in memory", 0, 3, false, false, run_string},
    {"io.pair", "io.pair READER WRITER", "one stream of two: fd:N or paths", 2, 2, false, true, run_pair},
    {"readinto1", "readinto1 STREAM N", "read, as read1", 1, 2, true, false, run_read1},
    {"readlines", "readlines STREAM [N]", "the list of the lines, of about N bytes", 1, 2, true, false, run_readlines},
    {"writelines", "writelines STREAM LIST", "write each item", 2, SIZE_MAX, true, false, run_writelines},
    {"seek", "seek STREAM OFFSET [WHENCE]", "move the position", 2, 3, true, false, run_seek},
    {"tell", "tell STREAM", "the position, in bytes", 1, 1, true, false, run_tell},
    {"flush", "flush STREAM", "write what is buffered", 1, 1, true, false, run_flush},
    {"detach", "detach STREAM", "flush and give the descriptor", 1, 1, true, false, run_detach},
    {"getvalue", "getvalue STREAM", "the contents of a stream in memory", 1, 1, true, false, run_getvalue},
    {"reconfigure", "reconfigure STREAM OPTION VALUE...", "change encoding, errors, newline", 3, 16, true, false,
     run_reconfigure},
    {"readable", "readable STREAM", "whether it can be read", 1, 1, true, false, run_readable},
    {"writable", "writable STREAM", "whether it can be written", 1, 1, true, false, run_writable},
    {"seekable", "seekable STREAM", "whether it has positions", 1, 1, true, false, run_seekable},
    {"fileno", "fileno STREAM", "its descriptor", 1, 1, true, false, run_fileno},
    {0},
};

const struct builtin *stream_method(struct word name)
{
    for (const struct builtin *method = stream_methods; method->name != NULL; method++)
        if (word_is(name, method->name))
            return method;
    return NULL;
}

int streams_end(struct session *session)
{
    int result = 0;

    while (session->streams != NULL) {
        struct open_stream *open = session->streams;
        session->streams = open->next;
        int closed = stream_close(&open->stream);
        if (closed < 0 && result == 0)
            result = fail_stream(session, open, closed);
        stream_free(&open->stream);
        free(open);
    }
    return result;
}

#endif
