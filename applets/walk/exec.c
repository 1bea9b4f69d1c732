/* SPDX-License-Identifier: MIT */
/* Runs programs for entries: for each entry (--exec PROG {} ;), for as many entries at once as fit (--exec PROG {} +),
 * in the entry's directory (--execdir), or for each directory, which is open as descriptor XOS_DIRFD (--dir-exec). */
#include "walk/exec.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "os/fd.h"
#include "os/sysinfo.h"
#include "value/number.h"
#include "walk/confirm.h"
#include "walk/programs.h"

TEXTS_OF(walk_exec);

extern char **environ;

/* Entries collected for one program: --exec PROG {} +. */
struct xwalk_batch {
    struct lock lock;
    size_t fixed, count; /* numbers of words: of the program alone, and of all */
    size_t room;         /* words allocated in argv, including its NULL */
    size_t bytes, most;  /* bytes that the words take in the new program, and their limit */
    char **argv;
};

/* The bytes that a word takes of the limit of a program's arguments. */
static size_t cost(size_t size)
{
    return size + 1 + sizeof(char *);
}

static size_t environment_cost(void)
{
    size_t bytes = 0;

    for (char **entry = environ; *entry != NULL; entry++)
        bytes += cost(strlen(*entry));
    return bytes;
}

/* Returns text with each {} replaced by path; NULL if memory is exhausted. The caller frees it. */
static char *replaced(struct word text, const char *path)
{
    size_t size = strlen(path), count = 0;
    const char *at = text.data, *found;

    for (; (found = strstr(at, "{}")) != NULL; at = found + 2)
        count++;
    char *result = malloc(text.size + count * size + 1), *to = result;
    for (at = text.data; result != NULL && (found = strstr(at, "{}")) != NULL; at = found + 2) {
        to = (char *)memcpy(to, at, (size_t)(found - at)) + (found - at);
        to = (char *)memcpy(to, path, size) + size;
    }
    if (result != NULL)
        strcpy(to, at);
    return result;
}

static void free_words(char **argv)
{
    for (char **word = argv; word != NULL && *word != NULL; word++)
        free(*word);
    free(argv);
}

/* Returns the program's arguments for path; NULL if memory is exhausted. */
static char **arguments(const struct words *program, const char *path)
{
    char **argv = calloc(program->count + 1, sizeof *argv);

    for (size_t i = 0; argv != NULL && i < program->count; i++)
        if ((argv[i] = replaced(program->items[i], path)) == NULL) {
            free_words(argv);
            return NULL;
        }
    return argv;
}

/* Runs the program for path. Returns the callback's result. */
static int run_for(struct xwalk_context *context, const struct words *program, const char *path,
                   const struct program_run *how)
{
    struct program_run run = *how;
    int result = -ENOMEM;

    if (!confirmed(context->walk, program->items[0].data, path))
        return 0;
    run.argv = arguments(program, path);
    if (run.argv != NULL)
        result = programs_run(context->walk, &run);
    free_words(run.argv);
    return result;
}

static int exec_entry(void *context, struct walk_output *out, const struct walk_entry *entry)
{
    (void)out;
    return run_for(context, &((struct xwalk_context *)context)->walk->args->exec, walk_path(entry),
                   &(struct program_run){.directory = -1, .keep = -1});
}

/* Opens the directory that contains a top. Returns the descriptor or -errno. */
static int open_parent(const struct walk_entry *entry, const char *base)
{
    size_t size = (size_t)(base - entry->name);
    const char *from = size > 0 ? entry->name : *base == '/' ? "/" : ".";
    char *path = malloc(size + 2);

    if (path == NULL)
        return -ENOMEM;
    size += size == 0;
    memcpy(path, from, size);
    path[size] = '\0';
    int fd = os_open(entry->dir_fd, path, O_RDONLY | O_DIRECTORY, 0);
    free(path);
    return fd;
}

/* Replaces {} by "./" and the name, so that no name looks like an option. */
static int execdir_entry(void *context_, struct walk_output *out, const struct walk_entry *entry)
{
    struct xwalk_context *context = context_;
    size_t size;
    const char *base = xwalk_base_name(entry, &size);
    int fd = entry->depth > 0 ? entry->dir_fd : open_parent(entry, base);

    (void)out;
    if (fd < 0)
        return xwalk_fail(context, walk_path(entry), -fd);
    char *name = malloc(size + 3);
    int result = -ENOMEM;
    if (name != NULL) {
        memcpy(name, "./", 2);
        memcpy(name + 2, base, size);
        name[size + 2] = '\0';
        result = run_for(context, &context->walk->args->execdir, base[0] == '/' ? "/" : name,
                         &(struct program_run){.directory = fd, .keep = -1});
    }
    free(name);
    if (entry->depth == 0)
        os_close(fd);
    return result;
}

/* Runs the program for the entries of the batch, and empties it. Call it with the batch's lock held. */
static int run_batch(struct xwalk *walk, struct xwalk_batch *batch)
{
    struct program_run run = {.argv = batch->argv, .directory = -1, .keep = -1};
    int result = 0;

    batch->argv[batch->count] = NULL;
    if (batch->count > batch->fixed)
        result = programs_run(walk, &run);
    while (batch->count > batch->fixed) {
        batch->bytes -= cost(strlen(batch->argv[--batch->count]));
        free(batch->argv[batch->count]);
    }
    return result;
}

/* Adds path (size bytes) to the batch; if it does not fit, runs the batch first. */
static int add_to_batch(struct xwalk *walk, struct xwalk_batch *batch, const char *path, size_t size)
{
    int result = 0;

    if (batch->bytes + cost(size) > batch->most && (result = run_batch(walk, batch)) != 0)
        return result;
    if (batch->count + 1 >= batch->room) {
        char **grown = realloc(batch->argv, batch->room * 2 * sizeof *grown);
        if (grown == NULL)
            return -ENOMEM;
        batch->argv = grown;
        batch->room *= 2;
    }
    char *copy = malloc(size + 1);
    if (copy == NULL)
        return -ENOMEM;
    batch->argv[batch->count++] = memcpy(copy, path, size + 1);
    batch->bytes += cost(size);
    return 0;
}

static int batch_entry(void *context_, struct walk_output *out, const struct walk_entry *entry)
{
    enum { LONGEST = 128 * 1024 - 1 }; /* bytes of one argument: the kernel's MAX_ARG_STRLEN */
    struct xwalk_context *context = context_;
    struct xwalk_batch *batch = context->walk->batch;
    size_t size = entry->prefix_size + entry->name_size;

    (void)out;
    if (size > LONGEST || batch->fixed * sizeof(char *) + cost(size) > batch->most)
        return xwalk_fail(context, walk_path(entry), E2BIG);
    lock_take(&batch->lock);
    int result = add_to_batch(context->walk, batch, walk_path(entry), size);
    lock_open(&batch->lock);
    return result;
}

/* Starts a batch: the words before {} + are the beginning of each argv. */
static int begin_batch(struct xwalk *walk, const struct words *program)
{
    enum { RESERVE = 4096, LEAST = 4096, MOST = 2 * 1024 * 1024 };
    struct xwalk_batch *batch = arena_alloc(walk->call->arena, sizeof *batch);
    long limit = 0;
    size_t taken = environment_cost() + RESERVE;

    os_sysconf(_SC_ARG_MAX, &limit);
    if (batch == NULL)
        return fail_no_memory(walk->call->fail);
    *batch = (struct xwalk_batch){.fixed = program->count - 2, .room = program->count + 64};
    for (size_t i = 0; i < batch->fixed; i++)
        if (strstr(program->items[i].data, "{}") != NULL)
            return fail_usage(walk->call->fail, "exec: {} is allowed once, before the +");
    batch->most = limit > 0 && (size_t)limit > taken + LEAST ? (size_t)limit - taken : LEAST;
    if (batch->most > MOST)
        batch->most = MOST;
    batch->argv = malloc(batch->room * sizeof *batch->argv);
    if (batch->argv == NULL)
        return fail_no_memory(walk->call->fail);
    for (; batch->count < batch->fixed; batch->count++) {
        batch->argv[batch->count] = (char *)program->items[batch->count].data;
        batch->bytes += cost(program->items[batch->count].size);
    }
    walk->batch = batch;
    return 0;
}

static bool is_ours(const char *variable)
{
    return strncmp(variable, "XOS_DIRFD=", 10) == 0 || strncmp(variable, "XOS_DIRPATH=", 12) == 0;
}

/* Returns the environment with XOS_DIRFD and XOS_DIRPATH in one block of memory; NULL if memory is exhausted. */
static char **environment(int fd, const char *path)
{
    size_t count = 0, size = strlen(path), kept = 0;

    while (environ[count] != NULL)
        count++;
    char **list = malloc((count + 3) * sizeof *list + NUMBER_ROOM + 10 + 12 + size + 1);
    if (list == NULL)
        return NULL;
    for (size_t i = 0; i < count; i++)
        if (!is_ours(environ[i]))
            list[kept++] = environ[i];
    char *text = (char *)(list + count + 3);
    list[kept++] = memcpy(text, "XOS_DIRFD=", 10);
    text += 10;
    text += int_write(text, fd);
    *text++ = '\0';
    list[kept++] = memcpy(text, "XOS_DIRPATH=", 12);
    memcpy(text + 12, path, size + 1);
    list[kept] = NULL;
    return list;
}

static int exec_listed(void *context_, struct walk_output *out, struct walk_dir *dir, const char *path)
{
    struct xwalk_context *context = context_;

    (void)out;
    if (dir->fd < 0 || dir->depth < context->walk->min_depth)
        return 0;
    struct program_run run = {.env = environment(dir->fd, path), .directory = -1, .keep = dir->fd};
    if (run.env == NULL)
        return -ENOMEM;
    int result = run_for(context, &context->walk->args->dir_exec, path, &run);
    free(run.env);
    return result;
}

bool exec_is_batch(const struct xwalk_args *args)
{
    return args->exec.count > 1 && word_is(args->exec.items[args->exec.count - 1], "+");
}

int exec_begin(struct xwalk *walk, size_t jobs)
{
    const struct xwalk_args *args = walk->args;
    const struct words *exec = &args->exec;
    bool batch = exec_is_batch(args);

    if (batch && exec->count < 3)
        return fail_usage(walk->call->fail, "exec: a program is missing before {} +");
    if (batch && args->confirm)
        return fail_usage(walk->call->fail, "--confirm asks for one entry at a time: not with {} +");
    if (programs_begin(walk, jobs) < 0 || (batch && begin_batch(walk, exec) < 0))
        return -1;
    if (args->dir_exec.count > 0) {
        walk->options.events.listed = exec_listed;
        walk->options.whole = true;
        walk->options.max_depth += walk->options.max_depth != SIZE_MAX;
    } else
        walk->form = batch ? batch_entry : exec->count > 0 ? exec_entry : execdir_entry;
    return 0;
}

void exec_end(struct xwalk *walk)
{
    if (walk->batch != NULL) {
        run_batch(walk, walk->batch);
        free(walk->batch->argv);
    }
    programs_end(walk);
}
