/* SPDX-License-Identifier: MIT */
/* xio copy: encodings and line ends changed on the way. */
#include <errno.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "io/xio.h"
#include "os/replace.h"
#include "value/operands.h"
#include "value/stream.h"

TEXTS_OF(io_copy);

static int flush_descriptor(struct byte_sink *sink)
{
    int result = write_all(*(int *)sink->context, sink->data, sink->used);

    sink->used = 0;
    return result;
}

struct byte_sink sink_to(int *fd, unsigned char *data, size_t capacity)
{
    return (struct byte_sink){.data = data, .capacity = capacity, .flush = flush_descriptor, .context = fd};
}

/* Flushes to memory, for a result that is one value: in JSON, in xsh or in a shell's variable. */
static int flush_value(struct byte_sink *sink)
{
    int result = bytes_add(sink->context, sink->data, sink->used);

    sink->used = 0;
    return result;
}

/* Writes a character's number as Unicode does, in at least four digits. Returns text. */
static const char *code_point(uint32_t character, char text[BAD_ROOM])
{
    size_t digits = character > 0xfffff ? 6 : character > 0xffff ? 5 : 4;

    for (size_t i = 0; i < digits; i++)
        text[i] = "0123456789ABCDEF"[character >> 4 * (digits - 1 - i) & 15];
    text[digits] = '\0';
    return text;
}

/* Records where and why the text could not be read or written. */
static int fail_transcode(struct xio *xio, const struct source *source, const struct transcoder *transcoder,
                          const struct transcode_error *error)
{
    const struct decoder *decoder = &transcoder->decoder;
    char text[BAD_ROOM];
    struct fail *fail = xio->call->fail;

    if (error->encoding)
        fail_words(fail, EX_DATAERR, "line %llu, column %llu: U+%s cannot be encoded in %s: %s",
                   (unsigned long long)error->line, (unsigned long long)error->column,
                   code_point(transcoder->encoder.bad_character, text), transcoder->encoder.encoding.name,
                   error->reason);
    else
        fail_words(fail, EX_DATAERR, "line %llu, column %llu, offset %llu: %s: %s is not %s",
                   (unsigned long long)error->line, (unsigned long long)error->column,
                   (unsigned long long)decoder->bad_offset, error->reason, bad_bytes(decoder, text),
                   decoder->encoding.name);
    fail->path = input_name(source->name);
    return -1;
}

/* Records a failed write: the status says so whatever the errno. */
static int fail_output(struct xio *xio, int result, const char *output)
{
    fail_errno(xio->call->fail, -result, output, NULL);
    xio->call->fail->status = EX_IOERR;
    return -1;
}

/* The parts of a source, one by one. As transcode; -1 for a read that failed, recorded. */
static int copy_parts(struct xio *xio, struct source *source, struct transcoder *transcoder, struct byte_sink *sink,
                      struct transcode_error *error, bool *read_failed)
{
    unsigned char data[XIO_PART];
    int64_t got;
    int result = 0;

    while (result == 0 && (got = source_read(xio, source, data)) != 0) {
        if (got < 0) {
            *read_failed = true;
            return -1;
        }
        result = transcode(transcoder, data, (size_t)got, sink, error);
        if (result == 0 && got < XIO_PART && sink->used > 0 &&
            !source->regular) /* a pipe: nothing more at the moment */
            result = sink->flush(sink);
    }
    return result == 0 ? transcode_end(transcoder, sink, error) : result;
}

int copy_source(struct xio *xio, struct source *source, struct byte_sink *sink, const char *output)
{
    struct transcoder transcoder = {.bytes = xio->bytes, .newline.mode = xio->newline};
    struct transcode_error error;
    struct encoding from;
    bool read_failed = false;

    if (source_encoding(xio, source, &from) < 0)
        return -1;
    int result = transcode_start(&transcoder, &from, &xio->to, xio->handler);
    if (result < 0)
        return fail_words(xio->call->fail, EX_UNAVAILABLE,
                          "%s to %s is not in this build (iconv(3) of its C library lacks it)", from.name,
                          xio->to.name);
    result = copy_parts(xio, source, &transcoder, sink, &error, &read_failed);
    if ((result == 0 || result == TRANSCODE_ERROR || read_failed) && sink->used > 0) {
        int flushed = sink->flush(sink); /* what precedes an error is good */
        if (result == 0)
            result = flushed;
    }
    transcode_stop(&transcoder);
    if (result == TRANSCODE_ERROR)
        return fail_transcode(xio, source, &transcoder, &error);
    return result == 0 || read_failed ? result : fail_output(xio, result, output);
}

/* Copies the operands, one behind the other, into the sink. */
static int copy_all(struct xio *xio, struct byte_sink *sink, const char *output)
{
    struct words operands = xio_operands(xio);
    struct source source;
    int result = 0;

    for (size_t i = 0; i < operands.count && result == 0; i++) {
        result = source_open(xio, operands.items[i].data, &source);
        if (result < 0)
            break;
        result = copy_source(xio, &source, sink, output);
        source_close(&source);
    }
    return result;
}

/* copy -o: the file is there when all of it is. */
static int copy_to_file(struct xio *xio, const char *path)
{
    unsigned char data[SINK_LEAST + XIO_PART];
    struct replacement file;
    int result = os_replace_open(&file, path, 0666);

    if (result < 0)
        return fail_errno(xio->call->fail, -result, path, NULL);
    struct byte_sink sink = sink_to(&file.fd, data, sizeof data);
    if (copy_all(xio, &sink, path) < 0) {
        os_replace_abandon(&file);
        return -1;
    }
    result = os_replace_commit(&file);
    return result < 0 ? fail_output(xio, result, path) : 0;
}

static int copy_to_result(struct xio *xio)
{
    unsigned char data[SINK_LEAST + XIO_PART];
    struct out *out = xio->call->out;
    struct byte_sink sink = sink_to(&out->fd, data, sizeof data);
    struct bytes bytes = {0};

    if (!xio->call->in_xsh && out->fd >= 0 && out->writer == &out_plain)
        return copy_all(xio, &sink, out->fd == STDOUT_FILENO ? "standard output" : "result descriptor");
    sink.flush = flush_value;
    sink.context = &bytes;
    int result = copy_all(xio, &sink, NULL);
    if (result == 0)
        out_bytes(out, bytes.data != NULL ? bytes.data : "", bytes.size);
    free(bytes.data);
    return result;
}

int xio_copy(struct xio *xio)
{
    struct words operands = xio->args->words;

    if (!xio->args->in_place)
        return xio->args->output != NULL && strcmp(xio->args->output, "-") != 0 ? copy_to_file(xio, xio->args->output)
                                                                                : copy_to_result(xio);
    if (operands.count == 0)
        return fail_usage(xio->call->fail, "missing argument: FILE");
    for (size_t i = 0; i < operands.count; i++)
        if (xio_replace(xio, operands.items[i].data) < 0)
            call_report(xio->call);
    return 0;
}
