/* SPDX-License-Identifier: MIT */
/* Fuzz target: any bytes read as a file of variables without fault; the environment holds what was read, and what it
 * holds comes back from a file of NUL-terminated entries and from one of JSON. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "value/envfile.h"
#include "ops/shared/environment.h"

static void expect(bool truth)
{
    if (!truth)
        abort();
}

static void obey(struct environment *environment, enum envfile_read read, struct word entry)
{
    const char *equals = memchr(entry.data, '=', entry.size);
    struct word name = {entry.data, equals != NULL ? (size_t)(equals - entry.data) : entry.size};

    expect(name.size > 0 && memchr(entry.data, '\0', entry.size) == NULL);
    expect((read == ENVFILE_SET) == (equals != NULL));
    char *copy = arena_copy(environment->arena, entry.data, entry.size);
    expect(copy != NULL);
    name.data = copy;
    if (read == ENVFILE_UNSET) {
        environment_unset(environment, name);
        expect(environment_get(environment, name) == NULL);
        return;
    }
    expect(environment_set(environment, copy) == 0);
    const char *value = environment_get(environment, name);
    expect(value != NULL && strlen(value) == entry.size - name.size - 1 &&
           memcmp(value, equals + 1, strlen(value)) == 0);
}

/* Reads a copy of the very size, so that a byte too far is seen. False where it is malformed. */
static bool load(struct environment *environment, const void *bytes, size_t size)
{
    char *data = malloc(size > 0 ? size : 1);
    struct envfile file;
    enum envfile_read read;
    struct word entry;

    expect(data != NULL);
    if (size > 0)
        memcpy(data, bytes, size);
    expect(envfile_start(&file, environment->arena, data, size) == 0);
    while ((read = envfile_next(&file, &entry)) == ENVFILE_SET || read == ENVFILE_UNSET)
        obey(environment, read, entry);
    expect(file.at >= data && file.at <= data + size);
    expect(read == ENVFILE_END ? file.at == file.end : file.wrong != NULL);
    free(data);
    return read == ENVFILE_END;
}

static void check_same(struct environment *one, struct environment *other)
{
    char **left = environment_entries(one), **right = environment_entries(other);

    for (; *left != NULL && *right != NULL; left++, right++)
        expect(strcmp(*left, *right) == 0);
    expect(*left == NULL && *right == NULL);
}

/* Writes the environment to a file in that form, and reads it. */
static void check_again(struct environment *environment, size_t size, const struct out_writer *writer)
{
    size_t room = size * 8 + 64;
    char *text = malloc(room);
    struct environment again;
    struct arena arena;
    struct out out;

    expect(text != NULL);
    out_init(&out, writer, -1, text, room);
    arena_init(&arena, NULL, 0);
    expect(environment_start(&again, &arena, NULL) == 0);
    expect(environment_write(environment, &out) == 0 && out.errnum == 0);
    expect(load(&again, text, out.used));
    check_same(environment, &again);
    arena_clear(&arena);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct environment environment;
    struct arena arena;

    arena_init(&arena, NULL, 0);
    expect(environment_start(&environment, &arena, NULL) == 0);
    bool whole = load(&environment, data, size);
    environment_entries(&environment); /* gaps closed, the index made again */
    if (whole) {
        check_again(&environment, size, &out_null);
        check_again(&environment, size, &out_json);
    }
    arena_clear(&arena);
    return 0;
}
