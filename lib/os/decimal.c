/* SPDX-License-Identifier: MIT */
/* Names of files below /proc, and the numbers in them. */
#include "os/decimal.h"

#include <string.h>

char *put_decimal(char *at, unsigned number)
{
    char digits[11], *digit = digits + sizeof digits;

    *--digit = '\0';
    do
        *--digit = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    return stpcpy(at, digit);
}

void proc_name(char name[PROC_NAME_ROOM], pid_t pid, const char *file)
{
    char *at = stpcpy(name, "/proc/");

    at = pid != 0 ? put_decimal(at, (unsigned)pid) : stpcpy(at, "self");
    stpcpy(stpcpy(at, "/"), file);
}
