/* SPDX-License-Identifier: MIT */
/* errnos: their names, messages, exit statuses and Python exceptions. The constants themselves are the family
 * errno_codes: first the ERRNO_COUNT errnos of errno_list.h in its order, then ERRNO_ALIASES second names, then those
 * of other systems. */
#ifndef XOS_VALUE_ERRNOS_H
#define XOS_VALUE_ERRNOS_H

#include <stdbool.h>

#include "value/word.h"

struct constant;

enum { ERRNO_COUNT = 131, ERRNO_ALIASES = 3 };

/* The name used in messages: "ENOENT" for 2; NULL for a number without a name. */
const char *errno_name(int errnum);

/* glibc's message in the C locale: "No such file or directory" for 2; NULL for an unknown number. */
const char *errno_words(int errnum);

/* The EX_ exit status for errnum (contract, section 5); EX_OSERR if it is not listed there. */
int errno_status(int errnum);

/* The exception that Python raises for errnum: "FileNotFoundError" for 2, "OSError" for one without a subclass. */
const char *errno_exception(int errnum);

/* Finds the errno with that name; case and a leading "errno." are ignored. It may belong to another system (member
 * elsewhere). False if there is no such name. */
bool errno_find(struct word name, struct constant *constant);

#endif
