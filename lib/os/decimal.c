/* SPDX-License-Identifier: MIT */
/* Numbers for the names of files below /proc. */
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
