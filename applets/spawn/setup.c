/* SPDX-License-Identifier: MIT */
/* xspawn --each: what a batch needs before its first run. */
#include "spawn/each.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/io.h"
#include "os/spawn/descendants.h"
#include "os/spawn/hold.h"
#include "os/status.h"

TEXTS_OF(spawn_setup);

/* Searches for the program's file once, unless the result may change later. */
static void resolve(struct each *each)
{
    struct spawn *spawn = &each->xspawn->spawn;
    struct program *program = &spawn->program;
    size_t name = strlen(program->file);
    struct status status;

    for (size_t i = 0; i < spawn->count; i++)
        if (spawn->steps[i].kind == SPAWN_CHDIR || spawn->steps[i].kind == SPAWN_FCHDIR ||
            spawn->steps[i].kind == SPAWN_SETNS || spawn->steps[i].kind == SPAWN_RESETIDS)
            return;
    if (spawn->namespaces != 0 || strchr(program->file, '/') != NULL || has_placeholder(program->file))
        return;
    for (const char *at = program->search, *end;; at = end + 1) {
        end = at + strcspn(at, ":");
        size_t size = (size_t)(end - at);
        char *path = arena_alloc(each->call->arena, size + name + 2);
        if (path == NULL)
            return;
        memcpy(path, at, size);
        path[size] = '/';
        memcpy(path + size + (size > 0), program->file, name + 1);
        if (access_check(AT_FDCWD, path, X_OK, 0) == 0 && status_get(AT_FDCWD, path, 0, STATUS_TYPE, &status) == 0 &&
            S_ISREG(status.mode)) {
            program->file = path;
            program->search = NULL;
            return;
        }
        if (*end == '\0')
            return;
    }
}

static int hold_signals(struct each *each)
{
    each->signals = signals_hold(0, &each->old);
    if (each->signals < 0)
        return fail_errno(each->call->fail, -each->signals, NULL, NULL);
    if (each->xspawn->args->die_with_parent && !signal_when_orphaned(getppid()))
        return fail_errno(each->call->fail, ESRCH, NULL, NULL);
    return 0;
}

static int open_items(struct each *each)
{
    const struct xspawn_args *args = each->xspawn->args;

    if (each->words.items != NULL)
        return 0;
    int result = item_reader_open(&each->items, args->each, args->null ? '\0' : '\n');
    each->items.longest = 4 * 1024 * 1024; /* longer than any argument can be */
    return result < 0 ? fail_errno(each->call->fail, -result, args->each, NULL) : 0;
}

/* Counts the runs for the progress line, if the list is complete. */
static void count_items(struct each *each)
{
    char data[16 * 1024];
    struct status status;
    size_t items = each->words.count, per_run = (size_t)each->xspawn->args->items;
    int64_t at = 0;

    if (!each->shows || per_run == 0)
        return;
    if (each->words.items == NULL &&
        (status_get(each->items.fd, NULL, 0, STATUS_TYPE | STATUS_SIZE, &status) < 0 || !S_ISREG(status.mode)))
        return;
    for (int64_t got; each->words.items == NULL && (got = os_pread(each->items.fd, data, sizeof data, at)) > 0;
         at += got) {
        for (int64_t i = 0; i < got; i++)
            items += data[i] == each->items.end;
        items += at + got == (int64_t)status.size && data[got - 1] != each->items.end;
    }
    each->total = (items + per_run - 1) / per_run;
}

int each_begin(struct each *each)
{
    const struct xspawn_args *args = each->xspawn->args;
    struct spawn *spawn = &each->xspawn->spawn;

    spawn->no_handlers = true;
    template_begin(&each->template, (char **)spawn->program.argv, spawn->program.envp);
    each->template.argv[0] = (char *)args->prog.items[0].data;
    if (args->items < 0)
        return fail_usage(each->call->fail, "items: '%d' is less than 0", args->items);
    if (args->items != 1 && each->template.inside)
        return fail_usage(each->call->fail, "with --items %d an argument is {} or has none in it", args->items);
    if (throttle_check(each) < 0 || batch_halt_read(each) < 0 || open_items(each) < 0 || joblog_open(each) < 0 ||
        hold_signals(each) < 0)
        return -1;
    spawn->mask = spawn->mask != NULL ? spawn->mask : &each->old;
    if (each->halt.now)
        descendants_adopt();
    count_items(each);
    resolve(each);
    return jobs_begin(each);
}
