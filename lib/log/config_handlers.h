/* SPDX-License-Identifier: MIT */
/* Declarations shared by the files that read handlers of a configuration: config_classes.c has the classes of handlers
 * and their keywords, config_handlers.c makes descriptions of destinations of them, config_formatters.c reads their
 * formatters. */
#ifndef XOS_LOG_CONFIG_HANDLERS_H
#define XOS_LOG_CONFIG_HANDLERS_H

#include "log/config_parts.h"

/* How a keyword of a handler's constructor is read. */
enum value_kind {
    VALUE_TEXT,     /* a string: the key's value */
    VALUE_NUMBER,   /* a number: the key's value */
    VALUE_SWITCH,   /* true or false */
    VALUE_LEVEL,    /* a level by name or number */
    VALUE_ADDRESS,  /* part of the address: the path, host, capacity */
    VALUE_PORT,     /* a number that follows the host; null: a UNIX socket */
    VALUE_STREAM,   /* ext://sys.stdout and so on */
    VALUE_SYSLOG,   /* a path, or [host, port] */
    VALUE_SOCKTYPE, /* SOCK_DGRAM or SOCK_STREAM */
    VALUE_ENCODING, /* UTF-8 */
    VALUE_TARGET,   /* a handler */
    VALUE_HANDLERS, /* handlers */
    VALUE_IGNORED,
};

struct keyword {
    const char *name;
    enum value_kind kind;
    const char *key; /* of the destination */
};

enum { KEYWORDS = 10 };

struct handler_class {
    const char *name;
    enum log_kind kind;                /* of the destination; LOG_KINDS: the handler has a whole description */
    struct keyword keywords[KEYWORDS]; /* in the order of the constructor's parameters; name NULL after the last */
};

/* Finds the class of the handler at place. NULL with the failure recorded. */
const struct handler_class *config_class(const struct config *config, const struct place *place);

/* Finds the attribute that the member `name` of a handler's "." sets. NULL if it is unknown. */
const struct keyword *config_attribute(struct word name);

/* Checks that the handler at place has no other members than its class has keywords. 0, or -1 with the failure
 * recorded.
 */
int config_check_keywords(const struct config *config, const struct handler_class *class, const struct place *place);

/* A handler while it is read. */
struct reading {
    struct config *config;
    const struct handler_class *class;
    struct log_destination *destination;
    struct log_text text;           /* its description */
    struct log_text keys;           /* what follows the address */
    struct log_destination *target; /* of MemoryHandler */
    bool stream;                    /* of SysLogHandler: SOCK_STREAM */
};

/* Adds KEY=VALUE to the description; place is where VALUE is from. 0, or -1 with the failure recorded. */
int config_add_key(struct reading *reading, const struct place *place, const char *key, struct word value);

/* Adds the formatter that the handler at place names; the default is %(message)s, except for records to sockets. 0, or
 * -1 with the failure recorded. */
int config_add_formatter(struct reading *reading, const struct place *place);

/* Sets what a description cannot say: the formatter's defaults for fields that a record lacks. 0, or -1 with the
 * failure recorded. */
int config_set_defaults(struct reading *reading, const struct place *place);

#endif
