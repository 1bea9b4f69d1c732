/* SPDX-License-Identifier: MIT */
/* A session of xsh: what its files share. xsh.c reads input and runs statements, xsh_expand.c makes their words,
 * xsh_commands.c finds what the first one means; xsh_builtins.c, xsh_help.c, xsh_fork.c and xsh_popen.c hold the
 * statements that are no operations; xsh_own.c keeps xsh's own descriptors out of the way; xsh_prompt.c, xsh_edit.c,
 * xsh_history.c, xsh_cursor.c, xsh_choices.c and xsh_complete.c serve a person. */
#ifndef XOS_XSH_H
#define XOS_XSH_H

#include "table/op.h"
#include "sh/lang/lines.h"
#include "sh/lang/parse.h"
#include "sh/lang/value.h"
#include "sh/lang/variables.h"

struct session;

/* The arguments of a statement that is no operation. */
struct arguments {
    const struct piece *pieces; /* as written */
    size_t piece_count;
    const struct value **items; /* looked up; not for a builtin that takes pieces */
    size_t count;
};

/* A statement that is no operation. */
struct builtin {
    const char *name, *usage, *summary;
    size_t least, most; /* arguments */
    bool takes_pieces;  /* its arguments are a statement of their own */
    bool takes_values;  /* records and lists among its arguments, which are no words */
    bool flushes;       /* output must be out before it */
    int (*run)(struct session *session, const struct arguments *arguments, struct out *out, int *status);
};

extern const struct builtin builtins[], fork_builtins[]; /* the last one's name is NULL */

/* What a name means. */
struct command {
    const char *name; /* NULL for an empty place of the table */
    const struct op *op;
    const struct builtin *builtin;
    bool flushes; /* it may block, or do something to standard output: what was printed goes out first */
    bool closes_range;
};

enum { COMMAND_PLACES = 1024 };

/* Statements that fork obeys. */
enum fork_moment { FORK_BEFORE, FORK_IN_PARENT, FORK_IN_CHILD, FORK_MOMENTS };
struct hook {
    struct hook *next;
    size_t size;
    char statement[];
};

/* A descriptor of xsh's own, in the frame of whoever holds it; the number at fd changes when it steps aside. */
struct own {
    struct own *next;
    int *fd;
};

struct session {
    struct out *out;     /* values and print; with --json the replies */
    struct fail *fail;   /* of the statement under way */
    struct arena *arena; /* until the statement is over */
    struct variables variables;
    struct hook *hooks[FORK_MOMENTS];
    struct own *own;
    const char *source; /* what is read, for messages; NULL at the prompt */
    unsigned long line;
    unsigned depth;         /* of source and hooks */
    unsigned long failures; /* statements that failed, all told */
    bool json, errexit, interactive, colour;
    bool quiet;              /* no replies: inside source and hooks of a --json session, and in its children */
    bool ending, unwinding;  /* exit was said; source nests too deeply */
    bool in_hook;            /* a statement of register_at_fork is under way */
    char *history;           /* the file that keeps the prompt's lines; NULL for none */
    bool behind_echo;        /* a line end stands behind the ^C that the terminal showed */
    unsigned closed_streams; /* streams_guard's set, as far as it still holds */
    int status;              /* $? */
    int errnum;              /* $errno; 0 for none */
    struct command commands[COMMAND_PLACES];
};

/* xsh_commands.c: fills session->commands; what a name means, NULL for nothing; the name
 * nearest to a mistyped one, NULL for none. */
void commands_fill(struct session *session);
const struct command *command_find(const struct session *session, struct word name);
const char *command_nearest(const struct session *session, struct word name);

/* Fails for a name that means nothing, with the nearest one. Returns -1. */
int unknown_command(struct session *session, struct word name);

/* True where a builtin's value is wanted as a value, not printed. */
static inline bool is_kept(const struct session *session, const struct out *out)
{
    return out != session->out;
}

/* xsh_help.c: the builtin help. */
int help_run(struct session *session, const struct arguments *arguments, struct out *out, int *status);

/* xsh_popen.c: the builtins popen and popen.close. */
int popen_run(struct session *session, const struct arguments *arguments, struct out *out, int *status);
int popen_close_run(struct session *session, const struct arguments *arguments, struct out *out, int *status);

/* xsh_expand.c: the word that begins at pieces[0] (*length is how many pieces it has), all words of a statement, and its
 * arguments as values (only ones that are words, or any), in the arena of the statement. 0, or -1 with session->fail
 * filled in. */
int expand_word(struct session *session, const struct piece *pieces, size_t count, struct word *word, size_t *length);
int expand_words(struct session *session, const struct piece *pieces, size_t count, struct words *words);
int expand_values(struct session *session, struct arguments *arguments, bool any);

/* xsh.c: runs the statements of a line (which is written on; see parser_start), told as line session->line of source. */
void session_line(struct session *session, struct parser *parser, char *line, size_t size);

/* Runs a command made of words (pieces), its value written to out. 0, or -1 with session->fail filled in. */
int session_command(struct session *session, const struct piece *pieces, size_t count, struct out *out, int *status);

/* Runs all lines with memory of their own; name is what messages call them. */
void session_lines(struct session *session, struct lines *lines, const char *name);

/* Runs the lines of a file, or of standard input where path is NULL. 0, or -1 with session->fail filled in. */
int session_file(struct session *session, const char *path);

/* Runs the lines of text. */
int session_text(struct session *session, const char *text, size_t size, const char *name);

/* Ends the line on which the terminal showed ^C, once. */
void session_behind_echo(struct session *session);

/* Prints session->fail as a message. */
void session_message(struct session *session);

/* xsh_own.c: replaces the number at fd by a duplicate out of the way (from 100 up where the limits allow),
 * close-on-exec, listed until own_close. 0 or -errno. */
int own_keep(struct session *session, struct own *own, int *fd);
void own_close(struct session *session, struct own *own);

/* Moves own descriptors away from the numbers that words name. */
void own_step_aside(struct session *session, struct words words);

/* closerange around the own descriptors: as op_call. */
int own_closerange(struct session *session, const struct op *op, struct words words, struct out *out, int *status);

/* xsh_fork.c: forgets the hooks. */
void hooks_clear(struct session *session);

/* xsh_history.c: finds the file and returns what is in it, size bytes for the caller to free; NULL where nothing is.
 * Trouble is told once and ends the keeping. */
char *history_open(struct session *session, size_t *size);

/* Adds a line to the file. False for a blank line, which no history has. */
bool history_keep(struct session *session, const char *text, size_t size);
void history_close(struct session *session);

/* xsh_prompt.c: reads from the terminal until Ctrl-D or exit. */
void prompt_run(struct session *session);

/* Takes down the flag that Ctrl-C set: what it interrupted is over, and the next line begins. */
void interrupt_forget(struct session *session);

#endif
