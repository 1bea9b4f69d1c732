/* SPDX-License-Identifier: MIT */
/* The numbers of errnos on other architectures, from the kernel's arch/NAME/include/uapi/asm/errno.h. The first ten
 * errnos have the same numbers everywhere; the tables hold the rest, in the order of errno_list.h. */
#include "ops/errno/numbers.h"

#include <stddef.h>

#include "value/constants.h"
#include "value/errnos.h"

enum { SAME = 10, DIFFERENT = ERRNO_COUNT - SAME };

static const unsigned short mips[] = {
    11,  12,  13,  14,  15,   16,  17,  18,  19,  20,  21,  22,  23,  24,  25,  26,  27,  28,  29,  30,  31,
    32,  33,  34,  45,  78,   46,  89,  93,  90,  35,  36,  37,  38,  39,  40,  41,  42,  43,  44,  50,  51,
    52,  53,  54,  55,  59,   60,  61,  62,  63,  64,  65,  66,  67,  68,  69,  70,  71,  74,  73,  77,  79,
    80,  81,  82,  83,  84,   85,  86,  87,  88,  91,  92,  94,  95,  96,  97,  98,  99,  120, 121, 122, 123,
    124, 125, 126, 127, 128,  129, 130, 131, 132, 133, 134, 143, 144, 145, 146, 147, 148, 149, 150, 151, 135,
    137, 138, 139, 140, 1133, 159, 160, 158, 161, 162, 163, 164, 165, 166, 167, 168,
};

static const unsigned short sparc[] = {
    11,  12,  13,  14,  15,  16,  17,  18,  19,  20,  21,  22,  23,  24,  25,  26,  27, 28,  29,  30,  31,
    32,  33,  34,  78,  63,  79,  90,  66,  62,  75,  77,  94,  95,  96,  97,  98,  99, 100, 101, 102, 103,
    104, 105, 106, 107, 109, 72,  111, 73,  74,  80,  113, 71,  82,  83,  84,  85,  86, 87,  88,  76,  92,
    115, 93,  89,  114, 112, 124, 123, 110, 122, 116, 91,  68,  38,  39,  40,  41,  42, 43,  44,  45,  46,
    47,  48,  49,  50,  51,  52,  53,  54,  55,  56,  57,  58,  59,  60,  61,  64,  65, 37,  36,  70,  117,
    118, 119, 120, 121, 69,  125, 126, 127, 128, 129, 130, 131, 132, 133, 134, 135,
};

static const unsigned short alpha[] = {
    35,  12,  13,  14,  15,  16,  17,  18,  19,  20,  21,  22,  23,  24,  25,  26,  27, 28,  29,  30, 31,
    32,  33,  34,  11,  63,  77,  78,  66,  62,  80,  81,  88,  89,  90,  91,  93,  94, 95,  96,  97, 98,
    99,  100, 101, 102, 104, 87,  86,  83,  82,  105, 92,  71,  106, 107, 108, 109, 85, 110, 111, 84, 112,
    113, 114, 115, 122, 123, 124, 125, 126, 116, 127, 128, 68,  38,  39,  40,  41,  42, 43,  44,  45, 46,
    47,  48,  49,  50,  51,  52,  53,  54,  55,  56,  57,  58,  59,  60,  61,  64,  65, 37,  36,  70, 117,
    118, 119, 120, 121, 69,  129, 130, 131, 132, 133, 134, 135, 136, 137, 138, 139,
};

static const unsigned short parisc[] = {
    11,  12,  13,  14,  15,  16,  17,  18,  19,  20,  21,  22,  23,  24,  25,  26,  27,  28,  29,  30,  31,
    32,  33,  34,  45,  248, 46,  251, 247, 249, 35,  36,  37,  38,  39,  40,  41,  42,  43,  44,  160, 161,
    162, 163, 164, 165, 166, 54,  51,  52,  53,  50,  55,  71,  57,  58,  59,  60,  61,  64,  66,  67,  72,
    167, 168, 169, 170, 171, 172, 173, 174, 47,  175, 176, 68,  216, 217, 218, 219, 220, 221, 222, 223, 224,
    225, 226, 227, 228, 229, 230, 231, 232, 233, 234, 235, 236, 237, 238, 239, 241, 242, 244, 245, 70,  177,
    178, 179, 180, 181, 69,  182, 183, 253, 184, 185, 186, 187, 254, 255, 256, 257,
};

enum second_name { EWOULDBLOCK_NAME, EDEADLOCK_NAME, ENOTSUP_NAME };
enum { EAGAIN_PLACE = 10, EDEADLK_PLACE = 34, EOPNOTSUPP_PLACE = 92 };

static const struct numbering numberings[] = {
    {"mips", mips, 56},     {"sparc", sparc, 108}, {"alpha", alpha, 11},
    {"parisc", parisc, 45}, {"powerpc", NULL, 58}, {"generic", NULL, 35},
};

/* The names of machines as uname(2) and compilers give them, by their beginning. */
static const struct machine {
    const char *prefix;
    unsigned char numbering;
} machines[] = {
    {"mips", 0},       {"sparc", 1},   {"alpha", 2}, {"parisc", 3},   {"hppa", 3},    {"ppc", 4},       {"powerpc", 4},
    {"generic", 5},    {"x86", 5},     {"amd64", 5}, {"i3", 5},       {"i4", 5},      {"i5", 5},        {"i6", 5},
    {"arm", 5},        {"aarch64", 5}, {"arc", 5},   {"csky", 5},     {"hexagon", 5}, {"loongarch", 5}, {"m68k", 5},
    {"microblaze", 5}, {"nios2", 5},   {"or1k", 5},  {"openrisc", 5}, {"riscv", 5},   {"s390", 5},      {"sh", 5},
    {"um", 5},         {"xtensa", 5},  {"ia64", 5},
};

const struct numbering *numbering_find(const char *arch)
{
    for (size_t i = 0; i < sizeof machines / sizeof machines[0]; i++)
        if (strncmp(arch, machines[i].prefix, strlen(machines[i].prefix)) == 0)
            return &numberings[machines[i].numbering];
    return NULL;
}

/* The number of the errno at place in the list: 1, 2, … without 41 and 58, unless a table says otherwise. */
static int listed_number(const struct numbering *numbering, size_t place)
{
    int number = (int)place + 1;

    if (place >= SAME && numbering->numbers != NULL)
        return numbering->numbers[place - SAME];
    number += number >= 41;
    return number + (number >= 58);
}

int numbering_number(const struct numbering *numbering, size_t place)
{
    if (numbering == NULL)
        return (int)errno_codes.values[place];
    if (place < ERRNO_COUNT)
        return listed_number(numbering, place);
    switch ((enum second_name)(place - ERRNO_COUNT)) {
    case EWOULDBLOCK_NAME:
        return listed_number(numbering, EAGAIN_PLACE);
    case EDEADLOCK_NAME:
        return numbering->edeadlock;
    default:
        return listed_number(numbering, EOPNOTSUPP_PLACE);
    }
}
