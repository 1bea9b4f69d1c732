/* SPDX-License-Identifier: MIT */
/* Module ctypes: what needs no library to be loaded. Foreign calls are xcall's. */
#include "ops/chapters.h"

#include <errno.h>
#include <sysexits.h>

#include "ops/ctypes/data.h"
#include "os/libraries.h"

struct types {
    struct words types;
    struct word abi;
};
struct library {
    const char *name;
};
struct process {
    pid_t pid;
};

static uint64_t size_of(const struct ctype *type)
{
    return type->size;
}

static uint64_t alignment_of(const struct ctype *type)
{
    return type->align;
}

/* One number for each type; a list if there are several. */
static int measure(struct call *call, uint64_t (*of)(const struct ctype *type))
{
    const struct types *args = ARGS(struct types, call);
    struct cdecl declaration;
    enum ctype_abi abi;

    if (data_abi(call, args->abi, &abi) < 0)
        return -1;
    if (args->types.count == 0)
        return fail_usage(call->fail, "types: at least one is needed");
    if (args->types.count > 1)
        out_open(call->out, OUT_LIST);
    for (size_t i = 0; i < args->types.count; i++) {
        if (data_declaration(call, args->types.items[i].data, abi, &declaration) < 0)
            return -1;
        if (declaration.type->incomplete || declaration.type->kind == CTYPE_VOID ||
            declaration.type->kind == CTYPE_FUNCTION)
            return fail_usage(call->fail, "'%.100s' has no size", args->types.items[i].data);
        out_uint(call->out, of(declaration.type));
    }
    if (args->types.count > 1)
        out_close(call->out);
    return 0;
}

static int run_sizeof(struct call *call)
{
    return measure(call, size_of);
}

static int run_alignment(struct call *call)
{
    return measure(call, alignment_of);
}

static int run_find_library(struct call *call)
{
    const char *name = ARGS(struct library, call)->name;
    char found[LIBRARY_NAME_ROOM];
    int result = os_find_library(name, found);

    if (result == -ENOENT)
        return fail_words(call->fail, EX_NOINPUT, "%.200s: no such library", name);
    if (result < 0)
        return fail_errno(call->fail, -result, NULL, NULL);
    out_text(call->out, found);
    return 0;
}

/* The paths that were shown already: code of one file may lie in several places. */
struct shown {
    struct call *call;
    const char **paths;
    size_t count, capacity;
};

static int show_path(void *context, const char *path)
{
    struct shown *shown = context;

    for (size_t i = 0; i < shown->count; i++)
        if (strcmp(shown->paths[i], path) == 0)
            return 0;
    if (shown->count == shown->capacity) {
        size_t capacity = shown->capacity * 2 + 32;
        const char **paths = arena_alloc(shown->call->arena, capacity * sizeof *paths);
        if (paths == NULL)
            return -ENOMEM;
        if (shown->count > 0)
            memcpy(paths, shown->paths, shown->count * sizeof *paths);
        shown->paths = paths;
        shown->capacity = capacity;
    }
    const char *copy = arena_copy(shown->call->arena, path, strlen(path));
    if (copy == NULL)
        return -ENOMEM;
    shown->paths[shown->count++] = copy;
    out_text(shown->call->out, copy);
    return 0;
}

static int run_dllist(struct call *call)
{
    struct shown shown = {.call = call};
    pid_t pid = ARGS(struct process, call)->pid;

    if (pid < 0)
        return fail_errno(call->fail, ESRCH, NULL, NULL);
    out_open(call->out, OUT_LIST);
    int result = os_mapped_libraries(pid, show_path, &shown);
    out_close(call->out);
    if (result == -ENOENT)
        return fail_words(call->fail, EX_OSFILE, "/proc: No such file or directory [ENOENT]");
    return result < 0 ? fail_errno(call->fail, -result, NULL, NULL) : 0;
}

static const struct param type_params[] = {
    PARAM(struct types, types, WORDS, .metavar = "TYPE",
          .help = "a type or declaration in C: 'unsigned long', 'struct {char a; int b;}'"),
    PARAM(struct types, abi, WORD, .flags = PARAM_OPTION | PARAM_EXTRA, .metavar = "lp64|ilp32",
          .help = "sizes of x86-64 or of i386 instead of this machine's"),
};

static const struct param library_params[] = {
    PARAM(struct library, name, TEXT, .help = "without lib and .so: m, crypto"),
};

static const struct param process_params[] = {
    PARAM(struct process, pid, PID, .flags = PARAM_OPTIONAL | PARAM_EXTRA, .fallback = "0",
          .help = "a process; 0 is this one"),
};

static const struct op ops[] = {
    {
        .name = "sizeof",
        .summary = "Return the size of C types",
        .result = "int bytes; of several types a list",
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        .note = "The types of C, <stdint.h> and <sys/types.h> are known; the text may define structures, as in C",
        .example = "xos sizeof 'struct {char a; int b:3; int c:30;}'",
        OP_PARAMS(struct types, type_params),
        .run = run_sizeof,
    },
    {
        .name = "alignment",
        .summary = "Return the alignment of C types",
        .result = "int bytes; of several types a list",
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        .example = "xos alignment 'struct {char a; short b;}'",
        OP_PARAMS(struct types, type_params),
        .run = run_alignment,
    },
    {
        .name = "find_library",
        .summary = "Return the file name of a shared library",
        .result = "str file name; status 66 if there is none",
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_UNIX,
        .note = "Looks in the loader's cache, LD_LIBRARY_PATH and the loader's folders; starts no program",
        .example = "xos find_library c",
        OP_PARAMS(struct library, library_params),
        .run = run_find_library,
    },
    {
        .name = "dllist",
        .summary = "List the program and the libraries that a process runs code of",
        .result = "list of str paths",
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_LINUX,
        .errors = "ESRCH EACCES",
        .since = "3.14",
        .example = "xos dllist",
        OP_PARAMS(struct process, process_params),
        .run = run_dllist,
    },
};

const struct chapter chapter_ctypes = CHAPTER(SECTION_CTYPES, "ctypes: C types and libraries", ops);
