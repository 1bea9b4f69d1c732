/* SPDX-License-Identifier: MIT */
/* xio info: what a text file consists of. */
#include <string.h>

#include "io/xio.h"

TEXTS_OF(io_info);

/* The counts of one file. */
struct counts {
    uint64_t lf, crlf, cr, nuls, characters, bytes;
    uint64_t line, longest;   /* characters of the line so far, and of the longest */
    bool after_cr, open, bad; /* open: the last line has no end */
};

static void end_line(struct counts *counts)
{
    if (counts->line > counts->longest)
        counts->longest = counts->line;
    counts->line = 0;
    counts->open = false;
}

/* Counts a byte of text that is neither a line end nor NUL. */
static void count_byte(struct counts *counts, unsigned char byte)
{
    bool first = (byte & 0xc0) != 0x80;

    counts->characters += first;
    counts->line += first;
    counts->open = true;
    counts->after_cr = false;
}

static void count_text(struct counts *counts, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte != '\n' && byte != '\r') {
            count_byte(counts, byte);
            counts->nuls += byte == '\0';
            continue;
        }
        counts->characters++;
        if (byte == '\n' && counts->after_cr) {
            counts->cr--;
            counts->crlf++;
        } else {
            counts->lf += byte == '\n';
            counts->cr += byte == '\r';
            end_line(counts);
        }
        counts->after_cr = byte == '\r';
    }
}

/* Counts a bad sequence as one character each byte, whatever a handler would make of it. */
static void count_bad(struct counts *counts, struct decoder *decoder)
{
    char text[64];

    if (decoder->bad_size == 0)
        return;
    counts->bad = true;
    decode_error(decoder, text);
    count_byte(counts, 0xff);
}

static void count_part(struct counts *counts, struct decoder *decoder, const unsigned char *data, size_t size)
{
    char text[DECODE_MOST(TRANSCODE_SLICE)];
    const unsigned char *end = data + size;

    while (data < end) {
        const unsigned char *slice = data + (end - data < TRANSCODE_SLICE ? end - data : TRANSCODE_SLICE);
        count_text(counts, text, decode(decoder, &data, slice, text));
        count_bad(counts, decoder);
    }
}

static void count_end(struct counts *counts, struct decoder *decoder)
{
    const unsigned char *none = (const unsigned char *)"";
    char text[DECODE_MOST(CODEC_BAD_MOST)];

    do {
        count_text(counts, text, decode(decoder, &none, none, text));
        decode_end(decoder);
        count_bad(counts, decoder);
    } while (decoder->held_size > 0);
}

static void write_counts(struct xio *xio, const char *name, const struct encoding *encoding, bool bom,
                         struct counts *counts)
{
    struct out *out = xio->call->out;
    bool open = counts->open;
    uint64_t lines = counts->lf + counts->crlf + counts->cr + open;

    if (open)
        end_line(counts);
    out_open(out, OUT_RECORD);
    if (name != NULL)
        out_field_text(out, "path", name);
    out_field_text(out, "encoding", counts->bad ? NULL : encoding->name);
    out_field_bool(out, "bom", bom);
    out_field_uint(out, "lf", counts->lf);
    out_field_uint(out, "crlf", counts->crlf);
    out_field_uint(out, "cr", counts->cr);
    out_field_bool(out, "final_newline", !open && lines > 0);
    out_field_uint(out, "nuls", counts->nuls);
    out_field_uint(out, "longest_line", counts->longest);
    out_field_uint(out, "lines", lines);
    out_field_uint(out, "chars", counts->characters);
    out_field_uint(out, "bytes", counts->bytes);
    out_close(out);
}

/* The name without what the BOM decided: "utf-8", not "utf-8-sig". */
static void bare_name(struct encoding *encoding, bool big)
{
    static const char *const names[][2] = {{"utf-16-le", "utf-16-be"}, {"utf-32-le", "utf-32-be"}};

    if (encoding->id == ENCODING_UTF8)
        encoding->name = "utf-8";
    if (encoding->id == ENCODING_UTF16 || encoding->id == ENCODING_UTF32)
        encoding->name = names[encoding->id == ENCODING_UTF32][big];
}

static int info_source(struct xio *xio, struct source *source, bool named)
{
    struct counts counts = {.lf = 0};
    unsigned char data[XIO_PART];
    struct encoding encoding;
    struct decoder decoder;
    int64_t got;

    if (source_encoding(xio, source, &encoding) < 0)
        return -1;
    if (decoder_start(&decoder, &encoding, HANDLE_REPLACE) < 0)
        return fail_usage(xio->call->fail, "%s cannot be decoded", encoding.name);
    while ((got = source_read(xio, source, data)) > 0) {
        counts.bytes += (uint64_t)got;
        count_part(&counts, &decoder, data, (size_t)got);
    }
    if (got == 0)
        count_end(&counts, &decoder);
    bare_name(&encoding, decoder.big);
    decoder_end(&decoder);
    if (got == 0)
        write_counts(xio, named ? source->name : NULL, &encoding, decoder.dropped, &counts);
    return got < 0 ? -1 : 0;
}

int xio_info(struct xio *xio)
{
    struct words operands = xio_operands(xio);
    bool many = operands.count > 1;
    struct source source;

    if (many)
        out_open(xio->call->out, OUT_STREAM);
    for (size_t i = 0; i < operands.count; i++) {
        int result = source_open(xio, operands.items[i].data, &source);
        if (result == 0) {
            result = info_source(xio, &source, many);
            source_close(&source);
        }
        if (result < 0)
            call_report(xio->call);
    }
    if (many)
        out_close(xio->call->out);
    return 0;
}
