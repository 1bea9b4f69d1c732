/* SPDX-License-Identifier: MIT */
/* How operations end: with results, failures and new descriptors. */
#include "table/op.h"

#include <errno.h>
#include <sysexits.h>
#include <unistd.h>

#include "value/number.h"

bool op_flushes(const struct op *op)
{
    return (op->flags & (OP_FLUSHES | OP_ALONE | OP_ARGV | OP_CHAIN | OP_NEW_FDS | OP_CHILD | OP_WRITES)) ||
           op->acts_on == ACTS_ON_FD;
}

const char *program_hint(const struct op *op, bool has_program)
{
    return (op->flags & OP_CHAIN) && !has_program ? " (write -- before a program)" : "";
}

int call_end(struct call *call, int result, const char *path)
{
    if (result < 0)
        return fail_errno(call->fail, -result, path, NULL);
    out_none(call->out);
    return 0;
}

int call_end_int(struct call *call, int64_t result, const char *path)
{
    if (result < 0)
        return fail_errno(call->fail, (int)-result, path, NULL);
    out_int(call->out, result);
    return 0;
}

const char *call_path(struct call *call, struct path path)
{
    enum { PREFIX = 3 };

    if (path.name != NULL || path.fd < 0)
        return path.name;
    char *text = arena_alloc(call->arena, PREFIX + NUMBER_ROOM + 1);
    if (text == NULL)
        return "fd";
    memcpy(text, "fd:", PREFIX);
    text[PREFIX + int_write(text + PREFIX, path.fd)] = '\0';
    return text;
}

int call_answer(struct call *call, bool truth)
{
    out_bool(call->out, truth);
    call->status = truth ? 0 : 1;
    return 0;
}

void call_name_applet(struct call *call)
{
    if (call->fail->status == EX_USAGE && (call->op->flags & OP_APPLET))
        call->fail->op = call->op->name;
}

void call_report(struct call *call)
{
    const char *op = call->fail->op;

    if (call->status == 0)
        call->status = call->fail->status;
    call_name_applet(call);
    out_flush(call->out);
    fail_print(call->fail, STDERR_FILENO, call->json);
    fail_clear(call->fail);
    call->fail->op = op;
}

int call_end_fd(struct call *call, int result, const char *path)
{
    if (result >= 0 && call_new_fds(call, &result, 1) < 0)
        return -1;
    return call_end_int(call, result, path);
}

int call_end_fds(struct call *call, int result, int fds[2], const char *const names[2])
{
    if (result < 0)
        return fail_errno(call->fail, -result, NULL, NULL);
    if (call_new_fds(call, fds, 2) < 0)
        return -1;
    out_open(call->out, OUT_RECORD);
    out_field_int(call->out, names[0], fds[0]);
    out_field_int(call->out, names[1], fds[1]);
    out_close(call->out);
    return 0;
}
