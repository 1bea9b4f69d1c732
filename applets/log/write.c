/* SPDX-License-Identifier: MIT */
/* xlog write: writes lines unchanged to destinations, in blocks of whole lines. */
#include "log/xlog.h"

#include <errno.h>
#include <unistd.h>

#include "log/input.h"
#include "os/interrupt.h"
#include "os/io.h"
#include "os/retry.h"

TEXTS_OF(log_write);

int xlog_reopen(struct xlog *xlog)
{
    for (struct log_destination *it = xlog->logs.destinations; it != NULL; it = it->next) {
        int result = log_reopen(it);
        if (result < 0)
            return logs_not_opened(xlog->call->fail, result, it->text);
    }
    return 0;
}

static int deliver(struct xlog *xlog, struct word block)
{
    int first = 0;

    for (struct log_destination *it = xlog->logs.destinations; it != NULL; it = it->next) {
        int result = log_write(it, LOG_LEVEL_INFO, block.data, block.size);
        first = first < 0 ? first : result;
    }
    return first;
}

/* Deals with the signal that ended a read: SIGHUP reopens, SIGTERM and SIGINT drain the input. */
static int take_signal(struct xlog *xlog, bool *draining)
{
    int number = os_interrupted;

    interrupt_clear();
    if (number == SIGHUP)
        return xlog_reopen(xlog);
    *draining |= number == SIGTERM || number == SIGINT;
    return 0;
}

/* Copies the input. 0, or -1: logs_end says what was lost, or a failure is recorded. */
static int copy_lines(struct xlog *xlog, struct line_input *input)
{
    bool draining = false;
    struct word block;

    while (input->fd >= 0) {
        if (os_interrupted != 0 && take_signal(xlog, &draining) < 0)
            return -1;
        if (draining && !os_readable(input->fd))
            input->fd = -1;
        int result = input->fd >= 0 ? line_input_read(input) : 0;
        if (result < 0 && result != -EINTR)
            return fail_errno(xlog->call->fail, -result, "standard input", NULL);
        while (line_input_take(input, &block))
            if ((result = deliver(xlog, block)) < 0 && result != -EMSGSIZE)
                return -1;
    }
    return 0;
}

int xlog_write(struct xlog *xlog)
{
    static const int caught[] = {SIGHUP, SIGTERM, SIGINT};
    struct words words = xlog->args->words;
    struct line_input input;

    if (words.count == 0 && xlog->args->logs.to.count == 0)
        return fail_usage(xlog->call->fail, "write DEST...");
    if (words.count > 0 && xlog->args->logs.to.count == 0)
        logs_forget(&xlog->logs);
    for (size_t i = 0; i < words.count; i++)
        if (logs_add(&xlog->logs, "write", words.items[i].data) < 0)
            return -1;
    if (logs_open(&xlog->logs) == 0) {
        for (size_t i = 0; i < sizeof caught / sizeof caught[0]; i++)
            interrupt_by(caught[i], NULL);
        if (line_input_open(&input, STDIN_FILENO) < 0)
            fail_no_memory(xlog->call->fail);
        else
            copy_lines(xlog, &input);
        line_input_close(&input);
    }
    return logs_end(&xlog->logs);
}
