/* SPDX-License-Identifier: MIT */
/* Calls through libffi. */
#ifndef XOS_LIBEXEC_INVOKE_H
#define XOS_LIBEXEC_INVOKE_H

#include <ffi.h>

#include "ops/ctypes/foreign.h"

/* libffi's description of a type; NULL for what it cannot pass: unions, bit fields, complex numbers; and if memory is
 * out. */
ffi_type *ffi_of(struct arena *arena, const struct ctype *type);

/* Calls the function with the arguments that were read. *errnum is errno before the call, and gets what the function
 * left in it; *value gets the result, in the call's arena. 0, or -1 with the failure recorded: nothing was called. */
int invoke(struct call *call, const struct foreign *foreign, void *function, int *errnum, unsigned char **value);

#endif
