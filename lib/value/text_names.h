/* SPDX-License-Identifier: MIT */
/* The names of a row's texts, for lib/value/texts.h and texts/pack. */
#ifndef XOS_VALUE_TEXT_NAMES_H
#define XOS_VALUE_TEXT_NAMES_H

#define TEXT_NAMES(N) \
    N(summary)   /* one sentence on one line, without full stop */ \
    N(result)    /* the output: "int bytes copied (0 at EOF)" */ \
    N(requires)  /* the system it needs: "Linux 4.5"; none if all current systems have it */ \
    N(errors)    /* errnos to expect: "EEXIST ENOENT"; none if none is typical */ \
    N(note)      /* the most important thing to know */ \
    N(example)   /* a command that runs unchanged in an empty folder; none for a row without function */ \
    N(since)     /* the Python release that first documents it; none for 3.8 and before */ \
    N(elsewhere) /* the platform that has it, if this one lacks it: exit status 69 */ \
    N(instead)   /* for an operation that xos does not provide: what to use instead, and why; exit status 69 */ \
    N(home)      /* for a member of a class: where it appears, "field name of scandir's records" */ \
    N(signature) /* if the parameters cannot express it; none: generated from them */

#endif
