/* SPDX-License-Identifier: MIT */
/* Writes results: operations describe their value, and a writer decides its form (contract, section 3). A value is a
 * scalar, a record of named values, or a list; records and lists may nest.
 *
 *     out_open(out, OUT_RECORD);
 *     out_name(out, "pid");
 *     out_int(out, pid);
 *     out_close(out);
 *
 * A write error is kept and returned by out_flush; nothing here prints a message or exits. */
#ifndef XOS_OUT_OUT_H
#define XOS_OUT_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

enum out_shape { OUT_RECORD, OUT_LIST, OUT_STREAM }; /* a stream is a list whose items are written one by one */

enum bytes_form { BYTES_RAW, BYTES_HEX, BYTES_BASE64 };

struct out;

/* A writer. number, string and similar members get a value's text; name is called before each value in a record. */
struct out_writer {
    void (*none)(struct out *);
    void (*boolean)(struct out *, bool);
    void (*number)(struct out *, const char *text, size_t size);
    void (*string)(struct out *, const char *data, size_t size);
    void (*bytes)(struct out *, const char *data, size_t size);
    void (*open)(struct out *, enum out_shape);
    void (*name)(struct out *, const char *name);
    void (*close)(struct out *);
};

extern const struct out_writer out_plain, out_json, out_null;

enum { OUT_DEPTH = 72 }; /* how deep values may nest: those of C types, in the lists and records that contain them */

struct out {
    const struct out_writer *writer;
    enum bytes_form bytes_form;
    bool quiet;      /* predicates print nothing */
    bool long_bytes; /* plain bytes of this value were written in parts: no newline between them */
    int fd;
    int (*sink)(struct out *, const void *data, size_t size); /* receives the output instead of fd; NULL: use fd.
                                                               * Returns 0 or -errno */
    int errnum;                                               /* the first error of a write; 0 without error */
    signed char tty;                                          /* 1 if fd is a terminal, 0 if not, -1 if not yet known */
    unsigned short columns;                                   /* out_columns; 0 if not yet known */
    char *buffer;
    size_t used, capacity;
    size_t larger;       /* the capacity to use once buffer is full; 0: keep buffer */
    char *grown;         /* the larger buffer, once it is in use */
    const char *pending; /* the name of the next value */
    int depth;
    struct {
        unsigned char shape;
        bool any;
    } level[OUT_DEPTH];
};

/* Initialises out to write to descriptor fd with a buffer that the caller owns. With larger (bytes), a small buffer is
 * enough for a small result, and a large result costs one allocation. */
void out_init(struct out *out, const struct out_writer *writer, int fd, char *buffer, size_t capacity);

/* Values. */
void out_none(struct out *out);
void out_bool(struct out *out, bool value);
void out_int(struct out *out, int64_t value);
void out_uint(struct out *out, uint64_t value);
void out_number(struct out *out, const char *text, size_t size); /* a number written by the caller, as JSON has it */
void out_time(struct out *out, struct timespec value);           /* seconds with nine decimals, exact */
void out_ns(struct out *out, struct timespec value);             /* nanoseconds, an integer */
void out_decimal(struct out *out, int64_t value, int decimals);  /* value / 10^decimals, exact */
void out_string(struct out *out, const char *data, size_t size);
void out_text(struct out *out, const char *text); /* a C string; NULL is none */
void out_bytes(struct out *out, const void *data, size_t size);
void out_open(struct out *out, enum out_shape shape);
void out_name(struct out *out, const char *name);
void out_close(struct out *out);

/* Writes a name and its value. */
void out_field_int(struct out *out, const char *name, int64_t value);
void out_field_uint(struct out *out, const char *name, uint64_t value);
void out_field_text(struct out *out, const char *name, const char *text);
void out_field_bool(struct out *out, const char *name, bool value);
void out_field_time(struct out *out, const char *name, struct timespec value);
void out_field_ns(struct out *out, const char *name, struct timespec value);

/* Writes bytes unchanged, for writers and for formats given by the user (--printf). */
void out_raw(struct out *out, const void *data, size_t size);
void out_char(struct out *out, char byte);
void out_put(struct out *out, const char *text);

/* Write the text of numbers, for the same purposes. */
void out_put_int(struct out *out, int64_t value);
void out_put_uint(struct out *out, uint64_t value);

/* True if fd is a terminal; the system is asked once. */
bool out_is_tty(struct out *out);

/* Returns the width of the terminal that fd is, in columns; 80 if fd is no terminal or its width is unknown. */
unsigned out_columns(struct out *out);

/* Writes the buffered text, which begins with "\r", in place of the terminal's current line, cut to the width of the
 * terminal. The text is ASCII. */
void out_replace_line(struct out *out);

/* True if colours are to be written to fd: it is a terminal and TERM is not dumb, or CLICOLOR_FORCE is set; never with
 * NO_COLOR. */
bool out_takes_color(struct out *out);

/* Frees the larger buffer, with output that was not flushed; out must not be used any more. */
void out_end(struct out *out);

/* Writes the buffered output. Returns 0, or -errno of the first write to out that failed. */
int out_flush(struct out *out);

/* Writes all of data to fd, again after EINTR (unless os_stop says otherwise) and short writes. 0 or -errno. */
int write_all(int fd, const void *data, size_t size);

#endif
