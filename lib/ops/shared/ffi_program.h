/* SPDX-License-Identifier: MIT */
/* The program that makes foreign calls: libexec/xos/ffi. */
#ifndef XOS_OPS_SHARED_FFI_PROGRAM_H
#define XOS_OPS_SHARED_FFI_PROGRAM_H

#include <limits.h>

#include "value/fail.h"

/* Writes its path. Returns 0, or -1 with the failure recorded: it was not found, or this is a set-user-ID program. */
int ffi_program(struct fail *fail, char path[PATH_MAX]);

/* Records that it was not found. Returns -1. */
int ffi_missing(struct fail *fail);

#endif
