/* Process parameters: the documentation's first chapter. */
#include "ops/chapters.h"

#include <unistd.h>

static int run_getpid(struct call *call)
{
    return call_end_int(call, getpid(), NULL);
}

static const struct op ops[] = {
    {
        .name = "getpid",
        .summary = "Return the process id of the process itself",
        .result = "int process id, in the caller's pid namespace",
        .acts_on = "self",
        .availability = "all",
        .example = "xos getpid",
        .run = run_getpid,
    },
};

const struct chapter chapter_process = CHAPTER("process-parameters", "Process parameters", ops);
