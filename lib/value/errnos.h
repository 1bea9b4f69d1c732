/* SPDX-License-Identifier: MIT */
/* errno numbers: their names, words and exit statuses. */
#ifndef XOS_CLI_ERRNOS_H
#define XOS_CLI_ERRNOS_H

/* "ENOENT" for 2; NULL for a number without a name. */
const char *errno_name(int errnum);

/* "No such file or directory" for 2, in the words of glibc's C locale; NULL for an unknown number. */
const char *errno_words(int errnum);

/* The EX_ status that stands for errnum (contract, section 5); EX_OSERR for one that is not listed there. */
int errno_status(int errnum);

#endif
