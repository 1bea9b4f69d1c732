/* SPDX-License-Identifier: MIT */
/* xenv --load and --dotenv: variables from a file with lines, NUL-terminated entries, or JSON. */
#include "env/xenv.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "value/envfile.h"
#include "os/contents.h"
#include "value/operands.h"

TEXTS_OF(env_load);

/* Applies the file's entries. Returns 0, -ENOMEM, or -EILSEQ if the file is malformed. */
static int obey(struct envfile *file, bool dotenv, struct environment *environment)
{
    enum envfile_read read;
    struct word entry;

    while ((read = dotenv ? dotenv_next(file, &entry) : envfile_next(file, &entry)) == ENVFILE_SET ||
           read == ENVFILE_UNSET) {
        char *copy = read == ENVFILE_SET ? arena_copy(environment->arena, entry.data, entry.size) : NULL;
        if (read == ENVFILE_UNSET)
            environment_unset(environment, entry);
        else if (copy == NULL || environment_set(environment, copy) < 0)
            return -ENOMEM;
    }
    if (read == ENVFILE_NO_MEMORY)
        return -ENOMEM;
    return read == ENVFILE_WRONG ? -EILSEQ : 0;
}

static int start(struct envfile *file, bool dotenv, struct arena *arena, const char *data, size_t size)
{
    if (!dotenv)
        return envfile_start(file, arena, data, size);
    char *room = arena_alloc(arena, size + 2);
    if (room == NULL)
        return -ENOMEM;
    dotenv_start(file, data, size, room);
    return 0;
}

int xenv_load(struct call *call, struct environment *environment, const char *path, bool dotenv)
{
    const char *name = input_name(path);
    struct envfile file;
    char *data;
    size_t size;
    int result = contents_of(path, SIZE_MAX / 4, &data, &size);

    if (result < 0)
        return fail_errno(call->fail, -result, name, NULL);
    result = start(&file, dotenv, call->arena, data, size);
    if (result == 0)
        result = obey(&file, dotenv, environment);
    if (result == -EILSEQ)
        fail_words(call->fail, EX_DATAERR, "%.200s: byte %zu: %s", name, (size_t)(file.at - data), file.wrong);
    else if (result < 0)
        fail_no_memory(call->fail);
    free(data);
    return result < 0 ? -1 : 0;
}
