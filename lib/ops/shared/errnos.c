/* SPDX-License-Identifier: MIT */
/* The failures of operations that take an errno by name. */
#include "ops/shared/errnos.h"

#include <sysexits.h>

#include "table/nearest.h"

TEXTS_OF(shared_errnos);

int errno_unknown(struct call *call, struct word word)
{
    struct nearest nearest = nearest_to(word);

    for (struct constant constant = {0}; constant_next(&errno_codes, &constant);)
        nearest_offer(&nearest, constant.name);
    return fail_words(call->fail, EX_DATAERR, "no such errno: '%.*s'%s", shown_size(word), word.data,
                      nearest_hint(&nearest, "").text);
}

int errno_elsewhere(struct call *call, const struct constant *constant)
{
    return fail_words(call->fail, EX_UNAVAILABLE, "%s: documented, but not on this platform: exists on %s",
                      constant->name, constant->elsewhere);
}
