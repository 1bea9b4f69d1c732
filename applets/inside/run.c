/* SPDX-License-Identifier: MIT */
/* A command line of the builtin: its own options, and whether the rest runs here or in a child. */
#include "inside/run.h"

#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "applets.h"
#include "inside/guest.h"
#include "inside/request.h"
#include "table/run.h"

TEXTS_OF(inside_run);

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
    if (__fpending(stdout) > 0)
        fflush(stdout);
    request->place = name_place(request->argc, request->argv);
    if (request->place < request->argc)
        request->command = known_find(word_of(request->argv[request->place]));
    if (request->command != NULL && request->command->applet && (request->name == NULL || !request_fits(request)))
        request->command = NULL;
    return request_needs_child(request) ? request_in_child(request) : request_here(request);
}

void inside_start(void)
{
    known_fill();
}

int inside_run(size_t count, char *(*next)(void *state), void *state)
{
    char *few[FEW];
    struct request request = {.argc = 1};
    char **all = count + 2 > FEW ? malloc((count + 2) * sizeof *all) : few;

    if (all == NULL)
        return EX_OSERR;
    request.argv = all;
    all[0] = (char *)"xos";
    for (size_t i = 0; i < count; i++)
        all[request.argc++] = next(state);
    all[request.argc] = NULL;
    int status = run(&request);
    if (all != few)
        free(all);
    return status;
}
