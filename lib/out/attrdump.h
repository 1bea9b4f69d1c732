/* SPDX-License-Identifier: MIT */
/* Writes dumps of extended attributes in the form that value/attrdump.h describes and reads. */
#ifndef XOS_OUT_ATTRDUMP_H
#define XOS_OUT_ATTRDUMP_H

#include <stddef.h>

#include "value/attrdump.h"

struct out;

/* The form of values; AUTO writes text if all of it is readable, else base64. */
enum attrdump_form { ATTRDUMP_AUTO, ATTRDUMP_TEXT, ATTRDUMP_HEX, ATTRDUMP_BASE64 };

/* Each function writes one part of a dump. On a terminal every control character is escaped. */
void attrdump_put_file(struct out *out, const char *path); /* the line that begins a file */
void attrdump_put_attribute(struct out *out, const char *name, const char *value, size_t size, enum attrdump_form form);
void attrdump_put_name(struct out *out, const char *name); /* an attribute without its value, as getfattr lists it */
void attrdump_put_value(struct out *out, const char *value, size_t size, enum attrdump_form form);

#endif
