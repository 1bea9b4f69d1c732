/* SPDX-License-Identifier: MIT */
/* Symbolic modes, as chmod(1) of POSIX reads them: u=rw,go+r,a-x,u=g,+X. */
#include "value/kinds.h"

#include <sys/stat.h>

/* Reads the letters u, g, o and a as bits of all three classes; 0 if there are none. */
static mode_t read_who(const char **at)
{
    mode_t who = 0;

    for (;; ++*at)
        switch (**at) {
        case 'u':
            who |= S_ISUID | S_IRWXU;
            break;
        case 'g':
            who |= S_ISGID | S_IRWXG;
            break;
        case 'o':
            who |= S_ISVTX | S_IRWXO;
            break;
        case 'a':
            who |= S_ISUID | S_ISGID | S_ISVTX | S_IRWXU | S_IRWXG | S_IRWXO;
            break;
        default:
            return who;
        }
}

/* Three bits spread over the three classes. */
static mode_t spread(mode_t bits)
{
    return bits << 6 | bits << 3 | bits;
}

/* The permissions named after an operator, for all classes. */
static mode_t read_permissions(const char **at, mode_t current, bool directory)
{
    mode_t bits = 0;

    if (**at == 'u' || **at == 'g' || **at == 'o') {
        int shift = **at == 'u' ? 6 : **at == 'g' ? 3 : 0;
        ++*at;
        return spread(current >> shift & 7);
    }
    for (;; ++*at)
        switch (**at) {
        case 'r':
            bits |= spread(4);
            break;
        case 'w':
            bits |= spread(2);
            break;
        case 'x':
            bits |= spread(1);
            break;
        case 'X':
            bits |= directory || (current & spread(1)) ? spread(1) : 0;
            break;
        case 's':
            bits |= S_ISUID | S_ISGID;
            break;
        case 't':
            bits |= S_ISVTX;
            break;
        default:
            return bits;
        }
}

/* Applies one clause: letters of who, then operators with permissions. False if it is malformed. */
static bool apply_clause(const char **at, mode_t *mode, bool directory, mode_t mask)
{
    const mode_t all = S_ISUID | S_ISGID | S_ISVTX | 0777;
    mode_t named = read_who(at), who = named != 0 ? named : all & ~(mask & 0777);
    mode_t reset = (named != 0 ? named : all) & ~(directory ? (mode_t)(S_ISUID | S_ISGID) : 0);

    if (**at != '+' && **at != '-' && **at != '=')
        return false;
    while (**at == '+' || **at == '-' || **at == '=') {
        char op = *(*at)++;
        mode_t bits = read_permissions(at, *mode, directory) & who;
        if (op == '=')
            *mode &= ~reset;
        *mode = op == '-' ? *mode & ~bits : *mode | bits;
    }
    return true;
}

bool mode_apply(const struct mode *mode, mode_t current, bool directory, mode_t mask, mode_t *result)
{
    const char *at = mode->symbolic;

    *result = mode->bits;
    if (at == NULL)
        return true;
    *result = current & 07777;
    for (;; at++) {
        if (!apply_clause(&at, result, directory, mask))
            return false;
        if (*at != ',')
            return *at == '\0';
    }
}

mode_t mask_apply(const struct mode *mode, mode_t current)
{
    mode_t allowed;

    if (mode->symbolic == NULL)
        return mode->bits;
    mode_apply(mode, ~current & 0777, false, 0, &allowed);
    return ~allowed & 0777;
}
