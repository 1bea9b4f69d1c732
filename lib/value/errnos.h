/* SPDX-License-Identifier: MIT */
/* errnos: their names, messages, exit statuses and Python exceptions. The constants themselves are the family
 * errno_codes: first the ERRNO_COUNT errnos of errno_list.h in its order, then ERRNO_ALIASES second names, then those
 * of other systems. */
#ifndef XOS_VALUE_ERRNOS_H
#define XOS_VALUE_ERRNOS_H

#include "value/word.h"

struct constant;

enum { ERRNO_COUNT = 131, ERRNO_ALIASES = 3 };

/* The name that messages give: "ENOENT" for 2; NULL for a number without a name. */
const char *errno_name(int errnum);

/* "No such file or directory" for 2, in the words of glibc's C locale; NULL for an unknown number. */
const char *errno_words(int errnum);

/* The EX_ status that stands for errnum (contract, section 5); EX_OSERR for one that is not listed there. */
int errno_status(int errnum);

/* The exception that Python raises for errnum: "FileNotFoundError" for 2, "OSError" for one without a subclass. */
const char *errno_exception(int errnum);

/* The errno of that name, in capitals or not, with "errno." before it or not; also one of another system (its elsewhere
 * says which). NULL where there is no such name. */
const struct constant *errno_find(struct word name);

#endif
