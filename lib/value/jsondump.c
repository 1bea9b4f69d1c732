/* SPDX-License-Identifier: MIT */
/* Dumps of extended attributes in JSON. */
#include "value/jsondump.h"

#include <errno.h>
#include <string.h>

#include "value/encode.h"
#include "value/json.h"

void json_dump_start(struct json_dump *dump, const char *data, size_t size)
{
    *dump = (struct json_dump){.at = data, .end = data + size};
    arena_init(&dump->arena, NULL, 0);
    arena_init(&dump->path, NULL, 0);
}

void json_dump_end(struct json_dump *dump)
{
    arena_clear(&dump->arena);
    arena_clear(&dump->path);
}

static enum attrdump_read refuse(struct json_dump *dump, const char *wrong)
{
    dump->wrong = wrong;
    return ATTRDUMP_WRONG;
}

/* A member that is a string without NUL bytes; NULL if there is none. */
static const char *text_of(const struct json *object, const char *name)
{
    const struct json *member = json_member(object, name);
    bool fine = member != NULL && member->kind == JSON_STRING && member->text.size > 0 && is_c_string(member->text);

    return fine ? member->text.data : NULL;
}

/* Reads {"text": ...} or {"bytes": base64}. NULL, or what is wrong with it. */
static const char *read_value(struct json_dump *dump, const struct json *value)
{
    const struct json *text = value != NULL ? json_member(value, "text") : NULL;
    const struct json *bytes = value != NULL ? json_member(value, "bytes") : NULL;

    if (text != NULL && text->kind == JSON_STRING) {
        dump->attribute.value = text->text.data;
        dump->attribute.size = text->text.size;
        return NULL;
    }
    if (bytes == NULL || bytes->kind != JSON_STRING)
        return "its value has neither text nor bytes (dump --json without --hex and --base64 writes them)";
    char *data = arena_alloc(&dump->arena, bytes->text.size / 4 * 3 + 3);
    if (data == NULL)
        return "no memory is left";
    dump->attribute.value = data;
    return base64_read(bytes->text.data, bytes->text.size, data, &dump->attribute.size) ? NULL
                                                                                        : "its value is not base64";
}

/* Reads the next line that is not empty. */
static enum attrdump_read read_line(struct json_dump *dump, const char **path)
{
    const struct json *object;
    struct json_error error;
    struct word line;

    do {
        if (dump->at == dump->end)
            return ATTRDUMP_END;
        const char *stop = memchr(dump->at, '\n', (size_t)(dump->end - dump->at));
        line = (struct word){dump->at, (size_t)((stop != NULL ? stop : dump->end) - dump->at)};
        dump->at += line.size + (stop != NULL);
        dump->line++;
    } while (line.size == 0);
    arena_clear(&dump->arena);
    int result = json_read(&dump->arena, line, &object, &error);
    if (result < 0)
        return refuse(dump, result == -ENOMEM ? "no memory is left" : error.what);
    *path = text_of(object, "path");
    dump->attribute.name = text_of(object, "name");
    if (*path == NULL || dump->attribute.name == NULL)
        return refuse(dump, "no path or no name");
    const char *wrong = read_value(dump, json_member(object, "value"));
    return wrong != NULL ? refuse(dump, wrong) : ATTRDUMP_ATTRIBUTE;
}

enum attrdump_read json_dump_next(struct json_dump *dump, struct attrdump_entry *entry)
{
    const char *path = NULL;

    if (!dump->due) {
        enum attrdump_read read = read_line(dump, &path);
        if (read != ATTRDUMP_ATTRIBUTE)
            return read;
        if (dump->file == NULL || strcmp(path, dump->file) != 0) {
            arena_clear(&dump->path);
            dump->file = arena_copy(&dump->path, path, strlen(path));
            dump->due = true;
            *entry = (struct attrdump_entry){.name = dump->file};
            return dump->file != NULL ? ATTRDUMP_FILE : refuse(dump, "no memory is left");
        }
    }
    dump->due = false;
    *entry = dump->attribute;
    return ATTRDUMP_ATTRIBUTE;
}
