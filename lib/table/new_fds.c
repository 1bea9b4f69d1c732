/* SPDX-License-Identifier: MIT */
/* Gives the descriptors that an operation created to the caller: --as, inheritance. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

#include "os/fd.h"
#include "table/op.h"

TEXTS_OF(table_new_fds);

static bool is_wanted(const struct call *call, int fd, size_t but)
{
    for (size_t i = 0; i < call->as.count; i++)
        if (i != but && call->as.items[i] == fd)
            return true;
    return false;
}

/* Moves *fd to another number if another descriptor of this call must get its number. */
static int step_aside(struct call *call, int *fd, size_t index)
{
    int lowest = 0;

    if (!is_wanted(call, *fd, index))
        return 0;
    for (size_t i = 0; i < call->as.count; i++)
        if (call->as.items[i] >= lowest)
            lowest = call->as.items[i] + 1;
    int moved = os_dup_from(*fd, lowest, os_inheritable(*fd) > 0);
    if (moved < 0)
        return moved;
    os_close(*fd);
    *fd = moved;
    return 0;
}

static int move_to(int *fd, int number)
{
    if (*fd == number)
        return 0;
    int result = os_dup2(*fd, number, os_inheritable(*fd) > 0);
    if (result < 0)
        return result;
    os_close(*fd);
    *fd = number;
    return 0;
}

/* Checks the numbers of --as: not more than there are descriptors, none twice, and none that is the descriptor for the
 * result, which would then be written to the new file. */
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
        result = os_set_inheritable(fds[i], true);
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
        os_close(fds[i]);
    return result < 0 ? -1 : 0;
}
