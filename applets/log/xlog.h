/* SPDX-License-Identifier: MIT */
/* xlog's parts: xlog.c reads the options; the other files carry out a command each. */
#ifndef XOS_LOG_XLOG_H
#define XOS_LOG_XLOG_H

#include "ops/shared/logs.h"

struct xlog_args {
    const char *command;
    struct words words;
    struct logs_options logs;
    const char *stdout_level, *stderr_level;
    int64_t flight_recorder;
    const char *since, *until, *grep;
    bool follow, pickle;
};

/* The state of the applet. */
struct xlog {
    struct call *call;
    const struct xlog_args *args;
    struct logs logs;
};

/* Opens files and connections again. 0, or -1 with the failure recorded. */
int xlog_reopen(struct xlog *xlog);

/* The commands. 0, or -1 with the failure recorded. */
int xlog_write(struct xlog *xlog);
int xlog_pipe(struct xlog *xlog);
int xlog_listen(struct xlog *xlog);
int xlog_cat(struct xlog *xlog);
int xlog_merge(struct xlog *xlog);

#endif
