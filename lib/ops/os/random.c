/* SPDX-License-Identifier: MIT */
/* Random numbers. As a command, urandom is the applet xurandom, which streams; this row is its value in xsh. */
#include "ops/chapters.h"

#include <errno.h>
#include <string.h>
#include <sysexits.h>

#include "os/random.h"

TEXTS_OF(os_random);

struct random_args {
    int64_t size;
    int64_t flags;
};

/* Where the bytes go; NULL with the failure recorded. */
static void *room_for(struct call *call, int64_t size)
{
    void *data = (uint64_t)size <= SIZE_MAX ? arena_alloc(call->arena, (size_t)size) : NULL;

    if (data == NULL)
        fail_no_memory(call->fail);
    return data;
}

static int run_getrandom(struct call *call)
{
    enum { MOST = (1 << 25) - 1 }; /* what the kernel has always been ready to give at once */
    const struct random_args *args = ARGS(struct random_args, call);

    if (args->size < 0)
        return fail_errno(call->fail, EINVAL, NULL, NULL);
    size_t size = (size_t)(args->size > MOST ? MOST : args->size);
    void *data = room_for(call, (int64_t)size);
    if (data == NULL)
        return -1;
    ssize_t got = os_getrandom(data, size, (unsigned)args->flags);
    if (got < 0)
        return fail_errno(call->fail, (int)-got, NULL, NULL);
    out_bytes(call->out, data, (size_t)got);
    explicit_bzero(data, size);
    return 0;
}

static int run_urandom(struct call *call)
{
    int64_t size = ARGS(struct random_args, call)->size;

    if (size < 0)
        return fail_usage(call->fail, "size: a negative size");
    void *data = room_for(call, size);
    if (data == NULL)
        return -1;
    int result = os_random_fill(data, (size_t)size, 0);
    if (result == 0)
        out_bytes(call->out, data, (size_t)size);
    explicit_bzero(data, (size_t)size);
    return result < 0 ? fail_errno(call->fail, -result, NULL, NULL) : 0;
}

static const struct param getrandom_params[] = {
    PARAM(struct random_args, size, SIZE, .help = PACKED("bytes at most")),
    PARAM(struct random_args, flags, FLAGS, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_0,
          .family = FAMILY_random_flags, .help = PACKED("GRND_NONBLOCK|GRND_RANDOM")),
};

static const struct param urandom_params[] = {
    PARAM(struct random_args, size, SIZE, .help = PACKED("bytes, exactly")),
};

static const struct op ops[] = {
    {
        .name = "getrandom",
        TEXTS(.summary = "Get up to size random bytes from the kernel's generator", .result = "bytes, at most size",
              .requires = "Linux 3.17", .errors = "EAGAIN EINVAL ENOSYS",
              .note = "one system call, of 33554431 bytes at most; fewer may come. With GRND_NONBLOCK, EAGAIN "
                      "(75) until the "
                      "pool is ready",
              .example = "xos getrandom 16 --hex"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_LINUX,
        .flags = OP_BYTES,
        OP_PARAMS(struct random_args, getrandom_params),
        .run = run_getrandom,
    },
    {
        .name = "urandom",
        TEXTS(.summary = "Return random bytes fit for cryptography", .result = "bytes of exactly size",
              .note = "waits until the kernel's pool is ready; as a command it is xurandom",
              .example = "xos urandom 16 --hex"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_ALL,
        .flags = OP_BYTES,
        OP_PARAMS(struct random_args, urandom_params),
        .run = run_urandom,
    },
};

const struct chapter chapter_random = CHAPTER(SECTION_RANDOM, "Random numbers", ops);
