/* SPDX-License-Identifier: MIT */
/* One conversion: how a value is written in a format of the % or { style. */
#ifndef XOS_LOG_SPEC_H
#define XOS_LOG_SPEC_H

#include <stdbool.h>

#include "log/record.h"

struct log_spec {
    char fill[4]; /* a character's bytes; "" is a blank */
    char align;   /* < > ^ = ; 0: strings to the left, numbers to the right */
    char sign;    /* + or blank; 0: only - */
    char group;   /* , or _ between thousands; 0: nothing */
    char type;    /* s, d and so on; 0: as the value is */
    char convert; /* s, r or a, of { */
    bool alt, zero;
    int width, precision; /* precision -1: none */
};

/* Reads what follows "%" (and "%(name)"): flags, width, precision and type; * takes the next of stars, which moves.
 * NULL, or the words for what is wrong. *at moves behind the type. */
const char *log_spec_percent(struct log_spec *spec, const char **at, const char *end, struct words *stars);

/* Reads what follows ":" in a { format, up to its end. NULL, or the words for what is wrong. */
const char *log_spec_brace(struct log_spec *spec, struct word text);

/* Appends the value. None is "None". A text becomes a number if the type asks for one. False if it is not one, or is
 * too large: nothing is appended then. */
bool log_spec_write(const struct log_spec *spec, const struct log_value *value, struct log_text *text);

/* True if the type asks for a number. */
bool log_spec_is_number(const struct log_spec *spec);

#endif
