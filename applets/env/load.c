/* SPDX-License-Identifier: MIT */
/* xenv --load: variables from a file of lines, of NUL-terminated entries, or of JSON. */
#include "env/xenv.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "value/envfile.h"
#include "os/retry.h"

/* All that fd gives, in the arena. 0 or -errno. */
static int read_all(struct arena *arena, int fd, char **data, size_t *size)
{
    size_t room = 0;

    for (*data = NULL, *size = 0;;) {
        if (*size == room) {
            char *grown = arena_alloc(arena, (room = room * 2 + 16 * 1024) + 1);
            if (grown == NULL)
                return -ENOMEM;
            if (*size > 0)
                memcpy(grown, *data, *size);
            *data = grown;
        }
        ssize_t got = OS_RETRY(read(fd, *data + *size, room - *size));
        if (got <= 0)
            return (int)got;
        *size += (size_t)got;
    }
}

/* Obeys the file's entries. 0, -ENOMEM, or -EILSEQ where it is malformed. */
static int obey(struct envfile *file, struct environment *environment)
{
    enum envfile_read read;
    struct word entry;

    while ((read = envfile_next(file, &entry)) == ENVFILE_SET || read == ENVFILE_UNSET) {
        char *copy = read == ENVFILE_SET ? arena_copy(environment->arena, entry.data, entry.size) : NULL;
        if (read == ENVFILE_UNSET)
            environment_unset(environment, entry);
        else if (copy == NULL || environment_set(environment, copy) < 0)
            return -ENOMEM;
    }
    return read == ENVFILE_WRONG ? -EILSEQ : 0;
}

int xenv_load(struct call *call, struct environment *environment, const char *path)
{
    bool standard = strcmp(path, "-") == 0;
    const char *name = standard ? "standard input" : path;
    int fd = standard ? STDIN_FILENO : OS_RETRY(open(path, O_RDONLY | O_CLOEXEC));
    struct envfile file;
    char *data;
    size_t size;

    int result = fd < 0 ? fd : read_all(call->arena, fd, &data, &size);
    if (!standard && fd >= 0)
        close(fd);
    if (result < 0)
        return fail_errno(call->fail, -result, name, NULL);
    char *room = arena_alloc(call->arena, size + 1);
    if (room == NULL)
        return fail_no_memory(call->fail);
    envfile_start(&file, data, size, room);
    result = obey(&file, environment);
    if (result == -EILSEQ)
        return fail_words(call->fail, EX_DATAERR, "%.200s: byte %zu: %s", name, (size_t)(file.at - data), file.wrong);
    return result < 0 ? fail_no_memory(call->fail) : 0;
}
