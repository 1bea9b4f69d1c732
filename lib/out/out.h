/* SPDX-License-Identifier: MIT */
/* Results on their way out: operations say what their value is, and one of the writers decides how it looks (contract,
 * section 3). A value is a scalar, a record of named values or a list; records and lists may nest.
 *
 *     out_open(out, OUT_RECORD);
 *     out_name(out, "pid");
 *     out_int(out, pid);
 *     out_close(out);
 *
 * A write error is kept and told by out_flush; nothing here prints a message or exits. */
#ifndef XOS_OUT_OUT_H
#define XOS_OUT_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

enum out_shape { OUT_RECORD, OUT_LIST, OUT_STREAM }; /* a stream is a list whose items go out as they come */

enum bytes_form { BYTES_RAW, BYTES_HEX, BYTES_BASE64 };

struct out;

/* A writer. number, string and the rest get a value's text; name comes before each value in a record. */
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

enum { OUT_DEPTH = 32 }; /* how deep values may nest */

struct out {
    const struct out_writer *writer;
    enum bytes_form bytes_form;
    bool quiet;      /* predicates print nothing */
    bool long_bytes; /* plain bytes of this value were written in parts: no newline between them */
    int fd;
    int (*sink)(struct out *, const void *data, size_t size); /* gets what would be written to fd; NULL: fd gets it.
                                                               * Returns 0 or -errno */
    int errnum;                                               /* the first error of a write; 0 while all is well */
    signed char tty;                                          /* whether fd is a terminal: -1 not asked yet */
    char *buffer;
    size_t used, capacity;
    size_t larger;       /* the capacity to go on with when buffer is full for the first time; 0 to keep to it */
    char *grown;         /* that larger buffer, once it is in use */
    const char *pending; /* the name given for the value to come */
    int depth;
    struct {
        unsigned char shape;
        bool any;
    } level[OUT_DEPTH];
};

/* Starts a writer on descriptor fd with a buffer that the caller owns. With larger set, a small buffer is enough for a
 * small result, and a large result costs one allocation. */
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

/* A name and its value in one. */
void out_field_int(struct out *out, const char *name, int64_t value);
void out_field_uint(struct out *out, const char *name, uint64_t value);
void out_field_text(struct out *out, const char *name, const char *text);
void out_field_bool(struct out *out, const char *name, bool value);
void out_field_time(struct out *out, const char *name, struct timespec value);
void out_field_ns(struct out *out, const char *name, struct timespec value);

/* Bytes as they are, for writers and for formats that a user spelt out (--printf). */
void out_raw(struct out *out, const void *data, size_t size);
void out_char(struct out *out, char byte);
void out_put(struct out *out, const char *text);

/* The numbers' texts, for the same. */
void out_put_int(struct out *out, int64_t value);
void out_put_uint(struct out *out, uint64_t value);

/* True where fd is a terminal; asked once. */
bool out_is_tty(struct out *out);

/* Gives a larger buffer back, with what was not flushed; out is done with. */
void out_end(struct out *out);

/* Writes what is buffered. 0, or -errno of the first write that ever failed on this out. */
int out_flush(struct out *out);

/* Writes all of data to fd, again after EINTR (unless os_stop says otherwise) and short writes. 0 or -errno. */
int write_all(int fd, const void *data, size_t size);

#endif
