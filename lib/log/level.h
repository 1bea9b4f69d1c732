/* SPDX-License-Identifier: MIT */
/* Levels: numbers with names, as logging has them, and names that a user adds. */
#ifndef XOS_LOG_LEVEL_H
#define XOS_LOG_LEVEL_H

#include <stdbool.h>
#include <stddef.h>

#include "value/word.h"

enum {
    LOG_NOTSET = 0,
    LOG_LEVEL_DEBUG = 10,
    LOG_LEVEL_INFO = 20,
    LOG_LEVEL_WARNING = 30,
    LOG_LEVEL_ERROR = 40,
    LOG_LEVEL_CRITICAL = 50
};
enum { LOG_LEVEL_ROOM = 64 }; /* bytes of a level's name that is made here: "Level 35" */

struct log_level {
    const char *name; /* size bytes; WARN and FATAL are second names */
    int size, number;
};

/* Level number i of the documentation's, in the order of getLevelNamesMapping; NULL after the last. */
const struct log_level *log_level_at(size_t i);

/* Names that were added: "NOTICE=25,TRACE=5", the form of XLOG_LEVELS. NULL for none. */
typedef const char *log_levels;

/* True if added is of that form: names that are not numbers, positive numbers. */
bool log_levels_check(log_levels added);

/* The added level at *at ("" at the end), which moves behind it. False at the end. */
bool log_levels_next(log_levels *at, struct log_level *level);

/* Reads a level: a name, in capitals or not, or a number from 0 on. False for any other word. */
bool log_level_read(log_levels added, struct word word, int *number);

/* Returns the name of a level; for a level without a name, "Level N", which it writes to room. */
struct word log_level_name(log_levels added, int number, char room[LOG_LEVEL_ROOM]);

#endif
