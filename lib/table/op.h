/* SPDX-License-Identifier: MIT */
/* The table's row: everything that is known of an operation or an applet, said once. Parser, help, --list, xsh,
 * completions and the manual are readers of these rows. */
#ifndef XOS_TABLE_OP_H
#define XOS_TABLE_OP_H

#include <stdbool.h>
#include <stddef.h>

#include "value/arena.h"
#include "out/fail.h"
#include "value/kinds.h"
#include "out/out.h"
#include "table/facts.h"
#include "value/word.h"

struct call;

enum op_flags {
    OP_PREDICATE = 1,   /* a boolean result is also the exit status: 0 or 1 */
    OP_CHAIN = 2,       /* changes this process: takes -- PROG */
    OP_NEW_FDS = 4,     /* makes descriptors: takes --as */
    OP_BYTES = 8,       /* its result is bytes: takes --hex and --base64 */
    OP_CHILD = 16,      /* runs a child to its end and exits as the child did; the result only goes to --result-fd */
    OP_WRITES = 32,     /* writes to or lengthens the caller's files: EPIPE and EFBIG are reported, not signalled */
    OP_ARGV = 64,       /* its last parameter is a program's argv: options end at that parameter's first word */
    OP_STREAM = 128,    /* its result is a sequence that goes out item by item */
    OP_APPLET = 256,    /* an applet */
    OP_FLUSHES = 512,   /* output waiting to be written is written before it; more rows imply this: op_flushes */
    OP_LEFT_OUT = 2048, /* of a chapter that this build leaves out */
    OP_ALONE = 1024,    /* ends, replaces or doubles its process: a shell runs it in a child */
};

struct op {
    char name[48]; /* as documented: "copy_file_range"; class-like rows keep their dot: "DirEntry.name". In the row
                    * itself: the search for a name reads the rows and no page of strings besides */
    const char *summary;  /* one line, a sentence without full stop */
    const char *result;   /* what comes out: "int bytes copied (0 at EOF)" */
    const char *requires; /* what it needs of the system: "Linux 4.5"; NULL if any current system has it */
    const char *errors;   /* errnos to expect: "EEXIST ENOENT"; NULL for none in particular */
    const char *note;     /* the one thing not to miss; NULL where there is nothing */
    const char *
        example; /* a command that runs as it stands in an empty folder of one's own; NULL for a row without function */
    const char *since;           /* the release that documents it first; NULL for 3.8 and before */
    const char *elsewhere;       /* where it exists, for one that this platform lacks: status 69 */
    const char *instead;         /* for one that xos does not have: what to use instead and why; status 69 */
    const char *home;            /* for a class-like row: what delivers it, "field name of scandir's records" */
    const char *signature;       /* where params do not tell it all; NULL: made from params */
    const char *const *commands; /* of an applet whose first argument is a command: their names, NULL at the end */
    const struct param *params;
    unsigned short param_count;
    unsigned short args_size;      /* of the argument struct, in bytes */
    unsigned short flags;          /* of enum op_flags */
    unsigned short available;      /* of enum availability */
    unsigned char acts_on;         /* of enum acts_on */
    int (*run)(struct call *call); /* 0 done; -1 failed, call->fail tells */
};

struct chapter {
    enum section section;
    const char *title; /* "File descriptor operations" */
    const struct op *ops;
    size_t count;
};

/* The parameters of an op, and the argument struct's size: `.params = ...` in one word. */
#define OP_PARAMS(T, array) .params = (array), .param_count = sizeof(array) / sizeof((array)[0]), .args_size = sizeof(T)
/* A row for what xos does not have: what to use instead and why. */
#define OP_NOT_HERE(name_, summary_, instead_, ...) \
    { \
        .name = name_, .summary = summary_, .result = "None", .acts_on = ACTS_ON_VALUE, .available = ON_ALL, \
        .instead = instead_, __VA_ARGS__ \
    }
#define CHAPTER(section_, title_, array) \
    { \
        .section = (section_), .title = (title_), .ops = (array), .count = sizeof(array) / sizeof((array)[0]) \
    }

/* True if output that waits to be written must be written before op runs: op may block, end or replace the process,
 * start another one, or write to the same descriptor. */
bool op_flushes(const struct op *op);

/* One run of an operation. */
struct call {
    const struct op *op;
    const void *args;        /* the op's argument struct, filled in */
    struct out *out;         /* where the result goes */
    struct fail *fail;       /* what to fill in when it fails */
    struct arena *arena;     /* memory until the call is over */
    const char *prog_file;   /* the program's file or name if that is not prog[0]; else NULL */
    char **prog;             /* the program to become after --; NULL where there is none */
    struct fds as;           /* --as: the descriptor numbers asked for */
    int result_fd;           /* --result-fd; -1 where not given */
    bool dropped;            /* nobody wants the result: PROG or a child has standard output */
    unsigned closed_streams; /* streams_guard's set */
    bool json, null;         /* how results and messages are written; an applet may ask for the form */
    bool in_xsh;             /* the process lives on after the call: no exec, no exit unless documented */
    int status;              /* exit status of a success: a child's, a predicate's; of an applet the first failure's */
};

/* The argument struct of the call, typed. */
#define ARGS(T, call) ((T const *)(call)->args)

/* What a message about a word adds if the word may be a program that lacks its "--": " (write -- before a program)", or
 * "" if op takes no program or has one. */
const char *program_hint(const struct op *op, bool has_program);

/* Ends an operation whose system call gave result: 0, or the failure -result on path recorded. */
int call_end(struct call *call, int result, const char *path);

/* As call_end, with the value written where the call succeeded. */
int call_end_int(struct call *call, int64_t result, const char *path);

/* The words for path in a message: the name, or fd:N for a descriptor (from the call's arena); NULL for a negative one,
 * which may stand for a stream that the caller had closed. */
const char *call_path(struct call *call, struct path path);

/* A predicate's answer: written, and the exit status set. */
int call_answer(struct call *call, bool truth);

/* Hands out the descriptors that the operation made: moved to their --as numbers, made inheritable for a PROG to come;
 * fds gets the numbers to print. 0, or -1 with the failure recorded and the descriptors closed. */
int call_new_fds(struct call *call, int *fds, size_t count);

/* As call_end_int where the value is a descriptor that the operation made: handed out as by call_new_fds. */
int call_end_fd(struct call *call, int result, const char *path);

/* The same for two descriptors, written as a record with those names; result is the system call's. */
int call_end_fds(struct call *call, int result, int fds[2], const char *const names[2]);

/* An applet's usage error bears the applet's name, a failure that of the operation that failed. */
void call_name_applet(struct call *call);

/* For applets that go on after a failure: prints it, keeps the first status, forgets it. */
void call_report(struct call *call);

#endif
