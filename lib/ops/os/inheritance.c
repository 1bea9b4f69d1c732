/* SPDX-License-Identifier: MIT */
/* Inheritance of file descriptors. */
#include "ops/chapters.h"

#include "os/fd.h"

TEXTS_OF(os_inheritance);

struct inheritance {
    int fd;
    bool inheritable;
};
struct handle {
    int64_t handle;
    bool inheritable;
};

static int run_get_inheritable(struct call *call)
{
    int inheritable = os_inheritable(ARGS(struct inheritance, call)->fd);

    return inheritable < 0 ? call_end(call, inheritable, NULL) : call_answer(call, inheritable);
}

static int run_set_inheritable(struct call *call)
{
    const struct inheritance *args = ARGS(struct inheritance, call);

    return call_end(call, os_set_inheritable(args->fd, args->inheritable), NULL);
}

static const struct param fd_params[] = {
    PARAM(struct inheritance, fd, FD, .help = PACKED("a descriptor")),
    PARAM(struct inheritance, inheritable, BOOL,
          .help = PACKED("whether programs that this process becomes or starts have it")),
};

static const struct param handle_params[] = {
    PARAM(struct handle, handle, LONG, .help = PACKED("a handle")),
    PARAM(struct handle, inheritable, BOOL, .help = PACKED("whether children have it")),
};

static const struct op ops[] = {
    {
        .name = "get_inheritable",
        TEXTS(.summary = "Tell whether a descriptor is inherited by the programs that the process starts",
              .result = "bool", .errors = "EBADF",
              .note = "A descriptor that a command got from the shell was inheritable: useful in xsh",
              .example = "xos get_inheritable 0"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_ALL,
        .params = fd_params,
        .param_count = 1,
        .args_size = sizeof(struct inheritance),
        .flags = OP_PREDICATE,
        .run = run_get_inheritable,
    },
    {
        .name = "set_inheritable",
        TEXTS(.summary = "Choose whether a descriptor is inherited by the programs that the process starts",
              .result = "None", .errors = "EBADF",
              .note = "It matters when a program is executed: a fork keeps every descriptor",
              .example = "xos set_inheritable 3 no 3<. -- sh -c '! xos fstat 3'"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_ALL,
        OP_PARAMS(struct inheritance, fd_params),
        .flags = OP_CHAIN,
        .run = run_set_inheritable,
    },
    {
        .name = "get_handle_inheritable",
        TEXTS(.summary = "Tell whether a handle is inherited by children", .result = "bool", .elsewhere = "Windows"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_WINDOWS,
        .params = handle_params,
        .param_count = 1,
        .args_size = sizeof(struct handle),
    },
    {
        .name = "set_handle_inheritable",
        TEXTS(.summary = "Choose whether a handle is inherited by children", .result = "None", .elsewhere = "Windows"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_WINDOWS,
        OP_PARAMS(struct handle, handle_params),
    },
};

const struct chapter chapter_inheritance = CHAPTER(SECTION_FD_INHERITANCE, "Inheritance of file descriptors", ops);
