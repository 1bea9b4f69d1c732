/* SPDX-License-Identifier: MIT */
/* xlog's parts: xlog.c reads the options; the other files carry out a command each. */
#ifndef XOS_LOG_XLOG_H
#define XOS_LOG_XLOG_H

#include "ops/shared/logs.h"

struct xlog_args {
    const char *command;
    struct words words;
    struct logs_options logs;
};

/* An xlog on its way. */
struct xlog {
    struct call *call;
    const struct xlog_args *args;
    struct logs logs;
};

#endif
