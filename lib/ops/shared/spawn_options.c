/* SPDX-License-Identifier: MIT */
/* posix_spawn's attributes and file actions from their options. */
#include "ops/shared/spawning.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <strings.h>

#include "value/number.h"
#include "ops/shared/files.h"

TEXTS_OF(shared_spawn_options);

enum { ATTRIBUTES = 4 }; /* the most steps that attributes come to */

static int bad(struct call *call, const char *option, struct word word, const char *what)
{
    return fail_usage(call->fail, "%s: '%.*s' is not %s", option, shown_size(word), word.data, what);
}

static bool read_int(struct word word, int64_t low, int64_t high, int *value)
{
    struct number number;
    int64_t wide;

    if (!number_read(word, 10, &number) || !number_to_int64(number, low, high, &wide))
        return false;
    *value = (int)wide;
    return true;
}

bool spawn_read_fd(struct word word, int *fd)
{
    *fd = stream_read(word);
    return *fd >= 0 || read_int(word, INT_MIN, INT_MAX, fd);
}

/* Cuts word at its first or last colon; false if it has no colon. */
static bool cut(struct word word, bool last, struct word *left, struct word *right)
{
    const char *colon = last ? memrchr(word.data, ':', word.size) : memchr(word.data, ':', word.size);

    if (colon == NULL)
        return false;
    *left = (struct word){word.data, (size_t)(colon - word.data)};
    *right = (struct word){colon + 1, word.size - left->size - 1};
    return true;
}

static bool read_open_flags(struct word word, int *flags)
{
    struct word culprit;
    int64_t value;

    if (word.size == 0 || constants_read(&open_flags, word, &value, &culprit) != CONSTANTS_OK || value < 0 ||
        value > INT_MAX)
        return false;
    *flags = (int)value;
    return true;
}

struct given_mode {
    struct mode mode;
};

static bool read_mode(struct call *call, struct word word, struct given_mode *given)
{
    static const struct param param = PARAM(struct given_mode, mode, MODE);
    struct fail unread = {0}; /* the caller has a better message */
    struct parsing parsing = {.arena = call->arena, .fail = &unread};

    return kind_parse(&parsing, &param, word, given) == 0;
}

static bool read_open_mode(struct call *call, struct word word, mode_t *mode)
{
    struct given_mode given;

    if (!read_mode(call, word, &given))
        return false;
    *mode = mode_for_new(&given.mode, 0666, false);
    return *mode <= 07777;
}

/* Reads FD:PATH:FLAGS[:MODE]; the path may contain colons. Two numbers at the end could be flags and a mode, or flags
 * after a path that ends in a number: that is refused. */
static int read_open(struct call *call, struct word word, struct spawn_step *step)
{
    struct word fd, rest, path, flags, before, mode;
    struct number number;

    step->mode = 0666;
    if (!cut(word, false, &fd, &rest) || !spawn_read_fd(fd, &step->fd) || !cut(rest, true, &path, &flags))
        return bad(call, "open", word, "FD:PATH:FLAGS[:MODE]");
    bool fourth = cut(path, true, &before, &mode);
    if (fourth && number_read(flags, 10, &number) && number_read(mode, 10, &number))
        return fail_usage(call->fail, "open: '%.*s' can be read in two ways: give FLAGS by name (O_RDONLY, ...)",
                          shown_size(word), word.data);
    if (fourth && read_open_mode(call, flags, &step->mode) && read_open_flags(mode, &step->number))
        path = before;
    else if (!read_open_flags(flags, &step->number))
        return bad(call, "open", word, "FD:PATH:FLAGS[:MODE] (xos const lists the flags)");
    step->kind = SPAWN_OPEN;
    step->path = arena_copy(call->arena, path.data, path.size);
    return step->path == NULL ? fail_no_memory(call->fail) : 0;
}

static int read_one_fd(struct call *call, const char *option, struct word word, enum spawn_kind kind,
                       struct spawn_step *step)
{
    step->kind = kind;
    return spawn_read_fd(word, &step->fd) ? 0 : bad(call, option, word, "a descriptor");
}

static int read_dup2(struct call *call, struct word word, struct spawn_step *step)
{
    struct word fd, number;

    step->kind = SPAWN_DUP2;
    if (!cut(word, false, &fd, &number) || !spawn_read_fd(fd, &step->fd) || !spawn_read_fd(number, &step->number))
        return bad(call, "dup2", word, "FD:NEWFD");
    return 0;
}

static int read_chdir(struct call *call, struct word word, struct spawn_step *step)
{
    struct word fd = word_fd(word);

    if (fd.data != NULL)
        return read_one_fd(call, "chdir", fd, SPAWN_FCHDIR, step);
    step->kind = SPAWN_CHDIR;
    step->path = word.data;
    return 0;
}

static int read_umask(struct call *call, struct word word, struct spawn_step *step)
{
    struct given_mode given;

    step->kind = SPAWN_UMASK;
    if (!read_mode(call, word, &given))
        return bad(call, "umask", word, "a file mode mask");
    step->mode = mask_apply(&given.mode, given.mode.symbolic != NULL ? current_umask() : 0);
    return step->mode <= 0777 ? 0 : bad(call, "umask", word, "a file mode mask");
}

static int read_action(struct call *call, const struct occurrence *action, struct spawn_step *step)
{
    const char *option = action->param->name;

    if (!is_c_string(action->value))
        return fail_usage(call->fail, "%s: a NUL byte cannot stand in it", option);
    if (strcmp(option, "open") == 0)
        return read_open(call, action->value, step);
    if (strcmp(option, "dup2") == 0)
        return read_dup2(call, action->value, step);
    if (strcmp(option, "chdir") == 0)
        return read_chdir(call, action->value, step);
    if (strcmp(option, "umask") == 0)
        return read_umask(call, action->value, step);
    return read_one_fd(call, option, action->value, strcmp(option, "close") == 0 ? SPAWN_CLOSE : SPAWN_CLOSEFROM, step);
}

int spawn_read_signals(struct call *call, const char *option, struct word word, sigset_t **set)
{
    *set = arena_alloc(call->arena, sizeof **set);
    if (*set == NULL)
        return fail_no_memory(call->fail);
    sigemptyset(*set);
    if (word_is(word, "all"))
        sigfillset(*set);
    if (word.size == 0 || word_is(word, "none") || word_is(word, "all"))
        return 0;
    for (const char *at = word.data, *end = word.data + word.size; at <= end;) {
        const char *comma = memchr(at, ',', (size_t)(end - at)), *stop = comma != NULL ? comma : end;
        struct word item = {at, (size_t)(stop - at)};
        int number;
        if (!signal_read(item, &number) || number < 1 || number > SIGRTMAX)
            return bad(call, option, item, "a signal");
        sigaddset(*set, number);
        at = stop + 1;
    }
    return 0;
}

static int read_scheduler(struct call *call, struct word word, struct spawn_step *step)
{
    struct word policy, priority, culprit;
    int64_t value = SPAWN_SAME_POLICY;

    step->kind = SPAWN_SCHEDULER;
    if (!cut(word, true, &policy, &priority) || !read_int(priority, INT_MIN, INT_MAX, &step->fd))
        return bad(call, "scheduler", word, "POLICY:PRIO");
    bool same = policy.size == 0 || (policy.size == 4 && strncasecmp(policy.data, "none", 4) == 0);
    if (!same &&
        (constants_read(&sched_policies, policy, &value, &culprit) != CONSTANTS_OK || value < 0 || value > INT_MAX))
        return bad(call, "scheduler", policy, "a policy (SCHED_OTHER, SCHED_FIFO, ...)");
    step->number = (int)value;
    return 0;
}

/* In posix_spawn's order: before the file actions, with the effective ids reset last. */
static int read_attributes(struct call *call, const struct spawn_options *options, struct spawn_step *steps,
                           size_t *count)
{
    if (options->scheduler.data != NULL && read_scheduler(call, options->scheduler, &steps[(*count)++]) < 0)
        return -1;
    if (options->setsid)
        steps[(*count)++].kind = SPAWN_SETSID;
    if (options->setpgroup.given) {
        if (options->setpgroup.value < INT_MIN || options->setpgroup.value > INT_MAX)
            return fail_usage(call->fail, "setpgroup: not in range");
        steps[(*count)++] = (struct spawn_step){.kind = SPAWN_SETPGROUP, .number = (int)options->setpgroup.value};
    }
    if (options->resetids)
        steps[(*count)++].kind = SPAWN_RESETIDS;
    return 0;
}

struct spawn_step *spawn_options_read(struct call *call, const struct spawn_options *options, struct spawn *spawn)
{
    size_t most = spawn->count + ATTRIBUTES + options->actions.count + 1;
    struct spawn_step *steps = arena_alloc(call->arena, most * sizeof *steps);
    sigset_t *mask = NULL, *defaults = NULL;

    if (steps == NULL) {
        fail_no_memory(call->fail);
        return NULL;
    }
    if (spawn->count > 0)
        memcpy(steps, spawn->steps, spawn->count * sizeof *steps);
    if (read_attributes(call, options, steps, &spawn->count) < 0)
        return NULL;
    for (size_t i = 0; i < options->actions.count; i++)
        if (read_action(call, &options->actions.items[i], &steps[spawn->count++]) < 0)
            return NULL;
    if (options->setsigmask.data != NULL && spawn_read_signals(call, "setsigmask", options->setsigmask, &mask) < 0)
        return NULL;
    if (options->setsigdef.data != NULL && spawn_read_signals(call, "setsigdef", options->setsigdef, &defaults) < 0)
        return NULL;
    spawn->steps = steps;
    spawn->mask = mask;
    spawn->defaults = defaults;
    return steps;
}
