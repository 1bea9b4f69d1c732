/* SPDX-License-Identifier: MIT */
/* The size of a terminal. */
#include "ops/chapters.h"

#include "os/tty.h"

TEXTS_OF(os_terminal);

struct size {
    int fd;
};

static int run_get_terminal_size(struct call *call)
{
    unsigned columns = 0, lines = 0;
    int result = os_terminal_size(ARGS(struct size, call)->fd, &columns, &lines);

    if (result < 0)
        return fail_errno(call->fail, -result, NULL, NULL);
    out_open(call->out, OUT_RECORD);
    out_field_int(call->out, "columns", columns);
    out_field_int(call->out, "lines", lines);
    out_close(call->out);
    return 0;
}

static const struct param size_params[] = {
    PARAM(struct size, fd, FD, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_STDOUT_FILENO,
          .help = PACKED("a terminal")),
};

static const struct op ops[] = {
    {
        .name = "get_terminal_size",
        TEXTS(.summary = "Return the size of a terminal's window", .result = "terminal_size: columns, lines",
              .errors = "EBADF ENOTTY",
              .note = "The terminal alone is asked, not COLUMNS and LINES; within $(...) standard output is "
                      "none: name another, "
                      "stderr or stdin",
              .example = "xos openpty --as 5,6 -- xos get_terminal_size 6"),
        .acts_on = ACTS_ON_FD,
        .available = ON_UNIX | ON_WINDOWS,
        OP_PARAMS(struct size, size_params),
        .run = run_get_terminal_size,
    },
    {
        .name = "terminal_size",
        TEXTS(.summary = "The size of a terminal's window in characters", .result = "tuple: columns, lines",
              .signature = "class terminal_size", .home = "get_terminal_size"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
    },
};

const struct chapter chapter_terminal = CHAPTER(SECTION_TERMINAL_SIZE, "Querying the size of a terminal", ops);
