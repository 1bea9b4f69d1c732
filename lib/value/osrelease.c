/* SPDX-License-Identifier: MIT */
/* Reads os-release files. */
#include "value/osrelease.h"

#include "value/ascii.h"

void osrelease_start(struct osrelease *reader, char *text, size_t size)
{
    *reader = (struct osrelease){text, text + size};
}

/* Takes the next line, without its end: \n, \r\n or \r. False at the end of the text. */
static bool next_line(struct osrelease *reader, char **line, char **end)
{
    char *at = reader->at;

    if (at == reader->end)
        return false;
    *line = at;
    while (at < reader->end && *at != '\n' && *at != '\r')
        at++;
    *end = at;
    if (at < reader->end && *at == '\r' && at + 1 < reader->end && at[1] == '\n')
        at++;
    reader->at = at < reader->end ? at + 1 : at;
    return true;
}

/* Drops the backslash before $ " ' ` and \ in place. The bytes that are left. */
static size_t unescape(char *text, size_t size)
{
    size_t used = 0;

    for (size_t i = 0; i < size; i++) {
        if (text[i] == '\\' && i + 1 < size && memchr("\\$\"'`", text[i + 1], 5) != NULL)
            i++;
        text[used++] = text[i];
    }
    return used;
}

bool osrelease_next(struct osrelease *reader, struct word *name, struct word *value)
{
    char *line, *end;

    while (next_line(reader, &line, &end)) {
        char *at = line;
        while (at < end && ascii_in_name(*at, false))
            at++;
        if (at == line || at == end || *at != '=')
            continue;
        *name = (struct word){line, (size_t)(at - line)};
        at++;
        if (end - at >= 2 && (*at == '"' || *at == '\'') && end[-1] == *at) {
            at++;
            end--;
        }
        *value = (struct word){at, unescape(at, (size_t)(end - at))};
        return true;
    }
    return false;
}
