/* SPDX-License-Identifier: MIT */
/* The .env dialect: see envfile.h. */
#include "value/envfile.h"

#include <string.h>

#include "value/ascii.h"

static bool at_end(const struct envfile *file)
{
    return file->at == file->end || *file->at == '\n' ||
           (*file->at == '\r' && (file->at + 1 == file->end || file->at[1] == '\n'));
}

static void skip_blanks(struct envfile *file)
{
    while (file->at < file->end && ascii_is_blank(*file->at))
        file->at++;
}

static bool refuse(struct envfile *file, const char *wrong)
{
    file->wrong = wrong;
    return false;
}

/* Reads NAME and the "=" after it. */
static bool take_name(struct envfile *file, char **to)
{
    const char *start = file->at;

    while (file->at < file->end && ascii_in_name(*file->at, file->at == start))
        *(*to)++ = *file->at++;
    if (file->at == start)
        return refuse(file, "not the name of a variable");
    skip_blanks(file);
    if (file->at == file->end || *file->at != '=')
        return refuse(file, "no = after the name");
    file->at++;
    *(*to)++ = '=';
    skip_blanks(file);
    return true;
}

/* Reads the rest of a quoted value; in double quotes \n \r \t \" \\ and \$ are escapes, and CRLF is a newline. */
static bool take_quoted(struct envfile *file, char **to)
{
    static const char letters[] = "nrt\"\\$", bytes[] = "\n\r\t\"\\$";
    char quote = *file->at++;

    while (file->at < file->end && *file->at != quote) {
        char byte = *file->at++;
        const char *found = NULL;
        if (byte == '\\' && quote == '"' && file->at < file->end && *file->at != '\0')
            found = strchr(letters, *file->at);
        if (byte == '\r' && file->at < file->end && *file->at == '\n')
            continue;
        *(*to)++ = found != NULL ? bytes[found - letters] : byte;
        file->at += found != NULL;
    }
    if (file->at == file->end)
        return refuse(file, "a quote is not closed");
    file->at++;
    skip_blanks(file);
    if (!at_end(file) && *file->at != '#')
        return refuse(file, "text after a quoted value");
    return true;
}

/* Reads a bare value: up to a blank and #, or the end of the line, less the blanks before that. */
static bool take_bare(struct envfile *file, char **to)
{
    char *start = *to, *last = start;

    while (!at_end(file) && !(*file->at == '#' && (*to == start || ascii_is_blank((*to)[-1])))) {
        char byte = *file->at++;
        *(*to)++ = byte;
        if (!ascii_is_blank(byte))
            last = *to;
    }
    *to = last;
    return true;
}

static void skip_line(struct envfile *file)
{
    while (file->at < file->end && *file->at != '\n')
        file->at++;
    file->at += file->at < file->end;
}

enum envfile_read dotenv_next(struct envfile *file, struct word *entry)
{
    static const char export[] = "export";
    char *to = file->room;

    for (skip_blanks(file); file->at < file->end && (at_end(file) || *file->at == '#'); skip_blanks(file))
        skip_line(file);
    if (file->at == file->end)
        return ENVFILE_END;
    size_t size = sizeof export - 1;
    if ((size_t)(file->end - file->at) > size && memcmp(file->at, export, size) == 0 &&
        ascii_is_blank(file->at[size])) {
        file->at += size;
        skip_blanks(file);
    }
    const char *start = file->at;
    if (!take_name(file, &to))
        return ENVFILE_WRONG;
    bool quoted = file->at < file->end && (*file->at == '"' || *file->at == '\'');
    if (!(quoted ? take_quoted(file, &to) : take_bare(file, &to)))
        return ENVFILE_WRONG;
    *entry = (struct word){file->room, (size_t)(to - file->room)};
    if (!is_c_string(*entry)) {
        file->at = memchr(start, '\0', (size_t)(file->end - start));
        refuse(file, "a NUL byte in the value");
        return ENVFILE_WRONG;
    }
    skip_line(file);
    return ENVFILE_SET;
}

void dotenv_start(struct envfile *file, const char *data, size_t size, char *room)
{
    bool mark = size >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0;

    *file = (struct envfile){.start = data, .at = data + (mark ? 3 : 0), .end = data + size, .room = room};
}
