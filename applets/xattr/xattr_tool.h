/* SPDX-License-Identifier: MIT */
/* xattr-tool's parts: xattr_tool.c reads the command line, visit.c finds the files, read.c, write.c and restore.c carry
 * out the commands. */
#ifndef XOS_XATTR_XATTR_TOOL_H
#define XOS_XATTR_XATTR_TOOL_H

#include "out/attrdump.h"
#include "value/pattern.h"
#include "table/op.h"
#include "os/lock.h"
#include "os/walk/walk.h"
#include "os/xattr.h"

struct tool_args {
    const char *command;
    struct words words; /* the words after the command */
    bool recursive, no_follow, physical, logical, create, replace, force_mode, from_stdin, text, absolute_names,
        allow_escape, decode;
    const char *match, *encoding, *from, *root, *files0_from;
    int jobs;
};

/* A file to be visited. */
struct tool_file {
    struct xattr_file file;
    const char *path;  /* for messages and results */
    const char *below; /* path relative to its operand; "" for the operand itself */
};

struct tool_worker;

/* A run of the tool. */
struct tool {
    struct call *call;
    const struct tool_args *args;
    struct words rest; /* words that were not read yet */
    const struct path *operands;
    size_t operand_count;
    const char *top; /* the operand whose tree is visited */
    bool links_too;  /* visit symbolic links in trees themselves */
    bool single;     /* one file: write only its values or names */
    enum attrdump_form form;
    bool encoded;           /* a form was asked for */
    struct pattern filter;  /* of --match */
    bool filtered, negated; /* --match was given; it began with "!" */
    const char *name;       /* the attribute for get, set and remove */
    struct word value;      /* what set writes */
    int flags;              /* XATTR_SET_CREATE, XATTR_SET_REPLACE */
    int destination;        /* copy: a descriptor of DST, opened with O_PATH */
    const char *destination_name;
    struct lock lock; /* over the call: failures and results */
    /* What the command does to a file: failures are reported, text is put into output. 0, or -errno to end it all. */
    int (*visit)(struct tool_worker *worker, struct walk_output *output, const struct tool_file *file);
};

/* The memory of a thread for its visits. */
struct tool_worker {
    struct tool *tool;
    char value[XATTR_VALUE_ROOM];
    char names[XATTR_LIST_ROOM + 1];
    const char *sorted[XATTR_LIST_ROOM / 2]; /* the names in order */
};

/* Reports that the operation op failed on path, and on the attribute unless that is NULL. */
void tool_report(struct tool *tool, const char *op, const char *attribute, int errnum, const char *path);

/* True if the attribute's name matches --match. */
bool tool_matches(const struct tool *tool, const char *name);

/* xattr_set; with --force-mode the user's own read-only file is made writable for the call. */
int tool_set_value(const struct tool *tool, const struct xattr_file *file, const char *name, const void *value,
                   size_t size);

/* Reports that a path is refused, with status 65. */
void tool_refuse(struct tool *tool, const char *path, const char *words);

/* Reads the file's attribute names that match --match into the worker's sorted, in byte order. Returns their number; -1
 * after a reported failure. */
ssize_t tool_names(struct tool_worker *worker, const struct tool_file *file);

/* Reads a word as a path or a descriptor. 0, or -1 with the failure recorded. */
int tool_operand(struct tool *tool, struct word word, struct path *path);

/* Visits every operand; with --recursive everything below them too. Returns 0, or -1 with the failure recorded. */
int tool_visit_all(struct tool *tool);

/* Returns the value in words, for the caller to free; NULL without --decode, and if the value has no form in words. */
char *tool_words(struct tool *tool, const char *name, const char *value, size_t size);

/* Reads the contents of the file name ("-" is standard input), at most limit. 0, or -1 with the failure recorded. */
int tool_contents(struct call *call, const char *name, size_t limit, char **data, size_t *size);

/* Visits of the commands. */
int tool_list(struct tool_worker *worker, struct walk_output *output, const struct tool_file *file);
int tool_get(struct tool_worker *worker, struct walk_output *output, const struct tool_file *file);
int tool_dump(struct tool_worker *worker, struct walk_output *output, const struct tool_file *file);
int tool_set(struct tool_worker *worker, struct walk_output *output, const struct tool_file *file);
int tool_remove(struct tool_worker *worker, struct walk_output *output, const struct tool_file *file);
int tool_copy(struct tool_worker *worker, struct walk_output *output, const struct tool_file *file);

/* Runs copy and restore completely. They return 0, or -1 with the failure recorded. */
int tool_copy_all(struct tool *tool);
int tool_restore(struct tool *tool);

#endif
