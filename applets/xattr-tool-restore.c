/* xattr-tool restore: a dump is read as a whole and held against its grammar before the first attribute is set, so that
 * a damaged one changes nothing. Files are found below one directory and nowhere else, whatever the dump says. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "os/beneath.h"
#include "os/retry.h"
#include "xattr-tool.h"

/* A restore under way. */
struct restore {
    struct tool *tool;
    int root;         /* where paths begin: a descriptor or AT_FDCWD */
    int file;         /* the file that attributes go to, opened with O_PATH; -1 for none */
    char *path;       /* its path, for messages */
};

static int check_dump(struct tool *tool, const char *name, const char *dump, size_t size, char *room)
{
    struct attrdump_reader reader;
    struct attrdump_entry entry;
    enum attrdump_read read;

    attrdump_start(&reader, dump, size, room);
    do
        read = attrdump_next(&reader, &entry);
    while (read == ATTRDUMP_FILE || read == ATTRDUMP_ATTRIBUTE);
    if (read == ATTRDUMP_END)
        return 0;
    fail_words(tool->call->fail, EX_DATAERR, "line %zu: %s", reader.line, reader.wrong);
    tool->call->fail->path = tool_source(name);
    return -1;
}

/* A path that leads out of the root is the dump's fault, not the file system's. */
static void report_escape(struct restore *restore)
{
    struct call *call = restore->tool->call;

    fail_words(call->fail, EX_DATAERR, "leads out of the directory that is restored (--allow-escape permits it)");
    call->fail->path = restore->path;
    call_report(call);
}

static void close_file(struct restore *restore)
{
    if (restore->file >= 0)
        close(restore->file);
    restore->file = -1;
}

static int open_file(struct restore *restore, const char *path)
{
    const struct tool_args *args = restore->tool->args;
    int flags = O_PATH | O_CLOEXEC | (args->no_follow ? O_NOFOLLOW : 0);

    close_file(restore);
    free(restore->path);
    restore->path = strdup(path);
    if (restore->path == NULL)
        return fail_errno(restore->tool->call->fail, ENOMEM, NULL, NULL);
    restore->file = args->allow_escape ? OS_RETRY(openat(restore->root, path, flags))
                                       : open_beneath(restore->root, path, flags);
    if (restore->file == -EXDEV && !args->allow_escape)
        report_escape(restore);
    else if (restore->file < 0)
        tool_report(restore->tool, "setxattr", NULL, -restore->file, path);
    return 0;
}

static void set_attribute(struct restore *restore, const struct attrdump_entry *entry)
{
    struct tool *tool = restore->tool;
    struct xattr_file file = {.dirfd = restore->file, .path_only = true};

    if (restore->file < 0 || (tool->filtered && regexec(&tool->filter, entry->name, 0, NULL, 0) != 0))
        return;
    int result = xattr_set(&file, entry->name, entry->value, entry->size, tool->flags);
    if (result < 0)
        tool_report(tool, "setxattr", entry->name, -result, restore->path);
}

static int apply_dump(struct restore *restore, const char *dump, size_t size, char *room)
{
    struct attrdump_reader reader;
    struct attrdump_entry entry;
    enum attrdump_read read;
    int result = 0;

    attrdump_start(&reader, dump, size, room);
    while (result == 0 && (read = attrdump_next(&reader, &entry)) != ATTRDUMP_END)
        if (read == ATTRDUMP_FILE)
            result = open_file(restore, entry.name);
        else
            set_attribute(restore, &entry);
    close_file(restore);
    free(restore->path);
    return result;
}

static int restore_dump(struct tool *tool, const char *name, const char *dump, size_t size)
{
    struct restore restore = {.tool = tool, .root = AT_FDCWD, .file = -1};
    char *room = malloc(size + 2);
    int result = room != NULL ? check_dump(tool, name, dump, size, room)
                              : fail_errno(tool->call->fail, ENOMEM, NULL, NULL);

    if (result == 0 && tool->args->root != NULL) {
        restore.root = OS_RETRY(open(tool->args->root, O_PATH | O_DIRECTORY | O_CLOEXEC));
        if (restore.root < 0)
            result = fail_errno(tool->call->fail, -restore.root, tool->args->root, NULL);
    }
    if (result == 0)
        result = apply_dump(&restore, dump, size, room);
    if (restore.root >= 0)
        close(restore.root);
    free(room);
    return result;
}

int tool_restore(struct tool *tool)
{
    const char *name = tool->rest.count > 0 ? tool->rest.items[0].data : "-";
    char *dump;
    size_t size;

    if (tool->rest.count > 1)
        return fail_usage(tool->call->fail, "surplus argument '%.200s'", tool->rest.items[1].data);
    if (tool_contents(tool->call, name, SIZE_MAX / 4, &dump, &size) < 0)
        return -1;
    int result = restore_dump(tool, name, dump, size);
    free(dump);
    return result;
}
