/* SPDX-License-Identifier: MIT */
#include "ops/shared/ffi_program.h"

#include <errno.h>
#include <sysexits.h>

#include "os/spawn/own_programs.h"

TEXTS_OF(shared_ffi_program);

int ffi_missing(struct fail *fail)
{
    return fail_words(fail, EX_UNAVAILABLE, "foreign calls need libexec/xos/ffi, which was not found");
}

int ffi_program(struct fail *fail, char path[PATH_MAX])
{
    int result = os_own_program("ffi", path);

    if (result == -EPERM)
        return fail_words(fail, EX_NOPERM, "foreign calls are refused in a set-user-ID program");
    return result < 0 ? ffi_missing(fail) : 0;
}
