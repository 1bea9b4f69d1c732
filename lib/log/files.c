/* SPDX-License-Identifier: MIT */
/* Finding the files of a rotated set. */
#include "log/files.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "os/fd.h"
#include "os/walk/dirents.h"
#include "value/number.h"

/* What follows PATH in a file's name: a date, or a number; the file itself has neither. */
struct found {
    char *name;
    int64_t number; /* of PATH.N; INT64_MAX for a date; 0 for PATH */
};

/* Judges what follows the base name. False if such a file does not belong to the set. */
static bool judge(const char *behind, int64_t *number)
{
    *number = 0;
    if (*behind == '\0')
        return true;
    if (*behind++ != '.')
        return false;
    size_t digits = strspn(behind, "0123456789"), stamp = strspn(behind, "0123456789-_");
    size_t size = stamp > digits ? stamp : digits;
    struct number read;
    if (digits == 0 || (behind[size] != '\0' && behind[size] != '.') || strstr(behind, ".tmp") != NULL)
        return false;
    if (stamp > digits) {
        *number = INT64_MAX;
        return digits == 4;
    }
    return *behind != '0' && number_read((struct word){behind, digits}, 10, &read) &&
           number_to_int64(read, 1, INT32_MAX, number);
}

static int compare(const void *a, const void *b)
{
    const struct found *one = a, *other = b;

    if (one->number != other->number)
        return one->number < other->number ? 1 : -1;
    return strcmp(one->name, other->name);
}

/* Collects the files of the set in the open folder; prefix is its name with a slash. */
static int collect(struct arena *arena, int fd, struct word prefix, const char *base, struct found **found)
{
    char buffer[8192] __attribute__((aligned(8)));
    struct dirents dirents;
    struct dirents_name name;
    size_t size = strlen(base);
    int64_t number;
    int count = 0, result;

    dirents_start(&dirents, fd, buffer, sizeof buffer);
    while ((result = dirents_fill(&dirents)) > 0)
        while (dirents_take(&dirents, &name)) {
            if (strncmp(name.text, base, size) != 0 || !judge(name.text + size, &number))
                continue;
            struct found *grown = realloc(*found, ((size_t)count + 1) * sizeof *grown);
            char *copy = arena_alloc(arena, prefix.size + name.size + 1);
            *found = grown != NULL ? grown : *found;
            if (grown == NULL || copy == NULL)
                return -ENOMEM;
            memcpy(copy, prefix.data, prefix.size);
            memcpy(copy + prefix.size, name.text, name.size);
            grown[count++] = (struct found){copy, number};
        }
    return result < 0 ? result : count;
}

/* True if `packed` is the compressed form of name. */
static bool is_packed(const char *name, const char *packed)
{
    size_t size = strlen(name);

    return strncmp(name, packed, size) == 0 && packed[size] == '.' && strchr(packed + size + 1, '.') == NULL &&
           log_unpacker(packed) != NULL;
}

int log_files(struct arena *arena, const char *path, char ***names)
{
    const char *slash = strrchr(path, '/'), *base = slash != NULL ? slash + 1 : path;
    struct word prefix = {path, (size_t)(base - path)};
    char *folder = prefix.size > 0 ? arena_copy(arena, path, prefix.size) : arena_copy(arena, ".", 1);
    struct found *found = NULL;
    int fd = folder != NULL ? dirents_open(folder) : -ENOMEM;

    if (fd < 0)
        return fd;
    int count = collect(arena, fd, prefix, base, &found);
    os_close(fd);
    *names = count > 0 ? arena_alloc(arena, (size_t)count * sizeof **names) : NULL;
    if (count > 0 && *names == NULL)
        count = -ENOMEM;
    if (count > 0)
        qsort(found, (size_t)count, sizeof *found, compare);
    int kept = 0;
    for (int i = 0; i < count; i++)
        if (i + 1 == count || !is_packed(found[i].name, found[i + 1].name))
            (*names)[kept++] = found[i].name;
    free(found);
    return count < 0 ? count : kept;
}
