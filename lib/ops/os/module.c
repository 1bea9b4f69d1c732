/* SPDX-License-Identifier: MIT */
/* The module's own data: constants, the supports_ sets, the names that stand for system values. */
#include "ops/chapters.h"

#include <errno.h>
#include <sysexits.h>
#include <unistd.h>

#include "ops/shared/environment.h"
#include "table/nearest.h"
#include "table/registry.h"
#include "os/spawn/exec.h"

TEXTS_OF(os_module);

/* A datum that is not a number: a text, or what the function `write` writes. */
struct datum {
    const char *name;
    const char *text;
    int (*write)(struct call *call);
    bool only_asked; /* listed only if asked for by name: its value is long, or not a value */
};

static bool takes_dir_fd(const struct param *param)
{
    return param->kind == KIND_DIR_FD;
}

static bool takes_fd(const struct param *param)
{
    return param->kind == KIND_PATH_OR_FD;
}

static bool takes_no_follow(const struct param *param)
{
    return param->flags & PARAM_FOLLOW;
}

static bool takes_effective_ids(const struct param *param)
{
    return param->flags & PARAM_EFFECTIVE;
}

/* True if a documented parameter of op passes the test: the sets are about documented ones. */
static bool any_param(const struct op *op, bool (*test)(const struct param *param))
{
    for (size_t i = 0; i < op->param_count; i++)
        if (!(op->params[i].flags & PARAM_EXTRA) && test(&op->params[i]))
            return true;
    return false;
}

/* Writes the set of operations that have a parameter which passes the test, from the table. */
static int write_supports(struct call *call, bool (*test)(const struct param *param))
{
    out_open(call->out, OUT_LIST);
    for (const struct chapter *const *chapter = chapters; *chapter != NULL; chapter++)
        for (size_t i = 0; i < (*chapter)->count; i++)
            if ((*chapter)->ops[i].run != NULL && any_param(&(*chapter)->ops[i], test))
                out_text(call->out, (*chapter)->ops[i].name);
    out_close(call->out);
    return 0;
}

static int write_supports_dir_fd(struct call *call)
{
    return write_supports(call, takes_dir_fd);
}

static int write_supports_fd(struct call *call)
{
    return write_supports(call, takes_fd);
}

static int write_supports_follow_symlinks(struct call *call)
{
    return write_supports(call, takes_no_follow);
}

static int write_supports_effective_ids(struct call *call)
{
    return write_supports(call, takes_effective_ids);
}

static int write_supports_bytes_environ(struct call *call)
{
    out_bool(call->out, true);
    return 0;
}

/* Writes the constants of the family whose names begin with prefix to out, unless out is NULL. Returns their number. */
static size_t write_constants(struct out *out, const struct family *family, struct word prefix)
{
    struct constant constant = {0};
    size_t count = 0;

    while (constant_next(family, &constant)) {
        if (constant.elsewhere != NULL || strncmp(constant.name, prefix.data, prefix.size) != 0)
            continue;
        if (out != NULL)
            out_field_int(out, constant.name, constant.value);
        count++;
    }
    return count;
}

static size_t write_all_families(struct out *out, struct word prefix)
{
    size_t count = 0;

    for (const struct family *const *family = families; *family != NULL; family++)
        count += write_constants(out, *family, prefix);
    return count;
}

static int write_names(struct call *call, const struct family *family)
{
    out_open(call->out, OUT_RECORD);
    write_constants(call->out, family, word_of(""));
    out_close(call->out);
    return 0;
}

static int write_pathconf_names(struct call *call)
{
    return write_names(call, &pathconf_names);
}

static int write_sysconf_names(struct call *call)
{
    return write_names(call, &sysconf_names);
}

static int write_confstr_names(struct call *call)
{
    return write_names(call, &confstr_names);
}

static int write_environ(struct call *call)
{
    struct environment environment;
    int result = environment_start(&environment, call->arena, environ);

    if (result == 0)
        result = environment_write(&environment, call->out);
    return result < 0 ? fail_errno(call->fail, -result, NULL, NULL) : 0;
}

static const struct datum data[] = {
    {.name = "name", .text = "posix"},
    {.name = "error", .text = "OSError"},
    {.name = "curdir", .text = "."},
    {.name = "pardir", .text = ".."},
    {.name = "sep", .text = "/"},
    {.name = "altsep"},
    {.name = "extsep", .text = "."},
    {.name = "pathsep", .text = ":"},
    {.name = "defpath", .text = DEFAULT_PATH},
    {.name = "linesep", .text = "\n"},
    {.name = "devnull", .text = "/dev/null"},
    {.name = "S_ISDIR", .text = "(mode & 0o170000) == 0o040000", .only_asked = true},
    {.name = "supports_bytes_environ", .write = write_supports_bytes_environ},
    {.name = "supports_dir_fd", .write = write_supports_dir_fd},
    {.name = "supports_effective_ids", .write = write_supports_effective_ids},
    {.name = "supports_fd", .write = write_supports_fd},
    {.name = "supports_follow_symlinks", .write = write_supports_follow_symlinks},
    {.name = "environ", .write = write_environ, .only_asked = true},
    {.name = "environb", .write = write_environ, .only_asked = true},
    {.name = "pathconf_names", .write = write_pathconf_names, .only_asked = true},
    {.name = "sysconf_names", .write = write_sysconf_names, .only_asked = true},
    {.name = "confstr_names", .write = write_confstr_names, .only_asked = true},
};
enum { DATA_COUNT = sizeof data / sizeof data[0] };

static int write_datum(struct call *call, const struct datum *datum)
{
    if (datum->write != NULL)
        return datum->write(call);
    out_text(call->out, datum->text);
    return 0;
}

/* The meaning of a name: a datum; or a constant, whose name is not NULL; or neither. */
struct found {
    const struct datum *datum;
    struct constant constant;
};

static struct word without_module(struct word name)
{
    return name.size > 3 && memcmp(name.data, "os.", 3) == 0 ? (struct word){name.data + 3, name.size - 3} : name;
}

static struct found find(struct word name)
{
    struct word bare = without_module(name);
    struct found found = {0};

    for (size_t i = 0; i < DATA_COUNT; i++)
        if (word_is(bare, data[i].name) || (word_is(bare, "stat.S_ISDIR") && word_is(word_of("S_ISDIR"), data[i].name)))
            return (struct found){.datum = &data[i]};
    if (!constant_find(name, &found.constant))
        found.constant.name = NULL;
    return found;
}

/* True if a name ends in *, for all numbers whose names begin like it; prefix is what precedes it. */
static bool is_pattern(struct word name, struct word *prefix)
{
    *prefix = constant_bare(name);
    return prefix->size > 0 && prefix->data[--prefix->size] == '*';
}

static struct hint constant_hint(struct word name)
{
    struct nearest nearest = nearest_to(name);

    for (size_t i = 0; i < DATA_COUNT; i++)
        nearest_offer(&nearest, data[i].name);
    for (const struct family *const *family = families; *family != NULL; family++)
        for (struct constant constant = {0}; constant_next(*family, &constant);)
            nearest_offer(&nearest, constant.name);
    return nearest_hint(&nearest, "");
}

static int check(struct call *call, struct word name, struct found found)
{
    int size = shown_size(name);
    struct word prefix;

    if (is_pattern(name, &prefix) && write_all_families(NULL, prefix) > 0)
        return 0;
    if (found.datum == NULL && found.constant.name == NULL) {
        struct hint hint = constant_hint(without_module(name));
        return fail_usage(call->fail, "unknown constant '%.*s'%s", size, name.data, hint.text);
    }
    if (found.constant.elsewhere != NULL)
        return fail_words(call->fail, EX_UNAVAILABLE, "%.*s: documented, but not on this platform: exists on %s", size,
                          name.data, found.constant.elsewhere);
    return 0;
}

static int write_all_constants(struct call *call)
{
    int result = 0;

    out_open(call->out, OUT_RECORD);
    for (size_t i = 0; i < DATA_COUNT && result == 0; i++)
        if (!data[i].only_asked) {
            out_name(call->out, data[i].name);
            result = write_datum(call, &data[i]);
        }
    write_all_families(call->out, word_of(""));
    out_close(call->out);
    return result;
}

static int write_name(struct call *call, struct word name, bool named)
{
    struct found found = find(name);
    struct word prefix;

    if (is_pattern(name, &prefix)) {
        write_all_families(call->out, prefix);
        return 0;
    }
    if (named)
        out_name(call->out, found.datum != NULL ? found.datum->name : found.constant.name);
    if (found.datum != NULL)
        return write_datum(call, found.datum);
    out_int(call->out, found.constant.value);
    return 0;
}

struct const_args {
    struct words names;
};

static int run_const(struct call *call)
{
    struct words names = ARGS(struct const_args, call)->names;
    struct word prefix;
    int result = 0;

    if (names.count == 0)
        return write_all_constants(call);
    for (size_t i = 0; i < names.count; i++)
        if (check(call, names.items[i], find(names.items[i])) < 0)
            return -1;
    if (names.count == 1 && !is_pattern(names.items[0], &prefix))
        return write_name(call, names.items[0], false);
    out_open(call->out, OUT_RECORD);
    for (size_t i = 0; i < names.count && result == 0; i++)
        result = write_name(call, names.items[i], true);
    out_close(call->out);
    return result;
}

static const struct param const_params[] = {
    PARAM(struct const_args, names, WORDS, .flags = PARAM_OPTIONAL | PARAM_CONSTANT, .metavar = PACKED("NAME"),
          .help = PACKED(
              "a documented name, with or without os. or stat.; O_* for all that begin with O_; without a name, "
              "all of this platform")),
};

static const struct op ops[] = {
    {
        .name = "const",
        TEXTS(.summary = "Show the value of documented constants",
              .result = "the value; of several names, or of none, a record",
              .note = "a name of other platforms only is status 69; the message names them",
              .example = "xos const O_CLOEXEC EX_NOINPUT sep", .signature = "const([name, ...])"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        OP_PARAMS(struct const_args, const_params),
        .run = run_const,
    },
};

const struct chapter chapter_module = CHAPTER(SECTION_MODULE, "The module itself", ops);
