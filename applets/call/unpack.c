/* SPDX-License-Identifier: MIT */
/* xcall unpack: bytes into values of a C type, one after the other. */
#include "call/xcall.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include <sysexits.h>

#include "os/contents.h"
#include "os/fd.h"
#include "os/io.h"

TEXTS_OF(call_unpack);

enum { BLOCK = 64 * 1024 };

/* A file being read: what is in the buffer and not yet shown. */
struct source {
    struct call *call;
    const char *name; /* for messages */
    int fd;
    unsigned char *buffer;
    size_t capacity, at, used;
    uint64_t offset; /* of `at` in the file */
};

/* Reads until at least `size` bytes are there or the file ends. 0, or -1 with the failure recorded. */
static int fill(struct source *source, size_t size)
{
    memmove(source->buffer, source->buffer + source->at, source->used - source->at);
    source->used -= source->at;
    source->at = 0;
    while (source->used < size) {
        int64_t got = os_read(source->fd, source->buffer + source->used, source->capacity - source->used);
        if (got < 0)
            return fail_errno(source->call->fail, (int)-got, source->name, NULL);
        if (got == 0)
            return 0;
        source->used += (size_t)got;
    }
    return 0;
}

/* Skips the first bytes: seeks, or reads exactly them if the input cannot seek. */
static int pass_over(struct source *source, uint64_t count)
{
    source->offset = count;
    if (count == 0 || os_lseek(source->fd, (int64_t)count, SEEK_CUR) >= 0)
        return 0;
    while (count > 0) {
        size_t part = count < source->capacity ? (size_t)count : source->capacity;
        int64_t got = os_read(source->fd, source->buffer, part);
        if (got < 0)
            return fail_errno(source->call->fail, (int)-got, source->name, NULL);
        if (got == 0)
            return fail_words(source->call->fail, EX_DATAERR, "%.200s: ends before byte %llu", source->name,
                              (unsigned long long)source->offset);
        count -= (uint64_t)got;
    }
    return 0;
}

static int too_short(const struct source *source, uint64_t wanted)
{
    return fail_words(source->call->fail, EX_DATAERR, "%.200s: at byte %llu: %zu bytes where the type has %llu",
                      source->name, (unsigned long long)source->offset, source->used - source->at,
                      (unsigned long long)wanted);
}

/* Shows up to `most` values. */
static int show_values(struct source *source, const struct ctype *type, const struct data_form *form, uint64_t most)
{
    size_t size = (size_t)type->size;

    for (uint64_t i = 0; i < most && source->call->out->errnum == 0; i++) {
        if (source->used - source->at < size && fill(source, size) < 0)
            return -1;
        if (source->used - source->at < size)
            return most == UINT64_MAX && source->used == source->at ? 0 : too_short(source, size);
        data_show(source->call->out, type, source->buffer + source->at, size, form);
        source->at += size;
        source->offset += size;
    }
    return 0;
}

/* A type whose last member is an array without length takes the rest of the file. */
static int show_whole(struct source *source, const struct ctype *type, const struct data_form *form)
{
    enum { LARGEST = 1 << 30 };
    char *data;
    size_t size;
    int result = contents_read(source->fd, LARGEST, &data, &size);

    if (result < 0)
        return fail_errno(source->call->fail, -result, source->name, NULL);
    source->used = size;
    if (size < type->size)
        result = too_short(source, type->size);
    else
        data_show(source->call->out, type, (const unsigned char *)data, size, form);
    free(data);
    return result;
}

static bool takes_the_rest(const struct ctype *type)
{
    if (type->kind == CTYPE_ARRAY)
        return type->length == CTYPE_FLEXIBLE;
    return type->kind == CTYPE_STRUCT && type->member_count > 0 &&
           takes_the_rest(type->members[type->member_count - 1].type);
}

static int unpack_source(struct source *source, const struct ctype *type, const struct data_form *form)
{
    const struct xcall_args *args = ARGS(struct xcall_args, source->call);
    bool several = args->all || args->count.given;
    uint64_t most = args->count.given ? (uint64_t)args->count.value : args->all ? UINT64_MAX : 1;

    size_t size = (size_t)type->size;
    if (type->size > SIZE_MAX / 2)
        return fail_no_memory(source->call->fail);
    source->capacity = size > BLOCK ? size : BLOCK / (size > 0 ? size : 1) * size;
    if (source->capacity == 0)
        source->capacity = BLOCK;
    source->buffer = malloc(source->capacity);
    if (source->buffer == NULL)
        return fail_no_memory(source->call->fail);
    if (several)
        out_open(source->call->out, OUT_STREAM);
    int result = pass_over(source, args->at.given ? (uint64_t)args->at.value : 0);
    if (result == 0)
        result = takes_the_rest(type) ? show_whole(source, type, form) : show_values(source, type, form, most);
    if (several)
        out_close(source->call->out);
    free(source->buffer);
    return result;
}

int xcall_unpack(struct call *call, struct words words)
{
    const struct xcall_args *args = ARGS(struct xcall_args, call);
    struct source source = {.call = call, .name = "standard input", .fd = STDIN_FILENO};
    struct cdecl declaration;
    struct data_form form;

    if (xcall_data_type(call, words, &declaration, &form) < 0)
        return -1;
    if (words.count > 2)
        return fail_usage(call->fail, "surplus argument '%.60s'", words.items[2].data);
    if ((args->at.given && args->at.value < 0) || (args->count.given && args->count.value < 0))
        return fail_usage(call->fail, "--at and --count are at least 0");
    if (declaration.type->size == 0 && !takes_the_rest(declaration.type))
        return fail_usage(call->fail, "'%.100s' has no size", words.items[0].data);
    if (words.count == 2 && !word_is(words.items[1], "-")) {
        source.name = words.items[1].data;
        source.fd = os_open(AT_FDCWD, source.name, O_RDONLY, 0);
        if (source.fd < 0)
            return fail_errno(call->fail, -source.fd, source.name, NULL);
    }
    int result = unpack_source(&source, declaration.type, &form);
    if (source.fd != STDIN_FILENO)
        os_close(source.fd);
    return result;
}
