/* SPDX-License-Identifier: MIT */
/* Destination exec: a command that a shell runs, which gets the records on its standard input. */
#include "log/parts.h"

#include <errno.h>

#include "os/fd.h"
#include "os/spawn/popen.h"
#include "os/spawn/wait.h"
#include "value/format.h"

static int open_exec(struct log_destination *destination)
{
    struct popen *child = arena_alloc(destination->host->arena, sizeof *child);
    int result = child != NULL ? popen_start(child, destination->address, false) : -ENOMEM;

    if (result < 0)
        return result;
    destination->state = child;
    destination->fd = child->fd;
    return 0;
}

static int write_exec(struct log_destination *destination, const struct log_record *record, int level, const char *data,
                      size_t size)
{
    (void)level;
    return log_write_file(destination, data, size, record == NULL);
}

/* Waits for the command: records that it did not take are lost, though they were written. */
static int close_exec(struct log_destination *destination)
{
    const struct popen *child = destination->state;
    int status = 0;
    char why[64];

    if (destination->fd < 0)
        return 0;
    int result = os_close(destination->fd);
    destination->fd = -1;
    if (wait_process(child->pid, 0, &status, NULL) > 0 && status != 0 && destination->host->blames != NULL) {
        format_text(why, sizeof why, "the command ended with status %d", wait_exit_status(status));
        destination->host->blames(destination->host->data, destination, why);
    }
    return result;
}

const struct log_functions log_exec_functions = {.open = open_exec, .write = write_exec, .close = close_exec};
