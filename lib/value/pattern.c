/* SPDX-License-Identifier: MIT */
/* Globs; and extended regular expressions, which are run on all states in parallel. */
#include "value/pattern.h"

#include <stddef.h>
#include <string.h>

static void add_byte(uint32_t set[8], unsigned char byte)
{
    set[byte / 32] |= (uint32_t)1 << byte % 32;
}

static int is_blank(int byte)
{
    return byte == ' ' || byte == '\t';
}
static int is_alpha(int byte)
{
    return (byte | 32) >= 'a' && (byte | 32) <= 'z';
}
static int is_digit(int byte)
{
    return byte >= '0' && byte <= '9';
}
static int is_alnum(int byte)
{
    return is_alpha(byte) || is_digit(byte);
}
static int is_lower(int byte)
{
    return byte >= 'a' && byte <= 'z';
}
static int is_upper(int byte)
{
    return byte >= 'A' && byte <= 'Z';
}
static int is_graph(int byte)
{
    return byte > ' ' && byte < 127;
}
static int is_print(int byte)
{
    return byte >= ' ' && byte < 127;
}
static int is_cntrl(int byte)
{
    return byte < ' ' || byte == 127;
}
static int is_punct(int byte)
{
    return is_graph(byte) && !is_alnum(byte);
}
static int is_space(int byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}
static int is_xdigit(int byte)
{
    return is_digit(byte) || ((byte | 32) >= 'a' && (byte | 32) <= 'f');
}

/* Reads "[:alpha:]" at text; NULL if it is not a class. */
static const char *read_class(const char *text, uint32_t set[8])
{
    static const struct {
        const char *name;
        int (*holds)(int);
    } classes[] = {
        {"alnum:]", is_alnum}, {"alpha:]", is_alpha}, {"blank:]", is_blank}, {"cntrl:]", is_cntrl},
        {"digit:]", is_digit}, {"graph:]", is_graph}, {"lower:]", is_lower}, {"print:]", is_print},
        {"punct:]", is_punct}, {"space:]", is_space}, {"upper:]", is_upper}, {"xdigit:]", is_xdigit},
    };

    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        size_t size = strlen(classes[i].name);
        if (strncmp(text + 2, classes[i].name, size) != 0)
            continue;
        for (int byte = 0; byte < 256; byte++)
            if (classes[i].holds(byte))
                add_byte(set, (unsigned char)byte);
        return text + 2 + size;
    }
    return NULL;
}

/* Reads the bracket expression whose '[' is at text into set. In a glob \ makes the next byte literal. In a regular
 * expression an unknown class, [.a.], [=a=] and a reversed range are malformed. Returns the address after the ']', or
 * NULL if the set is malformed or not closed. */
static const char *read_set(const char *text, bool glob, uint32_t set[8])
{
    const char *at = text + 1;
    bool negated = *at == '^' || (glob && *at == '!');
    const char *first = at += negated;

    memset(set, 0, 8 * sizeof set[0]);
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
    for (int i = 0; negated && i < 8; i++)
        set[i] = ~set[i];
    return *at == ']' ? at + 1 : NULL;
}

const char *glob_set(const char *text, uint32_t set[PATTERN_SET_WORDS])
{
    return read_set(text, true, set);
}

/* A set that ignores case; of a negated one, whose bits are of what it does not list, both cases must be in it. */
static bool has_folded(const uint32_t set[8], bool negated, unsigned char byte)
{
    bool one = glob_set_has(set, byte), other = is_alpha(byte) ? glob_set_has(set, byte ^ 32) : one;

    return negated ? one && other : one || other;
}

/* Matches one byte of the name against the glob's next element; what follows that element, NULL where it differs. */
static const char *match_one(const char *glob, unsigned char byte, bool folded)
{
    uint32_t set[8];
    const char *after = *glob == '[' ? read_set(glob, true, set) : NULL;

    if (after != NULL)
        return (folded ? has_folded(set, glob[1] == '!' || glob[1] == '^', byte) : glob_set_has(set, byte)) ? after
                                                                                                            : NULL;
    if (*glob == '?')
        return glob + 1;
    glob += *glob == '\\' && glob[1] != '\0';
    unsigned char wanted = (unsigned char)*glob;
    return wanted == byte || (folded && pattern_lower(wanted) == pattern_lower(byte)) ? glob + 1 : NULL;
}

bool glob_matches(const char *glob, const char *name)
{
    return glob_matches_bytes(glob, name, strlen(name), false);
}

bool glob_matches_bytes(const char *glob, const char *name, size_t size, bool folded)
{
    const char *star = NULL, *resume = NULL; /* after the last *, and where in name it is tried next */
    const char *end = name + size;

    while (name < end) {
        const char *after = *glob == '*' || *glob == '\0' ? NULL : match_one(glob, (unsigned char)*name, folded);
        if (*glob == '*') {
            star = ++glob;
            resume = name;
        } else if (after != NULL) {
            glob = after;
            name++;
        } else if (star != NULL) {
            glob = star;
            name = ++resume;
        } else
            return false;
    }
    return glob[strspn(glob, "*")] == '\0';
}

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
    const char *after = read_set(compiling->at, false, pattern->sets[pattern->set_count]);
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

static int read_count(const char **at)
{
    enum { MOST = 255 };
    int count = 0;

    while (is_digit((unsigned char)**at) && count <= MOST)
        count = count * 10 + *(*at)++ - '0';
    return count;
}

/* Reads "{m}", "{m,}", "{,n}" or "{m,n}" at *at; false for anything else, which is literal. */
static bool read_bounds(const char **at, int *least, int *most)
{
    const char *from = *at + 1;

    if (!is_digit((unsigned char)*from) && *from != ',')
        return false;
    *most = *least = read_count(&from);
    if (*from == ',')
        *most = is_digit((unsigned char)*++from) ? read_count(&from) : -1;
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
        if (is_alnum((unsigned char)*at))
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
           (step->code == SET && glob_set_has(pattern->sets[step->value], byte));
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
