/* SPDX-License-Identifier: MIT */
/* Module io: operations on the caller's descriptors. Encodings and line ends are in xio. */
#include <errno.h>
#include <stdlib.h>
#include <sysexits.h>

#include "ops/chapters.h"
#include "os/io.h"
#include "os/peek.h"
#include "value/codec.h"

TEXTS_OF(io_io);

enum { BUFFER_SIZE = 128 * 1024 }; /* DEFAULT_BUFFER_SIZE */

struct sized {
    int fd;
    struct maybe size;
};

/* Handles the end of the file: prints nothing and sets status 1, so that a loop ends. */
static int at_end(struct call *call)
{
    call->status = 1;
    if (call->in_xsh)
        out_none(call->out);
    return 0;
}

/* Fails for a size that is negative or beyond what can be held. */
static int check_size(struct call *call, int64_t size)
{
    return size >= 0 && size <= IO_MOST ? 0 : fail_errno(call->fail, EINVAL, NULL, NULL);
}

static int run_readline(struct call *call)
{
    enum { FIRST = 4096 };
    const struct sized *args = ARGS(struct sized, call);
    bool limited = args->size.given && args->size.value >= 0 && args->size.value < IO_MOST;
    size_t most = limited ? (size_t)args->size.value : IO_MOST, used = 0, room = 0;
    char *line = NULL;
    int64_t got = 0;

    do {
        room = room == 0 ? FIRST : 2 * room;
        room = room < most ? room : most;
        char *grown = realloc(line, room + 1);
        if (grown == NULL) {
            free(line);
            return fail_no_memory(call->fail);
        }
        line = grown;
        got = os_read_line(args->fd, line + used, room - used);
        used += got > 0 ? (size_t)got : 0;
    } while (got > 0 && line[used - 1] != '\n' && used == room && used < most);
    if (used > 0)
        out_bytes(call->out, line, used);
    free(line);
    if (used == 0 && got < 0)
        return fail_errno(call->fail, (int)-got, NULL, NULL);
    return used > 0 || most == 0 ? 0 : at_end(call);
}

static int run_peek(struct call *call)
{
    const struct sized *args = ARGS(struct sized, call);
    int64_t size = args->size.given && args->size.value > 0 ? args->size.value : BUFFER_SIZE;
    char *data = check_size(call, size) == 0 ? arena_alloc(call->arena, (size_t)size) : NULL;

    if (data == NULL)
        return call->fail->status != 0 ? -1 : fail_no_memory(call->fail);
    int64_t got = os_peek(args->fd, data, (size_t)size);
    if (got < 0)
        return fail_errno(call->fail, (int)-got, NULL, NULL);
    if (got == 0)
        return at_end(call);
    out_bytes(call->out, data, (size_t)got);
    return 0;
}

static int run_read1(struct call *call)
{
    const struct sized *args = ARGS(struct sized, call);
    int64_t size = args->size.given && args->size.value >= 0 ? args->size.value : BUFFER_SIZE;
    char *data = check_size(call, size) == 0 ? arena_alloc(call->arena, (size_t)size + 1) : NULL;

    if (data == NULL)
        return call->fail->status != 0 ? -1 : fail_no_memory(call->fail);
    int64_t got = os_read(args->fd, data, (size_t)size);
    if (got < 0)
        return fail_errno(call->fail, (int)-got, NULL, NULL);
    out_bytes(call->out, data, (size_t)got);
    return 0;
}

struct all {
    int fd;
    int64_t max;
};

/* Copies raw bytes part by part: they need not be in memory as a whole. */
static int pass_all(struct call *call, int fd, int64_t max)
{
    char data[BUFFER_SIZE], last = '\n';
    struct out *out = call->out;
    int64_t got;

    out->long_bytes = true;
    while (out->errnum == 0 && (got = os_read(fd, data, sizeof data)) != 0) {
        if (got < 0 || got > max)
            return fail_errno(call->fail, got < 0 ? (int)-got : EFBIG, NULL, NULL);
        max -= got;
        last = data[got - 1];
        out_bytes(out, data, (size_t)got);
    }
    if (last != '\n' && out_is_tty(out))
        out_char(out, '\n');
    return 0;
}

static int run_readall(struct call *call)
{
    const struct all *args = ARGS(struct all, call);
    size_t room = BUFFER_SIZE, used = 0;
    char *data = NULL;
    int64_t got;

    if (args->max < 0)
        return fail_errno(call->fail, EINVAL, NULL, NULL);
    if (!call->in_xsh && call->out->writer == &out_plain && call->out->bytes_form == BYTES_RAW)
        return pass_all(call, args->fd, args->max);
    do {
        char *grown = realloc(data, room);
        if (grown == NULL) {
            free(data);
            return fail_no_memory(call->fail);
        }
        data = grown;
        got = os_read(args->fd, data + used, room - used);
        used += got > 0 ? (size_t)got : 0;
        room = used == room ? 2 * room : room;
    } while (got > 0 && (uint64_t)used <= (uint64_t)args->max);
    if (got >= 0 && (uint64_t)used <= (uint64_t)args->max)
        out_bytes(call->out, data, used);
    free(data);
    return got == 0 ? 0 : fail_errno(call->fail, got < 0 ? (int)-got : EFBIG, NULL, NULL);
}

struct writing {
    int fd;
    struct word data;
};

static int run_write_all(struct call *call)
{
    const struct writing *args = ARGS(struct writing, call);

    int result = write_all(args->fd, args->data.data, args->data.size);

    return call_end_int(call, result < 0 ? result : (int64_t)args->data.size, NULL);
}

struct encoding_args {
    const char *encoding;
};

static int run_text_encoding(struct call *call)
{
    const char *name = ARGS(struct encoding_args, call)->encoding;

    out_text(call->out, name != NULL ? name : "utf-8");
    return 0;
}

static const struct param readline_params[] = {
    PARAM(struct sized, fd, FD, .help = PACKED("an open descriptor")),
    PARAM(struct sized, size, MAYBE_SIZE, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_MINUS_1,
          .help = PACKED("bytes at most, also of a longer line; -1: no limit")),
};

static const struct param peek_params[] = {
    PARAM(struct sized, fd, FD, .help = PACKED("an open descriptor: file, pipe or socket")),
    PARAM(struct sized, size, MAYBE_SIZE, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_0,
          .help = PACKED("bytes at most; 0: DEFAULT_BUFFER_SIZE")),
};

static const struct param read1_params[] = {
    PARAM(struct sized, fd, FD, .help = PACKED("an open descriptor")),
    PARAM(struct sized, size, MAYBE_SIZE, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_MINUS_1,
          .help = PACKED("bytes at most; -1: DEFAULT_BUFFER_SIZE")),
};

static const struct param readall_params[] = {
    PARAM(struct all, fd, FD, .help = PACKED("an open descriptor")),
    PARAM(struct all, max, SIZE, .flags = PARAM_OPTION | PARAM_EXTRA, .fallback = FALLBACK_1G,
          .help = PACKED("fail with EFBIG if there are more bytes")),
};

static const struct param write_params[] = {
    PARAM(struct writing, fd, FD, .help = PACKED("an open descriptor")),
    PARAM(struct writing, data, BYTES, .help = PACKED("what to write")),
};

static const struct param encoding_params[] = {
    PARAM(struct encoding_args, encoding, TEXT, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_NONE,
          .help = PACKED("an encoding's name, which is returned as it is")),
};

static const struct op ops[] = {
    {
        .name = "readline",
        TEXTS(.summary = "Read one line and leave the descriptor's position just after it",
              .result = "bytes the line, its newline included", .errors = "EBADF EAGAIN EISDIR",
              .note = "At the end of the file nothing is printed and the status is 1",
              .example = "printf 'a\\nb\\n' | { xos readline 0; cat; }", .signature = "readline(fd, size=-1)"),
        .acts_on = ACTS_ON_FD,
        .available = ON_ALL,
        OP_PARAMS(struct sized, readline_params),
        .flags = OP_BYTES,
        .run = run_readline,
    },
    {
        .name = "peek",
        TEXTS(.summary = "Read bytes without consuming them", .result = "bytes those that the next read gives again",
              .errors = "EBADF EAGAIN ESPIPE",
              .note = "Waits for the first byte; at the end nothing is printed and the status is 1",
              .example = "echo text | { xos peek 0 2; cat; }", .signature = "peek(fd, size=0)"),
        .acts_on = ACTS_ON_FD,
        .available = ON_LINUX,
        OP_PARAMS(struct sized, peek_params),
        .flags = OP_BYTES,
        .run = run_peek,
    },
    {
        .name = "readall",
        TEXTS(.summary = "Read everything up to the end of the file", .result = "bytes all of them",
              .errors = "EBADF EAGAIN EISDIR EFBIG", .example = "echo text | xos readall 0",
              .signature = "readall(fd)"),
        .acts_on = ACTS_ON_FD,
        .available = ON_ALL,
        OP_PARAMS(struct all, readall_params),
        .flags = OP_BYTES,
        .run = run_readall,
    },
    {
        .name = "read1",
        TEXTS(.summary = "Wait for data and read what is available, with one system call",
              .result = "bytes; none at the end of the file", .errors = "EBADF EAGAIN EISDIR",
              .example = "echo text | xos read1 0", .signature = "read1(fd, size=-1)"),
        .acts_on = ACTS_ON_FD,
        .available = ON_ALL,
        OP_PARAMS(struct sized, read1_params),
        .flags = OP_BYTES,
        .run = run_read1,
    },
    {
        .name = "write_all",
        TEXTS(.summary = "Write all bytes, with as many system calls as it takes", .result = "int bytes written",
              .errors = "EBADF EAGAIN ENOSPC EPIPE", .note = "os.write makes one call, which may write less",
              .example = "xos write_all 1 text", .signature = "write_all(fd, data)"),
        .acts_on = ACTS_ON_FD,
        .available = ON_ALL,
        OP_PARAMS(struct writing, write_params),
        .flags = OP_WRITES,
        .run = run_write_all,
    },
    {
        .name = "text_encoding",
        TEXTS(.summary = "Return the encoding that text has if none is given", .result = "str utf-8, or the argument",
              .note = "Nothing depends on the locale", .example = "xos text_encoding", .since = "3.10",
              .signature = "text_encoding(encoding=None)"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        OP_PARAMS(struct encoding_args, encoding_params),
        .run = run_text_encoding,
    },
    OP_NOT_HERE("open_code", "Open a file of code",
                "it runs audit hooks of a Python interpreter: open the file with os.open", .since = "3.8"),
    OP_NOT_HERE("EncodingWarning", "Warn of a default encoding",
                "the default encoding is always utf-8: name another with "
                "xio --from",
                .since = "3.10"),
    OP_NOT_HERE("BytesIO.getbuffer", "Return a view of a stream in memory",
                "a view needs the memory of an interpreter: copy "
                "the bytes with readall"),
    OP_NOT_HERE("Reader", "Describe streams that can be read, for type checkers", "shell words have no types to check",
                .since = "3.14"),
    OP_NOT_HERE("namereplace", "Replace characters by their names",
                "the names of all characters would double the program: "
                "use xio copy --errors backslashreplace"),
    OP_NOT_HERE("codecs.register_error", "Register an error handler",
                "a handler is a Python function: use one of those that "
                "xio copy --errors has"),
};

const struct chapter chapter_io = CHAPTER(SECTION_IO, "io: streams of bytes and text", ops);
