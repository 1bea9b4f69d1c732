/* SPDX-License-Identifier: MIT */
/* Numbers for the names of files below /proc. */
#ifndef XOS_OS_DECIMAL_H
#define XOS_OS_DECIMAL_H

/* Writes number in decimal and a NUL byte (at most 11 bytes) and returns the address of the NUL byte. */
char *put_decimal(char *at, unsigned number);

#endif
