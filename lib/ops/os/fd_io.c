/* SPDX-License-Identifier: MIT */
/* File descriptor operations: reading, writing, moving data between descriptors. */
#include "ops/chapters.h"

#include <errno.h>
#include <limits.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "value/constants.h"
#include "ops/shared/files.h"
#include "os/fd.h"
#include "os/io.h"
#include "os/status.h"

TEXTS_OF(os_fd_io);

struct reading {
    int fd;
    int64_t n, offset;
};
struct scatter {
    int fd;
    struct sizes buffers;
    int64_t offset, flags;
};
struct writing {
    int fd;
    struct word str;
    int64_t offset;
};
struct gather {
    int fd;
    struct words buffers;
    int64_t offset, flags;
};
struct copy {
    int src, dst;
    int64_t count;
    struct maybe offset_src, offset_dst;
    int64_t flags;
};
struct sending {
    int out, in;
    struct maybe offset;
    int64_t count, flags;
    struct word headers, trailers;
};

/* Converts a count to size_t. On a 32-bit system a larger count becomes the largest one, instead of wrapping around. */
static size_t size_of(int64_t count)
{
    return count < SSIZE_MAX ? (size_t)count : SSIZE_MAX;
}

/* Memory to read into: from the arena for a small size, else separate pages, which cost memory only when they are
 * filled. */
struct room {
    char *data;
    size_t size;
    bool reserved;
};

static int room_open(struct call *call, struct room *room, size_t size)
{
    enum { LITTLE = 16 * 1024 };

    *room = (struct room){.size = size < IO_MOST ? size : IO_MOST, .reserved = size > LITTLE};
    room->data = room->reserved ? os_reserve(&room->size) : arena_alloc(call->arena, room->size + 1);
    return room->data != NULL ? 0 : fail_no_memory(call->fail);
}

/* Ends a reading operation: writes the bytes that were read, or records the failure -got. */
static int room_close(struct call *call, struct room *room, int64_t got)
{
    if (got >= 0)
        out_bytes(call->out, room->data, (size_t)got);
    if (room->reserved)
        os_release(room->data, room->size);
    return got < 0 ? fail_errno(call->fail, (int)-got, NULL, NULL) : 0;
}

enum { PART = 256 * 1024 };

/* True if a large size is to be read and written part by part: raw bytes of a regular file, where several calls read
 * what one would have. A value that is encoded or kept is needed as a whole, as is one for a terminal, which a newline
 * follows. */
static bool in_parts(const struct call *call, int fd, int64_t size)
{
    struct status status;

    if (size <= PART || call->in_xsh || call->out->writer == &out_json || call->out->bytes_form != BYTES_RAW ||
        out_is_tty(call->out))
        return false;
    return status_get(fd, NULL, 0, STATUS_TYPE, &status) == 0 && S_ISREG(status.mode);
}

/* Reads at most size bytes, at *offset unless offset is NULL. */
static int64_t read_some(int fd, char *data, size_t size, const int64_t *offset)
{
    return offset != NULL ? os_pread(fd, data, size, *offset) : os_read(fd, data, size);
}

static int read_parts(struct call *call, int fd, int64_t size, const int64_t *offset)
{
    int64_t left = size < IO_MOST ? size : IO_MOST, at = offset != NULL ? *offset : 0, got;
    bool any = false;
    struct room room;

    if (room_open(call, &room, PART) < 0)
        return -1;
    do {
        size_t wanted = left < (int64_t)room.size ? (size_t)left : room.size;
        got = read_some(fd, room.data, wanted, offset != NULL ? &at : NULL);
        if (got <= 0)
            break;
        out_bytes(call->out, room.data, (size_t)got);
        any = true;
        at += got;
        left -= got;
    } while (left > 0 && call->out->errnum == 0);
    return room_close(call, &room, any ? 0 : got);
}

static int read_bytes(struct call *call, int fd, int64_t size, const int64_t *offset)
{
    struct room room;

    if (size < 0)
        return fail_errno(call->fail, EINVAL, NULL, NULL);
    if (in_parts(call, fd, size))
        return read_parts(call, fd, size, offset);
    if (room_open(call, &room, size_of(size)) < 0)
        return -1;
    return room_close(call, &room, read_some(fd, room.data, room.size, offset));
}

static int run_read(struct call *call)
{
    const struct reading *args = ARGS(struct reading, call);

    return read_bytes(call, args->fd, args->n, NULL);
}

static int run_pread(struct call *call)
{
    const struct reading *args = ARGS(struct reading, call);

    return read_bytes(call, args->fd, args->n, &args->offset);
}

/* Opens one room for all buffers, one after the other, so that the bytes read are contiguous. Sizes beyond what one
 * call moves are cut, as the kernel does. Returns NULL with the failure recorded. */
static struct iovec *buffers_open(struct call *call, const struct sizes *sizes, struct room *room)
{
    struct iovec *parts = arena_alloc(call->arena, (sizes->count + 1) * sizeof *parts);
    size_t total = 0, at = 0;

    for (size_t i = 0; i < sizes->count; i++) {
        size_t left = IO_MOST - total;
        if (sizes->items[i] < 0) {
            fail_usage(call->fail, "buffers: a size cannot be negative");
            return NULL;
        }
        total += (uint64_t)sizes->items[i] < left ? (size_t)sizes->items[i] : left;
    }
    if (parts == NULL)
        fail_no_memory(call->fail);
    if (parts == NULL || room_open(call, room, total) < 0)
        return NULL;
    for (size_t i = 0; i < sizes->count; i++) {
        size_t left = room->size - at;
        size_t size = (uint64_t)sizes->items[i] < left ? (size_t)sizes->items[i] : left;
        parts[i] = (struct iovec){room->data + at, size};
        at += size;
    }
    return parts;
}

static int run_readv(struct call *call)
{
    const struct scatter *args = ARGS(struct scatter, call);
    struct room room;
    struct iovec *parts = buffers_open(call, &args->buffers, &room);

    if (parts == NULL)
        return -1;
    return room_close(call, &room, os_readv(args->fd, parts, args->buffers.count));
}

static int run_preadv(struct call *call)
{
    const struct scatter *args = ARGS(struct scatter, call);
    struct room room;
    struct iovec *parts = buffers_open(call, &args->buffers, &room);

    if (parts == NULL)
        return -1;
    return room_close(call, &room, os_preadv(args->fd, parts, args->buffers.count, args->offset, (int)args->flags));
}

static int run_write(struct call *call)
{
    const struct writing *args = ARGS(struct writing, call);

    return call_end_int(call, os_write(args->fd, args->str.data, args->str.size), NULL);
}

static int run_pwrite(struct call *call)
{
    const struct writing *args = ARGS(struct writing, call);

    return call_end_int(call, os_pwrite(args->fd, args->str.data, args->str.size, args->offset), NULL);
}

static struct iovec *parts_of(struct call *call, const struct words *buffers)
{
    struct iovec *parts = arena_alloc(call->arena, (buffers->count + 1) * sizeof *parts);

    for (size_t i = 0; parts != NULL && i < buffers->count; i++)
        parts[i] = (struct iovec){(void *)buffers->items[i].data, buffers->items[i].size};
    if (parts == NULL)
        fail_no_memory(call->fail);
    return parts;
}

static int run_writev(struct call *call)
{
    const struct gather *args = ARGS(struct gather, call);
    const struct iovec *parts = parts_of(call, &args->buffers);

    return parts == NULL ? -1 : call_end_int(call, os_writev(args->fd, parts, args->buffers.count), NULL);
}

static int run_pwritev(struct call *call)
{
    const struct gather *args = ARGS(struct gather, call);
    const struct iovec *parts = parts_of(call, &args->buffers);

    if (parts == NULL)
        return -1;
    return call_end_int(call, os_pwritev(args->fd, parts, args->buffers.count, args->offset, (int)args->flags), NULL);
}

static const int64_t *offset_of(const struct maybe *offset)
{
    return offset->given ? &offset->value : NULL;
}

static int run_copy_file_range(struct call *call)
{
    const struct copy *args = ARGS(struct copy, call);

    if (args->count < 0)
        return fail_usage(call->fail, "count: it cannot be negative");
    return call_end_from_to(call,
                            os_copy_file_range(args->src, args->dst, size_of(args->count), offset_of(&args->offset_src),
                                               offset_of(&args->offset_dst)),
                            args->src, args->dst);
}

static int run_splice(struct call *call)
{
    const struct copy *args = ARGS(struct copy, call);

    if (args->count < 0)
        return fail_usage(call->fail, "count: it cannot be negative");
    return call_end_from_to(call,
                            os_splice(args->src, args->dst, size_of(args->count), offset_of(&args->offset_src),
                                      offset_of(&args->offset_dst), (unsigned)args->flags),
                            args->src, args->dst);
}

static int run_sendfile(struct call *call)
{
    const struct sending *args = ARGS(struct sending, call);

    if (args->flags != 0 || args->headers.data != NULL || args->trailers.data != NULL)
        return fail_words(call->fail, EX_UNAVAILABLE, "headers, trailers and flags exist on macOS and FreeBSD");
    return call_end_from_to(call, os_sendfile(args->out, args->in, offset_of(&args->offset), size_of(args->count)),
                            args->in, args->out);
}

static const struct param read_params[] = {
    PARAM(struct reading, fd, FD, .help = PACKED("a descriptor open for reading")),
    PARAM(struct reading, n, SIZE, .help = PACKED("bytes at most")),
    PARAM(struct reading, offset, SIZE, .help = PACKED("bytes from the file's start")),
};

static const struct param scatter_params[] = {
    PARAM(struct scatter, fd, FD, .help = PACKED("a descriptor open for reading")),
    PARAM(struct scatter, buffers, SIZES, .help = PACKED("sizes of the buffers to fill, in order")),
    PARAM(struct scatter, offset, SIZE, .help = PACKED("bytes from the file's start; -1 is the position, which moves")),
    PARAM(struct scatter, flags, FLAGS, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_0, .family = FAMILY_rwf_flags,
          .help = PACKED("how to read")),
};

static const struct param write_params[] = {
    PARAM(struct writing, fd, FD, .help = PACKED("a descriptor open for writing")),
    PARAM(struct writing, str, BYTES, .help = PACKED("the bytes")),
    PARAM(struct writing, offset, SIZE, .help = PACKED("bytes from the file's start")),
};

static const struct param gather_params[] = {
    PARAM(struct gather, fd, FD, .help = PACKED("a descriptor open for writing")),
    PARAM(struct gather, buffers, BUFFERS, .help = PACKED("the bytes, one buffer after the other")),
    PARAM(struct gather, offset, SIZE, .help = PACKED("bytes from the file's start; -1 is the position, which moves")),
    PARAM(struct gather, flags, FLAGS, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_0, .family = FAMILY_rwf_flags,
          .help = PACKED("how to write")),
};

#define COPY_PARAMS \
    PARAM(struct copy, src, FD, .help = PACKED("where to read")), \
        PARAM(struct copy, dst, FD, .help = PACKED("where to write")), \
        PARAM(struct copy, count, SIZE, .help = PACKED("bytes at most")), \
        PARAM(struct copy, offset_src, MAYBE_SIZE, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_NONE, \
              .help = PACKED("where in src to begin; None is its position, which moves")), \
        PARAM(struct copy, offset_dst, MAYBE_SIZE, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_NONE, \
              .help = PACKED("where in dst to begin; None is its position, which moves"))

static const struct param copy_params[] = {COPY_PARAMS};

static const struct param splice_params[] = {
    COPY_PARAMS,
    PARAM(struct copy, flags, FLAGS, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_0, .family = FAMILY_splice_flags,
          .help = PACKED("how to move them")),
};

static const struct param sending_params[] = {
    PARAM(struct sending, out, FD, .help = PACKED("where to write")),
    PARAM(struct sending, in, FD, .help = PACKED("a file to read")),
    PARAM(struct sending, offset, MAYBE_SIZE,
          .help = PACKED("where in the file to begin; None is its position, which moves")),
    PARAM(struct sending, count, SIZE, .help = PACKED("bytes at most")),
    PARAM(struct sending, headers, WORD, .flags = PARAM_OPTION,
          .help = PACKED("macOS and FreeBSD: bytes to send before the file")),
    PARAM(struct sending, trailers, WORD, .flags = PARAM_OPTION,
          .help = PACKED("macOS and FreeBSD: bytes to send after it")),
    PARAM(struct sending, flags, FLAGS, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_0,
          .family = FAMILY_sendfile_flags, .help = PACKED("macOS and FreeBSD: how to send")),
};

static const struct op ops[] = {
    {
        .name = "copy_file_range",
        TEXTS(.summary = "Copy bytes from one file to another within the kernel",
              .result = "int bytes copied (0 at the end of src)", .requires = "Linux 4.5",
              .errors = "EBADF EINVAL EISDIR EXDEV EFBIG ENOSPC EOVERFLOW",
              .note = "May copy fewer than asked for; EXDEV across file systems of a kernel before 5.3 only",
              .example = "echo hello >a; xos copy_file_range 3 4 4096 3<a 4>b"),
        .acts_on = ACTS_ON_FD,
        .available = ON_LINUX,
        OP_PARAMS(struct copy, copy_params),
        .flags = OP_WRITES,
        .run = run_copy_file_range,
    },
    {
        .name = "pread",
        TEXTS(.summary = "Read bytes at an offset, leaving the position alone",
              .result = "bytes, at most n; none at the end of the file", .errors = "EBADF EINVAL EISDIR ESPIPE",
              .example = "echo hello >file; xos pread 3 4 1 3<file"),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX,
        OP_PARAMS(struct reading, read_params),
        .flags = OP_BYTES,
        .run = run_pread,
    },
    {
        .name = "preadv",
        TEXTS(.summary = "Read bytes at an offset into buffers, leaving the position alone",
              .result = "bytes that the buffers hold (the documentation: int, how many)",
              .requires = "Linux 2.6.30; flags: 4.6", .errors = "EAGAIN EBADF EINVAL EISDIR EOPNOTSUPP ESPIPE",
              .note = "Give several sizes joined by commas: 4,4; EAGAIN where RWF_NOWAIT would have to wait",
              .example = "echo hello >file; xos preadv 3 2,3 0 3<file"),
        .acts_on = ACTS_ON_FD,
        .available = ON_LINUX,
        OP_PARAMS(struct scatter, scatter_params),
        .flags = OP_BYTES,
        .run = run_preadv,
    },
    {
        .name = "pwrite",
        TEXTS(.summary = "Write bytes at an offset, leaving the position alone", .result = "int bytes written",
              .errors = "EBADF EINVAL EFBIG ENOSPC ESPIPE",
              .note = "May write fewer bytes; with O_APPEND the data is appended, whatever the offset",
              .example = "xos pwrite 3 hello 100 3<>file"),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX,
        OP_PARAMS(struct writing, write_params),
        .flags = OP_WRITES,
        .run = run_pwrite,
    },
    {
        .name = "pwritev",
        TEXTS(.summary = "Write buffers at an offset, leaving the position alone", .result = "int bytes written",
              .requires = "Linux 2.6.30; flags: 4.7", .errors = "EAGAIN EBADF EINVAL EFBIG ENOSPC EOPNOTSUPP ESPIPE",
              .note =
                  "OFFSET is the last word, or the last but one before an RWF_ name; commas are bytes; may write fewer",
              .example = "xos pwritev 3 hello world 0 3<>file"),
        .acts_on = ACTS_ON_FD,
        .available = ON_LINUX,
        OP_PARAMS(struct gather, gather_params),
        .flags = OP_WRITES,
        .run = run_pwritev,
    },
    {
        .name = "read",
        TEXTS(.summary = "Read bytes from a descriptor", .result = "bytes, at most n; none at the end of the file",
              .errors = "EAGAIN EBADF EINVAL EIO EISDIR",
              .note = "One read(2): the available bytes, at most n and the kernel's limit, 0x7ffff000 bytes",
              .example = "echo hello | xos read 0 100"),
        .acts_on = ACTS_ON_FD,
        .available = ON_ALL,
        .params = read_params,
        .param_count = 2,
        .args_size = sizeof(struct reading),
        .flags = OP_BYTES,
        .run = run_read,
    },
    {
        .name = "readinto",
        TEXTS(.summary = "Read bytes from a descriptor into an existing buffer",
              .result = "int bytes read; 0 at the end of the file", .home = "read",
              .signature = "readinto(fd, buffer, /)", .since = "3.14"),
        .acts_on = ACTS_ON_FD,
        .available = ON_ALL,
    },
    {
        .name = "readv",
        TEXTS(.summary = "Read bytes from a descriptor into buffers",
              .result = "bytes that the buffers hold (the documentation: int, how many)",
              .errors = "EAGAIN EBADF EINVAL EIO EISDIR", .example = "echo hello | xos readv 0 2 3"),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX,
        .params = scatter_params,
        .param_count = 2,
        .args_size = sizeof(struct scatter),
        .flags = OP_BYTES,
        .run = run_readv,
    },
    {
        .name = "sendfile",
        TEXTS(.summary = "Send bytes of a file to a descriptor within the kernel",
              .result = "int bytes sent (0 at the end of the file)", .errors = "EAGAIN EBADF EINVAL EIO EPIPE ESPIPE",
              .note = "Since 3.9 the first two are named out_fd and in_fd",
              .example = "echo hello >file; xos sendfile 4 3 None 4096 3<file 4>copy",
              .signature = "sendfile(out, in, offset, count); "
                           "sendfile(out, in, offset, count, [headers, ][trailers, ]flags=0)"),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX,
        OP_PARAMS(struct sending, sending_params),
        .flags = OP_WRITES,
        .run = run_sendfile,
    },
    {
        .name = "splice",
        TEXTS(.summary = "Move bytes between two descriptors, one of them a pipe, within the kernel",
              .result = "int bytes moved (0 at the end of src)", .requires = "Linux 2.6.17",
              .errors = "EAGAIN EBADF EINVAL EPIPE ESPIPE", .note = "The offset of a pipe must be None",
              .example = "echo hello | xos splice 0 3 4096 3>file", .since = "3.10"),
        .acts_on = ACTS_ON_FD,
        .available = ON_LINUX,
        OP_PARAMS(struct copy, splice_params),
        .flags = OP_WRITES,
        .run = run_splice,
    },
    {
        .name = "write",
        TEXTS(.summary = "Write bytes to a descriptor", .result = "int bytes written",
              .errors = "EAGAIN EBADF EFBIG EINVAL EIO ENOSPC EPIPE",
              .note = "One write(2): it may write fewer than given", .example = "xos write 3 hello 3>file"),
        .acts_on = ACTS_ON_FD,
        .available = ON_ALL,
        .params = write_params,
        .param_count = 2,
        .args_size = sizeof(struct writing),
        .flags = OP_WRITES,
        .run = run_write,
    },
    {
        .name = "writev",
        TEXTS(.summary = "Write buffers to a descriptor, one after the other", .result = "int bytes written",
              .errors = "EAGAIN EBADF EFBIG EINVAL EIO ENOSPC EPIPE",
              .note = "Each word is a buffer, commas included; may write fewer bytes than given",
              .example = "xos writev 3 hello world 3>file"),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX,
        .params = gather_params,
        .param_count = 2,
        .args_size = sizeof(struct gather),
        .flags = OP_WRITES,
        .run = run_writev,
    },
};

const struct chapter chapter_fd_io = CHAPTER(SECTION_FD, "File descriptor operations: reading and writing", ops);
