/* SPDX-License-Identifier: MIT */
/* xstat: the status of files with stat, lstat, fstat, statx, statvfs, access and pathconf. */
#include "stat/xstat.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "applets.h"

TEXTS_OF(stat_xstat);

struct xstat_args {
    struct words paths;
    const char *format, *printf, *fields, *files0_from, *pathconf, *statx, *access;
    int64_t flags;
    int dir_fd;
    bool dereference, no_dereference, follow_symlinks, fs, effective_ids, long_form;
};

/* Values of options with an optional value, which are parsed after the options were read. */
struct values {
    struct path path;
    int64_t mask, mode;
    int name;
};

static const struct param path_param = PARAM(struct values, path, PATH_OR_FD);
static const struct param mask_param = PARAM_AS("statx", struct values, mask, FLAGS, .family = FAMILY_statx_mask);
static const struct param mode_param = PARAM_AS("access", struct values, mode, FLAGS, .family = FAMILY_access_modes);
static const struct param name_param = PARAM_AS("pathconf", struct values, name, NAME, .family = FAMILY_pathconf_names);

static int read_value(const struct call *call, const struct param *param, struct word word, struct values *values)
{
    struct parsing parsing = {.arena = call->arena, .fail = call->fail, .closed_streams = call->closed_streams};

    return kind_parse(&parsing, param, word, values);
}

int operand_read(struct xstat *xstat, struct word word, struct operand *operand)
{
    struct values values;

    if (read_value(xstat->call, &path_param, word, &values) < 0)
        return -1;
    *operand = (struct operand){word.data, values.path.name != NULL ? xstat->dir_fd : values.path.fd, values.path.name};
    if (operand->path != NULL || (xstat->dir_fd == AT_FDCWD && !(xstat->flags & AT_SYMLINK_NOFOLLOW)))
        return 0;
    return fail_usage(xstat->call->fail, "fd:N and %s exclude each other",
                      xstat->dir_fd != AT_FDCWD                              ? "--dir-fd"
                      : ARGS(struct xstat_args, xstat->call)->no_dereference ? "--no-dereference"
                                                                             : "--no-follow-symlinks");
}

/* Determines what is asked, from the options. */
static int read_question(struct xstat *xstat, const struct xstat_args *args)
{
    struct call *call = xstat->call;
    struct values values = {.mask = STAT_MASK};

    if (args->fs + (args->access != NULL) + (args->pathconf != NULL) + (args->statx != NULL) > 1)
        return fail_usage(call->fail, "--fs, --access, --pathconf and --statx exclude each other");
    if (args->effective_ids && args->access == NULL)
        return fail_usage(call->fail, "--effective-ids is for --access");
    if ((args->access != NULL && read_value(call, &mode_param, word_of(args->access), &values) < 0) ||
        (args->pathconf != NULL && *args->pathconf != '\0' &&
         read_value(call, &name_param, word_of(args->pathconf), &values) < 0) ||
        (args->statx != NULL && *args->statx != '\0' &&
         read_value(call, &mask_param, word_of(args->statx), &values) < 0))
        return -1;
    xstat->question = args->fs                 ? ASK_FILESYSTEM
                      : args->access != NULL   ? ASK_ACCESS
                      : args->pathconf != NULL ? ASK_LIMITS
                      : args->statx != NULL    ? ASK_STATX
                                               : ASK_STATUS;
    if (xstat->question != ASK_STATX) /* stat(2) mounts nothing */
        xstat->flags |= STATUS_NO_AUTOMOUNT;
    xstat->mask = (unsigned)values.mask;
    xstat->access_mode = (int)values.mode;
    xstat->access_flags = (args->effective_ids ? AT_EACCESS : 0) | (xstat->flags & AT_SYMLINK_NOFOLLOW);
    xstat->limit = values.name;
    xstat->one_limit = args->pathconf != NULL && *args->pathconf != '\0';
    xstat->wants_filesystem = xstat->question == ASK_STATUS;
    return 0;
}

/* Determines the form of the output. */
static int read_form(struct xstat *xstat, const struct xstat_args *args)
{
    struct call *call = xstat->call;
    const char *format = args->format != NULL ? args->format : args->printf;
    bool words_only = xstat->question == ASK_ACCESS || xstat->question == ASK_LIMITS;

    if ((args->format != NULL) + (args->printf != NULL) + (args->fields != NULL) + args->long_form > 1)
        return fail_usage(call->fail, "--format, --printf, --fields and --long exclude each other");
    if (words_only && (format != NULL || args->fields != NULL || args->long_form))
        return fail_usage(call->fail, "--access and --pathconf have no format");
    if ((format != NULL || args->long_form) && (call->json || xstat->question == ASK_STATX))
        return fail_usage(call->fail, "--format, --printf and --long exclude %s", call->json ? "--json" : "--statx");
    if (args->long_form && xstat->question != ASK_STATUS && xstat->question != ASK_FILESYSTEM)
        return fail_usage(call->fail, "--long is for the status of files, and for --fs");
    if (format == NULL && args->fields == NULL && !args->long_form)
        return 0;
    xstat->wants_filesystem = false;
    xstat->mask = args->long_form ? STATUS_BASIC & ~(unsigned)(STATUS_ATIME | STATUS_CTIME) : 0;
    xstat->long_form = args->long_form;
    xstat->lines = args->printf == NULL;
    if (args->long_form && !args->fs && (xstat->zone = call_zone(call, NULL)) == NULL)
        return -1;
    if (args->fields != NULL)
        return columns_read(xstat, args->fields);
    if (format != NULL)
        xstat->format = format_read(xstat, format, xstat->question == ASK_FILESYSTEM, args->printf != NULL);
    return format != NULL && xstat->format == NULL ? -1 : 0;
}

static int read_options(struct xstat *xstat, const struct xstat_args *args)
{
    struct fail *fail = xstat->call->fail;

    if (args->dereference && args->no_dereference)
        return fail_usage(fail, "--dereference and --no-dereference exclude each other");
    if (args->files0_from != NULL && args->paths.count > 0)
        return fail_usage(fail, "--files0-from and operands exclude each other");
    if (args->files0_from == NULL && args->paths.count == 0)
        return fail_usage(fail, "missing argument: path");
    xstat->dir_fd = args->dir_fd;
    xstat->flags = (int)args->flags | (args->no_dereference || !args->follow_symlinks ? AT_SYMLINK_NOFOLLOW : 0);
    xstat->many = xstat->with_path = args->files0_from != NULL || args->paths.count > 1;
    if (read_question(xstat, args) < 0)
        return -1;
    return read_form(xstat, args);
}

static int answer_operands(struct xstat *xstat, struct words paths)
{
    struct operand operand;

    for (size_t i = 0; i < paths.count; i++) /* report invalid operands before anything is done */
        if (operand_read(xstat, paths.items[i], &operand) < 0)
            return -1;
    for (size_t i = 0; i < paths.count; i++)
        if (operand_read(xstat, paths.items[i], &operand) == 0)
            operand_answer(xstat, &operand);
    return 0;
}

/* --pathconf NAME PATH..., PATH... --statx MASK: a first or last operand that is such a name is the option's value. */
static void take_name(struct xstat_args *args, const char **option, const char *prefix)
{
    struct words *paths = &args->paths;
    size_t left = args->files0_from != NULL ? 1 : 2, last = paths->count - 1;

    if (*option == NULL || **option != '\0' || paths->count < left)
        return;
    if (strncmp(paths->items[0].data, prefix, strlen(prefix)) == 0)
        *option = (paths->items++)->data;
    else if (strncmp(paths->items[last].data, prefix, strlen(prefix)) == 0)
        *option = paths->items[last].data;
    else
        return;
    paths->count--;
}

static int run_xstat(struct call *call)
{
    struct xstat_args args = *ARGS(struct xstat_args, call);
    struct xstat xstat = {.call = call};
    int result;

    take_name(&args, &args.pathconf, "PC_");
    take_name(&args, &args.statx, "STATX_");
    call->fail->op = args.fs                 ? "statvfs"
                     : args.access != NULL   ? "access"
                     : args.pathconf != NULL ? "pathconf"
                     : args.statx != NULL    ? "statx"
                                             : "stat";
    if (read_options(&xstat, &args) < 0)
        return -1;
    bool stream = xstat.many && xstat.format == NULL && !xstat.long_form;
    if (xstat.long_form && xstat.question == ASK_FILESYSTEM)
        long_heading(&xstat);
    if (stream)
        out_open(call->out, OUT_STREAM);
    result = args.files0_from != NULL ? list_answer(&xstat, args.files0_from) : answer_operands(&xstat, args.paths);
    if (stream)
        out_close(call->out);
    return result;
}

#define XSTAT(member, kind, ...) PARAM(struct xstat_args, member, kind, .flags = PARAM_OPTION, __VA_ARGS__)
#define XSTAT_AS(name, member, kind, ...) \
    PARAM_AS(name, struct xstat_args, member, kind, .flags = PARAM_OPTION, __VA_ARGS__)

static const struct param params[] = {
    PARAM_AS("path", struct xstat_args, paths, WORDS, .flags = PARAM_OPTIONAL, .metavar = PACKED("PATH|fd:N"),
             .help = PACKED("files, or open descriptors")),
    XSTAT(dereference, BOOL, .letter = 'L', .help = PACKED("follow symbolic links: the default")),
    XSTAT(no_dereference, BOOL, .letter = 'P', .help = PACKED("ask about symbolic links themselves")),
    XSTAT(follow_symlinks, BOOL, .fallback = FALLBACK_TRUE, .help = PACKED("the same by the operation's own name")),
    XSTAT(dir_fd, DIR_FD, .help = PACKED("the directory that relative paths start from, an open descriptor")),
    XSTAT(format, TEXT, .letter = 'c', .metavar = PACKED("FORMAT"),
          .help = PACKED("GNU stat's directives, a line for each file")),
    XSTAT(printf, TEXT, .metavar = PACKED("FORMAT"),
          .help = PACKED("the same with backslash escapes and no newline added")),
    XSTAT(fields, TEXT, .metavar = PACKED("FIELD,..."), .values = VALUES_STATUS_FIELDS,
          .help = PACKED("these fields only, path among them")),
    XSTAT_AS("long", long_form, BOOL, .letter = 'l',
             .help = PACKED("a line for people: letters, names, ISO 8601, units, link targets; with --fs a table")),
    XSTAT(fs, BOOL, .letter = 'f', .help = PACKED("the file system that holds the file: statvfs")),
    XSTAT(access, TEXT, .metavar = PACKED("MODE"), .values = VALUES_ACCESS_MODES,
          .help = PACKED("whether the file may be used so: R_OK, W_OK, X_OK joined by |, F_OK")),
    XSTAT(effective_ids, BOOL, .help = PACKED("with --access: ask for the effective ids, not the real ones")),
    PARAM(struct xstat_args, pathconf, TEXT, .flags = PARAM_OPTION | PARAM_BARE, .metavar = PACKED("NAME"),
          .values = VALUES_PATHCONF, .help = PACKED("the limit of that name, or all that the file has")),
    PARAM(struct xstat_args, statx, TEXT, .flags = PARAM_OPTION | PARAM_BARE, .metavar = PACKED("MASK"),
          .values = VALUES_STATX_MASK,
          .help = PACKED("what statx tells: STATX_ names joined by |, or all that stat has")),
    XSTAT(flags, FLAGS, .family = FAMILY_statx_flags, .fallback = FALLBACK_0,
          .help = PACKED("how to ask: AT_NO_AUTOMOUNT, AT_STATX_FORCE_SYNC, AT_STATX_DONT_SYNC")),
    XSTAT(files0_from, PATH, .metavar = PACKED("FILE"),
          .help = PACKED("the files named in FILE, each ended by a NUL byte; - for standard input")),
};

const struct op xstat_applet = {
    .name = "xstat",
    TEXTS(.summary = "Show the status of files",
          .result = "stat_result; for several files, records that begin with the path",
          .errors = "ENOENT EACCES ENOTDIR ELOOP EBADF",
          .note = "Each failure is reported, and the next file follows; the first failure's status is the exit status.",
          .example = "touch f g; xstat f; xstat --fields st_size,st_mtime_ns f g; xstat -c '%A %n' f g",
          .signature = "xstat [OPTION...] PATH|fd:N..."),
    .acts_on = ACTS_ON_PATH,
    .available = ON_ALL,
    .flags = OP_APPLET | OP_PREDICATE,
    OP_PARAMS(struct xstat_args, params),
    .run = run_xstat,
};
