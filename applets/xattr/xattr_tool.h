/* SPDX-License-Identifier: MIT */
/* xattr-tool's parts: xattr-tool.c reads the command line, xattr-tool-visit.c finds the files, xattr-tool-read.c,
 * xattr-tool-write.c and xattr-tool-restore.c do what the commands say. */
#ifndef XOS_XATTR_XATTR_TOOL_H
#define XOS_XATTR_XATTR_TOOL_H

#include <pthread.h>

#include "out/attrdump.h"
#include "value/pattern.h"
#include "table/op.h"
#include "os/walk/walk.h"
#include "os/xattr.h"

struct tool_args {
    const char *command;
    struct words words; /* what follows the command */
    bool recursive, no_follow, physical, logical, create, replace, force_mode, from_stdin, text, absolute_names,
        allow_escape, decode;
    const char *match, *encoding, *from, *root, *files0_from;
    int jobs;
};

/* A file to be visited. */
struct tool_file {
    struct xattr_file file;
    const char *path;  /* as messages and results name it */
    const char *below; /* the same relative to its operand; "" for an operand itself */
};

struct tool_worker;

/* A run of the tool. */
struct tool {
    struct call *call;
    const struct tool_args *args;
    struct words rest; /* the words that are still to be read */
    const struct path *operands;
    size_t operand_count;
    const char *top; /* the operand that a tree is being visited for */
    bool links_too;  /* links in trees are visited as what they are */
    bool single;     /* one file is meant: its values or names alone go out */
    enum attrdump_form form;
    bool encoded;           /* a form was asked for */
    struct pattern filter;  /* of --match */
    bool filtered, negated; /* there is one; it began with "!" */
    const char *name;       /* the attribute that get, set and remove are about */
    struct word value;      /* what set writes */
    int flags;              /* XATTR_SET_CREATE, XATTR_SET_REPLACE */
    int destination;        /* copy: a descriptor of DST, opened with O_PATH */
    const char *destination_name;
    pthread_mutex_t lock; /* over the call: failures and results */
    /* What the command does to a file: failures are reported, text is put into output. 0, or -errno to end it all. */
    int (*visit)(struct tool_worker *worker, struct walk_output *output, const struct tool_file *file);
};

/* What a thread needs for its visits. */
struct tool_worker {
    struct tool *tool;
    char value[XATTR_VALUE_ROOM];
    char names[XATTR_LIST_ROOM + 1];
    const char *sorted[XATTR_LIST_ROOM / 2]; /* the names in order */
};

/* Reports a failure of the operation op on path, on the attribute where that is not NULL, and goes on. */
void tool_report(struct tool *tool, const char *op, const char *attribute, int errnum, const char *path);

/* True if --match lets the attribute of that name pass. */
bool tool_matches(const struct tool *tool, const char *name);

/* xattr_set; with --force-mode a file of the caller's own that nobody may write is made writable for that long. */
int tool_set_value(const struct tool *tool, const struct xattr_file *file, const char *name, const void *value,
                   size_t size);

/* Reports that a path is refused, with status 65, and goes on. */
void tool_refuse(struct tool *tool, const char *path, const char *words);

/* The names of the file's attributes that --match lets pass, in byte order, in the worker's sorted. How many; -1 where
 * they cannot be had, which was reported. */
ssize_t tool_names(struct tool_worker *worker, const struct tool_file *file);

/* Reads a word as a path or a descriptor. 0, or -1 with the failure recorded. */
int tool_operand(struct tool *tool, struct word word, struct path *path);

/* Visits every operand, with --recursive all that is below. 0, or -1 with the failure recorded. */
int tool_visit_all(struct tool *tool);

/* The value in words where --decode asks for them and the attribute has some; to be freed. NULL otherwise. */
char *tool_words(struct tool *tool, const char *name, const char *value, size_t size);

/* Reads the bytes that name stands for ("-" is standard input), at most limit. 0, or -1 with the failure recorded. */
int tool_contents(struct call *call, const char *name, size_t limit, char **data, size_t *size);

/* The words of a path that messages have for standard input. */
const char *tool_source(const char *name);

/* Visits of the commands. */
int tool_list(struct tool_worker *worker, struct walk_output *output, const struct tool_file *file);
int tool_get(struct tool_worker *worker, struct walk_output *output, const struct tool_file *file);
int tool_dump(struct tool_worker *worker, struct walk_output *output, const struct tool_file *file);
int tool_set(struct tool_worker *worker, struct walk_output *output, const struct tool_file *file);
int tool_remove(struct tool_worker *worker, struct walk_output *output, const struct tool_file *file);
int tool_copy(struct tool_worker *worker, struct walk_output *output, const struct tool_file *file);

/* The whole of copy and restore. 0, or -1 with the failure recorded. */
int tool_copy_all(struct tool *tool);
int tool_restore(struct tool *tool);

#endif
