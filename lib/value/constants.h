/* SPDX-License-Identifier: MIT */
/* The documentation's symbolic constants, by family: read as argument values, printed by `xos const`. */
#ifndef XOS_VALUE_CONSTANTS_H
#define XOS_VALUE_CONSTANTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "value/word.h"

struct constant {
    const char *name; /* behind its NUL with elsewhere: the platform that has it */
    int64_t value : 56;
    uint64_t elsewhere : 8; /* 1 if this platform lacks it */
};

/* Row of a constant that this platform lacks. */
#define CONSTANT_ELSEWHERE(name, platform) \
    { \
        name "\0" platform, 0, 1 \
    }

struct family {
    const char *name;  /* "O_*" */
    const char *since; /* the Python release that first documents it; NULL for 3.8 and before */
    const struct constant *constants;
    size_t count;
};

extern const struct family open_flags, seek_whence, lockf_commands, fadvise_advice, rwf_flags, sendfile_flags,
    access_modes, file_flags, mode_bits, statvfs_flags, memfd_flags, xattr_flags, exit_codes, file_attributes,
    spawn_modes, spawn_actions, spawn_flags, wait_idtypes, wait_options, wait_codes, priority_which, sched_policies,
    rtld_flags, random_flags, signals, plock_ops, clone_flags, eventfd_flags, splice_flags, timerfd_flags,
    timerfd_settime_flags, clock_ids, pidfd_flags, statx_mask, statx_flags, statx_attributes, pathconf_names,
    sysconf_names, confstr_names, devices, errno_codes, io_sizes, logging_levels, logging_ports, syslog_numbers;

/* All families, in the order of the documentation; NULL at the end. */
extern const struct family *const families[];

/* Returns the family's constant with that name; NULL if there is none. */
const struct constant *family_find(const struct family *family, struct word name);

/* Returns the platform that has a constant which this one lacks. */
const char *constant_platform(const struct constant *constant);

/* Returns a constant's name without its module ("os.", "stat." or "errno."). */
struct word constant_bare(struct word name);

/* Returns the constant with that name, with or without module, in any family; NULL if there is none. */
const struct constant *constant_find(struct word name);

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
