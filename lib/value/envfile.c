/* SPDX-License-Identifier: MIT */
/* Environments from files: lines, NUL-terminated entries, or JSON, read strictly. */
#include "value/envfile.h"

#include <errno.h>
#include <string.h>

#include "value/ascii.h"
#include "value/json.h"

static enum envfile_read refuse(struct envfile *file, const char *what)
{
    file->wrong = what;
    return ENVFILE_WRONG;
}

/* Describes what is wrong with a name; NULL if it is valid. Other programs would misread such names. */
static const char *name_fault(struct word name)
{
    for (size_t i = 0; i < name.size; i++)
        if (ascii_is_space(name.data[i]))
            return "a blank in a name (--dotenv reads lines with export)";
    return name.size >= 3 && memcmp(name.data, "\xef\xbb\xbf", 3) == 0
               ? "a byte order mark in a name (--dotenv reads such files)"
               : NULL;
}

/* Reads the next line, or the next entry if form is NUL. */
static enum envfile_read next_entry(struct envfile *file, struct word *entry)
{
    while (file->at < file->end) {
        const char *stop = memchr(file->at, file->form, (size_t)(file->end - file->at));
        *entry = (struct word){file->at, (size_t)((stop != NULL ? stop : file->end) - file->at)};
        const char *equals = memchr(entry->data, '=', entry->size);
        bool passed_over = file->form == '\n' && (entry->size == 0 || *entry->data == '#');
        if (!passed_over && (equals == NULL || equals == entry->data))
            return refuse(file, "not NAME=VALUE");
        const char *fault = passed_over ? NULL : name_fault((struct word){entry->data, (size_t)(equals - entry->data)});
        if (fault != NULL)
            return refuse(file, fault);
        if (file->form == '\n' && !passed_over && entry->data[entry->size - 1] == '\r')
            return refuse(file, "a carriage return at the end of a line (--dotenv reads such files)");
        file->at += entry->size + (stop != NULL);
        if (!passed_over)
            return ENVFILE_SET;
    }
    return ENVFILE_END;
}

/* What is wrong with a member; NULL for nothing. */
static const char *member_fault(const struct json *member)
{
    if (member->name.size == 0 || memchr(member->name.data, '=', member->name.size) != NULL ||
        memchr(member->name.data, '\0', member->name.size) != NULL)
        return "a name that no variable can have";
    if (member->kind == JSON_ARRAY || member->kind == JSON_OBJECT)
        return "not a string, number, true, false or null";
    if (member->kind == JSON_STRING && memchr(member->text.data, '\0', member->text.size) != NULL)
        return "a NUL byte, which no variable can hold";
    return name_fault(member->name);
}

static enum envfile_read next_member(struct envfile *file, struct word *entry)
{
    const struct json *member = file->member;

    if (file->wrong != NULL)
        return ENVFILE_WRONG;
    if (member == NULL)
        return ENVFILE_END;
    const char *fault = member_fault(member);
    if (fault != NULL) {
        file->at = file->start + member->offset;
        return refuse(file, fault);
    }
    file->member = member->next;
    *entry = member->name;
    if (member->kind == JSON_NULL)
        return ENVFILE_UNSET;
    struct word text = json_scalar(member);
    char *room = arena_alloc(file->arena, member->name.size + 1 + text.size);
    if (room == NULL)
        return ENVFILE_NO_MEMORY;
    memcpy(room, member->name.data, member->name.size);
    room[member->name.size] = '=';
    memcpy(room + member->name.size + 1, text.data, text.size);
    *entry = (struct word){room, member->name.size + 1 + text.size};
    return ENVFILE_SET;
}

/* Reads the whole object; what is wrong with it is reported by envfile_next. */
static int start_json(struct envfile *file)
{
    const struct json *object;
    struct json_error error;
    int result = json_read(file->arena, (struct word){file->start, (size_t)(file->end - file->start)}, &object, &error);

    file->at = file->end;
    if (result == -EINVAL) {
        file->at = file->start + error.offset;
        file->wrong = error.what;
    } else if (result == 0)
        file->member = object->first;
    return result == -ENOMEM ? result : 0;
}

int envfile_start(struct envfile *file, struct arena *arena, const char *data, size_t size)
{
    const char *first = data;

    *file = (struct envfile){.arena = arena, .start = data, .at = data, .end = data + size};
    if (size > 0 && memchr(data, '\0', size) != NULL)
        return 0;
    while (first < file->end && strchr(" \t\r\n", *first) != NULL)
        first++;
    file->form = first < file->end && *first == '{' ? '{' : '\n';
    return file->form == '{' ? start_json(file) : 0;
}

enum envfile_read envfile_next(struct envfile *file, struct word *entry)
{
    return file->form == '{' ? next_member(file, entry) : next_entry(file, entry);
}
