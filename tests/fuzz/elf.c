/* SPDX-License-Identifier: MIT */
/* Fuzz target: any bytes are read as an ELF file without fault, and every text that comes of it is a C string. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "value/elf.h"

static void expect(bool truth)
{
    if (!truth)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct elf_source source = elf_memory(data, size);
    struct elf elf;

    int result = elf_read(&elf, &source);
    expect(result == 0 || elf.interpreter[0] == '\0');
    expect(memchr(elf.interpreter, '\0', sizeof elf.interpreter) != NULL);
    expect(memchr(elf.libc, '\0', sizeof elf.libc) != NULL);
    expect(memchr(elf.libc_version, '\0', sizeof elf.libc_version) != NULL);
    expect(elf.libc_version[0] == '\0' || strcmp(elf.libc, "glibc") == 0);
    elf_machine(&elf);
    return 0;
}
