/* SPDX-License-Identifier: MIT */
/* The records that more than one operation gives: stat_result, statx_result, statvfs_result. */
#ifndef XOS_OPS_SHARED_RECORDS_H
#define XOS_OPS_SHARED_RECORDS_H

#include "out/out.h"
#include "table/op.h"
#include "os/filesystem.h"
#include "os/status.h"

/* One field of a record about a file. */
struct status_field {
    const char *name;
    unsigned mask;         /* STATUS_ bits that it needs */
    unsigned char form;    /* enum status_form */
    unsigned short offset; /* of the member of struct status */
};

enum status_form {
    FORM_16,
    FORM_32,
    FORM_64,
    FORM_TIME,
    FORM_NS,
    FORM_DEVICE,     /* two 32-bit members, major and minor */
    FORM_FLAGS,      /* UF_ and SF_ bits */
    FORM_FILESYSTEM, /* the name of the file system's type: statfs(2), a call more */
};

/* stat_result's fields that a Linux system can give, in documented order; the mask that asks for all of them. */
extern const struct status_field stat_fields[];
extern const size_t stat_field_count;
enum { STAT_MASK = STATUS_BASIC | STATUS_BTIME };

/* statx_result's. */
extern const struct status_field statx_fields[];
extern const size_t statx_field_count;

/* A field of statvfs_result, a 64-bit member of struct filesystem. */
struct statvfs_field {
    const char *name;
    size_t offset;
};

/* The field of that name, NULL for none; its value. */
const struct statvfs_field *statvfs_field_find(struct word name);
uint64_t statvfs_field_value(const struct statvfs_field *field, const struct filesystem *filesystem);

/* What a record is made from: the status, and the file system's type where it is known (NULL where not). */
struct status_source {
    const struct status *status;
    const char *filesystem;
};

/* The field of that name; NULL for none. */
const struct status_field *status_field_find(const struct status_field *fields, size_t count, struct word name);

/* True where the file has the field. */
bool status_field_given(const struct status_field *field, const struct status_source *source);

/* Writes the field's value (no name), none where it is not given. */
void status_field_value(struct out *out, const struct status_field *field, const struct status_source *source);

/* The names and values of stat_result, the given fields only, into a record that is open. */
void stat_record_fields(struct out *out, const struct status_source *source);

/* Those of statx_result, none for a field that is not given. */
void statx_record_fields(struct out *out, const struct status_source *source);

/* The names and values of statvfs_result, into a record that is open. */
void statvfs_record_fields(struct out *out, const struct filesystem *filesystem);

/* A mode in letters, as ls has them: drwxr-xr-x and a NUL byte. */
enum { MODE_LETTERS = 11 };
void mode_letters(unsigned mode, char text[MODE_LETTERS]);

/* An operation's whole work: the status of path relative to dir_fd with flags (AT_SYMLINK_NOFOLLOW), or of descriptor
 * dir_fd where path is NULL, written as stat_result. 0, or -1 with the failure recorded. */
int stat_record(struct call *call, int dir_fd, const char *path, int flags);

/* The same for statvfs_result, of path or, where it is NULL, of descriptor fd. */
int statvfs_record(struct call *call, const char *path, int fd);

/* The same for the limit that pathconf(3) knows as name. */
int path_limit_value(struct call *call, const char *path, int fd, int name);

#endif
