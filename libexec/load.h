/* SPDX-License-Identifier: MIT */
/* Libraries and their symbols. */
#ifndef XOS_LIBEXEC_LOAD_H
#define XOS_LIBEXEC_LOAD_H

#include "table/op.h"

/* Opens a library that was named with its path or is in the loader's folders; "-" is this program with the C library.
 * mode: names of flags of dlopen(3), data NULL for none. 0, or -1 with the failure recorded. */
int load_library(struct call *call, const char *name, struct word mode, void **library);

/* Whether the library has the symbol, and its address, which may be NULL. */
bool load_has(void *library, const char *name, void **symbol);

/* The address of a symbol, which is not NULL. 0, or -1 with the failure recorded: EX_NOINPUT. */
int load_symbol(struct call *call, void *library, const char *library_name, const char *name, void **symbol);

#endif
