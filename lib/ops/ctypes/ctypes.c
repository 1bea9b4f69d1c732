/* SPDX-License-Identifier: MIT */
/* Module ctypes: what needs no library to be loaded. Foreign calls are xcall's. */
#include "ops/chapters.h"

#include <errno.h>
#include <sysexits.h>

#include "ops/ctypes/data.h"
#include "os/libraries.h"

TEXTS_OF(ctypes_ctypes);

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
        return fail_errno(call->fail, -result, LOADER_CACHE, NULL);
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
    if (shown->count == 0) /* not before the process is known to exist */
        out_open(shown->call->out, OUT_LIST);
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
    int result = os_mapped_libraries(pid, show_path, &shown);
    if (result == 0 && shown.count == 0) /* a thread of the kernel */
        out_open(call->out, OUT_LIST);
    if (result == 0 || shown.count > 0)
        out_close(call->out);
    return result < 0 ? fail_errno(call->fail, -result, NULL, NULL) : 0;
}

static const struct param type_params[] = {
    PARAM(struct types, types, WORDS, .metavar = PACKED("TYPE"),
          .help = PACKED("a type or declaration in C: 'unsigned long', 'struct {char a; int b;}'")),
    PARAM(struct types, abi, WORD, .flags = PARAM_OPTION | PARAM_EXTRA, .metavar = PACKED("lp64|ilp32"),
          .help = PACKED("sizes of x86-64 or of i386 instead of this machine's")),
};

static const struct param library_params[] = {
    PARAM(struct library, name, TEXT, .help = PACKED("without lib and .so: m, crypto")),
};

static const struct param process_params[] = {
    PARAM(struct process, pid, PID, .flags = PARAM_OPTIONAL | PARAM_EXTRA, .fallback = FALLBACK_0,
          .help = PACKED("a process; 0 is this one")),
};

#define ELSEWHERE(name_, summary_, on, where, ...) \
    { \
        .name = name_, TEXTS(.summary = summary_, .result = "None", .elsewhere = where, __VA_ARGS__), \
        .acts_on = ACTS_ON_VALUE, .available = on \
    }

static const struct op ops[] = {
    {
        .name = "sizeof",
        TEXTS(.summary = "Return the size of C types", .result = "int bytes; of several types a list",
              .note = "The types of C, <stdint.h> and <sys/types.h> are known; the text may define structures, as in C",
              .example = "xos sizeof 'struct {char a; int b:3; int c:30;}'"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        OP_PARAMS(struct types, type_params),
        .run = run_sizeof,
    },
    {
        .name = "alignment",
        TEXTS(.summary = "Return the alignment of C types", .result = "int bytes; of several types a list",
              .example = "xos alignment 'struct {char a; short b;}'"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        OP_PARAMS(struct types, type_params),
        .run = run_alignment,
    },
    {
        .name = "find_library",
        TEXTS(.summary = "Return the file name of a shared library",
              .result = "str file name; status 66 if there is none",
              .note = "Looks in the loader's cache, LD_LIBRARY_PATH and the loader's folders; starts no program",
              .example = "xos find_library c"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_UNIX,
        OP_PARAMS(struct library, library_params),
        .run = run_find_library,
    },
    {
        .name = "dllist",
        TEXTS(.summary = "List the program and the libraries that a process runs code of",
              .result = "list of str paths", .errors = "ESRCH EACCES", .since = "3.14", .example = "xos dllist"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_LINUX,
        OP_PARAMS(struct process, process_params),
        .run = run_dllist,
    },
    ELSEWHERE("OleDLL", "Load a library of COM functions", ON_WINDOWS, "Windows"),
    ELSEWHERE("WinDLL", "Load a library with stdcall functions", ON_WINDOWS, "Windows"),
    ELSEWHERE("windll", "Load libraries with stdcall functions", ON_WINDOWS, "Windows"),
    ELSEWHERE("oledll", "Load libraries of COM functions", ON_WINDOWS, "Windows"),
    ELSEWHERE("find_msvcrt", "Find the runtime library of Visual C", ON_WINDOWS, "Windows"),
    ELSEWHERE("WINFUNCTYPE", "Make a prototype of a stdcall function", ON_WINDOWS, "Windows"),
    ELSEWHERE("prototype.vtbl", "Call a method of a COM interface", ON_WINDOWS, "Windows"),
    ELSEWHERE("get_last_error", "Return the last error code", ON_WINDOWS, "Windows"),
    ELSEWHERE("set_last_error", "Set the last error code", ON_WINDOWS, "Windows"),
    ELSEWHERE("GetLastError", "Return the system's last error code", ON_WINDOWS, "Windows"),
    ELSEWHERE("FormatError", "Describe an error code", ON_WINDOWS, "Windows"),
    ELSEWHERE("WinError", "Make an exception of an error code", ON_WINDOWS, "Windows"),
    ELSEWHERE("DllCanUnloadNow", "Tell COM whether the module can be unloaded", ON_WINDOWS, "Windows"),
    ELSEWHERE("DllGetClassObject", "Give COM the class of a module", ON_WINDOWS, "Windows"),
    ELSEWHERE("CopyComPointer", "Copy a COM pointer", ON_WINDOWS, "Windows", .since = "3.14"),
    ELSEWHERE("HRESULT", "Hold the result of a COM function", ON_WINDOWS, "Windows"),
    ELSEWHERE("COMError", "Report the failure of a COM method", ON_WINDOWS, "Windows", .since = "3.14"),
    ELSEWHERE("COMError.hresult", "Hold the failure's code", ON_WINDOWS, "Windows", .since = "3.14"),
    ELSEWHERE("COMError.text", "Hold the failure's words", ON_WINDOWS, "Windows", .since = "3.14"),
    ELSEWHERE("COMError.details", "Hold the failure's details", ON_WINDOWS, "Windows", .since = "3.14"),
    ELSEWHERE("pydll", "Load libraries of the C API of Python", ON_PYTHON, "Python"),
    ELSEWHERE("pythonapi", "Call the C API of Python", ON_PYTHON, "Python"),
    OP_NOT_HERE("PyDLL", "Load a library of the C API of Python",
                "it needs a Python interpreter in the process: use xcall"),
    OP_NOT_HERE("LibraryLoader", "Load libraries by attribute",
                "a loader is an attribute of Python: name the library, cdll NAME in xsh --ffi"),
    OP_NOT_HERE("errcheck", "Check the result of a function by a function",
                "there are no callables: use a condition, xcall --fail-if '<0'"),
    OP_NOT_HERE("PYFUNCTYPE", "Make a prototype of a function of Python's C API",
                "it needs a Python interpreter in the process: use callback in xsh --ffi"),
    OP_NOT_HERE("memoryview_at", "Return a view of memory",
                "a view needs the memory of an interpreter: copy the bytes with string_at in xsh --ffi",
                .since = "3.14"),
    OP_NOT_HERE("resize", "Change the size of an object's memory",
                "an object keeps its size: make a new one and copy it with memmove in xsh --ffi"),
    OP_NOT_HERE("SetPointerType", "Complete a pointer to an incomplete type",
                "a declaration says it at once: struct node {struct node *next;}"),
    OP_NOT_HERE("py_object", "Hold a Python object", "there are no Python objects"),
    OP_NOT_HERE("_CData.from_buffer", "Share the memory of another object",
                "memory is not shared: copy it with memmove in xsh --ffi, or read it with xcall unpack"),
    OP_NOT_HERE("_CData.__pointer_type__", "Return the type of pointers to a type", "a type is written in C: TYPE *",
                .since = "3.14"),
    OP_NOT_HERE("_CData._b_base_", "Return the object whose memory an object shares", "memory is not shared"),
    OP_NOT_HERE("_CData._b_needsfree_", "Tell whether an object owns its memory", "free in xsh --ffi tells"),
    OP_NOT_HERE("_CData._objects", "List the objects that an object keeps alive",
                "memory lives until free or the session's end"),
    OP_NOT_HERE("_SimpleCData._type_", "Return the letter of a type",
                "types have their names in C: xcall layout shows them"),
    OP_NOT_HERE("wintypes", "Name the types of Windows", "they are integers of fixed size: use uint32_t and the like"),
    OP_NOT_HERE("LIBFFI_VERSION", "Return the version of libffi as a text",
                "libexec/xos/ffi alone knows libffi: pkg-config --modversion libffi", .since = "3.15"),
    OP_NOT_HERE("LIBFFI_VERSION_INFO", "Return the version of libffi as numbers",
                "libexec/xos/ffi alone knows libffi: pkg-config --modversion libffi", .since = "3.15"),
};

const struct chapter chapter_ctypes = CHAPTER(SECTION_CTYPES, "ctypes: C types and libraries", ops);
