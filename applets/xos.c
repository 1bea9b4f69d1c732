/* SPDX-License-Identifier: MIT */
/* The dispatcher: finds the applet or operation by the name that the program was called with, and runs it (contract,
 * section 1).
 *
 *     applets/   this file, and the applets: a folder each, listed in APPLETS
 *     lib/table/ what a row is; parsing arguments, running, help
 *     lib/ops/   the rows, a folder for each module of the documentation
 *     lib/out/   writing results and failures
 *     lib/value/ kinds of values, constants, recording failures
 *     lib/os/    the system calls: no printing, no exiting, no hidden state
 *
 * Each layer uses those below it. */
#include "applets.h"
#include "ops/chapters.h"
#include "self/self.h"
#include "table/run.h"

static struct word base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;

    return word_of(*name == '-' ? name + 1 : name); /* a login shell's argv[0] begins with a dash */
}

/* What precedes the name, at place at, must be options that every operation takes. The first that is not, or NULL.
 */
static const char *unknown_option(int at, char **argv)
{
    for (int i = 1; i < at; i++) {
        const struct param *param = common_option(word_of(argv[i]));
        if (param == NULL)
            return argv[i];
        if (param->kind != KIND_BOOL && strchr(argv[i], '=') == NULL)
            i++;
    }
    return NULL;
}

/* Runs the option of xos itself that precedes place at. False if there is none. */
static bool run_own_option(int argc, char **argv, int at, int *status)
{
    for (int i = 1; i < at; i++) {
        const struct self_option *option = self_find(argv[i]);
        if (option == NULL)
            continue;
        *status = self_run(option, i - 1, argv + 1, argc - i - 1, argv + i + 1);
        return true;
    }
    return false;
}

static int by_argument(int argc, char **argv)
{
    int at = name_place(argc, argv), status;
    bool json = json_asked(argc, argv);
    struct op row;

    if (run_own_option(argc, argv, at, &status))
        return status;
    const char *unknown = unknown_option(at, argv);
    if (unknown != NULL)
        return self_unknown_option(unknown, json);
    if (at == argc)
        return argc > 1 ? self_refuse("no operation named after", argv[argc - 1], json)
                        : self_refuse("no operation named", NULL, json);
    char *name = argv[at];
    const struct op *op = name_find(word_of(name));
    if (op == NULL && strcmp(name, "help") == 0)
        return self_help(argc - at - 1, argv + at + 1);
    if (op == NULL && left_out_find(left_out, word_of(name), &row))
        op = &row;
    if (op == NULL)
        return self_unknown_name(word_of(name), json);
    memmove(argv + 2, argv + 1, (size_t)(at - 1) * sizeof *argv); /* the options now stand after the name */
    argv[1] = name;
    return op_main(op, argc - 1, argv + 1);
}

int command_line(int argc, char **argv)
{
    if (argc < 1) /* an old kernel's execve with no argv */
        return self_refuse("no operation named", NULL, false);
    struct word name = base_name(argv[0]);
    const struct op *applet = applet_find(name, false);
    if (applet == NULL)
        return by_argument(argc, argv);
    argv[0] = (char *)name.data;
    return op_main(applet, argc, argv);
}
