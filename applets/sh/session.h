/* SPDX-License-Identifier: MIT */
/* A session of xsh: the state that statements work on. Layers, each of which uses only those above it:
 *
 *     lang/      the language: lexer, parser, syntax trees, values; it knows no session
 *     session.h, session.c, own.c, commands.c: the state, messages, descriptors, what names mean
 *     eval/      running syntax trees
 *     run.c, request.c, async.c, reply.c: reading statements and requests, replies
 *     builtins.c, values.c, waiting.c, popen.c, help.c, keywords.c: statements that are not operations
 *     prompt/    a person at a terminal
 *     xsh.c      the applet, which puts the parts together */
#ifndef XOS_SH_SESSION_H
#define XOS_SH_SESSION_H

#include "sh/lang/source.h"
#include "sh/lang/syntax.h"
#include "sh/lang/value.h"
#include "sh/lang/variables.h"
#include "table/op.h"

struct session;
struct code;

/* Values of a statement's words. */
struct arguments {
    const struct value **items;
    size_t count;
};

enum { ANY_NUMBER = 65535 }; /* of arguments: as the most that a builtin takes */

/* A statement that is not an operation. */
struct builtin {
    const char *name;
    unsigned short texts; /* signature and summary: TEXTS of value/packed.h */
    unsigned short most;  /* arguments */
    unsigned char least;
    bool takes_values; /* arguments may be records and lists */
    bool flushes;      /* buffered output must be written before it runs */
    /* Writes its value to out. 0, or -1 with session->fail filled in; *status is 0 before. */
    int (*run)(struct session *session, const struct arguments *arguments, struct out *out, int *status);
};

/* The meaning of a name. */
struct command {
    const char *name; /* NULL in an unused slot of the table */
    const struct op *op;
    const struct builtin *builtin;
    bool flushes; /* it may block, or act on standard output: write buffered output first */
    bool closes_range;
};

enum { COMMAND_PLACES = 2048 };

/* When statements of register_at_fork run. */
enum fork_moment { FORK_BEFORE, FORK_IN_PARENT, FORK_IN_CHILD, FORK_MOMENTS };
struct hook {
    struct hook *next;
    struct code *code;
    const struct node *node;
};

/* A descriptor that xsh uses itself. The number at fd changes if a statement needs it. */
struct own {
    struct own *next;
    int *fd;
};

/* The syntax trees of one statement of a script, kept while a def in it exists or runs. */
struct code {
    unsigned uses;
    struct arena arena;
    char memory[2048];
};

struct def {
    struct def *next;
    const struct node *node; /* NODE_DEF */
    struct code *code;
    const char *source;
};

/* A statement kept by `defer`: its words, as a list. */
struct deferred {
    struct deferred *next;
    struct value *words;
    bool shell; /* the only word is a command for the shell */
    const char *source;
    unsigned long line;
};

/* A running def; the script itself is the outermost one. */
struct frame {
    struct frame *outer;
    const char *name;           /* of the def; NULL for the script */
    const char *source;         /* where it was called */
    unsigned long line;         /* of the call */
    struct variables variables; /* its parameters and local variables */
    struct arguments arguments; /* $1, $2, ... */
    struct deferred *deferred;  /* the newest first */
    struct value *result;       /* the value of `return`, allocated; NULL if there is none */
};

/* Why the remaining statements of a block do not run. */
enum leaving {
    LEAVES_NOT,
    LEAVES_RETURN,   /* to the end of the def */
    LEAVES_FAILED,   /* to the catch of the try; session->fail says why, its texts are in session->kept */
    LEAVES_TOO_DEEP, /* to the outermost def or source */
    LEAVES_END,      /* the session ends */
};

enum reply_form { REPLY_NONE, REPLY_JSON, REPLY_SHELL };

struct session {
    struct out *out;     /* where values are printed, and replies written */
    struct fail *fail;   /* the failure of the current statement */
    struct arena *arena; /* memory for the current statement */
    struct code *code;   /* the code that contains the current statement */
    struct frame script, *frame;
    struct def *defs;
    struct hook *hooks[FORK_MOMENTS];
    struct own *own;
    struct open_stream *streams;     /* of module io */
    int64_t last_stream;             /* number of the newest stream */
    struct session_loggers *loggers; /* of module logging; NULL before the first */
    struct names *names;             /* names of sources; defs point to them */
    char *kept;                      /* texts of a failure that is passed to catch */
    const char *source;              /* name of the current source, for messages; NULL at the prompt */
    unsigned long line;
    unsigned depth;         /* of defs, sources and hooks that run */
    unsigned catching;      /* number of running try blocks; a failure in one prints nothing */
    unsigned long failures; /* statements that failed, in total */
    enum reply_form replies;
    enum leaving leaving;
    bool errexit, interactive, colour;
    bool big_as_text;       /* --big-ints=string */
    bool quiet;             /* values are dropped: inside source and hooks of a session that replies, in its children */
    bool in_hook;           /* a statement of register_at_fork runs */
    bool continues;         /* what was read so far is the beginning of a statement */
    bool after_echo;        /* the line on which the terminal showed ^C has been ended */
    char *history;          /* the file that keeps the prompt's lines; NULL for none */
    struct names *accounts; /* users and groups that getent(1) was asked for */
    unsigned closed_streams;               /* streams_guard's set, as far as it still holds */
    int status;                            /* $? */
    int errnum;                            /* $errno; 0 for none */
    int call_errnum;                       /* what the foreign function of this statement left in errno */
    struct foreign_side *foreign;          /* of --ffi; NULL until it is used */
    struct async *async;                   /* requests that run in children */
    const struct builtin *const *builtins; /* the lists of commands_fill */
    struct command commands[COMMAND_PLACES];

    /* Set by the applet, for higher layers. */
    const struct op *(*find_applet)(struct word name, bool short_too);
    bool (*complete_words)(struct out *out, const struct op *op, int argc, char **argv);
};

/* True if no further statement is to run. */
bool session_stops(const struct session *session);

/* The sink of session->out: waits if the descriptor is non-blocking; Ctrl-C interrupts only a blocked write. */
int session_send(struct out *out, const void *data, size_t size);

/* Prints session->fail as a message, with the place of the statement and the calls that led there. */
void session_message(struct session *session);

/* Writes a newline after ^C on the terminal, once. */
void session_after_echo(struct session *session);

/* Copies the texts of session->fail, which may be in memory of a finished statement. */
void session_keep_failure(struct session *session);

/* Returns a copy of name that is valid as long as the session; NULL if memory is exhausted or name is NULL. */
const char *session_name(struct session *session, const char *name);

/* Records that memory is exhausted. Returns -1. */
int session_no_memory(struct session *session);

/* Frees the variables, defs and names of the session. */
void session_clear(struct session *session);

/* code: allocates, adds a user, and removes a user; the last one frees it. */
struct code *code_new(void);
void code_hold(struct code *code);
void code_drop(struct code *code);

/* Returns a variable of the current def, else of the script; NULL if there is none. */
const struct value *session_get(const struct session *session, struct word name);

/* Assigns a copy of value to the def's variable, else to the script's variable of that name, else to a new one, local
 * to the def. Returns 0, or -1 with session->fail filled in. */
int session_set(struct session *session, struct word name, const struct value *value);

/* commands.c: adds operations and the builtins of lists, each ended by a builtin without name; finds the meaning of a
 * name (NULL: none); and finds the name nearest to a mistyped one (NULL: none). */
void commands_fill(struct session *session, const struct builtin *const *lists);
const struct command *command_find(struct session *session, struct word name);
const char *command_nearest(const struct session *session, struct word name);
struct def *def_find(const struct session *session, struct word name);

/* Returns xsh's word for a word of other shells: "chdir" for cd; NULL for other words. */
const char *command_habit(struct word name);

/* Reports an unknown name and suggests the nearest one. Returns -1. */
int unknown_command(struct session *session, struct word name);

/* True if a builtin's value is used as a value, not printed. */
static inline bool is_kept(const struct session *session, const struct out *out)
{
    return out != session->out;
}

/* own.c: replaces the number at fd by a duplicate with a high number (from 100 up, if the limits allow), close-on-exec,
 * which is listed until own_close. Returns 0 or -errno. */
int own_keep(struct session *session, struct own *own, int *fd);
void own_close(struct session *session, struct own *own);

/* Moves own descriptors away from numbers that words contain. */
void own_step_aside(struct session *session, struct words words);

/* As op_call for closerange, but without closing the own descriptors. */
int own_closerange(struct session *session, const struct op *op, struct words words, struct out *out, int *status);

#endif
