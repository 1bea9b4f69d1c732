/* SPDX-License-Identifier: MIT */
/* A session of xsh: the state that statements work on. Layers, each of which uses only those above it:
 *
 *     lang/      the language: lexer, parser, syntax trees, values; it knows no session
 *     session.h, session.c, own.c, commands.c: the state, messages, descriptors, what names mean
 *     eval/      running syntax trees
 *     run.c, request.c, async.c, reply.c: reading statements and requests, replies
 *     builtins.c, values.c, waiting.c, popen.c, help.c, keywords.c: statements that are no operations
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

/* A statement that is no operation. */
struct builtin {
    const char *name, *usage, *summary;
    size_t least, most; /* arguments */
    bool takes_values;  /* its arguments may be records and lists */
    bool flushes;       /* what was printed must be out before it runs */
    /* Writes its value to out. 0, or -1 with session->fail filled in; *status is 0 before. */
    int (*run)(struct session *session, const struct arguments *arguments, struct out *out, int *status);
};

/* What a name means. */
struct command {
    const char *name; /* NULL for an unused place of the table */
    const struct op *op;
    const struct builtin *builtin;
    bool flushes; /* it may block, or do something to standard output: what was printed goes out first */
    bool closes_range;
};

enum { COMMAND_PLACES = 2048 };

/* Statements that fork runs. */
enum fork_moment { FORK_BEFORE, FORK_IN_PARENT, FORK_IN_CHILD, FORK_MOMENTS };
struct hook {
    struct hook *next;
    struct code *code;
    const struct node *node;
};

/* A descriptor that xsh itself uses; the number at fd changes when a statement wants it. */
struct own {
    struct own *next;
    int *fd;
};

/* The syntax trees of one statement of a script, kept as long as a def of it exists or runs. */
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

/* A statement that `defer` keeps: its words, as a list. */
struct deferred {
    struct deferred *next;
    struct value *words;
    bool shell; /* the only word is a command of the shell */
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
    struct value *result;       /* what `return` gave, allocated; NULL if nothing */
};

/* Why no further statement of a block runs. */
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
    struct fail *fail;   /* of the statement that runs */
    struct arena *arena; /* until that statement is over */
    struct code *code;   /* whose syntax tree it is part of */
    struct frame script, *frame;
    struct def *defs;
    struct hook *hooks[FORK_MOMENTS];
    struct own *own;
    struct open_stream *streams; /* of module io */
    int64_t last_stream;         /* the number of the newest */
    struct names *names;         /* names of sources, which defs keep pointing to */
    char *kept;                  /* texts of a failure that goes to a catch */
    const char *source;          /* what is read, for messages; NULL at the prompt */
    unsigned long line;
    unsigned depth;         /* of defs, sources and hooks that run */
    unsigned catching;      /* how many try blocks run; a failure there prints nothing */
    unsigned long failures; /* statements that failed, in total */
    enum reply_form replies;
    enum leaving leaving;
    bool errexit, interactive, colour;
    bool big_as_text; /* --big-ints=string */
    bool quiet;       /* values are dropped: inside source and hooks of a session that replies, in its children */
    bool in_hook;     /* a statement of register_at_fork runs */
    bool continues;   /* what was read so far is the beginning of a statement */
    bool after_echo;  /* the line on which the terminal showed ^C has been ended */
    char *history;    /* the file that keeps the prompt's lines; NULL for none */
    unsigned closed_streams;               /* streams_guard's set, as far as it still holds */
    int status;                            /* $? */
    int errnum;                            /* $errno; 0 for none */
    int call_errnum;                       /* what the foreign function of this statement left in errno */
    struct foreign_side *foreign;          /* of --ffi; NULL until it is used */
    struct async *async;                   /* requests that run in children */
    const struct builtin *const *builtins; /* the lists of commands_fill */
    struct command commands[COMMAND_PLACES];

    /* Given by the applet, for what is above this layer. */
    const struct op *(*find_applet)(struct word name, bool short_too);
    bool (*complete_words)(struct out *out, const struct op *op, int argc, char **argv);
};

/* True if no further statement is to run. */
bool session_stops(const struct session *session);

/* The sink of session->out: a descriptor that does not block is waited for; Ctrl-C stops only what is blocked. */
int session_send(struct out *out, const void *data, size_t size);

/* Prints session->fail as a message, with the place of the statement and the calls that led there. */
void session_message(struct session *session);

/* Ends the line on which the terminal showed ^C, once. */
void session_after_echo(struct session *session);

/* Keeps the texts of session->fail, which may point to memory of a statement that is over. */
void session_keep_failure(struct session *session);

/* A copy of name that lives as long as the session; NULL when memory is out or name is NULL. */
const char *session_name(struct session *session, const char *name);

/* Memory is out: recorded. Returns -1. */
int session_no_memory(struct session *session);

/* Gives back everything that the session holds. */
void session_clear(struct session *session);

/* code: one more use; one use fewer, which frees it after the last. */
struct code *code_new(void);
void code_hold(struct code *code);
void code_drop(struct code *code);

/* The value of a variable: of the def that runs, else of the script; NULL if there is none. */
const struct value *session_get(const struct session *session, struct word name);

/* Assigns a copy of value: to the def's variable or, if the script has one of that name, to that; else a new one, local
 * to the def. 0, or -1 with session->fail filled in. */
int session_set(struct session *session, struct word name, const struct value *value);

/* commands.c: adds operations and the builtins of a list, which a builtin without name ends; what a name means, NULL
 * for nothing; the name nearest to a mistyped one, NULL for none. */
void commands_fill(struct session *session, const struct builtin *const *lists);
const struct command *command_find(struct session *session, struct word name);
const char *command_nearest(const struct session *session, struct word name);
struct def *def_find(const struct session *session, struct word name);

/* What a word of other shells is in xsh: "chdir" for cd; NULL for other words. */
const char *command_habit(struct word name);

/* Fails for a name that means nothing, with the nearest one. Returns -1. */
int unknown_command(struct session *session, struct word name);

/* True if a builtin's value is wanted as a value, not printed. */
static inline bool is_kept(const struct session *session, const struct out *out)
{
    return out != session->out;
}

/* own.c: replaces the number at fd by a duplicate that is not in the way (from 100 up if the limits allow),
 * close-on-exec, listed until own_close. 0 or -errno. */
int own_keep(struct session *session, struct own *own, int *fd);
void own_close(struct session *session, struct own *own);

/* Moves own descriptors away from the numbers that words name. */
void own_step_aside(struct session *session, struct words words);

/* closerange around the own descriptors: as op_call. */
int own_closerange(struct session *session, const struct op *op, struct words words, struct out *out, int *status);

#endif
