/* SPDX-License-Identifier: MIT */
/* Declarations shared by the files that read configurations. */
#ifndef XOS_LOG_CONFIG_PARTS_H
#define XOS_LOG_CONFIG_PARTS_H

#include "log/configuration.h"
#include "value/json.h"

/* A configuration while it is read. */
struct config {
    struct log_config *result;
    struct log_host *host;
    struct fail *fail;
    const char *file;
    bool ini;                /* places are shown as [SECTION] KEY */
    const struct json *root; /* all of it */
};

/* A value, and where it is: its parents, whose names make its path. */
struct place {
    const struct place *above; /* NULL for the whole */
    const struct json *value;
};

/* Records "FILE: $.handlers.file.maxBytes: MESSAGE" with status 78. The message is as fail_words takes it. Returns -1.
 */
#define config_refuse(config, place, format, ...) \
    config_refuse_message(config, place, MESSAGE(format, ##__VA_ARGS__), ##__VA_ARGS__)
int config_refuse_message(const struct config *config, const struct place *place, message_text message, ...);

/* The same for an unknown member; names are the known ones, ended by NULL. */
int config_refuse_key(const struct config *config, const struct place *place, const char *const *names);

/* Writes the place: $.handlers.file. */
enum { PLACE_ROOM = 256 };
void config_place(const struct config *config, const struct place *place, char text[PLACE_ROOM]);

/* The part of value called name: a member of an object, or the item with that index of a list. NULL if value
 * has no such part. */
const struct json *config_step(const struct json *value, struct word name);

/* Checks that every member of the object at place is one of names, which NULL ends. 0, or -1 with the failure recorded.
 */
int config_check_keys(const struct config *config, const struct place *place, const char *const *names);

/* Resolves a string such as "cfg://handlers.file.filename"; other values are returned unchanged. NULL with the failure
 * recorded. */
const struct json *config_resolve(const struct config *config, const struct place *place, const struct json *value);

/* Checks the kind of a value: 0, or -1 with "must be a string" and the like recorded. */
int config_expect(const struct config *config, const struct place *place, enum json_kind kind);

/* Reads the member called key of the object at place: *member gets it, resolved, or value NULL if it is not there (or
 * null). 0, or -1 with the failure recorded. */
int config_member(const struct config *config, const struct place *place, const char *key, struct place *member);

/* Checks all formatters, also those that no handler names. 0, or -1 with the failure recorded. */
int config_check_formatters(struct config *config, const struct place *whole);

/* Reads the handler at place, described by a member of "handlers", into a new destination. 0 or -1. */
int config_handler(struct config *config, const struct place *place);

/* The destination of the handler with that name; NULL if it has not been read. */
struct log_destination *config_find(const struct config *config, struct word name);

/* Merges the filters that the list at place names: *filter gets the logger name that all of them accept, "." if no
 * logger satisfies all, and stays NULL for an empty list. 0, or -1 with the failure recorded. */
int config_filters(const struct config *config, const struct place *place, const char **filter);

/* Reads a text in INI form into the tree that the same configuration has in JSON. NULL with the failure recorded. */
const struct json *config_ini(struct config *config, struct word text);

#endif
