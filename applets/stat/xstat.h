/* SPDX-License-Identifier: MIT */
/* xstat's parts: xstat.c reads the options, list.c the lists of files. The result for a file is a record (records.c), a
 * text in a format (format.c reads it, directives.c writes its values) or a line for people (long.c). */
#ifndef XOS_STAT_XSTAT_H
#define XOS_STAT_XSTAT_H

#include "value/word.h"
#include "table/op.h"
#include "ops/shared/records.h"
#include "ops/shared/zones.h"
#include "os/mounts.h"
#include "os/names.h"

struct format;

enum question { ASK_STATUS, ASK_STATX, ASK_FILESYSTEM, ASK_ACCESS, ASK_LIMITS };

/* A column of --fields: a field of the status or of the file system, or the path if both are NULL. */
struct column {
    const struct status_field *status;
    const struct statvfs_field *filesystem;
};

/* The type of the file system on the device that was asked about last. */
struct known_type {
    bool known;
    uint32_t major, minor;
    const char *name; /* NULL for an unknown type */
    char room[MOUNT_TYPE_ROOM];
};

/* What to do with every operand. */
struct xstat {
    struct call *call;
    enum question question;
    int dir_fd;
    int flags;             /* of statx(2) */
    unsigned mask;         /* of statx(2) */
    bool many;             /* write records as a stream */
    bool with_path;        /* begin each record with the path */
    bool wants_filesystem; /* call statfs(2) too */
    const struct column *columns;
    size_t column_count;         /* 0: all fields */
    const struct format *format; /* NULL: write records */
    bool lines;                  /* end a format's text with a newline or a NUL byte */
    bool long_form;              /* --long */
    int access_mode, access_flags;
    int limit;      /* a name of pathconf(3) */
    bool one_limit; /* show only that limit */
    struct known_id user, group;
    struct known_type known_type;
    const struct zone *zone; /* of TZ; NULL where no time is written in parts */
    struct zone_period period;
};

/* A file to examine. */
struct operand {
    const char *name; /* as given, possibly fd:N */
    int dir_fd;       /* base of path, or the descriptor itself if path is NULL */
    const char *path;
};

/* Converts a word to an operand. Returns 0, or -1 with the failure recorded: a descriptor with options that are for
 * paths only. */
int operand_read(struct xstat *xstat, struct word word, struct operand *operand);

/* Examines the operand and writes the result; reports a failure. */
void operand_answer(struct xstat *xstat, const struct operand *operand);

/* Writes the result of a status that was already read, with result 0 or -errno. */
void operand_tell(struct xstat *xstat, const struct operand *operand, int result, struct status *status);

/* Handles every name in the NUL-separated list at path ("-" for standard input). Returns 0, or -1 with a failure of the
 * list itself recorded. */
int list_answer(struct xstat *xstat, const char *path);

/* Writes the record of a file's status or file system, or the results of access and pathconf. */
void record_status(struct xstat *xstat, const struct operand *operand, const struct status_source *source);
void record_filesystem(struct xstat *xstat, const struct operand *operand, const struct filesystem *filesystem);

/* --fields: reads the columns in text, and the mask that they need. Returns 0, or -1 with the failure recorded. */
int columns_read(struct xstat *xstat, const char *text);

/* Parses a format of GNU stat: with directives for files or, with filesystem, for file systems; escapes: also with
 * backslash escapes. Adds to xstat's mask. NULL with the failure recorded if it is malformed. */
const struct format *format_read(struct xstat *xstat, const char *text, bool filesystem, bool escapes);

/* Writes the format's text for a file, or for its file system. */
void format_status(struct xstat *xstat, const struct operand *operand, const struct status *status);
void format_filesystem(struct xstat *xstat, const struct operand *operand, const struct filesystem *filesystem);

/* Writes a file's line of --long. */
void long_status(struct xstat *xstat, const struct operand *operand, const struct status *status);

/* The table of --fs --long, as in df(1): its heading, and a file system's line. */
void long_heading(struct xstat *xstat);
void long_filesystem(struct xstat *xstat, const struct operand *operand, const struct filesystem *filesystem);

/* Texts for formats and lines, each ended by a NUL byte. */
const char *file_type(const struct status *status);
const char *user_name(struct xstat *xstat, uint32_t uid); /* NULL where the id has none */
const char *group_name(struct xstat *xstat, uint32_t gid);

/* Reads the text of the symbolic link operand into target. Returns its length, or -1 with the failure reported. */
enum { TARGET_ROOM = 4096 };
ssize_t link_target(struct xstat *xstat, const struct operand *operand, char target[TARGET_ROOM]);

/* Writes a name unchanged or, on a terminal, with control characters escaped. */
void put_name(struct out *out, const char *name, size_t size);

#endif
