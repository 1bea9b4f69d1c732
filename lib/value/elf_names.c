/* SPDX-License-Identifier: MIT */
/* The names of machines, and versions of C libraries compared. */
#include <string.h>

#include "value/elf.h"

static const struct machine {
    unsigned short number;
    bool wide;
    const char *little, *big; /* by byte order; NULL: as the other */
} machines[] = {
    {3, false, "i386", NULL},
    {62, true, "x86_64", NULL},
    {62, false, "x86_64", NULL},
    {40, false, "arm", "armeb"},
    {183, true, "aarch64", "aarch64_be"},
    {183, false, "aarch64", "aarch64_be"},
    {243, true, "riscv64", NULL},
    {243, false, "riscv32", NULL},
    {22, true, "s390x", NULL},
    {22, false, "s390", NULL},
    {21, true, "ppc64le", "ppc64"},
    {20, false, "ppcle", "ppc"},
    {8, true, "mips64el", "mips64"},
    {8, false, "mipsel", "mips"},
    {43, true, "sparc64", NULL},
    {18, false, "sparc", NULL},
    {2, false, "sparc", NULL},
    {0x9026, true, "alpha", NULL},
    {15, false, "parisc", NULL},
    {15, true, "parisc64", NULL},
    {258, true, "loongarch64", NULL},
    {4, false, "m68k", NULL},
    {42, false, "sh4", "sh4eb"},
    {50, true, "ia64", NULL},
    {189, false, "microblazeel", "microblaze"},
    {94, false, "xtensa", NULL},
    {92, false, "or1k", NULL},
    {113, false, "nios2", NULL},
    {252, false, "csky", NULL},
    {195, false, "arc", NULL},
    {164, false, "hexagon", NULL},
};

const char *elf_machine(const struct elf *elf)
{
    for (size_t i = 0; i < sizeof machines / sizeof machines[0]; i++)
        if (machines[i].number == elf->machine && machines[i].wide == elf->wide)
            return elf->big && machines[i].big != NULL ? machines[i].big : machines[i].little;
    return NULL;
}

/* Reads a number of a version, and moves past it and the dot after it. */
static unsigned long next_number(const char **version)
{
    enum { MOST = 1000000 };
    unsigned long value = 0;

    for (; **version >= '0' && **version <= '9'; (*version)++)
        if (value < MOST)
            value = value * 10 + (unsigned long)(**version - '0');
    if (**version == '.')
        (*version)++;
    else
        *version += strlen(*version);
    return value;
}

int version_compare(const char *a, const char *b)
{
    while (*a != '\0' || *b != '\0') {
        unsigned long left = next_number(&a), right = next_number(&b);
        if (left != right)
            return left < right ? -1 : 1;
    }
    return 0;
}
