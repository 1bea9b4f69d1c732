/* SPDX-License-Identifier: MIT */
/* Process management: what a wait status says. */
#include "ops/chapters.h"

#include <sys/wait.h>
#include <sysexits.h>

#include "os/spawn/wait.h"

TEXTS_OF(os_procs_status);

struct status_args {
    int status;
};

static int status_of(const struct call *call)
{
    return ARGS(struct status_args, call)->status;
}

/* Not every C library's macros answer for statuses that no process has; Python's, glibc's, look at the low bits alone.
 */
#undef WIFSTOPPED
#undef WIFSIGNALED
#define WIFSTOPPED(status) (((status)&0xff) == 0x7f)
#define WIFSIGNALED(status) (((status)&0x7f) != 0 && ((status)&0x7f) != 0x7f)

#define PREDICATE(run, macro) \
    static int run(struct call *call) \
    { \
        return call_answer(call, macro(status_of(call)) != 0); \
    }
#define NUMBER(run, macro) \
    static int run(struct call *call) \
    { \
        out_int(call->out, macro(status_of(call))); \
        return 0; \
    }

PREDICATE(run_WCOREDUMP, WCOREDUMP)
PREDICATE(run_WIFCONTINUED, WIFCONTINUED)
PREDICATE(run_WIFSTOPPED, WIFSTOPPED)
PREDICATE(run_WIFSIGNALED, WIFSIGNALED)
PREDICATE(run_WIFEXITED, WIFEXITED)
NUMBER(run_WEXITSTATUS, WEXITSTATUS)
NUMBER(run_WSTOPSIG, WSTOPSIG)
NUMBER(run_WTERMSIG, WTERMSIG)

static int run_waitstatus_to_exitcode(struct call *call)
{
    int status = status_of(call);

    if (!WIFEXITED(status) && !WIFSIGNALED(status))
        return fail_words(call->fail, EX_DATAERR, "status %d is of no process that has ended", status);
    out_int(call->out, wait_exit_code(status));
    return 0;
}

static const struct param params[] = {
    PARAM(struct status_args, status, INT, .help = PACKED("as system, wait and waitpid give it")),
};

#define STATUS_ROW(name_, run_, summary_, result_, note_, example_, flags_) \
    { \
        .name = (name_), TEXTS(.summary = summary_, .result = result_, .note = note_, .example = example_), \
        .acts_on = ACTS_ON_VALUE, .available = ON_UNIX, OP_PARAMS(struct status_args, params), .flags = flags_, \
        .run = (run_) \
    }

static const struct op ops[] = {
    STATUS_ROW("WCOREDUMP", run_WCOREDUMP, "Tell whether a process left a core dump", "bool",
               "Only meaningful if WIFSIGNALED is true", "xos WCOREDUMP 139", OP_PREDICATE),
    STATUS_ROW("WIFCONTINUED", run_WIFCONTINUED, "Tell whether a stopped process was continued", "bool",
               "Reported only to a wait with WCONTINUED", "xos WIFCONTINUED 0xffff", OP_PREDICATE),
    STATUS_ROW("WIFSTOPPED", run_WIFSTOPPED, "Tell whether a process was stopped by a signal", "bool",
               "Reported only to a wait with WUNTRACED", "xos WIFSTOPPED 0x137f", OP_PREDICATE),
    STATUS_ROW("WIFSIGNALED", run_WIFSIGNALED, "Tell whether a signal ended a process", "bool",
               "WTERMSIG returns the signal", "xos WIFSIGNALED 9", OP_PREDICATE),
    STATUS_ROW("WIFEXITED", run_WIFEXITED, "Tell whether a process ended by exiting", "bool",
               "WEXITSTATUS returns the code", "xos WIFEXITED 256", OP_PREDICATE),
    STATUS_ROW("WEXITSTATUS", run_WEXITSTATUS, "Return the exit status in a wait status", "int 0 to 255",
               "Only meaningful if WIFEXITED is true", "xos WEXITSTATUS 256", 0),
    STATUS_ROW("WSTOPSIG", run_WSTOPSIG, "Return the signal that stopped a process", "int signal number",
               "Only meaningful if WIFSTOPPED is true", "xos WSTOPSIG 0x137f", 0),
    STATUS_ROW("WTERMSIG", run_WTERMSIG, "Return the signal that ended a process", "int signal number",
               "Only meaningful if WIFSIGNALED is true", "xos WTERMSIG 9", 0),
    {
        .name = "waitstatus_to_exitcode",
        TEXTS(.summary = "Return the exit code of a wait status", .result = "int exit status, or -signal",
              .note = "The status of a stopped or continued process is bad data",
              .example = "xos waitstatus_to_exitcode 9", .since = "3.9"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_UNIX | ON_WINDOWS,
        OP_PARAMS(struct status_args, params),
        .run = run_waitstatus_to_exitcode,
    },
};

const struct chapter chapter_procs_status = CHAPTER(SECTION_PROCESS_MANAGEMENT, "Process management: wait statuses",
                                                    ops);
