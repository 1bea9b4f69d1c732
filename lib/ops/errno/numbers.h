/* SPDX-License-Identifier: MIT */
/* The numbers of errnos, by architecture. */
#ifndef XOS_OPS_ERRNO_NUMBERS_H
#define XOS_OPS_ERRNO_NUMBERS_H

#include <stddef.h>

struct numbering {
    const char *name;
    const unsigned short *numbers; /* of the errnos that differ; NULL: as on most architectures */
    unsigned char edeadlock;       /* the number of EDEADLOCK, which need not be that of EDEADLK */
};

/* The numbering of a machine as uname(2) names it ("mips64", "x86_64") or of a kernel architecture; NULL for a name
 * that is not known. */
const struct numbering *numbering_find(const char *arch);

/* The number of the errno at place in the family errno_codes (below ERRNO_COUNT + ERRNO_ALIASES) in that numbering;
 * NULL is this machine's. */
int numbering_number(const struct numbering *numbering, size_t place);

#endif
