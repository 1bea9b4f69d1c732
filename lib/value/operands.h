/* SPDX-License-Identifier: MIT */
/* Operands from a file (--files0-from), for lists too long for a command line. Each ends with a NUL byte; the last one
 * may lack it.
 *
 *     struct operand_list list;
 *     enum operand_result read;
 *     if (operand_list_open(&list, call->fail, from, call->closed_streams) < 0)
 *         return -1;
 *     while ((read = operand_list_next(&list, call->fail, &word)) == OPERAND_NAME || read == OPERAND_BAD)
 *         ... use word or, if it is bad, call_report ...
 *     operand_list_close(&list, call->fail); */
#ifndef XOS_VALUE_OPERANDS_H
#define XOS_VALUE_OPERANDS_H

#include "value/arena.h"
#include "value/fail.h"
#include "value/items.h"

struct operand_list {
    struct item_reader reader;
    const char *from; /* as given: a path or "-" */
};

enum operand_result {
    OPERAND_END,
    OPERAND_NAME,
    OPERAND_BAD,    /* an empty name, recorded as a failure: report it and continue */
    OPERAND_FAILED, /* the list cannot be read further; recorded */
};

/* Opens the list named from; "-" is standard input, unless closed_streams contains it. Returns 0, or -1 with the
 * failure recorded. */
int operand_list_open(struct operand_list *list, struct fail *fail, const char *from, unsigned closed_streams);

/* Takes the next operand; reads until there is one. From then on, failures recorded in fail include the operand's
 * number in the list. word is valid until the next call. */
enum operand_result operand_list_next(struct operand_list *list, struct fail *fail, struct word *word);

/* The name of an input file for messages: "standard input" for "-", else the name itself. */
const char *input_name(const char *name);

/* For callers that use list->reader directly: record that an operand is the empty name, or that reading the list failed
 * with result, -errno. Both return -1. */
int operand_list_refuse(struct fail *fail);
int operand_list_failed(const struct operand_list *list, struct fail *fail, int result);

/* Closes the list; later failures include no number. */
void operand_list_close(struct operand_list *list, struct fail *fail);

#endif
