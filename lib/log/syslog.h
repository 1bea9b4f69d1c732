/* SPDX-License-Identifier: MIT */
/* Facilities and priorities of syslog, with the names of Python's SysLogHandler. */
#ifndef XOS_LOG_SYSLOG_H
#define XOS_LOG_SYSLOG_H

#include "value/word.h"

enum { SYSLOG_USER = 1 };

/* The number of a facility, by name ("local0") or number; -1 for any other word. */
int syslog_facility(struct word word);

/* The name of a facility, 0 to 23. */
const char *syslog_facility_name(int facility);

/* The priority of a level, as SysLogHandler maps its name: a level of another name is a warning. */
int syslog_priority(int level);

#endif
