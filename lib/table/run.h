/* SPDX-License-Identifier: MIT */
/* Running a row: from words to a parsed call, its result written, its failure printed. */
#ifndef XOS_TABLE_RUN_H
#define XOS_TABLE_RUN_H

#include "table/op.h"

enum { NO_RESULT_FD = -1 };

/* The options that every operation and applet takes besides its own. */
struct common {
    bool json, null, quiet, hex, base64, from_stdin, help, version;
    int result_fd; /* NO_RESULT_FD if not given */
    struct fds as;
};

extern const struct param common_params[];
extern const size_t common_param_count;

/* True if op takes that common option. */
bool common_applies(const struct op *op, const struct param *param);

/* A word with this address (not with this text) in an operation's words marks the start of its arguments: words after
 * it are not options even if they look like options, also for an operation that takes -- PROG. */
extern const char arguments_mark[];

/* Returns the common option that word is: "--json", "-0", "--result-fd=3"; NULL for any other word. */
const struct param *common_option(struct word word);

/* One operation with its words (options and arguments, the name not among them), in a process that lives on: values are
 * parsed, the operation runs, its value goes to out. Used by xsh; out's writer is the caller's. closed_streams is
 * streams_guard's set as it is now. Options that only make sense for a process of its own (--json, --result-fd, --
 * PROG) are usage errors here. names: what getent(1) was asked for so far. Returns 0, or -1 with fail filled in;
 * *status is the exit status that a command would have had. */
int op_call(const struct op *op, struct words words, unsigned closed_streams, struct names *names, struct out *out,
            struct fail *fail, struct arena *arena, int *status);

/* Runs a command line: argv[0] is the name that the user typed for op, followed by the arguments. Writes the result to
 * standard output or --result-fd, and a message to standard error; executes PROG if one is given. Returns the exit
 * status. */
int op_main(const struct op *op, int argc, char **argv);

/* As op_main, for a shell that contains the operations (bash builtin): afterwards standard streams, signal actions and
 * memory are as before. value gets the result through the caller's writer and sink (see out.h), as JSON text with
 * --json; value is NULL if the result goes to standard output or --result-fd. Rows with OP_ALONE and -- PROG end or
 * replace the process: the caller runs them in a child. Returns the exit status; 130 without a message if os_stop ended
 * the operation. */
int op_inside(const struct op *op, int argc, char **argv, struct out *value);

/* Writes the buffered output of out, if out has a descriptor. result_fd, as in struct call, determines what a message
 * names. Returns 0, or -1 with the failure recorded: EX_IOERR for every errno. */
int op_flush(struct out *out, struct fail *fail, int result_fd);

/* Prints fail as a command does and returns its exit status: for failures before an operation is found. json: --json
 * was given. */
int op_refuse(const struct fail *fail, bool json);

/* True if --json is among the arguments before "--": for messages about arguments that cannot be parsed. */
bool json_asked(int argc, char **argv);

#endif
