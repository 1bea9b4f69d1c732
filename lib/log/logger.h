/* SPDX-License-Identifier: MIT */
/* Loggers: a tree by dotted names, with levels and destinations. */
#ifndef XOS_LOG_LOGGER_H
#define XOS_LOG_LOGGER_H

#include "log/destination.h"

/* A destination of a logger; one destination may belong to several loggers. */
struct log_handler {
    struct log_destination *destination;
    struct log_handler *next;
};

struct log_logger {
    struct word name;   /* "" is the root */
    int level;          /* LOG_NOTSET: the parent's */
    bool no_propagate;  /* the destinations of its ancestors do not get its records */
    bool disabled;      /* it drops its records */
    const char *filter; /* only records of that logger and its descendants; NULL: all */
    struct log_handler *handlers;
    struct log_logger *next;
};

struct log_tree {
    struct log_logger root;
    struct log_logger *loggers; /* all others, in any order */
    int disable;                /* records up to that level are dropped: logging.disable */
};

/* Returns the logger with that name, or its nearest existing ancestor. "root" is the root. */
const struct log_logger *log_logger_find(const struct log_tree *tree, struct word name);

/* The level that applies to the logger called name: its or its nearest ancestor's that has one. */
int log_effective_level(const struct log_tree *tree, struct word name);

/* True if a record of that level and logger is processed. */
bool log_is_enabled(const struct log_tree *tree, struct word name, int level);

/* True if the logger called name, or one above it whose destinations get its records, has a destination. */
bool log_has_handlers(const struct log_tree *tree, struct word name);

/* Passes a record to the destinations of its logger and of the ancestors, whatever the loggers' levels. A destination
 * gets it if log_takes says so. 0, or the first failure: -errno, and *failed is the destination that failed. */
int log_handle(const struct log_tree *tree, const struct log_record *record, struct log_destination **failed);

#endif
