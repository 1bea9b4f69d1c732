/* SPDX-License-Identifier: MIT */
/* Values that are names: descriptors, paths, users, groups, processes, signals; and text. */
#include "value/kinds_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <strings.h>
#include <sysexits.h>
#include <unistd.h>

#include "os/status.h"
#include "value/encode.h"
#include "value/number.h"
#include "os/names.h"

TEXTS_OF(value_kinds_names);

int stream_read(struct word word)
{
    static const char *const streams[][2] = {
        {"stdin", "STDIN_FILENO"}, {"stdout", "STDOUT_FILENO"}, {"stderr", "STDERR_FILENO"}};

    for (int fd = 0; fd < 3; fd++)
        if (word_is(word, streams[fd][0]) || word_is(word, streams[fd][1]))
            return fd;
    return -1;
}

int parse_NEW_FD(struct parsing *parsing, const struct param *param, struct word word, int *value)
{
    *value = stream_read(word);
    return *value >= 0 ? 0 : parse_INT(parsing, param, word, value);
}

int parse_FD(struct parsing *parsing, const struct param *param, struct word word, int *value)
{
    if (parse_NEW_FD(parsing, param, word, value) < 0)
        return -1;
    if (*value >= 0 && *value < 3 && (parsing->closed_streams & 1u << *value))
        *value = -1;
    return 0;
}

int parse_DIR_FD(struct parsing *parsing, const struct param *param, struct word word, int *value)
{
    if (is_none(word)) {
        *value = AT_FDCWD;
        return 0;
    }
    return parse_FD(parsing, param, word, value);
}

int parse_TEXT(struct parsing *parsing, const struct param *param, struct word word, const char **value)
{
    if (!is_c_string(word))
        return fail_usage(parsing->fail, "%s: a NUL byte cannot stand in it", param->name);
    *value = word.data;
    return 0;
}

int parse_PATH(struct parsing *parsing, const struct param *param, struct word word, const char **value)
{
    return parse_TEXT(parsing, param, word, value);
}

int parse_PATH_OR_FD(struct parsing *parsing, const struct param *param, struct word word, struct path *value)
{
    struct word fd = word_fd(word);

    *value = (struct path){.fd = -1};
    if (fd.data != NULL)
        return parse_FD(parsing, param, fd, &value->fd);
    return parse_TEXT(parsing, param, word, &value->name);
}

/* The name is not in the database, or there is no database, which then is the message. */
static int no_such_id(struct parsing *parsing, const struct param *param, struct word word, bool group)
{
    const char *database = group ? "/etc/group" : "/etc/passwd";

    int result = access_check(AT_FDCWD, database, R_OK, 0);

    if (result == 0)
        return fail_words(parsing->fail, EX_NOUSER, "%s: no %s is named '%.*s'", param->name, group ? "group" : "user",
                          shown_size(word), word.data);
    fail_errno(parsing->fail, -result, database, NULL);
    parsing->fail->status = EX_OSFILE;
    return -1;
}

/* An id: a number (-1 is (id_t)-1), or a name that lookup knows. */
static int parse_id(struct parsing *parsing, const struct param *param, struct word word,
                    int (*lookup)(struct names *names, const char *name, uint32_t *id), bool group, uint32_t *value)
{
    struct number number;
    int64_t wide;

    if (number_read(word, 10, &number)) {
        if (!number_to_int64(number, -1, UINT32_MAX, &wide))
            return kind_refuse(parsing, param, word, "in range");
        *value = (uint32_t)wide;
        return 0;
    }
    int result = is_c_string(word) && word.size > 0 ? lookup(parsing->names, word.data, value) : -ENOENT;
    if (result == -ENOENT)
        return no_such_id(parsing, param, word, group);
    return result < 0 ? fail_errno(parsing->fail, -result, word.data, NULL) : 0;
}

int parse_UID(struct parsing *parsing, const struct param *param, struct word word, uid_t *value)
{
    return parse_id(parsing, param, word, names_uid, false, value);
}

int parse_GID(struct parsing *parsing, const struct param *param, struct word word, gid_t *value)
{
    return parse_id(parsing, param, word, names_gid, true, value);
}

int parse_PID(struct parsing *parsing, const struct param *param, struct word word, pid_t *value)
{
    return parse_INT(parsing, param, word, value);
}

/* True if word begins with text, in upper or lower case, as shells accept the names of signals. */
static bool begins(struct word word, const char *text, size_t size)
{
    return word.size >= size && strncasecmp(word.data, text, size) == 0;
}

/* RTMIN, RTMIN+2, RTMAX-1. */
static bool read_signal_offset(struct word name, const char *base_name, int base, int *number)
{
    size_t size = strlen(base_name);
    struct number offset;
    int64_t value = 0;

    if (!begins(name, base_name, size))
        return false;
    struct word rest = {name.data + size, name.size - size};
    if (rest.size > 0 && ((rest.data[0] != '+' && rest.data[0] != '-') || !number_read(rest, 10, &offset) ||
                          !number_to_int64(offset, -64, 64, &value)))
        return false;
    *number = base + (int)value;
    return *number >= SIGRTMIN && *number <= SIGRTMAX;
}

bool signal_read(struct word word, int *number)
{
    struct number value;
    int64_t wide;

    if (number_read(word, 10, &value)) {
        if (!number_to_int64(value, 0, SIGRTMAX, &wide))
            return false;
        *number = (int)wide;
        return true;
    }
    struct word bare = word;
    if (bare.size > 3 && begins(bare, "SIG", 3))
        bare = (struct word){word.data + 3, word.size - 3};
    struct constant constant = {0};
    while (constant_next(&signals, &constant))
        if (bare.size == strlen(constant.name + 3) && begins(bare, constant.name + 3, bare.size)) {
            *number = (int)constant.value;
            return true;
        }
    return read_signal_offset(bare, "RTMIN", SIGRTMIN, number) || read_signal_offset(bare, "RTMAX", SIGRTMAX, number);
}

int parse_SIGNAL(struct parsing *parsing, const struct param *param, struct word word, int *value)
{
    return signal_read(word, value) ? 0 : kind_refuse(parsing, param, word, "a signal");
}

int parse_WORD(struct parsing *parsing, const struct param *param, struct word word, struct word *value)
{
    (void)parsing;
    (void)param;
    *value = word;
    return 0;
}

int parse_BYTES(struct parsing *parsing, const struct param *param, struct word word, struct word *value)
{
    size_t size;

    *value = word;
    if (!parsing->hex && !parsing->base64)
        return 0;
    char *bytes = arena_alloc(parsing->arena, word.size + 4);
    if (bytes == NULL)
        return fail_no_memory(parsing->fail);
    if (parsing->hex ? !hex_read(word.data, word.size, bytes, &size) : !base64_read(word.data, word.size, bytes, &size))
        return kind_refuse(parsing, param, word, parsing->hex ? "hex" : "base64");
    bytes[size] = '\0';
    *value = (struct word){bytes, size};
    return 0;
}
