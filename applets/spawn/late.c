/* SPDX-License-Identifier: MIT */
/* xspawn --each: outputs of processes that a run left behind. When the batch ends, a separate process takes over their
 * pipes: they can continue to write, and nothing waits for them. */
#include "spawn/each.h"

#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "os/fd.h"
#include "os/io.h"
#include "os/spawn/fork.h"
#include "os/spawn/hold.h"

/* Keeps a pipe for late_hand_over. If memory is out, it is closed. */
void late_keep(struct each *each, int pipe, int stream)
{
    struct pollfd *late = realloc(each->late, (each->late_count + 1) * sizeof *late);

    if (late == NULL) {
        os_close(pipe);
        return;
    }
    each->late = late;
    late[each->late_count++] = (struct pollfd){.fd = pipe, .events = POLLIN, .revents = (short)stream};
}

/* Copies everything from the pipes to standard output and error, until all pipes are at their end. */
__attribute__((noreturn)) static void copy(struct pollfd *late, const short *streams, size_t count)
{
    char data[4096];
    size_t open = count;

    while (open > 0 && os_poll(late, count, -1) > 0)
        for (size_t i = 0; i < count; i++) {
            int64_t got = late[i].fd >= 0 && late[i].revents != 0 ? os_read(late[i].fd, data, sizeof data) : 1;
            bool moved = late[i].fd >= 0 && late[i].revents != 0;
            if (got > 0 && (!moved || write_all(streams[i] + 1, data, (size_t)got) == 0))
                continue;
            os_close(late[i].fd);
            late[i].fd = -1;
            open--;
        }
    _exit(0);
}

/* Passes the kept pipes to a separate process. */
void late_hand_over(struct each *each)
{
    short *streams = each->late_count > 0 ? calloc(each->late_count, sizeof *streams) : NULL;

    for (size_t i = 0; i < each->late_count && streams != NULL; i++)
        streams[i] = each->late[i].revents;
    if (streams != NULL && !each->xspawn->args->die_with_parent && fork_process() == 0) {
        if (each->xspawn->lock_fd >= 0)
            os_close(each->xspawn->lock_fd); /* the lock ends with the batch */
        signals_release(&each->old);
        copy(each->late, streams, each->late_count);
    }
    for (size_t i = 0; i < each->late_count; i++)
        os_close(each->late[i].fd);
    each->late_count = 0;
    free(streams);
}
