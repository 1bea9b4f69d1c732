/* SPDX-License-Identifier: MIT */
/* Process parameters: the environment, and names as the file system knows them. */
#include "ops/chapters.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "os/spawn/exec.h"

TEXTS_OF(os_process_env);

struct variable {
    const char *key, *value;
};
struct lookup {
    const char *key;
    struct word fallback;
};
struct name {
    struct word name;
};
struct search {
    struct words env;
};

/* Returns the variable's value, else the fallback, else data NULL. A name with an = is no variable's, whatever
 * getenv(3) finds for it. */
static struct word look_up(const struct lookup *args)
{
    const char *value = strchr(args->key, '=') == NULL ? getenv(args->key) : NULL;

    return value != NULL ? word_of(value) : args->fallback;
}

static int run_getenv(struct call *call)
{
    struct word found = look_up(ARGS(struct lookup, call));

    if (found.data != NULL)
        out_string(call->out, found.data, found.size);
    else
        out_none(call->out);
    return 0;
}

static int run_getenvb(struct call *call)
{
    struct word found = look_up(ARGS(struct lookup, call));

    if (found.data != NULL)
        out_bytes(call->out, found.data, found.size);
    else
        out_none(call->out);
    return 0;
}

static int run_putenv(struct call *call)
{
    const struct variable *args = ARGS(struct variable, call);

    if (args->key[0] == '\0' || strchr(args->key, '=') != NULL)
        return fail_usage(call->fail, "key: '%.200s' cannot be a variable's name", args->key);
    return call_end(call, setenv(args->key, args->value, 1) < 0 ? -errno : 0, NULL);
}

static int run_unsetenv(struct call *call)
{
    return call_end(call, unsetenv(ARGS(struct variable, call)->key) < 0 ? -errno : 0, NULL);
}

static int run_reload_environ(struct call *call)
{
    return call_end(call, 0, NULL);
}

static int run_fsencode(struct call *call)
{
    struct word name = ARGS(struct name, call)->name;

    out_bytes(call->out, name.data, name.size);
    return 0;
}

static int run_fsdecode(struct call *call)
{
    struct word name = ARGS(struct name, call)->name;

    out_string(call->out, name.data, name.size);
    return 0;
}

/* The PATH of NAME=VALUE words, or of the environment where there are none; the last of several counts. */
static const char *path_of(const struct words *env)
{
    const char *path = env->items == NULL ? program_path(environ) : DEFAULT_PATH;

    for (size_t i = 0; i < env->count; i++)
        if (strncmp(env->items[i].data, "PATH=", 5) == 0)
            path = env->items[i].data + 5;
    return path;
}

static int run_get_exec_path(struct call *call)
{
    const struct words *env = &ARGS(struct search, call)->env;
    const char *at = path_of(env), *colon;

    for (size_t i = 0; i < env->count; i++)
        if (strchr(env->items[i].data, '=') == NULL)
            return fail_usage(call->fail, "env: '%.200s' is not NAME=VALUE", env->items[i].data);
    out_open(call->out, OUT_LIST);
    for (; (colon = strchr(at, ':')) != NULL; at = colon + 1)
        out_string(call->out, at, (size_t)(colon - at));
    out_text(call->out, at);
    out_close(call->out);
    return 0;
}

static const struct param lookup_params[] = {
    PARAM(struct lookup, key, TEXT, .flags = PARAM_VARIABLE, .metavar = PACKED("NAME"),
          .help = PACKED("a variable's name")),
    PARAM_AS("default", struct lookup, fallback, WORD, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_NONE,
             .help = PACKED("the result for a variable that is not set")),
};

static const struct param variable_params[] = {
    PARAM(struct variable, key, TEXT, .flags = PARAM_VARIABLE, .metavar = PACKED("NAME"),
          .help = PACKED("a variable's name")),
    PARAM(struct variable, value, TEXT, .help = PACKED("its value")),
};

static const struct param filename_params[] = {PARAM_AS("filename", struct name, name, WORD, .help = PACKED("a name"))};
static const struct param path_params[] = {PARAM_AS("path", struct name, name, WORD, .help = PACKED("a path"))};

static const struct param search_params[] = {
    PARAM(struct search, env, WORDS, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_NONE,
          .metavar = PACKED("NAME=VALUE"),
          .help = PACKED("an environment whose PATH is used instead of the process's")),
};

#define MAPPING(...) TEXTS(__VA_ARGS__), .acts_on = ACTS_ON_SELF, .available = ON_ALL

static const struct op ops[] = {
    {
        .name = "environ.__getitem__",
        MAPPING(.summary = "Return the value of an environment variable", .result = "str value",
                .signature = "environ[key]", .home = "getenv, xenv"),
    },
    {
        .name = "environ.__setitem__",
        MAPPING(.summary = "Set an environment variable", .result = "None", .signature = "environ[key] = value",
                .home = "putenv, xenv"),
    },
    {
        .name = "environ.__delitem__",
        MAPPING(.summary = "Remove a variable from the environment", .result = "None", .signature = "del environ[key]",
                .home = "unsetenv, xenv"),
    },
    {
        .name = "environ.pop",
        MAPPING(.summary = "Remove a variable from the environment and return its value", .result = "str value",
                .signature = "environ.pop(key[, default])", .home = "getenv and unsetenv, xenv"),
    },
    {
        .name = "environ.clear",
        MAPPING(.summary = "Take every variable out of the environment", .result = "None",
                .signature = "environ.clear()", .home = "unsetenv, xenv"),
    },
    {
        .name = "environ.__or__",
        MAPPING(.summary = "Merge variables into the environment", .result = "dict, or the environment itself with |=",
                .signature = "environ | mapping; environ |= mapping", .home = "putenv, xenv", .since = "3.9"),
    },
    {
        .name = "environb.__setitem__",
        TEXTS(.summary = "Set an environment variable to bytes", .result = "None", .signature = "environb[key] = value",
              .home = "putenv, xenv"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_UNIX,
    },
    {
        .name = "fsencode",
        TEXTS(.summary = "Return a name as the bytes that the file system knows", .result = "bytes",
              .note = "Names at a command line are bytes already; a name with surrogate escapes comes from JSON "
                      "readers only",
              .example = "xos fsencode --hex 'naïve'"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        OP_PARAMS(struct name, filename_params),
        .flags = OP_BYTES,
        .run = run_fsencode,
    },
    {
        .name = "fsdecode",
        TEXTS(.summary = "Return a name's bytes as text",
              .result = "str; with --json, a byte that is not UTF-8 is the escape \\udcXX",
              .example = "xos --json fsdecode \"$(printf 'caf\\351')\""),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        OP_PARAMS(struct name, filename_params),
        .run = run_fsdecode,
    },
    {
        .name = "fspath",
        TEXTS(.summary = "Return a path as it is", .result = "str, unchanged", .example = "xos fspath some/file"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        OP_PARAMS(struct name, path_params),
        .run = run_fsdecode,
    },
    {
        .name = "PathLike",
        TEXTS(.summary = "The class of objects that stand for a path", .result = "abstract base class",
              .signature = "class PathLike", .home = "every path argument; fspath"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
    },
    {
        .name = "PathLike.__fspath__",
        TEXTS(.summary = "Return the path of a path-like object", .result = "str or bytes",
              .signature = "abstractmethod __fspath__()", .home = "fspath"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
    },
    {
        .name = "getenv",
        TEXTS(.summary = "Return the value of an environment variable", .result = "str value, or default, or None",
              .note =
                  "A variable that is not set is not a failure: nothing is printed (--json: null); xenv NAME tells by "
                  "its status",
              .example = "xos getenv HOME"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_UNIX | ON_WINDOWS,
        OP_PARAMS(struct lookup, lookup_params),
        .run = run_getenv,
    },
    {
        .name = "getenvb",
        TEXTS(.summary = "Return the value of an environment variable as bytes",
              .result = "bytes value, or default, or None", .example = "xos getenvb HOME --hex"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_UNIX,
        OP_PARAMS(struct lookup, lookup_params),
        .flags = OP_BYTES,
        .run = run_getenvb,
    },
    {
        .name = "get_exec_path",
        TEXTS(.summary = "Return the directories in which programs are looked for",
              .result = "list of str; " DEFAULT_PATH " where PATH is not set", .example = "xos get_exec_path"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_ALL,
        OP_PARAMS(struct search, search_params),
        .run = run_get_exec_path,
    },
    {
        .name = "putenv",
        TEXTS(.summary = "Set an environment variable", .result = "None",
              .note = "A name that is empty or has an = is a usage error",
              .example = "xos putenv GREETING hello -- sh -c 'echo $GREETING'"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_UNIX | ON_WINDOWS,
        OP_PARAMS(struct variable, variable_params),
        .flags = OP_CHAIN,
        .run = run_putenv,
    },
    {
        .name = "unsetenv",
        TEXTS(.summary = "Remove a variable from the environment", .result = "None", .errors = "EINVAL",
              .example = "xos unsetenv HOME -- sh -c 'echo ${HOME-none}'"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_UNIX,
        .params = variable_params,
        .param_count = 1,
        .args_size = sizeof(struct variable),
        .flags = OP_CHAIN,
        .run = run_unsetenv,
    },
    {
        .name = "reload_environ",
        TEXTS(.summary = "Read the environment again", .result = "None",
              .note = "Here the environment is never a snapshot: getenv sees at once what putenv did, so there "
                      "is nothing to do",
              .example = "xos reload_environ", .since = "3.14"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_ALL,
        .run = run_reload_environ,
    },
};

const struct chapter chapter_process_env = CHAPTER(SECTION_PROCESS_PARAMETERS, "Process parameters: the environment",
                                                   ops);
