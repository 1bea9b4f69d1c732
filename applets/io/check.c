/* SPDX-License-Identifier: MIT */
/* xio check: every sequence that is not of the encoding, with its place. */
#include <string.h>
#include <sysexits.h>

#include "io/xio.h"

TEXTS_OF(io_check);

/* One file while it is checked. */
struct checking {
    struct xio *xio;
    const char *name;
    struct decoder decoder;
    struct place place;
};

static void write_error(struct checking *checking)
{
    const struct decoder *decoder = &checking->decoder;
    struct out *out = checking->xio->call->out;
    char bytes[BAD_ROOM];

    out_open(out, OUT_RECORD);
    out_field_text(out, "path", checking->name);
    out_field_uint(out, "line", checking->place.lines + 1);
    out_field_uint(out, "column", checking->place.characters + 1);
    out_field_uint(out, "offset", decoder->bad_offset);
    out_field_text(out, "bytes", bad_bytes(decoder, bytes));
    out_field_text(out, "reason", decoder->reason);
    out_close(out);
}

/* Writes the bad sequence, if there is one, and goes on behind it; it counts as one character. */
static void pass_error(struct checking *checking)
{
    char text[64];

    if (checking->decoder.bad_size == 0)
        return;
    write_error(checking);
    if (checking->xio->call->status == 0)
        checking->xio->call->status = EX_DATAERR;
    place_move(&checking->place, text, decode_error(&checking->decoder, text));
}

static void check_part(struct checking *checking, const unsigned char *data, size_t size)
{
    char text[DECODE_MOST(TRANSCODE_SLICE)];
    const unsigned char *end = data + size;

    while (data < end) {
        const unsigned char *slice = data + (end - data < TRANSCODE_SLICE ? end - data : TRANSCODE_SLICE);
        place_move(&checking->place, text, decode(&checking->decoder, &data, slice, text));
        pass_error(checking);
    }
}

/* What is held when the input ends. */
static void check_end(struct checking *checking)
{
    const unsigned char *none = (const unsigned char *)"";
    char text[DECODE_MOST(CODEC_BAD_MOST)];

    do {
        place_move(&checking->place, text, decode(&checking->decoder, &none, none, text));
        decode_end(&checking->decoder);
        pass_error(checking);
    } while (checking->decoder.held_size > 0);
}

static int check_source(struct xio *xio, struct source *source)
{
    struct checking checking = {.xio = xio, .name = source->name};
    unsigned char data[XIO_PART];
    struct encoding encoding;
    int64_t got;

    if (source_encoding(xio, source, &encoding) < 0)
        return -1;
    if (decoder_start(&checking.decoder, &encoding, HANDLE_REPLACE) < 0)
        return fail_usage(xio->call->fail, "%s cannot be decoded", encoding.name);
    while ((got = source_read(xio, source, data)) > 0 && xio->call->out->errnum == 0)
        check_part(&checking, data, (size_t)got);
    if (got == 0)
        check_end(&checking);
    decoder_end(&checking.decoder);
    return got < 0 ? -1 : 0;
}

int xio_check(struct xio *xio)
{
    struct words operands = xio_operands(xio);
    struct source source;

    out_open(xio->call->out, OUT_STREAM);
    for (size_t i = 0; i < operands.count; i++) {
        int result = source_open(xio, operands.items[i].data, &source);
        if (result == 0) {
            result = check_source(xio, &source);
            source_close(&source);
        }
        if (result < 0)
            call_report(xio->call);
    }
    out_close(xio->call->out);
    return 0;
}
