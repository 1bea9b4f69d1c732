/* SPDX-License-Identifier: MIT */
/* Prints a recorded failure (contract, section 5). */
#ifndef XOS_OUT_FAIL_H
#define XOS_OUT_FAIL_H

#include <stdbool.h>

#include "value/fail.h"

struct out;

/* Writes the message as one line to descriptor fd, as text ("xos: stat: no/such: No such file or directory [ENOENT]")
 * or, with json, as the contract's {"error": ...}. If it cannot be written, it is dropped: the exit status remains. */
void fail_print(const struct fail *fail, int fd, bool json);

/* Writes the message to out, without the program's or script's name and without a newline. */
void fail_message(const struct fail *fail, struct out *out);

/* Writes the members of the JSON error object to out as a value: {"op": ..., ...}. */
void fail_value(const struct fail *fail, struct out *out);

#endif
