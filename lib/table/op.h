/* SPDX-License-Identifier: MIT */
/* A row of the table: all facts about an operation or applet. Parser, help, --list, xsh, completions and the manual
 * read these rows. */
#ifndef XOS_TABLE_OP_H
#define XOS_TABLE_OP_H

#include <stdbool.h>
#include <stddef.h>

#include "value/arena.h"
#include "out/fail.h"
#include "value/kinds.h"
#include "out/out.h"
#include "table/facts.h"
#include "value/packed.h"
#include "value/word.h"

struct call;
struct names;
struct texts;

enum op_flags {
    OP_PREDICATE = 1,   /* a boolean result is also the exit status: 0 or 1 */
    OP_CHAIN = 2,       /* changes the process: takes -- PROG */
    OP_NEW_FDS = 4,     /* creates descriptors: takes --as */
    OP_BYTES = 8,       /* its result is bytes: takes --hex and --base64 */
    OP_CHILD = 16,      /* waits for a child and exits with its status; writes a result only to --result-fd */
    OP_WRITES = 32,     /* writes to or extends the caller's files: EPIPE and EFBIG are reported, without a signal */
    OP_ARGV = 64,       /* its last parameter is a program's argv: options end at that parameter's first word */
    OP_STREAM = 128,    /* its result is a sequence, written item by item */
    OP_APPLET = 256,    /* an applet */
    OP_FLUSHES = 512,   /* buffered output is written before it runs; other flags imply this: op_flushes */
    OP_LEFT_OUT = 2048, /* belongs to a chapter that this build leaves out */
    OP_ALONE = 1024,    /* ends, replaces or forks its process: a shell runs it in a child */
    OP_VARIES = 4096,   /* the kind of its result depends on its arguments */
};

struct op {
    const char *name; /* as documented: "copy_file_range"; members of classes keep the dot: "DirEntry.name" */
    const struct param *params;
    int (*run)(struct call *call); /* returns 0, or -1 with call->fail filled in */
    unsigned flags : 13;           /* of enum op_flags */
    unsigned available : 11;       /* of enum availability */
    unsigned param_count : 8;
    unsigned args_size : 13; /* size of the argument struct in bytes */
    unsigned texts : 16;     /* summary and so on: TEXTS of value/packed.h */
    unsigned acts_on : 3;    /* of enum acts_on */
};

struct chapter {
    enum section section;
    unsigned count;
    const struct op *ops;
    const char *title; /* "File descriptor operations" */
    const char *also;  /* the row of another module that the page of this one lists too: errno.strerror; NULL: none */
};

/* Initialises params, param_count and args_size: `OP_PARAMS(struct one_pid, pid_params)`. */
#define OP_PARAMS(T, array) .params = (array), .param_count = sizeof(array) / sizeof((array)[0]), .args_size = sizeof(T)
/* A row for what xos does not have: what to use instead and why. */
#define OP_NOT_HERE(name_, summary_, instead_, ...) \
    { \
        .name = name_, TEXTS(.summary = summary_, .result = "None", .instead = instead_, __VA_ARGS__), \
        .acts_on = ACTS_ON_VALUE, .available = ON_ALL \
    }
#define CHAPTER(section_, title_, array, ...) \
    { \
        .section = (section_), .title = (title_), .ops = (array), .count = sizeof(array) / sizeof((array)[0]), \
        ##__VA_ARGS__ \
    }

/* True if buffered output must be written before op runs: op may block, end or replace the process, start another
 * process, or write to the same descriptor. */
bool op_flushes(const struct op *op);

/* One run of an operation. */
struct call {
    const struct op *op;
    const void *args;        /* the op's argument struct, filled in */
    struct out *out;         /* where the result goes */
    struct fail *fail;       /* what to fill in when it fails */
    struct arena *arena;     /* memory that is freed after the call */
    struct names *names;     /* users and groups that getent(1) was asked for (os/names.h); NULL: none are kept */
    char **argv;             /* the command line, from the operation's name on; NULL where the process continues */
    const char *prog_file;   /* the program's path or name if it differs from prog[0]; else NULL */
    char **prog;             /* the program after --, to be executed; NULL if there is none */
    struct fds as;           /* --as: the descriptor numbers asked for */
    int result_fd;           /* --result-fd; -1 if not given */
    bool dropped;            /* the result is discarded: standard output belongs to PROG or to a child */
    unsigned closed_streams; /* the result of streams_guard */
    bool json, null;         /* the form of results and messages */
    bool in_xsh;             /* the process continues after the call: no exec, no exit unless documented */
    int status;              /* exit status if run returns 0: of a child, a predicate, or an applet's first failure */
};

/* The argument struct of the call, with its type. */
#define ARGS(T, call) ((T const *)(call)->args)

/* Returns what a message about a word adds if the word may be a program without the preceding "--": " (write -- before
 * a program)", or "" if op takes no program or already has one. */
const char *program_hint(const struct op *op, bool has_program);

/* Ends an operation whose system call gave result: 0, or the failure -result on path recorded. */
int call_end(struct call *call, int result, const char *path);

/* As call_end, and writes the value if the call succeeded. */
int call_end_int(struct call *call, int64_t result, const char *path);

/* Returns path for a message: its name, or fd:N for a descriptor (in the call's arena). NULL for a negative descriptor,
 * which may stand for a stream that the caller had closed. */
const char *call_path(struct call *call, struct path path);

/* Writes the answer of a predicate and sets the exit status. */
int call_answer(struct call *call, bool truth);

/* Hands out the descriptors that the operation made: moved to their --as numbers, made inheritable for a PROG to come;
 * fds gets the numbers to print. 0, or -1 with the failure recorded and the descriptors closed. */
int call_new_fds(struct call *call, int *fds, size_t count);

/* As call_end_int for a value that is a new descriptor, which is passed to call_new_fds. */
int call_end_fd(struct call *call, int result, const char *path);

/* The same for two descriptors, written as a record with these names; result is that of the system call. */
int call_end_fds(struct call *call, int result, int fds[2], const char *const names[2]);

/* For what needs shared libraries, before anything was read or written: a static program becomes the dynamic one of the
 * same version, libexec/xos/xos-VERSION, with the same command line. Returns if there is none, and in a dynamic
 * program. */
#ifdef STATIC_PROGRAM
void call_dynamic(const struct call *call);
#else
#define call_dynamic(call) ((void)(call))
#endif

/* Makes usage errors name the applet; other failures name the operation that failed. */
void call_name_applet(struct call *call);

/* For applets that continue after a failure: prints it, keeps the first exit status, and clears it. */
void call_report(struct call *call);

#endif
