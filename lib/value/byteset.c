/* SPDX-License-Identifier: MIT */
#include "value/byteset.h"

#include <stddef.h>
#include <string.h>

#include "value/ascii.h"

static void add_byte(uint32_t set[BYTESET_WORDS], unsigned char byte)
{
    set[byte / 32] |= (uint32_t)1 << byte % 32;
}

static bool is_graph(char byte)
{
    return byte > ' ' && byte < 127;
}
static bool is_print(char byte)
{
    return byte >= ' ' && byte < 127;
}
static bool is_cntrl(char byte)
{
    return (unsigned char)byte < ' ' || byte == 127;
}
static bool is_punct(char byte)
{
    return is_graph(byte) && !ascii_is_alnum(byte);
}
static bool is_xdigit(char byte)
{
    return ascii_is_digit(byte) || ((byte | 32) >= 'a' && (byte | 32) <= 'f');
}

/* Reads "[:alpha:]" at text; NULL if it is not a class. */
static const char *read_class(const char *text, uint32_t set[BYTESET_WORDS])
{
    static const struct {
        const char *name;
        bool (*holds)(char);
    } classes[] = {
        {"alnum:]", ascii_is_alnum}, {"alpha:]", ascii_is_letter}, {"blank:]", ascii_is_blank}, {"cntrl:]", is_cntrl},
        {"digit:]", ascii_is_digit}, {"graph:]", is_graph},        {"lower:]", ascii_is_lower}, {"print:]", is_print},
        {"punct:]", is_punct},       {"space:]", ascii_is_space},  {"upper:]", ascii_is_upper}, {"xdigit:]", is_xdigit},
    };

    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        size_t size = strlen(classes[i].name);
        if (strncmp(text + 2, classes[i].name, size) != 0)
            continue;
        for (int byte = 0; byte < 256; byte++)
            if (classes[i].holds((char)byte))
                add_byte(set, (unsigned char)byte);
        return text + 2 + size;
    }
    return NULL;
}

const char *byteset_read(const char *text, bool glob, uint32_t set[BYTESET_WORDS])
{
    const char *at = text + 1;
    bool negated = *at == '^' || (glob && *at == '!');
    const char *first = at += negated;

    memset(set, 0, BYTESET_WORDS * sizeof set[0]);
    while (*at != '\0' && (*at != ']' || at == first)) {
        const char *class_end = at[0] == '[' && at[1] == ':' ? read_class(at, set) : NULL;
        if (class_end != NULL) {
            at = class_end;
            continue;
        }
        if (!glob && *at == '[' && at[1] != '\0' && strchr(".:=", at[1]) != NULL)
            return NULL;
        at += glob && *at == '\\' && at[1] != '\0';
        unsigned char low = (unsigned char)*at++, high = low;
        if (at[0] == '-' && at[1] != ']' && at[1] != '\0') {
            at += 1 + (glob && at[1] == '\\' && at[2] != '\0');
            high = (unsigned char)*at++;
            if (!glob && high < low)
                return NULL;
        }
        for (int byte = low; byte <= high; byte++)
            add_byte(set, (unsigned char)byte);
    }
    for (int i = 0; negated && i < BYTESET_WORDS; i++)
        set[i] = ~set[i];
    return *at == ']' ? at + 1 : NULL;
}
