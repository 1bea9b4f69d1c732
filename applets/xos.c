/* SPDX-License-Identifier: MIT */
/* The one binary: finds what it is called as, and runs that applet or operation (contract, section 1).
 *
 *     applets/   this file and one file an applet
 *     lib/ops/   the table of operations, a file a chapter; parsing, running and help from it
 *     lib/cli/   kinds of values, writers, errors, constants: nothing of any operation
 *     lib/os/    the system calls: no printing, no exiting, no hidden state */
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "applets.h"
#include "out/streams.h"
#include "table/help.h"
#include "ops/chapters.h"
#include "table/registry.h"
#include "table/run.h"

static struct word base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;

    return word_of(*name == '-' ? name + 1 : name); /* a login shell's argv[0] has a dash in front */
}

/* Keeps the three names nearest to what was typed. */
struct nearest {
    const char *name[3];
    int distance[3];
};

static void keep_near(struct nearest *nearest, struct word typed, const char *name)
{
    int distance = name_distance(typed, name, nearest->distance[2]), place = 3;

    while (place > 0 && distance < nearest->distance[place - 1])
        place--;
    if (place == 3)
        return;
    size_t behind = (size_t)(2 - place);
    memmove(&nearest->name[place + 1], &nearest->name[place], behind * sizeof nearest->name[0]);
    memmove(&nearest->distance[place + 1], &nearest->distance[place], behind * sizeof nearest->distance[0]);
    nearest->name[place] = name;
    nearest->distance[place] = distance;
}

/* Both names of the applet, but for a short one that an operation has as well. */
static void keep_near_applet(struct nearest *nearest, struct word typed, const struct op *applet)
{
    const char *short_name = applet_short_name(applet);

    keep_near(nearest, typed, applet->name);
    if (op_find(chapters, word_of(short_name)) == NULL)
        keep_near(nearest, typed, short_name);
}

static int unknown(struct word typed, bool json)
{
    int far = name_far(typed);
    struct nearest nearest = {.distance = {far, far, far}};
    struct fail fail = {0};

    for (const struct op *const *applet = applets; *applet != NULL; applet++)
        keep_near_applet(&nearest, typed, *applet);
    for (const struct chapter *const *chapter = chapters; *chapter != NULL; chapter++)
        for (size_t i = 0; i < (*chapter)->count; i++)
            keep_near(&nearest, typed, (*chapter)->ops[i].name);
    if (nearest.name[0] == NULL)
        fail_usage(&fail, "unknown operation '%.*s' (xos --list names them all)", (int)typed.size, typed.data);
    else
        fail_usage(&fail, "unknown operation '%.*s' (did you mean %s%s%s%s%s?)", (int)typed.size, typed.data,
                   nearest.name[0], nearest.name[1] != NULL ? ", " : "", nearest.name[1] != NULL ? nearest.name[1] : "",
                   nearest.name[2] != NULL ? ", " : "", nearest.name[2] != NULL ? nearest.name[2] : "");
    return op_refuse(&fail, json);
}

static int written(struct out *out, bool json)
{
    struct fail fail = {0};

    return op_flush(out, &fail, NO_RESULT_FD) < 0 ? op_refuse(&fail, json) : EXIT_SUCCESS;
}

/* The operations of every chapter of that name; false where there is none. */
static bool show_chapters(struct out *out, struct word name)
{
    bool any = false;

    for (const struct chapter *const *chapter = chapters; *chapter != NULL; chapter++)
        if (name_matches(name, section_name((*chapter)->section))) {
            help_chapter(out, *chapter);
            any = true;
        }
    return any;
}

static int refuse(const char *what, const char *culprit, bool json)
{
    struct fail fail = {0};

    if (culprit == NULL)
        fail_usage(&fail, "%s (see xos --help)", what);
    else
        fail_usage(&fail, "%s '%s' (see xos --help)", what, culprit);
    return op_refuse(&fail, json);
}

/* xos's own options. argv is what stands behind the option but for --json, of which json tells. */
static int own_version(struct out *out, int argc, char **argv, bool json)
{
    (void)argc, (void)argv;
    out_put(out, "xos " PACKAGE_VERSION "\n");
    return written(out, json);
}

static int own_help(struct out *out, int argc, char **argv, bool json)
{
    struct word name = word_of(argc > 0 ? argv[0] : "");
    const struct op *op = name_find(name);

    if (op != NULL)
        help_op(out, op, true);
    else if (argc == 0)
        list_overview(out);
    else if (!show_chapters(out, name))
        return unknown(name, json);
    return written(out, json);
}

static int own_list(struct out *out, int argc, char **argv, bool json)
{
    (void)argc, (void)argv;
    list_names(out, json);
    return written(out, json);
}

static int own_exit_codes(struct out *out, int argc, char **argv, bool json)
{
    (void)argc, (void)argv;
    list_exit_codes(out, json);
    return written(out, json);
}

static int own_install(struct out *out, int argc, char **argv, bool json)
{
    (void)out;
    return install_links(argc, argv, json);
}

static int own_complete(struct out *out, int argc, char **argv, bool json)
{
    complete(out, argc, argv);
    return written(out, json);
}

enum { AS_IT_STANDS = -1, ANY = INT_MAX };

static const struct own_option {
    const char *name;
    int most; /* arguments behind it; AS_IT_STANDS: any, and --json among them is one */
    int (*run)(struct out *out, int argc, char **argv, bool json);
} own_options[] = {
    {"--help", 1, own_help},
    {"-h", 1, own_help},
    {"--version", 0, own_version},
    {"--list", 0, own_list},
    {"--exit-codes", 0, own_exit_codes},
    {"--install", ANY, own_install},
    {"--complete", AS_IT_STANDS, own_complete},
};

static const struct own_option *find_own_option(const char *name)
{
    for (size_t i = 0; i < sizeof own_options / sizeof own_options[0]; i++)
        if (strcmp(name, own_options[i].name) == 0)
            return &own_options[i];
    return NULL;
}

/* Takes each --json out of the words; true where there was one. */
static bool take_json(int *argc, char **argv)
{
    int kept = 0;

    for (int i = 0; i < *argc; i++)
        if (strcmp(argv[i], "--json") != 0)
            argv[kept++] = argv[i];
    bool any = kept < *argc;
    *argc = kept;
    return any;
}

/* before: the words in front of the option, of which --json alone goes with it. */
static int run_own_option(const struct own_option *option, int before, char **first, int argc, char **argv)
{
    char buffer[16 * 1024];
    struct out out;
    bool json = take_json(&before, first);

    if (option->most != AS_IT_STANDS && take_json(&argc, argv))
        json = true;
    if (before > 0)
        return refuse("unknown option", first[0], json);
    if (option->most >= 0 && argc > option->most)
        return refuse("surplus argument", argv[option->most], json);
    streams_guard();
    streams_outlive_size_limit();
    out_init(&out, json ? &out_json : &out_plain, STDOUT_FILENO, buffer, sizeof buffer);
    return option->run(&out, argc, argv, json);
}

static int by_argument(int argc, char **argv)
{
    int at = name_place(argc, argv);

    for (int i = 1; i < at; i++) {
        const struct own_option *own = find_own_option(argv[i]);
        if (own != NULL)
            return run_own_option(own, i - 1, argv + 1, argc - i - 1, argv + i + 1);
    }
    if (at == argc)
        return argc > 1 ? refuse("no operation named after", argv[argc - 1], json_asked(argc, argv))
                        : refuse("no operation named", NULL, false);
    const struct op *op = name_find(word_of(argv[at]));
    if (op == NULL)
        return unknown(word_of(argv[at]), json_asked(argc, argv));
    memmove(argv + 2, argv + 1, (size_t)(at - 1) * sizeof *argv); /* the options now stand behind the name */
    return op_main(op, argc - 2, argv + 2);
}

int command_line(int argc, char **argv)
{
    if (argc < 1) /* an old kernel's execve with no argv */
        return refuse("no operation named", NULL, false);
    const struct op *applet = applet_find(base_name(argv[0]), false);
    return applet != NULL ? op_main(applet, argc - 1, argv + 1) : by_argument(argc, argv);
}
