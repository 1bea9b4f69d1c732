/* SPDX-License-Identifier: MIT */
/* The facts about the system that the rows of module platform and xplatform show; each is read separately. */
#ifndef XOS_OPS_PLATFORM_FACTS_H
#define XOS_OPS_PLATFORM_FACTS_H

#include <limits.h>

#include "table/op.h"
#include "value/elf.h"

/* A C library: "glibc" or "musl" and its version, "2.36"; "" for what is unknown. */
struct libc {
    char name[16];
    char version[32];
};

/* Reads the ELF file path, or path.fd. 0; -ENOEXEC if it is not ELF; another -errno. */
int facts_elf(struct path path, struct elf *elf);

/* The first program of the system that is linked dynamically: /bin/sh, else /usr/bin/env or /bin/ls. 0, or -errno with
 * elf empty. */
int facts_shell(struct elf *elf);

/* The C library that programs like elf run with. */
void facts_libc(const struct elf *elf, struct libc *libc);

/* The C library that elf needs: of glibc the newest version of a symbol, of musl the version of its loader. */
void facts_needed(const struct elf *elf, struct libc *libc);

/* The name of the processor, from /proc/cpuinfo; "" where that has none. */
enum { PROCESSOR_SIZE = 128 };
void facts_processor(char name[PROCESSOR_SIZE]);

/* The fields of an os-release file, in the call's arena, in the order of the file but NAME, ID and PRETTY_NAME first.
 */
struct os_field {
    struct word name, value;
};
struct os_release {
    const char *file; /* its name, without root */
    struct os_field *fields;
    size_t count;
};

/* Reads root/etc/os-release or else root/usr/lib/os-release; root "" is the system's. Symbolic links stay below root.
 * 0, or -errno with release->file the first of the two names, NULL if root cannot be opened; -EFBIG for more than 64
 * KiB. */
int facts_os_release(struct call *call, const char *root, struct os_release *release);

/* Returns the value of a field, or NULL. NAME, ID and PRETTY_NAME always have a value. */
const struct word *facts_os_value(const struct os_release *release, struct word name);

#endif
