/* SPDX-License-Identifier: MIT */
/* Functions of rows that are not in logging.c. */
#ifndef XOS_OPS_LOGGING_ROWS_H
#define XOS_OPS_LOGGING_ROWS_H

#include "ops/shared/logs.h"

struct config_args {
    const char *file;
    struct logs_options logs;
};

struct make_args {
    struct word attributes;
};

/* dictConfig, fileConfig: what is wrong with a configuration. */
int logging_check(struct call *call);

/* getHandlerNames. */
int logging_handler_names(struct call *call);

/* makeLogRecord. */
int logging_make_record(struct call *call);

#endif
