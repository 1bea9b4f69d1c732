/* SPDX-License-Identifier: MIT */
/* Reads what an ELF file says about itself: its header, its program headers and its dynamic section. Any bytes may be
 * given: every offset, count and loop is bounded. Layout: System V gABI, chapters 4 and 5; symbol versions: LSB core.
 */
#ifndef XOS_VALUE_ELF_H
#define XOS_VALUE_ELF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The source of the bytes. */
struct elf_source {
    /* Reads up to size bytes at offset into data. Returns their number (0 after the end), or -errno. */
    int64_t (*read)(const struct elf_source *source, void *data, size_t size, uint64_t offset);
    const void *memory; /* for read's use */
    size_t size;
    int fd;
};

/* Returns a source that reads file fd, which the caller keeps. pread(2). */
struct elf_source elf_file(int fd);

/* Returns a source that reads size bytes of memory, which the caller keeps. */
struct elf_source elf_memory(const void *memory, size_t size);

enum { ELF_NAME_SIZE = 256 };

struct elf {
    bool wide;                       /* 64 bits, not 32 */
    bool big;                        /* big-endian */
    unsigned machine;                /* e_machine: EM_X86_64 = 62 */
    bool executable;                 /* a program, not a library or an object */
    bool dynamic;                    /* has a dynamic section */
    char interpreter[ELF_NAME_SIZE]; /* path of the program's loader; "" for none */
    char libc[16];                   /* "glibc", "musl" or "" */
    char libc_version[32];           /* of glibc: the newest symbol version that the file needs; "" for none */
    uint64_t text_end;               /* file offset of the end of the last executable segment; 0 for none */
};

/* Reads a file. Returns 0; -ENOEXEC if it is not ELF; or another -errno. Truncated or inconsistent parts are left
 * empty. */
int elf_read(struct elf *elf, const struct elf_source *source);

/* Returns uname(2)'s name for the machine: "x86_64", "aarch64", "ppc64le"; NULL for an unknown one. */
const char *elf_machine(const struct elf *elf);

/* Compares dotted versions number by number, and returns a result like strcmp. "2.4" is less than "2.36"; a missing
 * number counts as 0. */
int version_compare(const char *a, const char *b);

#endif
