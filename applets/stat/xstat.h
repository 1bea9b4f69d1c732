/* SPDX-License-Identifier: MIT */
/* xstat's parts: xstat.c reads the options, xstat_list.c the lists of files; each file's answer is one of records
 * (xstat_records.c), a format (xstat_format.c) or a line for eyes (xstat_long.c). */
#ifndef XOS_STAT_XSTAT_H
#define XOS_STAT_XSTAT_H

#include "value/word.h"
#include "table/op.h"
#include "ops/shared/records.h"
#include "ops/shared/zones.h"
#include "os/names.h"

struct format;

enum question { ASK_STATUS, ASK_STATX, ASK_FILESYSTEM, ASK_ACCESS, ASK_LIMITS };

/* A column of --fields: a field of the status or of the file system, or the path where both are NULL. */
struct column {
    const struct status_field *status;
    const struct statvfs_field *filesystem;
};

/* What is to be done with every operand. */
struct xstat {
    struct call *call;
    enum question question;
    int dir_fd;
    int flags;             /* of statx(2) */
    unsigned mask;         /* of statx(2) */
    bool many;             /* records come in a stream */
    bool with_path;        /* and each begins with the path */
    bool wants_filesystem; /* statfs(2) is asked beside statx(2) */
    const struct column *columns;
    size_t column_count;         /* 0 for all fields there are */
    const struct format *format; /* NULL where records are wanted */
    bool lines;                  /* a format's text is ended by a newline (or a NUL byte) */
    bool eyes;                   /* --long */
    int access_mode, access_flags;
    int limit;      /* a name of pathconf(3) */
    bool one_limit; /* only that one */
    struct known_id user, group;
    const struct zone *zone; /* of TZ; NULL where no time is written in parts */
    struct zone_period period;
};

/* A file to be asked about. */
struct operand {
    const char *name; /* as given, fd:N included */
    int dir_fd;       /* where path starts from, or the descriptor itself where path is NULL */
    const char *path;
};

/* Turns a word into an operand. 0, or -1 with the failure recorded: a descriptor beside options that are for paths too.
 */
int operand_read(struct xstat *xstat, struct word word, struct operand *operand);

/* Asks about the operand and writes the answer; a failure is reported. */
void operand_answer(struct xstat *xstat, const struct operand *operand);

/* Writes the answer to a question about the status that was put already, with result 0 or -errno. */
void operand_tell(struct xstat *xstat, const struct operand *operand, int result, struct status *status);

/* Answers for every name in the NUL-separated list at path ("-" for standard input). 0, or -1 with the failure of the
 * list itself recorded. */
int list_answer(struct xstat *xstat, const char *path);

/* Writes the record of a file's status, of its file system, or what access and pathconf say. */
void record_status(struct xstat *xstat, const struct operand *operand, const struct status_source *source);
void record_filesystem(struct xstat *xstat, const struct operand *operand, const struct filesystem *filesystem);

/* --fields: the columns named in text, and the mask that they need. 0, or -1 with the failure recorded. */
int columns_read(struct xstat *xstat, const char *text);

/* Reads a format of GNU stat's: of a file's directives or, with filesystem, of a file system's; escapes: backslash
 * escapes are read too. Adds to xstat's mask what it needs. NULL with the failure recorded where it is malformed. */
const struct format *format_read(struct xstat *xstat, const char *text, bool filesystem, bool escapes);

/* Writes the format's text for a file, or for its file system. */
void format_status(struct xstat *xstat, const struct operand *operand, const struct status *status);
void format_filesystem(struct xstat *xstat, const struct operand *operand, const struct filesystem *filesystem);

/* Writes a file's line for eyes. */
void long_status(struct xstat *xstat, const struct operand *operand, const struct status *status);

/* The table of --fs --long, like df(1)'s: its heading, and a file system's line. */
void long_heading(struct xstat *xstat);
void long_filesystem(struct xstat *xstat, const struct operand *operand, const struct filesystem *filesystem);

/* Texts that formats and lines share. Each ends with a NUL byte. */
const char *file_type(const struct status *status);
const char *user_name(struct xstat *xstat, uint32_t uid); /* NULL where the id has none */
const char *group_name(struct xstat *xstat, uint32_t gid);

/* The text of the symbolic link operand, put to target: its length, or -1 with the failure reported. */
enum { TARGET_ROOM = 4096 };
ssize_t link_target(struct xstat *xstat, const struct operand *operand, char target[TARGET_ROOM]);

/* Writes a name as it is or, on a terminal, with its control characters escaped. */
void put_name(struct out *out, const char *name, size_t size);

#endif
