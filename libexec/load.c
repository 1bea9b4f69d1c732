/* SPDX-License-Identifier: MIT */
/* Libraries and their symbols: dlopen(3), dlsym(3). */
#include "load.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "value/constants.h"

TEXTS_OF(libexec_load);

int load_library(struct call *call, const char *name, struct word mode, void **library)
{
    struct word culprit;
    int64_t flags = 0;

    if (mode.data != NULL && constants_read(&rtld_flags, mode, &flags, &culprit) != CONSTANTS_OK)
        return fail_usage(call->fail, "mode: '%.60s' is not a flag of dlopen", mode.data);
    *library = dlopen(strcmp(name, "-") == 0 ? NULL : name, (int)flags | RTLD_NOW);
    if (*library != NULL)
        return 0;
    const char *why = dlerror();
    bool missing = strstr(why, "No such file") != NULL;
    return fail_words(call->fail, missing ? EX_NOINPUT : EX_DATAERR, "%.400s", why);
}

bool load_has(void *library, const char *name, void **symbol)
{
    dlerror();
    *symbol = dlsym(library, name);
    return dlerror() == NULL;
}

int load_symbol(struct call *call, void *library, const char *library_name, const char *name, void **symbol)
{
    if (load_has(library, name, symbol) && *symbol != NULL)
        return 0;
    return fail_words(call->fail, EX_NOINPUT, "%.200s: no symbol %.200s", library_name, name);
}
