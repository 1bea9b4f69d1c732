/* SPDX-License-Identifier: MIT */
/* xattr-tool set, remove and copy. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/attributes.h"
#include "os/beneath.h"
#include "os/fd.h"
#include "os/status.h"
#include "os/xattr.h"
#include "xattr/xattr_tool.h"

TEXTS_OF(xattr_write);

int tool_set_value(const struct tool *tool, const struct xattr_file *file, const char *name, const void *value,
                   size_t size)
{
    struct status status;
    int result = xattr_set(file, name, value, size, tool->flags);

    if (result != -EACCES || !tool->args->force_mode || file->path_only)
        return result;
    int how = file->follow ? 0 : AT_SYMLINK_NOFOLLOW;
    if (status_get(file->dirfd, file->name, how, STATUS_MODE | STATUS_UID, &status) < 0 || status.uid != geteuid())
        return result;
    mode_t mode = status.mode & 07777;
    if (mode_set(file->dirfd, file->name, mode | S_IWUSR, file->follow) < 0)
        return result;
    result = xattr_set(file, name, value, size, tool->flags);
    mode_set(file->dirfd, file->name, mode, file->follow);
    return result;
}

int tool_set(struct tool_worker *worker, struct walk_output *output, const struct tool_file *file)
{
    struct tool *tool = worker->tool;
    int result = tool_set_value(tool, &file->file, tool->name, tool->value.data, tool->value.size);

    (void)output;
    if (result < 0)
        tool_report(tool, "setxattr", tool->name, -result, file->path);
    return 0;
}

/* True if removing the attribute failed because the file has no such attribute. For user attributes of files that
 * cannot have any (FIFOs, devices) the kernel returns EPERM. */
static bool is_without(struct tool_worker *worker, const struct tool_file *file, int result)
{
    return result == -ENODATA || (result == -EPERM && xattr_get(&file->file, worker->tool->name, worker->value,
                                                                sizeof worker->value) == -ENODATA);
}

int tool_remove(struct tool_worker *worker, struct walk_output *output, const struct tool_file *file)
{
    struct tool *tool = worker->tool;
    int result = xattr_remove(&file->file, tool->name);

    (void)output;
    if (result < 0 && tool->args->recursive && is_without(worker, file, result))
        return 0;
    if (result < 0)
        tool_report(tool, "removexattr", tool->name, -result, file->path);
    return 0;
}

/* Finds the file of DST that corresponds to one of SRC: DST itself, or the same path below it, as a name in its
 * directory. A link as the last component is not followed, as in SRC's tree. Returns 0 with a directory that
 * close_target closes, or -errno. */
static int find_target(const struct tool *tool, const char *below, struct xattr_file *target)
{
    const char *slash = strrchr(below, '/');
    struct path given = tool->operands[1];

    *target = (struct xattr_file){
        .name = given.name, .dirfd = given.name != NULL ? AT_FDCWD : given.fd, .follow = !tool->args->no_follow};
    if (*below == '\0')
        return 0;
    *target = (struct xattr_file){.name = slash != NULL ? slash + 1 : below, .dirfd = tool->destination};
    if (slash == NULL)
        return 0;
    char *folder = strndup(below, (size_t)(slash - below));
    target->dirfd = folder != NULL ? open_beneath(tool->destination, folder, O_PATH | O_DIRECTORY) : -ENOMEM;
    free(folder);
    return target->dirfd < 0 ? target->dirfd : 0;
}

static void close_target(const struct tool *tool, const char *below, const struct xattr_file *target)
{
    if (*below != '\0' && target->dirfd != tool->destination)
        os_close(target->dirfd);
}

/* Writes the name of DST's file for messages: DST as given, and the path below it. */
static void name_target(const struct tool *tool, const char *below, char *path, size_t size)
{
    size_t top_size = strnlen(tool->destination_name, size - 1);

    memcpy(path, tool->destination_name, top_size);
    if (*below != '\0' && top_size + 1 < size)
        path[top_size++] = '/';
    size_t below_size = strnlen(below, size - 1 - top_size);
    memcpy(path + top_size, below, below_size);
    path[top_size + below_size] = '\0';
}

static void report_target(struct tool *tool, const char *attribute, int errnum, const char *below)
{
    char path[4096];

    name_target(tool, below, path, sizeof path);
    tool_report(tool, "setxattr", attribute, errnum, path);
}

/* Reports a path that leads out of DST through a symbolic link; the message of EXDEV would be misleading. */
static void report_escape(struct tool *tool, const char *below)
{
    char path[4096];

    name_target(tool, below, path, sizeof path);
    tool_refuse(tool, path, "leads out of DST through a symbolic link");
}

/* Returns 0, or -errno if the target does not exist; reports other failures. */
static int copy_attribute(struct tool_worker *worker, const struct tool_file *file, const char *name,
                          const struct xattr_file *target)
{
    struct tool *tool = worker->tool;
    ssize_t size = xattr_get(&file->file, name, worker->value, sizeof worker->value);

    if (size == -ENODATA) /* removed after it was listed */
        return 0;
    if (size < 0) {
        tool_report(tool, "getxattr", name, (int)-size, file->path);
        return 0;
    }
    int result = tool_set_value(tool, target, name, worker->value, (size_t)size);
    if (result == -ENOENT || result == -ENOTDIR)
        return result;
    if (result < 0)
        report_target(tool, name, -result, file->below);
    return 0;
}

int tool_copy(struct tool_worker *worker, struct walk_output *output, const struct tool_file *file)
{
    struct tool *tool = worker->tool;
    ssize_t count = tool_names(worker, file);
    struct xattr_file target;

    (void)output;
    if (count <= 0)
        return 0;
    int result = find_target(tool, file->below, &target);
    if (result == 0) {
        for (ssize_t i = 0; i < count && result == 0; i++)
            result = copy_attribute(worker, file, worker->sorted[i], &target);
        close_target(tool, file->below, &target);
    }
    if (result == -EXDEV && *file->below != '\0')
        report_escape(tool, file->below);
    else if (result < 0)
        report_target(tool, NULL, -result, file->below);
    return 0;
}

static int check_two(struct tool *tool)
{
    if (tool->operand_count < 2)
        return fail_usage(tool->call->fail, "missing argument: %s", tool->operand_count == 0 ? "SRC" : "DST");
    if (tool->operand_count > 2)
        return fail_usage(tool->call->fail, "surplus argument '%.200s'", tool->rest.items[2].data);
    return 0;
}

int tool_copy_all(struct tool *tool)
{
    int flags = O_PATH | O_CLOEXEC | (tool->args->no_follow ? O_NOFOLLOW : 0);

    if (check_two(tool) < 0)
        return -1;
    struct path target = tool->operands[1];
    tool->destination_name = call_path(tool->call, target);
    tool->destination = target.name != NULL ? os_open(AT_FDCWD, target.name, flags, 0)
                        : target.fd < 0     ? -EBADF
                                            : target.fd;
    if (tool->destination < 0)
        return fail_errno(tool->call->fail, -tool->destination, tool->destination_name, NULL);
    tool->operand_count = 1;
    tool->links_too = true;
    int result = tool_visit_all(tool);
    if (target.name != NULL)
        os_close(tool->destination);
    return result;
}
