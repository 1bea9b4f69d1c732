/* SPDX-License-Identifier: MIT */
/* Encodings: decodes bytes to text and encodes text to bytes, part by part. Text is UTF-8; a surrogate that an error
 * handler accepts is encoded in three bytes, like a character. Errors are those of Python: which sequences are bad, how
 * much of them is replaced at once, and their description.
 *
 *     struct decoder decoder;
 *     decoder_start(&decoder, encoding, handler);
 *     for each part of the input:
 *         while (text += decode(&decoder, &in, end, text), decoder.bad_size > 0)
 *             if ((size = decode_error(&decoder, text)) == CODEC_STRICT) ... decoder.bad_offset, decoder.reason ...
 *     decode_end(&decoder) and the same loop, for a truncated sequence;
 *     decoder_end(&decoder);
 *
 * Apart from iconv(3), nothing here allocates memory, prints, or has state outside of the structures. */
#ifndef XOS_VALUE_CODEC_H
#define XOS_VALUE_CODEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "value/word.h"

enum encoding_id { ENCODING_UTF8, ENCODING_ASCII, ENCODING_LATIN1, ENCODING_UTF16, ENCODING_UTF32, ENCODING_ICONV };

enum encoding_order { ORDER_LITTLE, ORDER_BIG, ORDER_BY_BOM };

struct encoding {
    const char *name; /* "utf-16-le"; of one of iconv's, the name that iconv(3) is given */
    enum encoding_id id;
    enum encoding_order order;
    bool bom; /* decoding drops a BOM at the start, encoding writes one */
};

enum encoding_found {
    ENCODING_FOUND,
    ENCODING_UNKNOWN,
    ENCODING_NOT_TEXT, /* hex, zlib and similar: not an encoding of text */
    ENCODING_LOCALE,   /* "locale", which is not supported */
    ENCODING_NOT_HERE, /* perhaps known to iconv(3), which this build does not use */
};

/* Finds an encoding by its name or one of Python's aliases. Case is ignored; _ and blank are equal to -. name must live
 * as long as *encoding. */
enum encoding_found encoding_find(const char *name, struct encoding *encoding);

/* The name of encoding number i of those that xos implements itself; NULL after the last. */
const char *encoding_name(size_t i);

/* Finds the encoding of the BOM at data. Returns the BOM's size; 0 if there is no BOM. */
size_t encoding_of_bom(const unsigned char *data, size_t size, struct encoding *encoding);

enum codec_handler {
    HANDLE_STRICT,
    HANDLE_IGNORE,
    HANDLE_REPLACE,
    HANDLE_BACKSLASH,
    HANDLE_ESCAPE, /* surrogateescape */
    HANDLE_PASS,   /* surrogatepass */
    HANDLE_XML,    /* xmlcharrefreplace: encoding only */
    HANDLERS
};

/* "surrogateescape"; NULL for HANDLERS and beyond. */
const char *codec_handler_name(unsigned handler);

enum { CODEC_BAD_MOST = 8 };
#define CODEC_STRICT ((size_t)-1)

/* The most bytes of text that size bytes of input decode to, and of output that size bytes of text encode to,
 * replacements included. */
#define DECODE_MOST(size) (4 * (size) + 64)
#define ENCODE_MOST(size) (8 * (size) + 64)

struct decoder {
    struct encoding encoding;
    enum codec_handler handler;
    bool big;        /* the byte order in use */
    bool started;    /* past the place of a BOM */
    bool dropped;    /* there was a BOM */
    uint64_t offset; /* bytes consumed so far, including held ones */
    unsigned char held[CODEC_BAD_MOST];
    size_t held_size; /* bytes of an incomplete character */
    unsigned char bad[CODEC_BAD_MOST];
    size_t bad_size;     /* size of a bad sequence; 0: none */
    uint64_t bad_offset; /* its offset in the input */
    const char *reason;  /* "invalid start byte" */
    void *iconv;
};

/* Initialises a decoder. Returns 0, or -EINVAL if iconv(3) does not know the encoding. */
int decoder_start(struct decoder *decoder, const struct encoding *encoding, enum codec_handler handler);

/* Decodes bytes from *in to end, or to just after the first bad sequence (bad_size > 0), and moves *in. text must have
 * a capacity of DECODE_MOST(end - *in) bytes. Returns the number of bytes of text. */
size_t decode(struct decoder *decoder, const unsigned char **in, const unsigned char *end, char *text);

/* Marks the end of the input: a truncated sequence becomes a bad one. */
void decode_end(struct decoder *decoder);

/* Handles the bad sequence as the handler says: writes its replacement to text (at most 32 bytes) and returns its size,
 * or returns CODEC_STRICT. */
size_t decode_error(struct decoder *decoder, char *text);

void decoder_end(struct decoder *decoder);

struct encoder {
    struct encoding encoding;
    enum codec_handler handler;
    bool started; /* the BOM is written */
    bool bad;
    uint32_t bad_character;
    size_t bad_size; /* its size in the text */
    const char *reason;
    void *iconv;
};

/* Initialises an encoder. Returns 0, or -EINVAL if iconv(3) does not know the encoding. */
int encoder_start(struct encoder *encoder, const struct encoding *encoding, enum codec_handler handler);

/* Encodes whole characters from *text to end, or to just after the first one that the encoding lacks (bad), and moves
 * *text. out must have a capacity of ENCODE_MOST(end - *text) bytes. Returns the number of bytes written. */
size_t encode(struct encoder *encoder, const char **text, const char *end, unsigned char *out);

/* Handles the bad character: writes its encoded replacement to out (at most 64 bytes) and returns its size, or returns
 * CODEC_STRICT. */
size_t encode_error(struct encoder *encoder, unsigned char *out);

/* Writes what belongs at the end (a BOM of empty text, iconv's last shift) to out, at most 64 bytes; their number. */
size_t encode_end(struct encoder *encoder, unsigned char *out);

void encoder_end(struct encoder *encoder);

/* True if encoding the decoded text gives the input unchanged: no conversion is needed. */
bool codec_is_copy(const struct decoder *decoder, const struct encoder *encoder);

/* The number of bytes at data before the first that is not ASCII. */
size_t ascii_span(const unsigned char *data, const unsigned char *end);

/* Examines the bytes at data (size > 0). Returns the size of a UTF-8 character, 0 for an incomplete one, or the
 * negative size of a bad sequence. pass: surrogates are characters. */
int utf8_judge(const unsigned char *data, size_t size, bool pass);

/* Writes a character or surrogate as UTF-8. Returns the number of bytes. */
size_t utf8_write(char *text, uint32_t character);

/* Reads a character or surrogate of text; *size gets its size. */
uint32_t utf8_read(const char *text, size_t *size);

#endif
