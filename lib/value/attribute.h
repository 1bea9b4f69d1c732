/* SPDX-License-Identifier: MIT */
/* Names of extended attributes. */
#ifndef XOS_VALUE_ATTRIBUTE_H
#define XOS_VALUE_ATTRIBUTE_H

#include "value/fail.h"

/* Checks that an attribute's name, given as option, has a namespace (xattr(7)). Returns 0, or -1 with a usage error
 * recorded, which suggests the namespace user. An empty name is accepted here, and refused by the system. */
int attribute_name_check(struct fail *fail, const char *option, const char *name);

#endif
