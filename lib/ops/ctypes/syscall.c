/* SPDX-License-Identifier: MIT */
/* Any system call, by name or number. */
#include "ops/chapters.h"

#include <limits.h>
#include <sysexits.h>

#include "os/syscall.h"
#include "value/constants.h"
#include "value/encode.h"
#include "value/number.h"

TEXTS_OF(ctypes_syscall);

enum { LARGEST = 1 << 30 }; /* bytes of a buffer */

struct syscall_args {
    struct word name;
    struct words args;
};

/* An argument: a number as it is, or memory that the call is given the address of. */
struct argument {
    long value;
    unsigned char *memory; /* NULL for a number */
    size_t size;
    bool shown; /* after the call */
};

/* True for calls after which two processes, or none, would go on with this command. */
static bool is_refused(const char *name)
{
    static const char *const refused[] = {"fork", "vfork",      "clone",        "clone3",
                                          "exit", "exit_group", "rt_sigreturn", "sigreturn"};

    for (size_t i = 0; name != NULL && i < sizeof refused / sizeof refused[0]; i++)
        if (strcmp(name, refused[i]) == 0)
            return true;
    return false;
}

static int find_number(struct call *call, struct word name, long *number)
{
    struct number read;
    int64_t value;

    *number = os_syscall_number(name.data, name.size);
    if (*number < 0) {
        if (!number_read(name, 10, &read))
            return fail_usage(call->fail, "name: '%.*s' is not a system call of this architecture",
                              name.size < 60 ? (int)name.size : 60, name.data);
        if (!number_to_int64(read, 0, INT32_MAX, &value))
            return fail_usage(call->fail, "name: %.60s is out of range", name.data);
        *number = (long)value;
    }
    if (is_refused(os_syscall_name(*number)))
        return fail_usage(call->fail, "%s would not return to this command", os_syscall_name(*number));
    return 0;
}

static bool take_prefix(struct word *word, const char *prefix)
{
    size_t size = strlen(prefix);

    if (word->size < size || memcmp(word->data, prefix, size) != 0)
        return false;
    *word = (struct word){word->data + size, word->size - size};
    return true;
}

static int take_memory(struct call *call, struct argument *argument, size_t size)
{
    argument->memory = arena_alloc(call->arena, size + 1);
    argument->size = size;
    argument->value = (long)argument->memory;
    return argument->memory == NULL ? fail_no_memory(call->fail) : 0;
}

static int read_out(struct call *call, struct word word, struct argument *argument)
{
    struct number number;
    int64_t size;

    if (!number_read_size(word, &number) || !number_to_int64(number, 0, LARGEST, &size))
        return fail_usage(call->fail, "args: out:%.60s is not a size of at most 1G", word.data);
    argument->shown = true;
    return take_memory(call, argument, (size_t)size);
}

static int read_hex(struct call *call, struct word word, struct argument *argument)
{
    if (take_memory(call, argument, word.size / 2) < 0)
        return -1;
    if (!hex_read(word.data, word.size, (char *)argument->memory, &argument->size))
        return fail_usage(call->fail, "args: '%.60s' is not hexadecimal", word.data);
    return 0;
}

static int read_text(struct call *call, struct word word, struct argument *argument)
{
    if (take_memory(call, argument, word.size) < 0)
        return -1;
    memcpy(argument->memory, word.data, word.size);
    return 0;
}

/* A number, constants joined by "|", out:SIZE, in:HEX, inout:HEX, text:TEXT, or any other text. */
static int read_argument(struct call *call, struct word word, struct argument *argument)
{
    struct number number;

    if (take_prefix(&word, "out:"))
        return read_out(call, word, argument);
    if (take_prefix(&word, "in:"))
        return read_hex(call, word, argument);
    if (take_prefix(&word, "inout:")) {
        argument->shown = true;
        return read_hex(call, word, argument);
    }
    if (take_prefix(&word, "text:"))
        return read_text(call, word, argument);
    if (number_read(word, 10, &number)) {
        bool fits = !number.beyond && number.magnitude <= ULONG_MAX &&
                    (!number.negative || number.magnitude <= (unsigned long)LONG_MAX + 1);
        argument->value = (long)(number.negative ? -number.magnitude : number.magnitude);
        return fits ? 0 : fail_usage(call->fail, "args: %.60s is out of range", word.data);
    }
    int64_t value;
    if (constants_read_any(word, &value)) {
        argument->value = (long)value;
        return 0;
    }
    return read_text(call, word, argument);
}

static void show_memory(struct call *call, const struct argument *arguments, size_t count)
{
    char name[8] = "";

    for (size_t i = 0; i < count; i++) {
        if (!arguments[i].shown)
            continue;
        memcpy(name, "arg", 3);
        name[3] = (char)('1' + i);
        out_name(call->out, call->json ? name + 3 : name);
        out_bytes(call->out, arguments[i].memory, arguments[i].size);
    }
}

/* The result; if the call filled memory, a record that shows it too. */
static void show_result(struct call *call, long result, const struct argument *arguments, size_t count)
{
    bool any = false;

    for (size_t i = 0; i < count; i++)
        any |= arguments[i].shown;
    if (!any) {
        out_int(call->out, result);
        return;
    }
    out_open(call->out, OUT_RECORD);
    out_field_int(call->out, "result", result);
    out_field_int(call->out, "errno", 0);
    if (call->json) {
        out_name(call->out, "args");
        out_open(call->out, OUT_RECORD);
    }
    show_memory(call, arguments, count);
    if (call->json)
        out_close(call->out);
    out_close(call->out);
}

static int run_syscall(struct call *call)
{
    const struct syscall_args *args = ARGS(struct syscall_args, call);
    struct argument arguments[SYSCALL_ARGUMENTS] = {{0}};
    long values[SYSCALL_ARGUMENTS] = {0}, number;

    if (find_number(call, args->name, &number) < 0)
        return -1;
    if (args->args.count > SYSCALL_ARGUMENTS)
        return fail_usage(call->fail, "args: a system call has at most %d", SYSCALL_ARGUMENTS);
    for (size_t i = 0; i < args->args.count; i++) {
        if (read_argument(call, args->args.items[i], &arguments[i]) < 0)
            return -1;
        values[i] = arguments[i].value;
    }
    long result = os_syscall(number, values);
    if (result < 0 && result > -4096) {
        call->fail->step = os_syscall_name(number);
        return fail_errno(call->fail, (int)-result, NULL, NULL);
    }
    show_result(call, result, arguments, args->args.count);
    return 0;
}

static const struct param params[] = {
    PARAM(struct syscall_args, name, WORD, .metavar = PACKED("NAME|NUMBER"),
          .help = PACKED("the call: getrandom, or its number")),
    PARAM(struct syscall_args, args, WORDS, .flags = PARAM_OPTIONAL, .metavar = PACKED("ARG"),
          .help = PACKED(
              "a number, constants joined by '|', a text, or memory: out:SIZE (shown afterwards), in:HEX, inout:HEX, "
              "text:TEXT for a text that looks like something else")),
};

static const struct op ops[] = {
    {
        .name = "syscall",
        TEXTS(.summary = "Make a system call by name or number",
              .result = "int result; with out: or inout: memory a record result, errno, arg1...",
              .note =
                  "A call that fails ends with its errno's status. Calls that do not return once (fork, clone, exit, "
                  "rt_sigreturn) are refused",
              .example = "xos syscall getrandom out:16 16 0 --hex"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_LINUX,
        OP_PARAMS(struct syscall_args, params),
        .flags = OP_BYTES | OP_VARIES,
        .run = run_syscall,
    },
};

const struct chapter chapter_syscall = CHAPTER(SECTION_CTYPES, "ctypes: system calls", ops);
