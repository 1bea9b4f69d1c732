/* SPDX-License-Identifier: MIT */
/* The loadable builtin `xos` of bash (contract, section 8; enable -f xos xos): every operation inside the shell itself.
 *
 *     builtin.c      what bash loads, and the builtin's own options
 *     request.c      one command: run here, or in a child
 *     store.c        a writer that keeps results in variables
 *     known.c        operations by name
 *     wrap.c         what means something else inside bash: children, descriptors, the environment, retries
 *     guest.h        what is asked of bash: variables.c, state.c, jobs.c, descriptors.c
 *
 * Bash's headers are known to those four and this file only. */
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "applets.h"
#include "inside/guest.h"
#include "inside/request.h"
#include "table/run.h"
#undef EX_USAGE /* bash uses these names for its own statuses */
#undef EX_NOINPUT
#include "bash/bash.h"

#define EXPORTED __attribute__((visibility("default")))

enum { FEW = 64 }; /* words for which no memory is allocated */

static int refuse(struct fail *fail)
{
    return op_refuse(fail, false);
}

/* Takes -v NAME, -a NAME or -A NAME off the front. Returns 0, or the exit status of the failure. */
static int take_variable(struct request *request)
{
    static const char letters[] = {[STORE_ANY] = 'v', [STORE_SEQUENCE] = 'a', [STORE_RECORD] = 'A'};
    struct fail fail = {0};

    while (request->argc > 1 && request->argv[1][0] == '-' && request->argv[1][1] != '\0' &&
           memchr(letters, request->argv[1][1], sizeof letters) != NULL) {
        const char *option = request->argv[1];
        int taken = option[2] != '\0' ? 1 : 2;
        if (request->argc <= taken) {
            fail_usage(&fail, "option '%s' needs the name of a variable", option);
            return refuse(&fail);
        }
        if (request->name != NULL) {
            fail_usage(&fail, "one of -v, -a and -A is enough");
            return refuse(&fail);
        }
        request->want = (enum store_want)((const char *)memchr(letters, option[1], sizeof letters) - letters);
        request->name = taken == 1 ? option + 2 : request->argv[2];
        request->argv[taken] = request->argv[0];
        request->argv += taken;
        request->argc -= taken;
    }
    return 0;
}

static int check_variable(const struct request *request)
{
    struct fail fail = {0};

    if (request->name == NULL)
        return 0;
    switch (variable_check(request->name, request->want != STORE_ANY)) {
    case VARIABLE_NAME:
        fail_usage(&fail, "'%.200s' is not the name of a variable", request->name);
        return refuse(&fail);
    case VARIABLE_READONLY:
        fail_words(&fail, EX_NOPERM, "%.200s: readonly variable", request->name);
        return refuse(&fail);
    case VARIABLE_FINE:
        break;
    }
    return 0;
}

static int run(struct request *request)
{
    int status = take_variable(request);

    if (status == 0)
        status = check_variable(request);
    if (status != 0)
        return status;
    shell_flush();
    shell_sync_input();
    request->place = name_place(request->argc, request->argv);
    if (request->place < request->argc)
        request->command = known_find(word_of(request->argv[request->place]));
    if (request->command != NULL && request->command->applet && (request->name == NULL || !request_fits(request)))
        request->command = NULL;
    return request_needs_child(request) ? request_in_child(request) : request_here(request);
}

int xos_builtin(WORD_LIST *list);

int xos_builtin(WORD_LIST *list)
{
    char *few[FEW];
    struct request request = {.argc = 1, .argv = few};
    size_t count = 1;

    for (const WORD_LIST *word = list; word != NULL; word = word->next)
        count++;
    char **all = count + 1 > FEW ? malloc((count + 1) * sizeof *all) : few;
    if (all == NULL)
        return EX_OSERR;
    request.argv = all;
    all[0] = (char *)"xos";
    for (const WORD_LIST *word = list; word != NULL; word = word->next)
        all[request.argc++] = word->word->word;
    all[request.argc] = NULL;
    int status = run(&request);
    if (all != few)
        free(all);
    return status;
}

EXPORTED int xos_builtin_load(char *name);
EXPORTED void xos_builtin_unload(char *name);

int xos_builtin_load(char *name)
{
    (void)name;
    known_fill();
    return 1;
}

void xos_builtin_unload(char *name)
{
    (void)name;
    descriptors_clear();
}

static const char *const help[] = {
    "Operations of the operating system inside the shell.",
    "",
    "The words, results, messages and exit statuses are those of the program xos.",
    "OP works on the shell itself: its directory, umask, descriptors, locks.",
    "",
    "Options:",
    "  -v NAME\tkeep the result in the variable NAME instead of printing it:",
    "\t\ta record as an associative array, a sequence as an indexed one",
    "  -a NAME\tthe same; the result must be a sequence",
    "  -A NAME\tthe same; the result must be a record",
    "",
    "What would end or replace the shell (exec*, _exit, abort, -- PROG), what",
    "runs a program and waits for it, and every applet runs in a child.",
    "",
    "`xos --list' names the operations, `xos OP --help' explains one; the manual",
    "is xos-bash(1).",
    "",
    "Exit Status:",
    "0; 1 if the answer is false; otherwise one of those in xos-exit(7).",
    NULL,
};

EXPORTED extern struct builtin xos_struct;

struct builtin xos_struct = {
    .name = (char *)"xos",
    .function = xos_builtin,
    .flags = BUILTIN_ENABLED,
    .long_doc = (char *const *)help,
    .short_doc = "xos [-v NAME | -a NAME | -A NAME] OP [ARG...]",
};
