/* xenv --load: variables from a file of lines, of NUL-terminated entries, or of JSON. */
#include "xenv.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "os/retry.h"

/* A file under way. */
struct source {
    struct call *call;
    struct environment *environment;
    const char *name; /* in messages */
    const char *data, *at, *end;
    size_t size;
    char *decoded;    /* room for one member of JSON */
    bool commit;      /* the second time through: everything is well formed, and set */
};

static int malformed(const struct source *source, const char *what)
{
    return fail_words(source->call->fail, EX_DATAERR, "%.200s: byte %zu: %s", source->name,
                      (size_t)(source->at - source->data), what);
}

static int no_memory(const struct source *source)
{
    return fail_errno(source->call->fail, ENOMEM, NULL, NULL);
}

static int set(const struct source *source, const char *entry, size_t size)
{
    if (!source->commit)
        return 0;
    char *copy = arena_copy(source->call->arena, entry, size);
    return copy == NULL || environment_set(source->environment, copy) < 0 ? no_memory(source) : 0;
}

/* Lines, or with a NUL as delimiter entries. */
static int load_entries(struct source *source, char delimiter)
{
    while (source->at < source->end) {
        const char *stop = memchr(source->at, delimiter, (size_t)(source->end - source->at));
        size_t size = (size_t)((stop != NULL ? stop : source->end) - source->at);
        bool passed_over = delimiter == '\n' && (size == 0 || *source->at == '#');
        const char *equals = memchr(source->at, '=', size);
        if (!passed_over && (equals == NULL || equals == source->at))
            return malformed(source, "not NAME=VALUE");
        if (!passed_over && set(source, source->at, size) < 0)
            return -1;
        source->at += size + 1;
    }
    return 0;
}

static void skip_blank(struct source *source)
{
    while (source->at < source->end && strchr(" \t\r\n", *source->at) != NULL && *source->at != '\0')
        source->at++;
}

static bool take(struct source *source, char byte)
{
    skip_blank(source);
    if (source->at == source->end || *source->at != byte)
        return false;
    source->at++;
    return true;
}

/* Four hex digits; -1 where there are none. */
static int read_hex(struct source *source)
{
    int value = 0;

    for (int i = 0; i < 4; i++, source->at++) {
        char digit = source->at < source->end ? *source->at : '\0';
        if (digit >= '0' && digit <= '9')
            value = value * 16 + digit - '0';
        else if ((digit | 32) >= 'a' && (digit | 32) <= 'f')
            value = value * 16 + (digit | 32) - 'a' + 10;
        else
            return -1;
    }
    return value;
}

static char *put_utf8(char *to, int code)
{
    if (code < 0x80) {
        *to++ = (char)code;
        return to;
    }
    if (code < 0x800)
        *to++ = (char)(0xc0 | code >> 6);
    else {
        if (code < 0x10000)
            *to++ = (char)(0xe0 | code >> 12);
        else {
            *to++ = (char)(0xf0 | code >> 18);
            *to++ = (char)(0x80 | (code >> 12 & 63));
        }
        *to++ = (char)(0x80 | (code >> 6 & 63));
    }
    *to++ = (char)(0x80 | (code & 63));
    return to;
}

/* \uXXXX, the u read: a character, a pair of surrogates, or the byte that \udcXX stands for. NULL where it is none. */
static char *read_unicode(struct source *source, char *to)
{
    int code = read_hex(source);

    if (code >= 0xdc80 && code <= 0xdcff) {
        *to = (char)(code & 0xff);
        return to + 1;
    }
    if (code >= 0xd800 && code <= 0xdbff && source->end - source->at >= 2 && source->at[0] == '\\' && source->at[1] == 'u') {
        source->at += 2;
        int low = read_hex(source);
        return low >= 0xdc00 && low <= 0xdfff ? put_utf8(to, 0x10000 + ((code - 0xd800) << 10) + low - 0xdc00) : NULL;
    }
    return code <= 0 || (code >= 0xd800 && code <= 0xdfff) ? NULL : put_utf8(to, code);
}

static char *read_escape(struct source *source, char *to)
{
    static const char letters[] = "\"\\/bfnrt", bytes[] = "\"\\/\b\f\n\r\t";
    char letter = source->at < source->end ? *source->at++ : '\0';
    const char *found = letter != '\0' ? strchr(letters, letter) : NULL;

    if (letter == 'u')
        return read_unicode(source, to);
    if (found == NULL)
        return NULL;
    *to = bytes[found - letters];
    return to + 1;
}

/* A string, its quote read, decoded to *to on: no text grows by that. */
static int read_string(struct source *source, char **to)
{
    while (source->at < source->end && *source->at != '"') {
        if ((unsigned char)*source->at < 0x20)
            return malformed(source, "a control character in a string");
        if (*source->at != '\\') {
            *(*to)++ = *source->at++;
            continue;
        }
        source->at++;
        char *next = read_escape(source, *to);
        if (next == NULL)
            return malformed(source, "an escape that no variable can hold");
        *to = next;
    }
    return take(source, '"') ? 0 : malformed(source, "a string without end");
}

static size_t skip_digits(const char *at)
{
    return strspn(at, "0123456789");
}

/* The length of the number at at, as JSON has it; 0 where there is none. */
static size_t number_length(const char *at)
{
    const char *start = at;

    at += *at == '-';
    if (skip_digits(at) == 0)
        return 0;
    at += skip_digits(at);
    if (*at == '.')
        at += 1 + skip_digits(at + 1);
    if (at[-1] == '.')
        return 0;
    if (*at == 'e' || *at == 'E') {
        at += 1 + (at[1] == '+' || at[1] == '-');
        if (skip_digits(at) == 0)
            return 0;
        at += skip_digits(at);
    }
    return (size_t)(at - start);
}

/* A number, true or false, as it is written. The data ends in a NUL byte. */
static int read_bare(struct source *source, char **to)
{
    size_t size = strncmp(source->at, "true", 4) == 0 ? 4 : strncmp(source->at, "false", 5) == 0 ? 5 : number_length(source->at);

    if (size == 0)
        return malformed(source, "not a string, number, true, false or null");
    memcpy(*to, source->at, size);
    source->at += size;
    *to += size;
    return 0;
}

static bool take_null(struct source *source)
{
    if (source->end - source->at < 4 || memcmp(source->at, "null", 4) != 0)
        return false;
    source->at += 4;
    return true;
}

/* One "NAME": VALUE. */
static int load_member(struct source *source)
{
    char *entry = source->decoded, *to = entry;

    if (!take(source, '"'))
        return malformed(source, "not a name in quotes");
    if (read_string(source, &to) < 0)
        return -1;
    struct word name = {entry, (size_t)(to - entry)};
    if (name.size == 0 || memchr(entry, '=', name.size) != NULL)
        return malformed(source, "a name that no variable can have");
    *to++ = '=';
    if (!take(source, ':'))
        return malformed(source, "no colon behind the name");
    skip_blank(source);
    if (take_null(source)) {
        if (source->commit)
            environment_unset(source->environment, name);
        return 0;
    }
    if ((take(source, '"') ? read_string(source, &to) : read_bare(source, &to)) < 0)
        return -1;
    return set(source, entry, (size_t)(to - entry));
}

static int load_json(struct source *source)
{
    bool more = !(take(source, '{') && take(source, '}'));

    while (more) {
        skip_blank(source);
        if (load_member(source) < 0)
            return -1;
        more = take(source, ',');
        if (!more && !take(source, '}'))
            return malformed(source, "neither comma nor end of the object");
    }
    skip_blank(source);
    return source->at == source->end ? 0 : malformed(source, "something behind the object");
}

static int load_once(struct source *source)
{
    source->at = source->data;
    skip_blank(source);
    if (source->at < source->end && *source->at == '{')
        return load_json(source);
    source->at = source->data;
    bool has_nul = memchr(source->data, '\0', source->size) != NULL;
    return load_entries(source, has_nul ? '\0' : '\n');
}

/* All that fd gives, in the arena. 0 or -errno. */
static int read_all(struct arena *arena, int fd, char **data, size_t *size)
{
    size_t room = 0;

    for (*data = NULL, *size = 0;;) {
        if (*size == room) {
            char *grown = arena_alloc(arena, (room = room * 2 + 16 * 1024) + 1);
            if (grown == NULL)
                return -ENOMEM;
            if (*size > 0)
                memcpy(grown, *data, *size);
            *data = grown;
        }
        ssize_t got = OS_RETRY(read(fd, *data + *size, room - *size));
        if (got <= 0)
            return (int)got;
        *size += (size_t)got;
    }
}

int xenv_load(struct call *call, struct environment *environment, const char *path)
{
    bool standard = strcmp(path, "-") == 0;
    struct source source = {.call = call, .environment = environment, .name = standard ? "standard input" : path};
    int fd = standard ? STDIN_FILENO : OS_RETRY(open(path, O_RDONLY | O_CLOEXEC));
    char *data;
    size_t size;

    int result = fd < 0 ? fd : read_all(call->arena, fd, &data, &size);
    if (!standard && fd >= 0)
        close(fd);
    if (result < 0)
        return fail_errno(call->fail, -result, source.name, NULL);
    source.data = data;
    source.size = size;
    source.end = data + size;
    source.decoded = arena_alloc(call->arena, size + 1);
    if (source.decoded == NULL)
        return no_memory(&source);
    if (load_once(&source) < 0)
        return -1;
    source.commit = true;
    return load_once(&source);
}
