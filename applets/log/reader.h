/* SPDX-License-Identifier: MIT */
/* A log that is read record by record: the files of a rotated set from the oldest on, compressed ones through the
 * command that decompresses them. Lines that begin no record belong to the one before them.
 *
 *     struct log_reader reader;
 *     struct entry entry;
 *     if (reader_open(&reader, call, zone, path) == 0)
 *         while (reader_next(&reader, &entry))
 *             ...
 *     reader_close(&reader);
 */
#ifndef XOS_LOG_READER_H
#define XOS_LOG_READER_H

#include "log/line.h"
#include "os/status.h"
#include "table/op.h"
#include "value/items.h"

/* A line, and what was read with it. */
struct held_line {
    struct log_lines lines;
    struct log_line line;
    struct log_text text;
};

/* A record of a reader, valid until the next one. */
struct entry {
    struct log_line *line;
    struct word text; /* its first line as it is; data NULL if `more` goes on with the record before */
    struct word more; /* the lines that follow, with newlines between them; data NULL if there are none */
};

struct log_reader {
    struct call *call;
    const char *path;
    struct arena set;
    char **names; /* of the files, in set, and their identities when it was listed */
    struct status *files;
    int count, next; /* the file to open next */
    bool follow;     /* the end of the last file is no end */
    struct item_reader items;
    struct status file; /* that was opened last */
    const char *name;   /* its name */
    bool opened;
    pid_t child;           /* decompresses; 0: none */
    struct held_line a, b; /* of the record, and of the line that was read after it */
    struct held_line *record, *ahead;
    struct log_text more;
    size_t more_count; /* its lines */
    bool holding;      /* record has a line that was not returned yet */
    bool looked;       /* ahead has a line */
    bool begins;       /* it begins a record */
    bool any;          /* a line was read */
};

/* Starts to read the log at path, "-" for standard input; times without an offset are in zone. follow: a file that is
 * not there is waited for. 0, or -1 with the failure recorded. */
int reader_open(struct log_reader *reader, struct call *call, const struct zone *zone, const char *path, bool follow);

/* Reads the next record. False at the end; of a log that is followed, if there is no more now. What cannot be read is
 * reported, and left out. */
bool reader_next(struct log_reader *reader, struct entry *entry);

/* Goes on with the file that has the name now if the open one was renamed, removed or made shorter. */
void reader_follow(struct log_reader *reader);

void reader_close(struct log_reader *reader);

#endif
