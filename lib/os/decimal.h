/* SPDX-License-Identifier: MIT */
/* Numbers in the names of files below /proc. */
#ifndef XOS_OS_DECIMAL_H
#define XOS_OS_DECIMAL_H

/* Writes number in decimal and a NUL byte, 11 bytes at most; returns where the NUL byte is. */
char *put_decimal(char *at, unsigned number);

#endif
