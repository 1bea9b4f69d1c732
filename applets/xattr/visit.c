/* SPDX-License-Identifier: MIT */
/* How xattr-tool finds files: each operand by itself, or with everything below it. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "os/status.h"
#include "value/operands.h"
#include "xattr/xattr_tool.h"

TEXTS_OF(xattr_visit);

void tool_report(struct tool *tool, const char *op, const char *attribute, int errnum, const char *path)
{
    struct fail *fail = tool->call->fail;

    lock_take(&tool->lock);
    const char *applet = fail->op;
    fail_errno(fail, errnum, path, NULL);
    fail->op = op;
    fail->step = attribute;
    call_report(tool->call);
    fail->op = applet;
    lock_open(&tool->lock);
}

void tool_refuse(struct tool *tool, const char *path, const char *words)
{
    struct fail *fail = tool->call->fail;

    lock_take(&tool->lock);
    fail_words(fail, EX_DATAERR, "%s", words);
    fail->path = path;
    call_report(tool->call);
    lock_open(&tool->lock);
}

bool tool_matches(const struct tool *tool, const char *name)
{
    return !tool->filtered || pattern_found(&tool->filter, name) != tool->negated;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

ssize_t tool_names(struct tool_worker *worker, const struct tool_file *file)
{
    struct tool *tool = worker->tool;
    ssize_t size = xattr_list(&file->file, worker->names, XATTR_LIST_ROOM);
    size_t count = 0;

    if (size < 0) {
        tool_report(tool, "listxattr", NULL, (int)-size, file->path);
        return -1;
    }
    worker->names[size] = '\0';
    for (const char *name = worker->names; name < worker->names + size; name += strlen(name) + 1)
        if (tool_matches(tool, name))
            worker->sorted[count++] = name;
    if (count > 1)
        qsort(worker->sorted, count, sizeof worker->sorted[0], compare_names);
    return (ssize_t)count;
}

static int write_output(void *shared, const char *data, size_t size)
{
    struct tool *tool = shared;

    lock_take(&tool->lock);
    out_raw(tool->call->out, data, size);
    int errnum = tool->call->out->errnum;
    lock_open(&tool->lock);
    return -errnum;
}

static int visit_operand(struct tool_worker *worker, struct walk_output *output, struct path path)
{
    struct tool *tool = worker->tool;
    bool follow = path.name == NULL || !tool->args->no_follow;
    struct tool_file file = {
        .file = {.name = path.name, .dirfd = path.name != NULL ? AT_FDCWD : path.fd, .follow = follow},
        .path = call_path(tool->call, path),
        .below = "",
    };

    output->used = 0;
    int result = tool->visit(worker, output, &file);
    return result < 0 ? result : write_output(tool, output->data, output->used);
}

/* The state that visits share. */
struct visits {
    struct tool_worker *worker;
    struct walk_output output;
};

static int start_visits(struct visits *visits, struct tool *tool)
{
    *visits = (struct visits){.worker = malloc(sizeof *visits->worker)};
    if (visits->worker == NULL)
        return -ENOMEM;
    visits->worker->tool = tool;
    return 0;
}

static void end_visits(struct visits *visits)
{
    free(visits->output.data);
    free(visits->worker);
}

/* A thread of the walk. */
struct walker {
    struct tool_worker *worker;
    size_t top_size; /* bytes of the operand's name */
};

static void start_walker(void *context, void *shared)
{
    struct walker *walker = context;
    struct tool *tool = shared;

    walker->worker = malloc(sizeof *walker->worker);
    walker->top_size = strlen(tool->top);
    if (walker->worker != NULL)
        walker->worker->tool = tool;
}

static void finish_walker(void *context, void *shared)
{
    struct walker *walker = context;

    (void)shared;
    free(walker->worker);
}

static int visit_entry(void *context, struct walk_output *output, const struct walk_entry *entry)
{
    const struct walker *walker = context;

    if (walker->worker == NULL)
        return -ENOMEM;
    const struct tool_args *args = walker->worker->tool->args;
    bool is_link = entry->type == DT_LNK, top = entry->depth == 0;
    if (is_link && !args->no_follow && !args->logical && !walker->worker->tool->links_too && (args->physical || !top))
        return 0;
    const char *path = walk_path(entry);
    const char *below = path + (top ? strlen(path) : walker->top_size);
    struct tool_file file = {
        .file = {.name = entry->name, .dirfd = entry->dir_fd, .follow = args->logical || (top && !args->no_follow)},
        .path = path,
        .below = below + strspn(below, "/"),
    };
    return walker->worker->tool->visit(walker->worker, output, &file);
}

static int report_unreadable(void *context, const char *path, int errnum)
{
    const struct walker *walker = context;

    if (walker->worker == NULL)
        return -ENOMEM;
    tool_report(walker->worker->tool, "scandir", NULL, errnum, path);
    return 0;
}

/* Visits an operand; with --recursive everything below it too. Returns 0 or -errno. */
static int visit(struct visits *visits, struct tool *tool, struct path path)
{
    const struct tool_args *args = tool->args;

    if (!args->recursive || (path.name == NULL && !is_directory(path.fd, NULL))) /* there is no "." in it */
        return visit_operand(visits->worker, &visits->output, path);
    tool->top = path.name != NULL ? path.name : ".";
    struct walk_options options = {
        .tops = &tool->top,
        .top_count = 1,
        .dir_fd = path.name != NULL ? AT_FDCWD : path.fd,
        .max_depth = SIZE_MAX,
        .threads = args->jobs > 0 ? (unsigned)args->jobs : walk_default_threads(),
        .follow = args->logical,
        .keep_top_links = args->no_follow || args->physical,
        .sort = true,
        .events = {.entry = visit_entry,
                   .error = report_unreadable,
                   .write = write_output,
                   .start = start_walker,
                   .finish = finish_walker},
        .context_size = sizeof(struct walker),
        .shared = tool,
    };
    return walk(&options);
}

/* Records the -errno that ended the visits early, unless the output has failed: that is reported by itself. 0 or -1. */
static int finish(struct tool *tool, int result)
{
    return result == 0 || tool->call->out->errnum != 0 ? 0 : fail_errno(tool->call->fail, -result, NULL, NULL);
}

static int visit_operands(struct visits *visits, struct tool *tool)
{
    int result = 0;

    for (size_t i = 0; i < tool->operand_count && result == 0; i++)
        result = visit(visits, tool, tool->operands[i]);
    return finish(tool, result);
}

/* Visits the operands of --files0-from as they arrive. */
static int visit_list(struct visits *visits, struct tool *tool)
{
    struct call *call = tool->call;
    struct operand_list list;
    struct word word;
    struct path path;
    enum operand_result read;
    int result = 0;

    if (operand_list_open(&list, call->fail, tool->args->files0_from, call->closed_streams) < 0)
        return -1;
    while (result == 0 &&
           ((read = operand_list_next(&list, call->fail, &word)) == OPERAND_NAME || read == OPERAND_BAD)) {
        if (read == OPERAND_BAD || tool_operand(tool, word, &path) < 0)
            call_report(call);
        else
            result = visit(visits, tool, path);
        if (item_reader_waits(&list.reader))
            out_flush(call->out);
    }
    operand_list_close(&list, call->fail);
    return result == 0 && read == OPERAND_FAILED ? -1 : finish(tool, result);
}

int tool_visit_all(struct tool *tool)
{
    struct visits visits;
    int result = start_visits(&visits, tool);

    if (result < 0)
        return fail_no_memory(tool->call->fail);
    out_is_tty(tool->call->out); /* determine this once, not in each visit */
    result = tool->args->files0_from != NULL ? visit_list(&visits, tool) : visit_operands(&visits, tool);
    end_visits(&visits);
    return result;
}
