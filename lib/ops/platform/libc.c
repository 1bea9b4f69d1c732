/* SPDX-License-Identifier: MIT */
/* The system's C library, read from files: the loader that a program names, and the library beside that loader. Nothing
 * is run. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "ops/platform/facts.h"
#include "os/fd.h"
#include "os/io.h"
#include "os/search.h"

#include <fcntl.h>

enum { CHUNK = 32 * 1024, OVERLAP = 256 };

int facts_elf(struct path path, struct elf *elf)
{
    int fd = path.name != NULL ? os_open(AT_FDCWD, path.name, O_RDONLY | O_NONBLOCK, 0) : path.fd;
    struct elf_source source = elf_file(fd);

    *elf = (struct elf){.machine = 0};
    if (fd < 0)
        return path.name != NULL ? fd : -EBADF;
    int result = elf_read(elf, &source);
    if (path.name != NULL)
        os_close(fd);
    return result;
}

int facts_shell(struct elf *elf)
{
    static const char *const programs[] = {"/bin/sh", "/usr/bin/env", "/bin/ls"};
    int result = -ENOENT;

    for (size_t i = 0; i < sizeof programs / sizeof programs[0]; i++) {
        result = facts_elf((struct path){.name = programs[i], .fd = -1}, elf);
        if (result == 0 && elf->interpreter[0] != '\0')
            return 0;
    }
    return result;
}

/* Copies the digits and dots at text. False if there are none, or if the text ends with them: more may follow in the
 * file. */
static bool take_version(const char *text, size_t size, char version[32])
{
    size_t used = 0;

    while (used < size && used < 31 && ((text[used] >= '0' && text[used] <= '9') || text[used] == '.'))
        used++;
    if (used == size)
        return false;
    while (used > 0 && text[used - 1] == '.') /* the end of a sentence */
        used--;
    memcpy(version, text, used);
    version[used] = '\0';
    return used > 0;
}

/* glibc's banner: "GNU C Library (...) stable release version 2.36.\n". */
static bool find_glibc(const char *data, size_t size, char version[32])
{
    static const char banner[] = "GNU C Library ", words[] = " version ";
    const char *found = search_bytes(data, size, banner, sizeof banner - 1);

    if (found == NULL)
        return false;
    const char *end = data + size;
    size_t near = (size_t)(end - found) < OVERLAP ? (size_t)(end - found) : OVERLAP;
    found = search_bytes(found, near, words, sizeof words - 1);
    if (found == NULL)
        return false;
    found += sizeof words - 1;
    return take_version(found, (size_t)(end - found), version);
}

/* musl's version: a string of three numbers, "1.2.3" or "1.2.3-git-4-g1234". */
static bool find_musl(const char *data, size_t size, char version[32])
{
    const char *end = data + size;

    for (const char *at = data; (at = memchr(at, '\0', (size_t)(end - at))) != NULL && ++at < end;) {
        size_t left = (size_t)(end - at), dots = 0, used = 0;
        while (used < left && used < 31 && ((at[used] >= '0' && at[used] <= '9') || (used > 0 && at[used] == '.')))
            dots += at[used++] == '.';
        bool ends = used < left &&
                    (at[used] == '\0' || strncmp(at + used, "-git", left - used < 4 ? left - used : 4) == 0);
        if (dots == 2 && used >= 5 && ends && at[used - 1] != '.')
            return take_version(at, used + 1, version);
    }
    return false;
}

/* Searches the file path from an offset on, part by part. */
static void search(const char *path, bool musl, char version[32])
{
    char data[OVERLAP + CHUNK];
    struct elf elf;
    size_t kept = 0;
    int64_t got;
    int fd = os_open(AT_FDCWD, path, O_RDONLY | O_NONBLOCK, 0);

    if (fd < 0)
        return;
    struct elf_source source = elf_file(fd);
    if (elf_read(&elf, &source) == 0 && elf.text_end < INT64_MAX) {
        int64_t offset = musl ? 0 : (int64_t)elf.text_end;
        while ((got = os_pread_all(fd, data + kept, CHUNK, offset)) > 0) {
            size_t size = kept + (size_t)got;
            if (musl ? find_musl(data, size, version) : find_glibc(data, size, version))
                break;
            kept = size < OVERLAP ? size : OVERLAP;
            memmove(data, data + size - kept, kept);
            offset += got;
        }
    }
    os_close(fd);
}

/* The version of the library at a program's loader: musl's is the loader itself, glibc's lies beside it. */
static void installed_version(const char *interpreter, bool musl, char version[32])
{
    static const char name[] = "libc.so.6";
    char path[PATH_MAX];

    if (realpath(interpreter, path) == NULL)
        return;
    if (!musl) {
        char *slash = strrchr(path, '/');
        if ((size_t)(slash + 1 - path) + sizeof name > sizeof path)
            return;
        memcpy(slash + 1, name, sizeof name);
    }
    search(path, musl, version);
}

void facts_libc(const struct elf *elf, struct libc *libc)
{
    bool musl = strcmp(elf->libc, "musl") == 0;

    *libc = (struct libc){.name = ""};
    strcpy(libc->name, elf->libc);
    if (elf->libc[0] != '\0' && elf->interpreter[0] == '/')
        installed_version(elf->interpreter, musl, libc->version);
}

void facts_needed(const struct elf *elf, struct libc *libc)
{
    if (strcmp(elf->libc, "musl") == 0) {
        facts_libc(elf, libc);
        return;
    }
    *libc = (struct libc){.name = ""};
    strcpy(libc->name, elf->libc);
    strcpy(libc->version, elf->libc_version);
}
