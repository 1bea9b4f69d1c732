/* The one binary: finds what it is called as, and runs that applet or operation (contract, section 1).
 *
 *     applets/   this file and one file an applet
 *     lib/ops/   the table of operations, a file a chapter; parsing, running and help from it
 *     lib/cli/   kinds of values, writers, errors, constants: nothing of any operation
 *     lib/os/    the system calls: no printing, no exiting, no hidden state */
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "applets.h"
#include "cli/streams.h"
#include "ops/help.h"
#include "ops/registry.h"
#include "ops/run.h"

static struct word base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;

    return word_of(*name == '-' ? name + 1 : name); /* a login shell's argv[0] has a dash in front */
}

static const struct op *find(struct word name)
{
    const struct op *applet = applet_find(name, true);

    return applet != NULL ? applet : op_find(name);
}

/* Keeps the three names nearest to what was typed. */
struct nearest {
    const char *name[3];
    int distance[3];
};

static void keep_near(struct nearest *nearest, struct word typed, const char *name)
{
    int distance = name_distance(typed, name, 4), place = 3;

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

static int unknown(struct word typed, bool json)
{
    struct nearest nearest = {.distance = {4, 4, 4}};
    struct fail fail = {0};

    for (const struct op *const *applet = applets; *applet != NULL; applet++)
        keep_near(&nearest, typed, (*applet)->name);
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

static int written(struct out *out)
{
    struct fail fail = {0};

    if (out_flush(out) == 0)
        return EXIT_SUCCESS;
    fail_errno(&fail, out->errnum, "standard output", NULL);
    fail.status = EX_IOERR;
    return op_refuse(&fail, out->writer == &out_json);
}

/* The operations of every chapter of that name; false where there is none. */
static bool show_chapters(struct out *out, struct word name)
{
    bool any = false;

    for (const struct chapter *const *chapter = chapters; *chapter != NULL; chapter++)
        if (name_matches(name, (*chapter)->section)) {
            help_chapter(out, *chapter);
            any = true;
        }
    return any;
}

static int show_help(struct out *out, int argc, char **argv)
{
    const struct op *op = argc > 0 ? find(word_of(argv[0])) : NULL;

    if (op != NULL)
        help_op(out, op);
    else if (argc == 0)
        list_overview(out);
    else if (!show_chapters(out, word_of(argv[0])))
        return unknown(word_of(argv[0]), false);
    return written(out);
}

static int refuse(const char *what, const char *culprit)
{
    struct fail fail = {0};

    if (culprit == NULL)
        fail_usage(&fail, "%s (see xos --help)", what);
    else
        fail_usage(&fail, "%s '%s' (see xos --help)", what, culprit);
    return op_refuse(&fail, false);
}

static bool json_form(int argc, char **argv)
{
    return argc > 0 && strcmp(argv[argc - 1], "--json") == 0;
}

/* xos's own options. argv starts behind the option; json tells that --json came before it. */
static int own_version(struct out *out, int argc, char **argv, bool json)
{
    (void)argc, (void)argv, (void)json;
    out_put(out, "xos " PACKAGE_VERSION "\n");
    return written(out);
}

static int own_help(struct out *out, int argc, char **argv, bool json)
{
    (void)json;
    return show_help(out, argc, argv);
}

static int own_list(struct out *out, int argc, char **argv, bool json)
{
    bool asked = json_form(argc, argv);

    if (argc > (asked ? 1 : 0))
        return refuse("surplus argument", argv[argc - 1]);
    out->writer = json || asked ? &out_json : &out_plain;
    list_names(out, json || asked);
    return written(out);
}

static int own_exit_codes(struct out *out, int argc, char **argv, bool json)
{
    bool asked = json_form(argc, argv);

    if (argc > (asked ? 1 : 0))
        return refuse("surplus argument", argv[argc - 1]);
    out->writer = json || asked ? &out_json : &out_plain;
    list_exit_codes(out);
    return written(out);
}

static int own_install(struct out *out, int argc, char **argv, bool json)
{
    (void)out, (void)json;
    return install_links(argc, argv);
}

static int own_complete(struct out *out, int argc, char **argv, bool json)
{
    (void)json;
    complete(out, argc, argv);
    return written(out);
}

static const struct own_option {
    const char *name;
    int (*run)(struct out *out, int argc, char **argv, bool json);
} own_options[] = {
    {"--help", own_help}, {"-h", own_help}, {"--version", own_version}, {"--list", own_list},
    {"--exit-codes", own_exit_codes}, {"--install", own_install}, {"--complete", own_complete},
};

static const struct own_option *find_own_option(const char *name)
{
    for (size_t i = 0; i < sizeof own_options / sizeof own_options[0]; i++)
        if (strcmp(name, own_options[i].name) == 0)
            return &own_options[i];
    return NULL;
}

static int run_own_option(const struct own_option *option, int argc, char **argv, bool json)
{
    char buffer[16 * 1024];
    struct out out;

    streams_guard();
    streams_outlive_size_limit();
    out_init(&out, &out_plain, STDOUT_FILENO, buffer, sizeof buffer);
    return option->run(&out, argc, argv, json);
}

/* The common options may stand before the operation's name: where the name is. */
static int name_index(int argc, char **argv)
{
    int at = 1;

    while (at < argc && argv[at][0] == '-' && argv[at][1] != '\0')
        at += strcmp(argv[at], "--result-fd") == 0 || strcmp(argv[at], "--as") == 0 ? 2 : 1;
    return at < argc ? at : argc;
}

static int by_argument(int argc, char **argv)
{
    int at = name_index(argc, argv);
    bool json = json_asked(at, argv);

    for (int i = 1; i < at; i++) {
        const struct own_option *own = find_own_option(argv[i]);
        if (own != NULL)
            return run_own_option(own, argc - i - 1, argv + i + 1, json);
    }
    if (at == argc)
        return argc > 1 ? refuse("no operation named after", argv[argc - 1]) : refuse("no operation named", NULL);
    const struct op *op = find(word_of(argv[at]));
    if (op == NULL)
        return unknown(word_of(argv[at]), json_asked(argc, argv));
    memmove(argv + 2, argv + 1, (size_t)(at - 1) * sizeof *argv); /* the options now stand behind the name */
    return op_main(op, argc - 2, argv + 2);
}

int main(int argc, char **argv)
{
    if (argc < 1) /* an old kernel's execve with no argv */
        return refuse("no operation named", NULL);
    const struct op *applet = applet_find(base_name(argv[0]), false);
    return applet != NULL ? op_main(applet, argc - 1, argv + 1) : by_argument(argc, argv);
}
