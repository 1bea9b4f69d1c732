/* SPDX-License-Identifier: MIT */
/* The documentation's symbolic constants, by family: read as argument values, printed by `xos const`. */
#ifndef XOS_VALUE_CONSTANTS_H
#define XOS_VALUE_CONSTANTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "value/word.h"

struct constant {
    const char *name;
    const char *elsewhere; /* the platform that has it, if this one lacks it; else NULL */
    int64_t value;
    size_t place; /* in its family, from 0 */
};

/* Defined with FAMILY of value/constant_rows.h. */
struct family {
    const char *name;  /* "O_*" */
    const char *since; /* the Python release that first documents it; NULL for 3.8 and before */
    const char *names; /* of the constants, each with its NUL */
    const uint32_t *values;
    size_t count;
};

#define CONSTANT_LEAST INT64_C(-65536) /* the least value */
#define CONSTANT_ELSEWHERE "\1"        /* precedes a name that this platform lacks; the platform that has it follows */

extern const struct family open_flags, seek_whence, lockf_commands, fadvise_advice, rwf_flags, sendfile_flags,
    access_modes, file_flags, mode_bits, statvfs_flags, memfd_flags, xattr_flags, exit_codes, file_attributes,
    spawn_modes, spawn_actions, spawn_flags, wait_idtypes, wait_options, wait_codes, priority_which, sched_policies,
    rtld_flags, random_flags, signals, plock_ops, clone_flags, eventfd_flags, splice_flags, timerfd_flags,
    timerfd_settime_flags, clock_ids, pidfd_flags, statx_mask, statx_flags, statx_attributes, pathconf_names,
    sysconf_names, confstr_names, devices, errno_codes, io_sizes, logging_levels, logging_ports, syslog_numbers;

/* All families, in the order of the documentation; NULL at the end. */
extern const struct family *const families[];

/* Goes on to the family's next constant, or to the first if *constant is {0}. False if there is none. */
bool constant_next(const struct family *family, struct constant *constant);

/* Finds the family's constant with that name. False if there is none. */
bool family_find(const struct family *family, struct word name, struct constant *constant);

/* Returns the family's constant at that place, which is below count. */
struct constant family_at(const struct family *family, size_t place);

/* Returns a constant's name without its module ("os.", "stat." or "errno."). */
struct word constant_bare(struct word name);

/* Finds the constant with that name, with or without module, in any family. False if there is none. */
bool constant_find(struct word name, struct constant *constant);

/* Reads names joined by '|' or ',' as their bitwise or. Integers may be among them; for the family mode_bits these are
 * octal and unsigned. *culprit gets the word read last: an unknown name, a name of another platform, or an integer
 * beyond 64 bits. */
enum constants_read { CONSTANTS_OK, CONSTANTS_UNKNOWN, CONSTANTS_ELSEWHERE, CONSTANTS_BEYOND };
enum constants_read constants_read(const struct family *family, struct word text, int64_t *value, struct word *culprit);

/* Reads names of any families, joined by '|', as their bitwise or. False if one is unknown on this platform. */
bool constants_read_any(struct word text, int64_t *value);

/* Returns the family's name for value: SEEK_SET for 0; NULL if there is none. */
const char *constant_name(const struct family *family, int64_t value);

#endif
