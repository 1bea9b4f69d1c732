/* SPDX-License-Identifier: MIT */
/* The parts of xcall.
 *
 *     xcall.c       options and commands
 *     layout.c      where the members of a structure lie
 *     pack.c        JSON records into bytes
 *     unpack.c      bytes into records
 *     foreign.c     calls of foreign functions, made by a separate program */
#ifndef XOS_CALL_XCALL_H
#define XOS_CALL_XCALL_H

#include "ops/ctypes/foreign.h"
#include "table/op.h"

struct xcall_args {
    struct foreign_options foreign;
    struct word abi, endian;
    struct maybe at, count;
    struct word timeout;
    bool all, flatten;
};

/* Read the type that a command's first word declares, and how its values are stored. xcall_data_type also refuses types
 * whose values cannot be stored that way. 0, or -1 with the failure recorded. */
int xcall_type(struct call *call, struct words words, struct cdecl *declaration, struct data_form *form);
int xcall_data_type(struct call *call, struct words words, struct cdecl *declaration, struct data_form *form);

/* The commands; words are those after the command's name. 0, or -1 with the failure recorded. */
int xcall_layout(struct call *call, struct words words);
int xcall_pack(struct call *call, struct words words);
int xcall_unpack(struct call *call, struct words words);
int xcall_foreign(struct call *call);

#endif
