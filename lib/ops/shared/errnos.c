/* SPDX-License-Identifier: MIT */
/* The failures of operations that take an errno by name. */
#include "ops/shared/errnos.h"

#include <sysexits.h>

#include "table/registry.h"

int errno_unknown(struct call *call, struct word word)
{
    enum { NEAR = 3 };
    const char *best_name = NULL;
    int best = NEAR;

    for (size_t i = 0; i < errno_codes.count; i++) {
        const char *name = errno_codes.constants[i].name;
        int distance = name_distance(word, name, best);
        if (distance < best) {
            best_name = name;
            best = distance;
        }
    }
    return fail_words(call->fail, EX_DATAERR, "no such errno: '%.*s'%s%s%s", shown_size(word), word.data,
                      best_name != NULL ? " (did you mean " : "", best_name != NULL ? best_name : "",
                      best_name != NULL ? "?)" : "");
}

int errno_elsewhere(struct call *call, const struct constant *constant)
{
    return fail_words(call->fail, EX_UNAVAILABLE, "%s: documented, but not on this platform: exists on %s",
                      constant->name, constant->elsewhere);
}
