/* SPDX-License-Identifier: MIT */
/* Names of extended attributes. */
#include "value/attribute.h"

#include <string.h>

TEXTS_OF(value_attribute);

int attribute_name_check(struct fail *fail, const char *option, const char *name)
{
    if (*name == '\0' || strchr(name, '.') != NULL)
        return 0;
    return fail_usage(fail, "%s: '%.200s' has no namespace (did you mean user.%.200s?)", option, name, name);
}
