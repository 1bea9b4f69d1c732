/* SPDX-License-Identifier: MIT */
/* Encodings: bytes decoded to text and text encoded to bytes, a part at a time. Text is UTF-8; a surrogate that an
 * error handler let through is three bytes, as if it were a character. Errors are Python's: what is a bad sequence, how
 * much of it is replaced at once, and the words for it.
 *
 *     struct decoder decoder;
 *     decoder_start(&decoder, encoding, handler);
 *     for each part of the input:
 *         while (text += decode(&decoder, &in, end, text), decoder.bad_size > 0)
 *             if ((size = decode_error(&decoder, text)) == CODEC_STRICT) ... decoder.bad_offset, decoder.reason ...
 *     decode_end(&decoder) and the same loop, for a sequence that is cut off;
 *     decoder_end(&decoder);
 *
 * No function here allocates (but iconv(3)), prints or keeps state outside the structures. */
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
    bool bom; /* a BOM at the start is dropped on decoding and written on encoding */
};

enum encoding_found {
    ENCODING_FOUND,
    ENCODING_UNKNOWN,
    ENCODING_NOT_TEXT, /* hex, zlib and the like: no encoding of text */
    ENCODING_LOCALE,   /* "locale": nothing here depends on the locale */
    ENCODING_NOT_HERE, /* known to iconv(3) perhaps, which this build does not use */
};

/* Finds an encoding by its name or one of Python's aliases, in capitals or not, _ and blank as -. name must live as
 * long as *encoding. */
enum encoding_found encoding_find(const char *name, struct encoding *encoding);

/* The name of encoding number i among those with names of their own; NULL after the last. */
const char *encoding_name(size_t i);

/* The encoding that the BOM at data says, and the BOM's size; 0 if there is no BOM. */
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
    bool started;    /* the BOM, if there could be one, is behind */
    uint64_t offset; /* bytes taken so far, held ones included */
    unsigned char held[CODEC_BAD_MOST];
    size_t held_size; /* bytes of a character that is not complete */
    unsigned char bad[CODEC_BAD_MOST];
    size_t bad_size;     /* the bytes of a bad sequence; 0: there is none */
    uint64_t bad_offset; /* where it begins */
    const char *reason;  /* "invalid start byte" */
    void *iconv;
};

/* Starts a decoder. 0, or -EINVAL if iconv(3) does not know the encoding. */
int decoder_start(struct decoder *decoder, const struct encoding *encoding, enum codec_handler handler);

/* Decodes bytes from *in on, up to end or behind the first bad sequence (bad_size > 0), and moves *in. text needs room
 * for DECODE_MOST(end - *in) bytes. Returns the bytes of text. */
size_t decode(struct decoder *decoder, const unsigned char **in, const unsigned char *end, char *text);

/* Says that the input is at its end: a sequence that is cut off becomes a bad one. */
void decode_end(struct decoder *decoder);

/* Handles the bad sequence as the handler does: writes its replacement to text (at most 32 bytes) and returns their
 * number, or CODEC_STRICT with the sequence left as it is. */
size_t decode_error(struct decoder *decoder, char *text);

void decoder_end(struct decoder *decoder);

struct encoder {
    struct encoding encoding;
    enum codec_handler handler;
    bool started; /* the BOM is written */
    bool bad;
    uint32_t bad_character;
    size_t bad_size; /* its bytes of text */
    const char *reason;
    void *iconv;
};

/* Starts an encoder. 0, or -EINVAL if iconv(3) does not know the encoding. */
int encoder_start(struct encoder *encoder, const struct encoding *encoding, enum codec_handler handler);

/* Encodes whole characters from *text on, up to end or behind the first that the encoding lacks (bad), and moves *text.
 * out needs room for ENCODE_MOST(end - *text) bytes. Returns the bytes written. */
size_t encode(struct encoder *encoder, const char **text, const char *end, unsigned char *out);

/* Handles the bad character: writes its replacement, encoded, to out (at most 64 bytes) and returns their number, or
 * CODEC_STRICT with the character left as it is. */
size_t encode_error(struct encoder *encoder, unsigned char *out);

/* Writes what belongs at the end (a BOM of empty text, iconv's last shift) to out, at most 64 bytes; their number. */
size_t encode_end(struct encoder *encoder, unsigned char *out);

void encoder_end(struct encoder *encoder);

/* True if decoded text is encoded as it stands: no pass over it is needed. */
bool codec_is_copy(const struct decoder *decoder, const struct encoder *encoder);

/* The number of bytes at data before the first that is not ASCII. */
size_t ascii_span(const unsigned char *data, const unsigned char *end);

/* What the bytes at data, size > 0, begin with: a character of UTF-8 (its size > 0), a part of one (0), or a bad
 * sequence (its size, negative). pass: surrogates are characters. */
int utf8_judge(const unsigned char *data, size_t size, bool pass);

/* Writes a character (or surrogate) as UTF-8; the number of bytes. */
size_t utf8_write(char *text, uint32_t character);

/* Reads a character (or surrogate) of text; size gets its bytes. */
uint32_t utf8_read(const char *text, size_t *size);

#endif
