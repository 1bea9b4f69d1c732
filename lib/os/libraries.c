/* SPDX-License-Identifier: MIT */
/* Shared libraries: the loader's cache, its directories, and the mappings of a process. */
#include "os/libraries.h"

#include <dirent.h>
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "os/contents.h"
#include "os/decimal.h"
#include "os/retry.h"
#include "os/search.h"
#include "os/status.h"

enum { CACHE_LIMIT = 64 << 20, MAPS_LIMIT = 256 << 20 };

/* The program's own ELF header, which the linker names. */
extern const unsigned char __ehdr_start[] __attribute__((visibility("hidden")));

/* The cache of glibc's loader since 2.2: a header, then an entry for each library. Offsets count from the header. */
struct cache_header {
    char magic[20]; /* "glibc-ld.so.cache1.1" */
    uint32_t count, strings_size;
    uint32_t unused[5];
};
struct cache_entry {
    int32_t flags;
    uint32_t name, path; /* offsets of the strings */
    uint32_t os_version;
    uint64_t hardware;
};

/* True if file is lib<name>.so or lib<name>.so.<version>. */
static bool is_library(const char *file, const char *name)
{
    size_t size = strlen(name);

    return strncmp(file, "lib", 3) == 0 && strncmp(file + 3, name, size) == 0 &&
           strncmp(file + 3 + size, ".so", 3) == 0 && (file[size + 6] == '\0' || file[size + 6] == '.');
}

/* True if the ELF file has the same machine, word size and byte order as this program. */
static bool is_ours(int folder, const char *path)
{
    unsigned char header[20];
    int fd = OS_RETRY(openat(folder, path, O_RDONLY | O_CLOEXEC));

    if (fd < 0)
        return false;
    ssize_t size = OS_RETRY(read(fd, header, sizeof header));
    close(fd);
    return size == sizeof header && memcmp(header, __ehdr_start, EI_VERSION) == 0 &&
           memcmp(header + 18, __ehdr_start + 18, 2) == 0; /* e_machine */
}

static int keep(const char *file, char found[LIBRARY_NAME_ROOM])
{
    if (strlen(file) >= LIBRARY_NAME_ROOM)
        return -ENOENT;
    strcpy(found, file);
    return 0;
}

/* The string at that offset of the cache; empty if the offset is outside. */
static const char *cache_text(const char *data, size_t size, uint32_t place)
{
    return place < size ? data + place : "";
}

static int find_in_cache(const char *name, const char *data, size_t size, char found[LIBRARY_NAME_ROOM])
{
    const char *start = search_bytes(data, size, "glibc-ld.so.cache1.1", 20);
    struct cache_header header;
    struct cache_entry entry;

    if (start == NULL || (size -= (size_t)(start - data)) < sizeof header)
        return -ENOENT;
    memcpy(&header, start, sizeof header);
    for (uint32_t i = 0; i < header.count && sizeof header + (i + 1) * sizeof entry <= size; i++) {
        memcpy(&entry, start + sizeof header + i * sizeof entry, sizeof entry);
        const char *file = cache_text(start, size, entry.name), *path = cache_text(start, size, entry.path);
        if (is_library(file, name) && is_ours(AT_FDCWD, path))
            return keep(file, found);
    }
    return -ENOENT;
}

/* Finds the library in one directory; of several versions, the last one in the order of names. */
static int find_in_folder(const char *name, const char *folder, char found[LIBRARY_NAME_ROOM])
{
    DIR *stream = opendir(folder);
    const struct dirent *entry;
    int result = -ENOENT;

    if (stream == NULL)
        return -ENOENT;
    while ((entry = readdir(stream)) != NULL)
        if (is_library(entry->d_name, name) && (result < 0 || strcmp(entry->d_name, found) > 0) &&
            is_ours(dirfd(stream), entry->d_name))
            result = keep(entry->d_name, found);
    closedir(stream);
    return result;
}

/* Searches directories separated by colons or newlines. */
static int find_in_folders(const char *name, const char *list, char found[LIBRARY_NAME_ROOM])
{
    char folder[4096];
    int result = -ENOENT;

    while (*list != '\0' && result < 0) {
        size_t size = strcspn(list, ":\n");
        if (size > 0 && size < sizeof folder) {
            memcpy(folder, list, size);
            folder[size] = '\0';
            result = find_in_folder(name, folder, found);
        }
        list += size + (list[size] != '\0');
    }
    return result;
}

/* Searches the directories of musl's path file, /etc/ld-musl-<arch>.path, for any architecture. */
static int find_by_musl_path(const char *name, char found[LIBRARY_NAME_ROOM])
{
    char path[512] = "/etc/";
    DIR *stream = opendir(path);
    const struct dirent *entry;
    int result = -ENOENT;
    char *data;
    size_t size;

    if (stream == NULL)
        return -ENOENT;
    while (result < 0 && (entry = readdir(stream)) != NULL) {
        size_t length = strlen(entry->d_name);
        if (strncmp(entry->d_name, "ld-musl-", 8) != 0 || length > 256 ||
            strcmp(entry->d_name + length - 5, ".path") != 0)
            continue;
        strcpy(path + 5, entry->d_name);
        if (contents_of(path, CACHE_LIMIT, &data, &size) < 0)
            continue;
        result = find_in_folders(name, data, found);
        free(data);
    }
    closedir(stream);
    return result;
}

int os_find_library(const char *name, char found[LIBRARY_NAME_ROOM])
{
    const char *folders = getauxval(AT_SECURE) == 0 ? getenv("LD_LIBRARY_PATH") : NULL;
    char *data;
    size_t size;

    if (*name == '\0' || strchr(name, '/') != NULL)
        return -ENOENT;
    int cache = contents_of(LOADER_CACHE, CACHE_LIMIT, &data, &size), result = -ENOENT;
    if (cache == 0) {
        result = find_in_cache(name, data, size, found);
        free(data);
    }
    if (result < 0 && folders != NULL)
        result = find_in_folders(name, folders, found);
    if (result < 0)
        result = find_by_musl_path(name, found);
    if (result < 0)
        result = find_in_folders(name, "/lib:/usr/local/lib:/usr/lib:/lib64:/usr/lib64", found);
    return result < 0 && cache < 0 ? cache : result;
}

/* Takes a line of /proc/PID/maps. Returns the path of the mapped file if the mapping is executable, else NULL. */
static const char *mapped_code(char *line)
{
    char *path = strchr(line, '/');

    return path != NULL && strchr(line, ' ') != NULL && strchr(line, ' ')[3] == 'x' ? path : NULL;
}

int os_mapped_libraries(pid_t pid, int (*file)(void *context, const char *path), void *context)
{
    char name[PROC_NAME_ROOM];
    const char *last = "";
    char *data;
    size_t size;

    proc_name(name, pid, "maps");
    int result = contents_of(name, MAPS_LIMIT, &data, &size);
    if (result < 0) {
        result = fd_name_result(result);
        return result == -ENOENT ? -ESRCH : result;
    }
    for (char *line = data, *end; *line != '\0' && result >= 0; line = end) {
        end = line + strcspn(line, "\n");
        if (*end != '\0')
            *end++ = '\0';
        const char *path = mapped_code(line);
        if (path != NULL && strcmp(path, last) != 0)
            result = file(context, last = path);
    }
    free(data);
    return result < 0 ? result : 0;
}
