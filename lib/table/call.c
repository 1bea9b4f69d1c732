/* SPDX-License-Identifier: MIT */
/* How operations end: results, failures, new descriptors. */
#include "table/op.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sysexits.h>
#include <unistd.h>

#include "value/number.h"
#include "os/retry.h"

bool op_flushes(const struct op *op)
{
    return (op->flags & (OP_FLUSHES | OP_ALONE | OP_ARGV | OP_CHAIN | OP_NEW_FDS | OP_CHILD | OP_WRITES)) ||
           op->acts_on == ACTS_ON_FD;
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

static bool is_wanted(const struct call *call, int fd, size_t but)
{
    for (size_t i = 0; i < call->as.count; i++)
        if (i != but && call->as.items[i] == fd)
            return true;
    return false;
}

/* Moves fd off a number that another descriptor of this call is to have. */
static int step_aside(struct call *call, int *fd, size_t index)
{
    int lowest = 0;

    if (!is_wanted(call, *fd, index))
        return 0;
    for (size_t i = 0; i < call->as.count; i++)
        if (call->as.items[i] >= lowest)
            lowest = call->as.items[i] + 1;
    int flags = fcntl(*fd, F_GETFD);
    int moved = fcntl(*fd, flags & FD_CLOEXEC ? F_DUPFD_CLOEXEC : F_DUPFD, lowest);
    if (moved < 0)
        return -errno;
    close(*fd);
    *fd = moved;
    return 0;
}

static int move_to(int *fd, int number)
{
    int flags = fcntl(*fd, F_GETFD);

    if (*fd == number)
        return 0;
    int result = OS_RETRY(dup3(*fd, number, flags & FD_CLOEXEC ? O_CLOEXEC : 0));
    if (result < 0)
        return result;
    close(*fd);
    *fd = number;
    return 0;
}

static int set_inheritable(int fd)
{
    int flags = fcntl(fd, F_GETFD);

    return fcntl(fd, F_SETFD, flags & ~FD_CLOEXEC) < 0 ? -errno : 0;
}

/* The numbers of --as fit the descriptors, one another and the result, which would be written to what was made. */
static int check_numbers(struct call *call, size_t count)
{
    if (call->as.count > count)
        return fail_usage(call->fail, "--as has more numbers than there are descriptors");
    for (size_t i = 0; i < call->as.count; i++) {
        if (call->as.items[i] >= 0 && call->as.items[i] == call->out->fd && !call->in_xsh)
            return fail_usage(call->fail, "--as takes the descriptor that the result goes to");
        for (size_t j = 0; j < i; j++)
            if (call->as.items[i] == call->as.items[j])
                return fail_usage(call->fail, "--as has a number twice");
    }
    return 0;
}

static int hand_out(struct call *call, int *fds, size_t count)
{
    int result = 0;

    for (size_t i = 0; i < call->as.count; i++)
        if (call->as.items[i] < 0 || call->as.items[i] == INT_MAX)
            return -EBADF;
    for (size_t i = 0; i < count && result == 0; i++)
        result = step_aside(call, &fds[i], i);
    for (size_t i = 0; i < call->as.count && result == 0; i++)
        result = move_to(&fds[i], call->as.items[i]);
    for (size_t i = 0; i < count && result == 0 && call->prog != NULL; i++)
        result = set_inheritable(fds[i]);
    return result;
}

int call_new_fds(struct call *call, int *fds, size_t count)
{
    int result = check_numbers(call, count);

    if (result == 0 && (result = hand_out(call, fds, count)) < 0) {
        fail_errno(call->fail, -result, NULL, NULL);
        call->fail->step = call->as.count > 0 ? "--as" : NULL;
    }
    for (size_t i = 0; i < count && result < 0; i++)
        close(fds[i]);
    return result < 0 ? -1 : 0;
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
