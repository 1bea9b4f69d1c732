/* SPDX-License-Identifier: MIT */
/* A session of foreign calls for xsh --ffi: requests come over a socket, and libraries, functions and memory live on
 * from one to the next.
 *
 *     session.c     two processes: one serves, the other tells xsh how it ended
 *     messages.c    lines of JSON in and out
 *     things.c      what references in requests mean: libraries, functions, types, callbacks; memory
 *     requests.c    what each request does
 *     callback.c    functions that C can call: statements of xsh
 *
 * A request is an array, ["cdll", "libm.so.6"]. Its answer is {"value": V, "errno": N} or {"error": {"status": N,
 * "errno": N, "step": S, "text": T}}. While a request runs, {"callback": ID, "args": [...]} may come first, any number
 * of times: xsh answers with ["return", VALUE], and may make further requests before that. */
#ifndef XOS_LIBEXEC_SESSION_H
#define XOS_LIBEXEC_SESSION_H

#include <sys/types.h>

#include "ops/ctypes/foreign.h"
#include "value/items.h"

enum thing_kind { THING_LIBRARY, THING_FUNCTION, THING_TYPE, THING_CALLBACK };

/* What a record's number means. Texts and types live as long as the session. */
struct thing {
    enum thing_kind kind;
    const char *text;         /* the library's name, the prototype, the declaration */
    const struct ctype *type; /* of a function, callback or object */
    const char *name;         /* the function's; NULL for a type name */
    void *address;            /* the handle, the code */
    int64_t loaded_from;      /* the number of a function's library; 0 for none */
    struct foreign_condition condition;
    bool wrap;
    bool derived; /* a type that has no text of the user's */
};

/* Memory that the session allocated. */
struct block {
    struct block *next;
    size_t size;
    unsigned char bytes[] __attribute__((aligned(16)));
};

struct session {
    int fd;
    struct item_reader messages; /* from xsh, one per line */
    struct arena arena;          /* of things */
    struct thing *things;
    size_t count, capacity;
    int64_t first; /* the number of the first thing: numbers of an earlier process are not valid */
    struct block *blocks;
    int errnum;            /* what the last function left in errno */
    int next_errnum;       /* what the next one finds there */
    pid_t thread;          /* the thread that may call back */
    volatile bool calling; /* a function runs, outside of callbacks */
    bool foreign_thread;   /* a callback was refused since the last call */
    struct fail callback;  /* the first failure of a callback since the last call */
    char *current;         /* the function that runs, for the other process to name */
};

enum { CURRENT_SIZE = 256 };

/* A request while it is served. */
struct request {
    struct session *session;
    struct call call;
    const struct json *args; /* the first argument; NULL for none */
    size_t count;
};

/* A C object: memory and its type. */
struct object {
    const struct thing *thing;
    const struct ctype *type;
    unsigned char *at;
    uint64_t size;
};

/* Serves on socket fd until it is closed; numbers of things begin with first. Returns the exit status. */
int session_main(int fd, int64_t first);

/* messages.c: serves requests until the message ["return", VALUE], whose VALUE is returned in arena's memory; NULL at
 * the end of the input. */
const struct json *session_serve(struct session *session, struct arena *arena);

/* Starts an answer, {"value": or the like, on out with a buffer of that size; and sends what was written. */
enum { MESSAGE_BUFFER = 8192 };
void message_start(struct session *session, struct out *out, char *buffer);
void message_send(struct out *out);

/* requests.c: carries out the request called name. 0, or -1 with the failure recorded. */
int request_serve(struct request *request, struct word name);

/* callback.c: makes code that C can call, for a thing with a prototype. 0, or -1 with the failure recorded. */
int callback_make(struct request *request, struct thing *thing);

/* Returns argument number index, counted from 0; NULL if the request has fewer. */
const struct json *request_argument(const struct request *request, size_t index);

/* things.c: functions that return a number or a pointer record the failure and return -1 or NULL. */
int64_t thing_add(struct request *request, const struct thing *thing);
const struct thing *thing_get(struct request *request, int64_t number);
int64_t thing_number(const struct session *session, const struct thing *thing);

/* The thing that a record stands for; NULL without a failure if the value is not such a record. */
const struct thing *thing_of(struct request *request, const struct json *value, enum thing_kind kind);

/* The number of a type with that declaration, or of that type. */
int64_t thing_declare(struct request *request, const char *text);
int64_t thing_type(struct request *request, const struct ctype *type);
int64_t thing_pointer(struct request *request, const struct ctype *of);

/* The object that a record stands for. -1 if the value is not one. */
int object_of(struct request *request, const struct json *value, struct object *object);

/* An address: a number, NULL, or where an object, function or callback lies; of a pointer, what it points to. */
int address_of(struct request *request, const struct json *value, unsigned char **address);

/* Writes the record of the thing, or of an object of that type. */
void thing_show(struct request *request, int64_t number);
void object_show(struct request *request, int64_t type, const void *at, uint64_t size);

/* New memory, zeroed; whether a range lies in one block. */
unsigned char *block_new(struct request *request, uint64_t size);
bool block_holds(const struct session *session, const unsigned char *at, uint64_t size);
bool block_free(struct session *session, const unsigned char *at);

/* Copies memory that may not exist. 0, or -1 with EFAULT recorded. */
int memory_read(struct request *request, const void *from, void *to, uint64_t size);
int memory_write(struct request *request, void *to, const void *from, uint64_t size);

#endif
