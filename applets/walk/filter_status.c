/* SPDX-License-Identifier: MIT */
/* Filters on an entry's status: one statx(2) for all of them. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "value/duration.h"
#include "value/number.h"
#include "walk/filter.h"

TEXTS_OF(walk_filter_status);

/* Reads the sign before a number; returns the rest of the word. */
static struct word take_sign(struct filter_test *test, struct word word)
{
    if (word.size == 0 || (word.data[0] != '+' && word.data[0] != '-'))
        return word;
    test->sign = word.data[0] == '+' ? 1 : -1;
    return (struct word){word.data + 1, word.size - 1};
}

static int read_number(struct xwalk *walk, struct filter_test *test, struct word word)
{
    struct word digits = take_sign(test, word);
    struct number number;

    if (digits.size == 0 || digits.data[0] < '0' || digits.data[0] > '9' || !number_read_size(digits, &number) ||
        !number_to_uint64(number, UINT64_MAX, &test->number))
        return filter_refuse(walk, test, word, "[+-]N, with K M G T for units of 1024");
    return 0;
}

static int compares(uint64_t value, const struct filter_test *test)
{
    return test->sign == 0 ? value == test->number : test->sign > 0 ? value > test->number : value < test->number;
}

static int has_size(struct xwalk_context *context, const struct walk_entry *entry, const struct filter_test *test)
{
    (void)entry;
    return compares(context->status.size, test);
}

static int has_links(struct xwalk_context *context, const struct walk_entry *entry, const struct filter_test *test)
{
    (void)entry;
    return compares(context->status.nlink, test);
}

/* Reads a user or group as the kinds do; -1 means no id. */
static int read_id(struct xwalk *walk, struct filter_test *test, struct word word, unsigned char kind)
{
    struct param param = {.name = test->kind->option, .kind = kind};
    struct parsing parsing = {.arena = walk->call->arena, .fail = walk->call->fail, .names = walk->call->names};
    uint32_t id = 0;

    if (kind_parse(&parsing, &param, word, &id) < 0)
        return -1;
    test->number = id;
    return 0;
}

static int read_user(struct xwalk *walk, struct filter_test *test, struct word word)
{
    return read_id(walk, test, word, KIND_UID);
}

static int read_group(struct xwalk *walk, struct filter_test *test, struct word word)
{
    return read_id(walk, test, word, KIND_GID);
}

static int has_user(struct xwalk_context *context, const struct walk_entry *entry, const struct filter_test *test)
{
    (void)entry;
    return context->status.uid == test->number;
}

static int has_group(struct xwalk_context *context, const struct walk_entry *entry, const struct filter_test *test)
{
    (void)entry;
    return context->status.gid == test->number;
}

static int has_no_owner(struct xwalk_context *context, const struct walk_entry *entry, const struct filter_test *test)
{
    (void)entry, (void)test;
    lock_take(&context->walk->lock); /* libc's lookup uses static data */
    struct names *names = context->walk->call->names;
    bool named = known_name(&context->user, names, context->status.uid, names_user) != NULL &&
                 known_name(&context->group, names, context->status.gid, names_group) != NULL;
    lock_open(&context->walk->lock);
    return !named;
}

/* Reads MODE, -MODE (all of its bits) or /MODE (any of them). A symbolic mode starts from 0, as in find. */
static int read_perm(struct xwalk *walk, struct filter_test *test, struct word word)
{
    struct param param = {.name = test->kind->option, .kind = KIND_MODE};
    struct parsing parsing = {.arena = walk->call->arena, .fail = walk->call->fail};
    struct word digits = word;
    struct mode mode;

    if (word.size > 0 && (word.data[0] == '-' || word.data[0] == '/')) {
        test->sign = word.data[0] == '-' ? -1 : 1;
        digits = (struct word){word.data + 1, word.size - 1};
    }
    if (kind_parse(&parsing, &param, digits, &mode) < 0)
        return -1;
    if (mode.symbolic == NULL && mode.bits > 07777)
        return filter_refuse(walk, test, word, "a mode of at most 07777");
    mode_apply(&mode, 0, false, 0, &test->perm.file);
    mode_apply(&mode, 0, true, 0, &test->perm.directory);
    return 0;
}

static int has_perm(struct xwalk_context *context, const struct walk_entry *entry, const struct filter_test *test)
{
    mode_t want = entry->type == DT_DIR ? test->perm.directory : test->perm.file, mode = context->status.mode & 07777;

    return test->sign == 0 ? mode == want : test->sign < 0 ? (mode & want) == want : want == 0 || (mode & want) != 0;
}

static bool is_later(const struct status_time *a, const struct timespec *b)
{
    return a->seconds != b->tv_sec ? a->seconds > b->tv_sec : (long)a->nanoseconds > b->tv_nsec;
}

static bool is_earlier(const struct status_time *a, const struct timespec *b)
{
    return a->seconds != b->tv_sec ? a->seconds < b->tv_sec : (long)a->nanoseconds < b->tv_nsec;
}

/* sign 1: later than the time; -1: earlier. A file without a birth time is neither. */
static int has_time(struct xwalk_context *context, const struct walk_entry *entry, const struct filter_test *test)
{
    const struct status *status = &context->status;
    unsigned which = test->kind->mask;
    const struct status_time *time = which == STATUS_MTIME   ? &status->mtime
                                     : which == STATUS_ATIME ? &status->atime
                                     : which == STATUS_CTIME ? &status->ctime
                                                             : &status->btime;

    (void)entry;
    if (which == STATUS_BTIME && !(status->mask & STATUS_BTIME))
        return 0;
    return test->sign > 0 ? is_later(time, &test->time) : is_earlier(time, &test->time);
}

/* Reads a duration and computes the time that long ago; the earliest possible time if that would overflow. */
static bool read_ago(struct xwalk *walk, struct filter_test *test, struct word word)
{
    enum { SECOND = 1000000000 };
    int64_t ns;

    if (!duration_read(word, &ns))
        return false;
    if (ns == DURATION_INF) {
        test->time = (struct timespec){.tv_sec = (time_t)(sizeof(time_t) > 4 ? INT64_MIN : INT32_MIN)};
        return true;
    }
    test->time = (struct timespec){walk->now.tv_sec - (time_t)(ns / SECOND), walk->now.tv_nsec - (long)(ns % SECOND)};
    if (test->time.tv_nsec < 0) {
        test->time.tv_nsec += SECOND;
        test->time.tv_sec--;
    }
    return true;
}

/* +DURATION: older than that; -DURATION: more recent. */
static int read_age(struct xwalk *walk, struct filter_test *test, struct word word)
{
    struct word duration = take_sign(test, word);

    if (test->sign == 0)
        return filter_refuse(walk, test, word, "+DURATION (longer ago) or -DURATION (since then): it needs the sign");
    test->sign = (signed char)-test->sign;
    return read_ago(walk, test, duration) ? 0 : filter_refuse(walk, test, word, "+DURATION or -DURATION (+7d, -2h)");
}

static int read_within(struct xwalk *walk, struct filter_test *test, struct word word)
{
    test->sign = 1;
    return read_ago(walk, test, word) ? 0 : filter_refuse(walk, test, word, "a duration (1.5, 200ms, 3m, 2d)");
}

/* Reads the status of a file named in a filter's value; links are followed only with --follow. */
static int look_at(struct xwalk *walk, const char *name, unsigned mask, struct status *status)
{
    const struct xwalk_args *args = walk->args;
    bool follow = args->follow || args->followlinks || args->follow_symlinks;

    return status_get(AT_FDCWD, name, follow ? 0 : AT_SYMLINK_NOFOLLOW, mask, status);
}

/* Reads a time, or a file whose modification time is used. @SECONDS is a time; a word with a slash is a file. */
static int read_reference(struct xwalk *walk, struct filter_test *test, struct word word)
{
    struct status status;
    bool marked = word.size > 1 && word.data[0] == '@';
    struct word moment = marked ? (struct word){word.data + 1, word.size - 1} : word;
    bool is_time = memchr(word.data, '/', word.size) == NULL && moment_read(moment, false, &test->time);
    if (is_time && test->time.tv_nsec == UTIME_NOW)
        test->time = walk->now;
    is_time = is_time && test->time.tv_nsec >= 0 && test->time.tv_nsec < 1000000000;
    int result = marked && is_time ? -ENOENT : look_at(walk, word.data, STATUS_MTIME, &status);

    test->sign = strcmp(test->kind->option, "newer") == 0 ? 1 : -1;
    if (is_time && result == 0)
        return fail_usage(walk->call->fail, "%s: '%.*s' is a time and the name of a file (./%s is the file)",
                          test->kind->option, shown_size(word), word.data, word.data);
    if (is_time)
        return 0;
    if (result < 0)
        return fail_errno(walk->call->fail, -result, word.data, NULL);
    test->time = (struct timespec){(time_t)status.mtime.seconds, (long)status.mtime.nanoseconds};
    return 0;
}

static int read_samefile(struct xwalk *walk, struct filter_test *test, struct word word)
{
    struct status status;
    int result = look_at(walk, word.data, STATUS_INO, &status);

    if (result < 0)
        return fail_errno(walk->call->fail, -result, word.data, NULL);
    test->file.device = (uint64_t)status.dev_major << 32 | status.dev_minor;
    test->file.ino = status.ino;
    return 0;
}

static int is_samefile(struct xwalk_context *context, const struct walk_entry *entry, const struct filter_test *test)
{
    const struct status *status = &context->status;

    (void)entry;
    return status->ino == test->file.ino &&
           ((uint64_t)status->dev_major << 32 | status->dev_minor) == test->file.device;
}

const struct filter_kind filter_statuses[] = {
    {"size", COST_STATUS, false, STATUS_SIZE, read_number, has_size},
    {"links", COST_STATUS, false, STATUS_NLINK, read_number, has_links},
    {"newer", COST_STATUS, false, STATUS_MTIME, read_reference, has_time},
    {"older", COST_STATUS, false, STATUS_MTIME, read_reference, has_time},
    {"changed_within", COST_STATUS, false, STATUS_MTIME, read_within, has_time},
    {"mtime", COST_STATUS, false, STATUS_MTIME, read_age, has_time},
    {"ctime", COST_STATUS, false, STATUS_CTIME, read_age, has_time},
    {"atime", COST_STATUS, false, STATUS_ATIME, read_age, has_time},
    {"btime", COST_STATUS, false, STATUS_BTIME, read_age, has_time},
    {"user", COST_STATUS, true, STATUS_UID, read_user, has_user},
    {"group", COST_STATUS, true, STATUS_GID, read_group, has_group},
    {"no_owner", COST_STATUS, false, STATUS_UID | STATUS_GID, NULL, has_no_owner},
    {"perm", COST_STATUS, false, STATUS_TYPE | STATUS_MODE, read_perm, has_perm},
    {"samefile", COST_STATUS, false, STATUS_INO, read_samefile, is_samefile},
};
const size_t filter_statuses_count = sizeof filter_statuses / sizeof filter_statuses[0];
