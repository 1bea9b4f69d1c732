/* SPDX-License-Identifier: MIT */
/* Running a row: from words to a parsed call, its result written, its failure told. */
#ifndef XOS_TABLE_RUN_H
#define XOS_TABLE_RUN_H

#include "table/op.h"

enum { NO_RESULT_FD = -1 };

/* The options that every operation and applet takes beside its own. */
struct common {
    bool json, null, quiet, hex, base64, from_stdin, help, version;
    int result_fd; /* NO_RESULT_FD where not given */
    struct fds as;
};

extern const struct param common_params[];
extern const size_t common_param_count;

/* True where op takes that common option. */
bool common_applies(const struct op *op, const struct param *param);

/* A word with this address (not with this text) among an operation's words: what follows are arguments, even if they
 * look like options, also for an operation that takes -- PROG. */
extern const char arguments_mark[];

/* The common option that a word is: "--json", "-0", "--result-fd=3"; NULL for any other word. */
const struct param *common_option(struct word word);

/* One operation with its words (options and arguments, the name not among them), in a process that lives on: values are
 * parsed, the operation runs, its value goes to out. Used by xsh; out's writer is the caller's. closed_streams is
 * streams_guard's set as it is now. Options that only make sense for a process of its own (--json, --result-fd, --
 * PROG) are usage errors here. Returns 0, or -1 with fail filled in; *status is the exit status that a command would
 * have had. */
int op_call(const struct op *op, struct words words, unsigned closed_streams, struct out *out, struct fail *fail,
            struct arena *arena, int *status);

/* The whole command: argv[0] is the name that the user typed for op, its arguments follow. Writes the result to
 * standard output or --result-fd, the message to standard error, becomes PROG where one is given. Returns the exit
 * status. */
int op_main(const struct op *op, int argc, char **argv);

/* As op_main for a shell that has the operations inside its own process: afterwards standard streams, signal
 * dispositions and memory are as before. value gets the result, by a writer and with a sink (see out.h) of the
 * caller's; with --json the sink gets the JSON text. value is NULL where the result goes to standard output or
 * --result-fd. Rows with OP_ALONE and -- PROG end or replace the process: the caller runs them in a child. Returns the
 * exit status; 130 without a message where os_stop ended the operation. */
int op_inside(const struct op *op, int argc, char **argv, struct out *value);

/* Writes what out holds, where out has a descriptor. 0, or -1 with the failure recorded: EX_IOERR whatever the errno.
 * result_fd as the call has it tells which descriptor that is. */
int op_flush(struct out *out, struct fail *fail, int result_fd);

/* Prints fail as a command does and returns its status: for what goes wrong before an operation is found. json as given
 * on the command line. */
int op_refuse(const struct fail *fail, bool json);

/* True where --json stands among the arguments before "--": for messages about arguments that cannot be parsed. */
bool json_asked(int argc, char **argv);

#endif
