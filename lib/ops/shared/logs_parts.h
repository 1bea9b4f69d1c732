/* SPDX-License-Identifier: MIT */
/* Declarations shared by logs.c, which has loggers and destinations, and logs_record.c, which makes records. */
#ifndef XOS_OPS_SHARED_LOGS_PARTS_H
#define XOS_OPS_SHARED_LOGS_PARTS_H

#include "ops/shared/logs.h"

/* Adds the fields of every record to logs->extras: those of XLOG_EXTRA (KEY=VALUE,... or a JSON object), then those of
 * --extra. 0, or -1 with the failure recorded. */
int logs_add_extras(struct logs *logs);

#endif
