/* SPDX-License-Identifier: MIT */
/* xattr-tool restore: reads and checks a complete dump before it sets the first attribute, so that a damaged dump
 * changes nothing. Files are found only below one directory, whatever the dump contains. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "value/attrwords.h"
#include "value/format.h"
#include "value/jsondump.h"
#include "os/beneath.h"
#include "os/fd.h"
#include "os/status.h"
#include "value/operands.h"
#include "xattr/xattr_tool.h"

TEXTS_OF(xattr_restore);

/* A dump in either form: getfattr's, or lines of --json. */
struct dump {
    struct attrdump_reader text;
    struct json_dump json;
    bool is_json;
    struct names *names;
    char value[XATTR_VALUE_ROOM]; /* of an attribute that the dump has in words */
    char wrong[320];
};

static void start_dump(struct dump *dump, struct names *names, const char *data, size_t size, char *room)
{
    dump->names = names;
    dump->wrong[0] = '\0';
    dump->is_json = size > 0 && *data == '{';
    if (dump->is_json)
        json_dump_start(&dump->json, data, size);
    else
        attrdump_start(&dump->text, data, size, room);
}

/* Turns a value that is in words into its bytes. */
static enum attrdump_read read_words(struct dump *dump, struct attrdump_entry *entry)
{
    struct word words = {entry->value, entry->size};
    struct words_problem problem;

    if (!attribute_has_words(entry->name) || !value_is_words(entry->value, entry->size))
        return ATTRDUMP_ATTRIBUTE;
    entry->value = dump->value;
    if (attribute_from_words(dump->names, entry->name, words, dump->value, &entry->size, &problem))
        return ATTRDUMP_ATTRIBUTE;
    format_text(dump->wrong, sizeof dump->wrong, "'%.*s' %s", shown_size(problem.where), problem.where.data,
                problem.what);
    return ATTRDUMP_WRONG;
}

static enum attrdump_read next_entry(struct dump *dump, struct attrdump_entry *entry)
{
    enum attrdump_read read = dump->is_json ? json_dump_next(&dump->json, entry) : attrdump_next(&dump->text, entry);

    return read == ATTRDUMP_ATTRIBUTE ? read_words(dump, entry) : read;
}

/* The words for what is wrong, after ATTRDUMP_WRONG. */
static const char *what_is_wrong(const struct dump *dump)
{
    return dump->wrong[0] != '\0' ? dump->wrong : dump->is_json ? dump->json.wrong : dump->text.wrong;
}

static void end_dump(struct dump *dump)
{
    if (dump->is_json)
        json_dump_end(&dump->json);
}

/* The state of a restore. */
struct restore {
    struct tool *tool;
    int root;           /* the base of paths: a descriptor or AT_FDCWD */
    int folder;         /* the directory of the file at path; -1: none */
    size_t folder_size; /* length of its part of path, including the last slash */
    int file;           /* the file itself, opened with O_PATH if necessary; -1: none */
    char *path;         /* path of the file whose attributes follow */
    bool found;
    struct xattr_file target; /* that file */
};

static int check_dump(struct tool *tool, const char *name, const char *dump, size_t size, char *room)
{
    struct dump reader;
    struct attrdump_entry entry;
    enum attrdump_read read;

    start_dump(&reader, tool->call->names, dump, size, room);
    do
        read = next_entry(&reader, &entry);
    while (read == ATTRDUMP_FILE || read == ATTRDUMP_ATTRIBUTE);
    end_dump(&reader);
    if (read == ATTRDUMP_END)
        return 0;
    fail_words(tool->call->fail, EX_DATAERR, "line %zu: %s", reader.is_json ? reader.json.line : reader.text.line,
               what_is_wrong(&reader));
    tool->call->fail->path = input_name(name);
    return -1;
}

static int open_path(const struct restore *restore, const char *path, int flags)
{
    flags |= O_PATH | O_CLOEXEC;
    return restore->tool->args->allow_escape ? os_open(restore->root, path, flags, 0)
                                             : open_beneath(restore->root, path, flags);
}

static void close_one(int *fd)
{
    if (*fd >= 0)
        os_close(*fd);
    *fd = -1;
}

/* Returns the last component of path; NULL if it is not a name ("." or similar). */
static char *base_name(char *path)
{
    char *slash = strrchr(path, '/'), *base = slash != NULL ? slash + 1 : path;

    return slash == path || *base == '\0' || strcmp(base, ".") == 0 || strcmp(base, "..") == 0 ? NULL : base;
}

/* Opens the directory of the restore's path, in which the file is called base, unless the previous file, at the path
 * old, was in the same directory. */
static int open_folder(struct restore *restore, const char *old, char *base)
{
    size_t size = (size_t)(base - restore->path);

    if (restore->folder >= 0 && size == restore->folder_size && memcmp(old, restore->path, size) == 0)
        return 0;
    close_one(&restore->folder);
    restore->folder_size = size;
    char first = *base;
    *base = '\0';
    restore->folder = open_path(restore, size > 0 ? restore->path : ".", O_DIRECTORY);
    *base = first;
    return restore->folder < 0 ? restore->folder : 0;
}

/* Finds the file at the restore's path: as a name in an open directory, which is shared by successive files, or as an
 * open file if a symbolic link must be followed. Returns 0 or -errno. */
static int find_file(struct restore *restore, const char *old)
{
    char *base = base_name(restore->path);
    bool follow = !restore->tool->args->no_follow;
    struct status status = {0};

    if (base != NULL) {
        int result = open_folder(restore, old, base);
        if (result == 0)
            result = status_get(restore->folder, base, AT_SYMLINK_NOFOLLOW, STATUS_TYPE, &status);
        if (result < 0)
            return result;
        restore->target = (struct xattr_file){.name = base, .dirfd = restore->folder};
        if (!follow || !S_ISLNK(status.mode))
            return 0;
    } else
        close_one(&restore->folder); /* it was kept only for the previous path */
    restore->file = open_path(restore, restore->path, follow ? 0 : O_NOFOLLOW);
    restore->target = (struct xattr_file){.dirfd = restore->file, .path_only = true};
    return restore->file < 0 ? restore->file : 0;
}

static int begin_file(struct restore *restore, const char *path)
{
    char *old = restore->path;

    close_one(&restore->file);
    restore->path = strdup(path);
    if (restore->path == NULL) {
        restore->path = old;
        return fail_no_memory(restore->tool->call->fail);
    }
    int result = find_file(restore, old);
    free(old);
    restore->found = result == 0;
    if (result == -EXDEV && !restore->tool->args->allow_escape)
        tool_refuse(restore->tool, restore->path,
                    "leads out of the directory that is restored (--allow-escape permits it)");
    else if (result < 0)
        tool_report(restore->tool, "setxattr", NULL, -result, path);
    return 0;
}

static void set_attribute(struct restore *restore, const struct attrdump_entry *entry)
{
    struct tool *tool = restore->tool;

    if (!restore->found || !tool_matches(tool, entry->name))
        return;
    int result = tool_set_value(tool, &restore->target, entry->name, entry->value, entry->size);
    if (result < 0)
        tool_report(tool, "setxattr", entry->name, -result, restore->path);
}

static int apply_dump(struct restore *restore, const char *dump, size_t size, char *room)
{
    struct dump reader;
    struct attrdump_entry entry;
    enum attrdump_read read;
    int result = 0;

    start_dump(&reader, restore->tool->call->names, dump, size, room);
    while (result == 0 && (read = next_entry(&reader, &entry)) != ATTRDUMP_END)
        if (read == ATTRDUMP_FILE)
            result = begin_file(restore, entry.name);
        else
            set_attribute(restore, &entry);
    end_dump(&reader);
    close_one(&restore->file);
    close_one(&restore->folder);
    free(restore->path);
    return result;
}

static int restore_dump(struct tool *tool, const char *name, const char *dump, size_t size)
{
    struct restore restore = {.tool = tool, .root = AT_FDCWD, .folder = -1, .file = -1};
    char *room = malloc(size + 2);
    int result = room != NULL ? check_dump(tool, name, dump, size, room) : fail_no_memory(tool->call->fail);

    if (result == 0 && tool->args->root != NULL) {
        restore.root = os_open(AT_FDCWD, tool->args->root, O_PATH | O_DIRECTORY, 0);
        if (restore.root < 0)
            result = fail_errno(tool->call->fail, -restore.root, tool->args->root, NULL);
    }
    if (result == 0)
        result = apply_dump(&restore, dump, size, room);
    if (restore.root >= 0)
        os_close(restore.root);
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
