/* SPDX-License-Identifier: MIT */
/* Compiles extended regular expressions, and runs them on all states in parallel. */
#include "value/pattern.h"

#include <stddef.h>
#include <string.h>

#include "value/ascii.h"

enum code { BYTE, ANY, SET, START, END, GO, FOUND };

/* The state of compiling an expression. */
struct compiling {
    struct pattern *pattern;
    const char *at;
    const char *wrong, *place;
    int depth; /* of parentheses */
};

static int fail(struct compiling *compiling, const char *words)
{
    if (compiling->wrong == NULL) {
        compiling->wrong = words;
        compiling->place = compiling->at;
    }
    return -1;
}

static int emit(struct compiling *compiling, enum code code, int value, int next, int other)
{
    struct pattern *pattern = compiling->pattern;

    if (pattern->step_count == PATTERN_STEPS)
        return fail(compiling, "it is too long");
    pattern->steps[pattern->step_count++] = (struct pattern_step){(unsigned char)code, (unsigned char)value,
                                                                  (short)next, (short)other};
    return 0;
}

/* Inserts a step with two successors before the steps from place on. */
static int insert(struct compiling *compiling, int place, int next, int other)
{
    struct pattern *pattern = compiling->pattern;

    if (emit(compiling, GO, 0, 0, 0) < 0)
        return -1;
    memmove(&pattern->steps[place + 1], &pattern->steps[place],
            (size_t)(pattern->step_count - 1 - place) * sizeof pattern->steps[0]);
    pattern->steps[place] = (struct pattern_step){GO, 0, (short)next, (short)other};
    return 0;
}

static int compile_set(struct compiling *compiling)
{
    struct pattern *pattern = compiling->pattern;

    if (pattern->set_count == PATTERN_SETS)
        return fail(compiling, "it is too long");
    const char *after = byteset_read(compiling->at, false, pattern->sets[pattern->set_count]);
    if (after == NULL)
        return fail(compiling, "a [ is malformed or not closed");
    compiling->at = after;
    return emit(compiling, SET, pattern->set_count++, 1, 1);
}

static int compile_choice(struct compiling *compiling);

static int compile_group(struct compiling *compiling)
{
    enum { DEEPEST = 100 };

    if (++compiling->depth > DEEPEST)
        return fail(compiling, "it is nested too deeply");
    compiling->at++;
    if (compile_choice(compiling) < 0)
        return -1;
    if (*compiling->at != ')')
        return fail(compiling, "a ( is not closed");
    compiling->at++;
    compiling->depth--;
    return 0;
}

/* Reads a number; one above PATTERN_STEPS becomes another that is too large as well. */
static int read_count(const char **at)
{
    int count = 0;

    for (; ascii_is_digit(**at); ++*at)
        if (count <= PATTERN_STEPS)
            count = count * 10 + (**at - '0');
    return count;
}

/* Reads "{m}", "{m,}", "{,n}" or "{m,n}" at *at; false for anything else, which is literal. */
static bool read_bounds(const char **at, int *least, int *most)
{
    const char *from = *at + 1;

    if (!ascii_is_digit(*from) && *from != ',')
        return false;
    *most = *least = read_count(&from);
    if (*from == ',')
        *most = ascii_is_digit(*++from) ? read_count(&from) : -1;
    if (*from != '}')
        return false;
    *at = from;
    return true;
}

static int compile_atom(struct compiling *compiling)
{
    const char *at = compiling->at;
    int least, most;

    if (*at == '*' || *at == '+' || *at == '?' || (*at == '{' && read_bounds(&at, &least, &most)))
        return fail(compiling, "there is nothing to repeat");
    switch (*at) {
    case '(':
        return compile_group(compiling);
    case '[':
        return compile_set(compiling);
    case '\\':
        if (*++at == '\0')
            return fail(compiling, "it ends in a backslash");
        if (ascii_is_alnum(*at))
            return fail(compiling, "a backslash before a letter or digit has no meaning");
        compiling->at = at + 1;
        return emit(compiling, BYTE, *at, 1, 1);
    default:
        compiling->at = at + 1;
        return emit(compiling, *at == '.' ? ANY : *at == '^' ? START : *at == '$' ? END : BYTE, *at, 1, 1);
    }
}

/* Repeats the steps from start on, least to most times; most is -1 without a limit. */
static int repeat(struct compiling *compiling, int start, int least, int most)
{
    struct pattern *pattern = compiling->pattern;
    struct pattern_step *steps = pattern->steps;
    int size = pattern->step_count - start, copies = most > least ? most : least > 0 ? least : 1;

    if ((size + 1) * (copies + 1) + start > PATTERN_STEPS)
        return fail(compiling, "it is too long");
    struct pattern_step atom[PATTERN_STEPS];
    memcpy(atom, steps + start, (size_t)size * sizeof atom[0]);
    pattern->step_count = start;
    for (int i = 0; i < copies; i++) {
        int place = pattern->step_count;
        memcpy(steps + place, atom, (size_t)size * sizeof atom[0]);
        pattern->step_count += size;
        if (i >= least && insert(compiling, place, 1, size + 1 + (most < 0)) < 0)
            return -1;
    }
    if (most < 0) /* back to the last copy, or to the step that may skip it */
        return least == 0 ? emit(compiling, GO, 0, -size - 1, -size - 1) : emit(compiling, GO, 0, -size, 1);
    if (most == 0)
        pattern->step_count = start;
    return 0;
}

static int compile_piece(struct compiling *compiling)
{
    int start = compiling->pattern->step_count;
    bool anchor = *compiling->at == '^' || *compiling->at == '$';

    if (compile_atom(compiling) < 0)
        return -1;
    for (;; compiling->at++) {
        char sign = *compiling->at;
        int least = sign == '+', most = sign == '?' ? 1 : -1;
        if (sign != '*' && sign != '+' && sign != '?' && !(sign == '{' && read_bounds(&compiling->at, &least, &most)))
            return 0;
        if (anchor)
            return fail(compiling, "there is nothing to repeat");
        if (most >= 0 && most < least)
            return fail(compiling, "the bounds of a repetition are the wrong way round");
        if (repeat(compiling, start, least, most) < 0)
            return -1;
    }
}

static int compile_branch(struct compiling *compiling)
{
    while (*compiling->at != '\0' && *compiling->at != '|' && *compiling->at != ')')
        if (compile_piece(compiling) < 0)
            return -1;
    return 0;
}

static int compile_choice(struct compiling *compiling)
{
    struct pattern *pattern = compiling->pattern;
    int start = pattern->step_count;

    if (compile_branch(compiling) < 0)
        return -1;
    if (*compiling->at != '|')
        return 0;
    compiling->at++;
    if (insert(compiling, start, 1, pattern->step_count - start + 2) < 0 || emit(compiling, GO, 0, 0, 0) < 0)
        return -1;
    int end = pattern->step_count - 1;
    if (compile_choice(compiling) < 0)
        return -1;
    pattern->steps[end].next = pattern->steps[end].other = (short)(pattern->step_count - end);
    return 0;
}

const char *pattern_compile(struct pattern *pattern, const char *text)
{
    size_t place;

    return pattern_compile_at(pattern, text, &place);
}

const char *pattern_compile_at(struct pattern *pattern, const char *text, size_t *place)
{
    struct compiling compiling = {.pattern = pattern, .at = text};

    pattern->step_count = pattern->set_count = 0;
    if (compile_choice(&compiling) == 0 && *compiling.at == ')')
        fail(&compiling, "a ) closes nothing");
    else if (compiling.wrong == NULL)
        emit(&compiling, FOUND, 0, 0, 0);
    *place = compiling.wrong != NULL ? (size_t)(compiling.place - text) : 0;
    return compiling.wrong;
}

/* The set of possible next steps. */
struct states {
    int count;
    short items[PATTERN_STEPS];
    bool in[PATTERN_STEPS];
};

static void enter(const struct pattern *pattern, struct states *states, int place, bool start, bool end)
{
    while (!states->in[place]) {
        const struct pattern_step *step = &pattern->steps[place];
        states->in[place] = true;
        if ((step->code == START && !start) || (step->code == END && !end))
            return;
        if (step->code != START && step->code != END && step->code != GO) {
            states->items[states->count++] = (short)place;
            return;
        }
        if (step->other != step->next)
            enter(pattern, states, place + step->other, start, end);
        place += step->next;
    }
}

static bool takes(const struct pattern *pattern, const struct pattern_step *step, unsigned char byte)
{
    return step->code == ANY || (step->code == BYTE && step->value == byte) ||
           (step->code == SET && byteset_has(pattern->sets[step->value], byte));
}

static void forget(struct states *states, int steps)
{
    states->count = 0;
    memset(states->in, 0, (size_t)steps);
}

bool pattern_found_in(const struct pattern *pattern, struct word text)
{
    struct states room[2], *now = &room[0], *then = &room[1];
    const char *end = text.data + text.size;

    forget(now, pattern->step_count);
    for (const char *at = text.data;; at++) {
        enter(pattern, now, 0, at == text.data, at == end);
        forget(then, pattern->step_count);
        for (int i = 0; i < now->count; i++) {
            const struct pattern_step *step = &pattern->steps[now->items[i]];
            if (step->code == FOUND)
                return true;
            if (at < end && takes(pattern, step, (unsigned char)*at))
                enter(pattern, then, now->items[i] + 1, false, at + 1 == end);
        }
        if (at == end)
            return false;
        struct states *swap = now;
        now = then;
        then = swap;
    }
}

bool pattern_found(const struct pattern *pattern, const char *text)
{
    return pattern_found_in(pattern, word_of(text));
}
