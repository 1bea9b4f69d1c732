/* SPDX-License-Identifier: MIT */
/* The inputs of xio, and their encodings. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "io/xio.h"
#include "os/fd.h"
#include "os/io.h"
#include "os/status.h"
#include "value/operands.h"

enum { AHEAD = 64 * 1024 }; /* bytes of a pipe that decide its encoding */

int source_open(struct xio *xio, const char *name, struct source *source)
{
    struct status status;
    bool standard = strcmp(name, "-") == 0;

    *source = (struct source){.name = name, .fd = STDIN_FILENO};
    if (!standard)
        source->fd = os_open(AT_FDCWD, name, O_RDONLY, 0);
    else if (xio->call->closed_streams & 1)
        source->fd = -EBADF;
    int result = source->fd < 0 ? source->fd : status_get(source->fd, NULL, 0, STATUS_TYPE, &status);
    if (result == 0 && S_ISDIR(status.mode))
        result = -EISDIR;
    if (result == 0) {
        source->regular = S_ISREG(status.mode);
        return 0;
    }
    if (source->fd >= 0)
        source_close(source);
    return fail_errno(xio->call->fail, -result, input_name(name), NULL);
}

void source_close(struct source *source)
{
    if (source->fd > STDERR_FILENO)
        os_close(source->fd);
}

int64_t source_read(struct xio *xio, struct source *source, unsigned char *data)
{
    if (source->kept_size > 0) {
        size_t size = source->kept_size;
        memcpy(data, source->kept, size);
        source->kept_size = 0;
        return (int64_t)size;
    }
    int64_t got = os_read(source->fd, data, XIO_PART);
    return got >= 0 ? got : fail_errno(xio->call->fail, (int)-got, input_name(source->name), NULL);
}

/* Decodes bytes as UTF-8; false at a bad sequence. */
static bool is_valid(struct decoder *decoder, const unsigned char *data, size_t size)
{
    char text[DECODE_MOST(TRANSCODE_SLICE)];
    const unsigned char *end = data + size;

    while (data < end && decoder->bad_size == 0) {
        const unsigned char *slice = data + (end - data < TRANSCODE_SLICE ? end - data : TRANSCODE_SLICE);
        decode(decoder, &data, slice, text);
    }
    return decoder->bad_size == 0;
}

/* Decides between UTF-8 and the fallback. */
static void decide(const struct xio *xio, bool valid, const struct encoding *utf8, struct encoding *encoding)
{
    *encoding = valid || !xio->has_fallback ? *utf8 : xio->fallback;
}

/* Reads all of a regular file from its current offset, which stays, unless a BOM decides at once. */
static int detect_file(struct xio *xio, struct source *source, struct encoding *encoding)
{
    unsigned char data[AHEAD];
    struct encoding utf8;
    struct decoder decoder;
    int64_t offset = os_lseek(source->fd, 0, SEEK_CUR), got;
    bool valid = true, first = true;

    encoding_find("utf-8", &utf8);
    decoder_start(&decoder, &utf8, HANDLE_STRICT);
    while (valid && (got = os_pread(source->fd, data, sizeof data, offset)) != 0) {
        if (got < 0)
            return fail_errno(xio->call->fail, (int)-got, input_name(source->name), NULL);
        if (first && encoding_of_bom(data, (size_t)got, encoding) > 0)
            return 0;
        first = false;
        valid = is_valid(&decoder, data, (size_t)got);
        offset += got;
    }
    decode_end(&decoder);
    decide(xio, valid && decoder.bad_size == 0, &utf8, encoding);
    return 0;
}

/* Reads the first bytes of a pipe, which are kept for source_read; a sequence cut off behind them may be valid. */
static int detect_pipe(struct xio *xio, struct source *source, struct encoding *encoding)
{
    struct encoding utf8;
    struct decoder decoder;

    source->kept = arena_alloc(xio->call->arena, AHEAD);
    if (source->kept == NULL)
        return fail_no_memory(xio->call->fail);
    ssize_t got = os_read_all(source->fd, source->kept, AHEAD);
    if (got < 0)
        return fail_errno(xio->call->fail, (int)-got, input_name(source->name), NULL);
    source->kept_size = (size_t)got;
    if (encoding_of_bom(source->kept, source->kept_size, encoding) > 0)
        return 0;
    encoding_find("utf-8", &utf8);
    decoder_start(&decoder, &utf8, HANDLE_STRICT);
    bool valid = is_valid(&decoder, source->kept, source->kept_size);
    if (valid && got < AHEAD)
        decode_end(&decoder);
    decide(xio, decoder.bad_size == 0, &utf8, encoding);
    return 0;
}

int source_encoding(struct xio *xio, struct source *source, struct encoding *encoding)
{
    *encoding = xio->from;
    if (!xio->detect)
        return 0;
    return source->regular ? detect_file(xio, source, encoding) : detect_pipe(xio, source, encoding);
}

const char *bad_bytes(const struct decoder *decoder, char text[BAD_ROOM])
{
    static const char digits[] = "0123456789abcdef";
    size_t used = 0;

    for (size_t i = 0; i < decoder->bad_size; i++) {
        text[used++] = digits[decoder->bad[i] >> 4];
        text[used++] = digits[decoder->bad[i] & 15];
    }
    text[used] = '\0';
    return text;
}
