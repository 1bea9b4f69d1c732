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

/* The families, in the order of the documentation, and those that `xos const` does not list. */
/* clang-format off */
#define FAMILIES(F) \
    F(priority_which) F(clone_flags) F(lockf_commands) F(seek_whence) F(open_flags) F(fadvise_advice) F(rwf_flags) \
    F(sendfile_flags) F(splice_flags) F(access_modes) F(file_flags) F(mode_bits) F(statvfs_flags) F(memfd_flags) \
    F(eventfd_flags) F(clock_ids) F(timerfd_flags) F(timerfd_settime_flags) F(statx_mask) F(statx_flags) \
    F(statx_attributes) F(devices) F(xattr_flags) F(exit_codes) F(spawn_actions) F(spawn_flags) F(spawn_modes) \
    F(wait_idtypes) F(wait_options) F(wait_codes) F(pidfd_flags) F(sched_policies) F(rtld_flags) F(random_flags) \
    F(plock_ops) F(file_attributes) F(signals) F(errno_codes) F(io_sizes) F(logging_levels) F(logging_ports) \
    F(syslog_numbers) F(pathconf_names) F(sysconf_names) F(confstr_names)
/* clang-format on */
#define FAMILIES_UNLISTED(F) F(flock_operations) F(fallocate_modes)

#define FAMILY_EXTERN(variable) extern const struct family variable;
FAMILIES(FAMILY_EXTERN)
FAMILIES_UNLISTED(FAMILY_EXTERN)
#undef FAMILY_EXTERN

/* The number of a family: FAMILY_open_flags. */
enum family_number {
    FAMILY_NONE,
#define FAMILY_NUMBER(family) FAMILY_##family,
    FAMILIES(FAMILY_NUMBER) FAMILY_COUNT,
    FAMILIES_UNLISTED(FAMILY_NUMBER)
#undef FAMILY_NUMBER
};

/* Returns the family with that number; NULL for FAMILY_NONE. */
const struct family *family_numbered(enum family_number number);

/* All listed families; NULL at the end. */
extern const struct family *const families[];

/* Goes on to the family's next constant, or to the first if *constant is {0}. Returns false after the last one. */
bool constant_next(const struct family *family, struct constant *constant);

/* Finds the family's constant with that name. Returns false if the name is unknown. */
bool family_find(const struct family *family, struct word name, struct constant *constant);

/* Returns the family's constant at that place, which is below count. */
struct constant family_at(const struct family *family, size_t place);

/* Returns a constant's name without its module ("os.", "stat." or "errno."). */
struct word constant_bare(struct word name);

/* Finds the constant with that name, with or without module, in any family. Returns false if the
 * name is unknown. */
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
