/* SPDX-License-Identifier: MIT */
/* Completion: the values that a parameter may have, by its kind or by what its row says (enum param_values). */
#include "self/complete_parts.h"

#include <dirent.h>
#include <string.h>
#include <unistd.h>

#include "ops/shared/environment.h"
#include "ops/shared/records.h"
#include "os/fd.h"
#include "os/names.h"
#include "os/spawn/exec.h"
#include "os/walk/dirents.h"
#include "os/xattr.h"
#include "value/attrwords.h"
#include "value/choices.h"
#include "value/number.h"

/* Keeps what precedes the last of some separators out of the word to be completed. */
static void split_at(struct line *line, const char *separators)
{
    for (size_t i = line->typed.size; i > 0; i--)
        if (strchr(separators, line->typed.data[i - 1]) != NULL) {
            line->kept.size += i;
            line->typed = (struct word){line->typed.data + i, line->typed.size - i};
            return;
        }
}

static void offer_family(struct line *line, const struct family *family)
{
    char value[NUMBER_ROOM + 2];

    struct constant constant = {0};

    while (constant_next(family, &constant))
        if (constant.elsewhere == NULL) {
            value[int_write(value, constant.value)] = '\0';
            offer_word(line, word_of(constant.name), value);
        }
}

/* Signals by the names that the user began with: SIGTERM or TERM. */
static void offer_signals(struct line *line)
{
    bool bare = line->typed.size > 0 && line->typed.data[0] != 'S';

    if (!bare)
        offer_family(line, &signals);
    for (struct constant constant = {0}; bare && constant_next(&signals, &constant);)
        if (strncmp(constant.name, "SIG", 3) == 0)
            offer(line, constant.name + 3);
}

static void offer_constants(struct line *line, const struct param *param)
{
    const struct family *family = family_numbered(param->family);

    if (param->kind == KIND_FLAGS || param->kind == KIND_MODE)
        split_at(line, "|,");
    if (family != NULL)
        offer_family(line, family);
    else if (param->kind == KIND_MODE && line->typed.size > 0 && line->typed.data[0] == 'S')
        offer_family(line, &mode_bits);
}

/* The words of a metavariable that names them all: "text|hex|base64". What the user has to fill in is left out. */
static void offer_choices(struct line *line, const char *metavar)
{
    bool more = metavar != NULL && metavar[0] >= 'a' && metavar[0] <= 'z';

    for (size_t size; more; metavar += size + 1) {
        size = strcspn(metavar, "|");
        size_t fixed = strcspn(metavar, "|ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        offer_word(line, (struct word){metavar, fixed}, NULL);
        more = metavar[size] != '\0';
    }
}

static void offer_blanked(struct line *line, const char *names)
{
    for (int i = 0; choice_name(names, i).data != NULL; i++)
        offer_word(line, choice_name(names, i), NULL);
}

/* The variables that are set; not those whose names no shell can write. */
static void offer_variables(struct line *line)
{
    for (char *const *entry = environ; entry != NULL && *entry != NULL; entry++) {
        struct word name = environment_name(*entry);
        if (name.data != NULL && environment_assignable(name))
            offer_word(line, name, NULL);
    }
}

static void offer_every_constant(struct line *line)
{
    for (const struct family *const *family = families; *family != NULL; family++)
        offer_family(line, *family);
}

static void offer_entry(const char *name, void *line)
{
    offer(line, name);
}

static void offer_all(struct line *line, const char *const *names)
{
    for (; *names != NULL; names++)
        offer(line, *names);
}

/* Calls each for every name in the directory, which is open on fd. */
static void each_name(struct line *line, const char *path, void (*each)(struct line *line, int fd, const char *name))
{
    enum { ROOM = 16 * 1024 };
    char buffer[ROOM] __attribute__((aligned(8)));
    struct dirents_name name;
    struct dirents dirents;
    int fd = dirents_open(path);

    if (fd < 0)
        return;
    dirents_start(&dirents, fd, buffer, sizeof buffer);
    while (dirents_fill(&dirents) > 0)
        while (dirents_take(&dirents, &name))
            each(line, fd, name.text);
    os_close(fd);
}

static void offer_program(struct line *line, int fd, const char *name)
{
    if (strncmp(name, line->typed.data, line->typed.size) == 0 && access_check(fd, name, X_OK, 0) == 0 &&
        dirents_type(fd, name, true) == DT_REG)
        offer(line, name);
}

void offer_programs(struct line *line)
{
    char folder[4096];

    if (memchr(line->typed.data, '/', line->typed.size) != NULL)
        return;
    for (const char *path = program_path(environ), *end; path != NULL; path = *end != '\0' ? end + 1 : NULL) {
        end = strchrnul(path, ':');
        if (end > path && (size_t)(end - path) < sizeof folder) {
            memcpy(folder, path, (size_t)(end - path));
            folder[end - path] = '\0';
            each_name(line, folder, offer_program);
        }
    }
}

static void offer_attributes_of(struct line *line, int fd, const char *name)
{
    struct xattr_file file = {.name = name, .dirfd = fd};
    char names[4096];
    ssize_t size = xattr_list(&file, names, sizeof names - 1);

    for (const char *at = names; size > 0 && at < names + size; at += strlen(at) + 1)
        offer(line, at);
}

/* The attributes that the system knows, and those that files of the working directory have. */
static void offer_attributes(struct line *line)
{
    static const char *const known[] = {"security.capability", "security.selinux", "system.posix_acl_access",
                                        "system.posix_acl_default", NULL};

    offer_all(line, known);
    each_name(line, ".", offer_attributes_of);
}

static void offer_status_fields(struct line *line)
{
    offer(line, "path");
    for (size_t i = 0; i < stat_field_count; i++)
        offer(line, stat_fields[i].name);
}

static void offer_source(struct line *line, unsigned char values)
{
    static const struct family *const sources[] = {
        [VALUES_POLICIES] = &sched_policies, [VALUES_ACCESS_MODES] = &access_modes, [VALUES_STATX_MASK] = &statx_mask,
        [VALUES_PATHCONF] = &pathconf_names, [VALUES_SYSCONF] = &sysconf_names,     [VALUES_CONFSTR] = &confstr_names,
    };

    if (values >= VALUES_POLICIES) /* there may be several, joined */
        split_at(line, "|,");
    if (values < sizeof sources / sizeof sources[0] && sources[values] != NULL)
        offer_family(line, sources[values]);
    if (values == VALUES_PROGRAMS)
        offer_programs(line);
    else if (values == VALUES_USERS)
        names_each_user(offer_entry, line);
    else if (values == VALUES_GROUPS)
        names_each_group(offer_entry, line);
    else if (values == VALUES_ATTRIBUTES)
        offer_attributes(line);
    else if (values == VALUES_SIGNALS)
        offer_signals(line);
    else if (values == VALUES_CAPABILITIES)
        offer_blanked(line, capability_names);
    else if (values == VALUES_STATUS_FIELDS)
        offer_status_fields(line);
}

/* What a switch before the last word says that the operands are: xenv --sysconf. */
static unsigned char source_by_switch(const struct line *line)
{
    for (int i = 0; i < line->argc - 1; i++) {
        const char *word = line->argv[i];
        const struct param *param = strncmp(word, "--", 2) == 0 ? option_of(line->op, word + 2, strlen(word + 2))
                                                                : NULL;
        if (param != NULL && param->kind == KIND_BOOL && param->values != VALUES_BY_KIND)
            return param->values;
    }
    return VALUES_BY_KIND;
}

/* True if the last word is the name after a command of xattr-tool that takes one. */
static bool is_attribute_name(const struct line *line)
{
    bool takes_name = false;

    for (int i = 0; (line->op->params[0].flags & PARAM_COMMAND) && i < line->argc - 1; i++)
        takes_name |= strcmp(line->argv[i], "get") == 0 || strcmp(line->argv[i], "set") == 0 ||
                      strcmp(line->argv[i], "remove") == 0;
    return takes_name && line->before == 1;
}

void offer_values(struct line *line, const struct param *param)
{
    static const char *const switches[] = {"no", "yes", NULL}, *const times[] = {"now", "omit", NULL},
                             *const streams[] = {"stderr", "stdin", "stdout", NULL};

    unsigned char source = param->values;

    if (source == VALUES_BY_KIND && !param_is_option(param))
        source = is_attribute_name(line) ? VALUES_ATTRIBUTES : source_by_switch(line);
    if (source != VALUES_BY_KIND)
        offer_source(line, source);
    offer_constants(line, param);
    offer_choices(line, text_read(&line->texts, param->metavar));
    if (source != VALUES_BY_KIND)
        return;
    if (param->flags & PARAM_VARIABLE)
        offer_variables(line);
    else if (param->flags & PARAM_CONSTANT)
        offer_every_constant(line);
    else if (param->flags & PARAM_COMMAND)
        offer_choices(line, text_read(&line->texts, param->commands));
    else if (param->kind == KIND_BOOL)
        offer_all(line, switches);
    else if (param->kind == KIND_TIMES)
        offer_all(line, times);
    else if (param->kind == KIND_FD || param->kind == KIND_DIR_FD || param->kind == KIND_NEW_FD ||
             param->kind == KIND_NEW_FDS)
        offer_all(line, streams);
    else if (param->kind == KIND_CPUS)
        offer(line, line->typed.size > 0 ? "all" : "");
    else if (param->kind == KIND_SIGNAL)
        offer_signals(line);
    else if (param->kind == KIND_UID)
        names_each_user(offer_entry, line);
    else if (param->kind == KIND_GID || param->kind == KIND_GIDS)
        names_each_group(offer_entry, line);
}
