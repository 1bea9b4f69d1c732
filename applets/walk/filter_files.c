/* SPDX-License-Identifier: MIT */
/* Filters that make system calls about the file: access, contents, attributes, file system. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdalign.h>
#include <unistd.h>

#include "os/fd.h"
#include "os/status.h"
#include "os/walk/dirents.h"
#include "os/xattr.h"
#include "walk/filter.h"

TEXTS_OF(walk_filter_files);

/* access(2); a link is followed as in find, and no error is reported. */
static int is_allowed(const struct walk_entry *entry, int mode)
{
    return access_check(entry->dir_fd, entry->name, mode, AT_EACCESS) == 0;
}

static int is_readable(struct xwalk_context *context, const struct walk_entry *entry, const struct filter_test *test)
{
    (void)context, (void)test;
    return is_allowed(entry, R_OK);
}

static int is_writable(struct xwalk_context *context, const struct walk_entry *entry, const struct filter_test *test)
{
    (void)context, (void)test;
    return is_allowed(entry, W_OK);
}

static int is_executable(struct xwalk_context *context, const struct walk_entry *entry, const struct filter_test *test)
{
    (void)context, (void)test;
    return is_allowed(entry, X_OK);
}

/* Returns 1 if the directory has no entries, else 0 or -errno. */
static int has_no_entries(const struct walk_entry *entry, bool follow)
{
    alignas(8) char buffer[1024];
    struct dirents dirents;
    struct dirents_name name;
    int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (follow ? 0 : O_NOFOLLOW);
    int fd = os_open(entry->dir_fd, entry->name, flags, 0), result = 0;

    if (fd < 0)
        return fd;
    bool found = false;
    dirents_start(&dirents, fd, buffer, sizeof buffer);
    while (!found && (result = dirents_fill(&dirents)) > 0)
        found = dirents_take(&dirents, &name);
    os_close(fd);
    return found ? 0 : result < 0 ? result : 1;
}

/* True for a regular file of size 0 and a directory without entries. */
static int is_empty(struct xwalk_context *context, const struct walk_entry *entry, const struct filter_test *test)
{
    (void)test;
    if (entry->type == DT_DIR)
        return has_no_entries(entry, entry->depth == 0 || context->walk->options.follow);
    if (entry->type != DT_REG)
        return 0;
    int result = xwalk_look(context, entry);
    return result < 0 ? result : context->status.size == 0;
}

static int read_text(struct xwalk *walk, struct filter_test *test, struct word word)
{
    (void)walk;
    test->text = word;
    return 0;
}

static int has_fstype(struct xwalk_context *context, const struct walk_entry *entry, const struct filter_test *test)
{
    const char *name = xwalk_filesystem(context, entry);

    return name != NULL && word_is(test->text, name);
}

static int read_xattr(struct xwalk *walk, struct filter_test *test, struct word word)
{
    test->text = word;
    if (memchr(word.data, '.', word.size) == NULL)
        return fail_usage(walk->call->fail, "%s: '%.*s' has no namespace (did you mean user.%.*s?)", test->kind->option,
                          shown_size(word), word.data, shown_size(word), word.data);
    return 0;
}

static int has_xattr(struct xwalk_context *context, const struct walk_entry *entry, const struct filter_test *test)
{
    struct xattr_file file = {
        .name = entry->name, .dirfd = entry->dir_fd, .follow = context->walk->options.follow && entry->type != DT_LNK};

    return xattr_get(&file, test->text.data, NULL, 0) >= 0;
}

const struct filter_kind filter_files[] = {
    {"readable", COST_CALLS, false, 0, NULL, is_readable},
    {"writable", COST_CALLS, false, 0, NULL, is_writable},
    {"executable", COST_CALLS, false, 0, NULL, is_executable},
    {"empty", COST_CALLS, false, 0, NULL, is_empty},
    {"fstype", COST_CALLS, true, STATUS_TYPE, read_text, has_fstype},
    {"xattr", COST_CALLS, false, 0, read_xattr, has_xattr},
};
const size_t filter_files_count = sizeof filter_files / sizeof filter_files[0];
