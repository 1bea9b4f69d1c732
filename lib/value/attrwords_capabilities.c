/* SPDX-License-Identifier: MIT */
/* File capabilities in words, as cap_to_text(3) writes and cap_from_text(3) reads them: clauses such as
 * "cap_chown,cap_kill=ep", which set (=), add (+) or remove (-) the flags e, i and p; without names a clause is about
 * all that have a name. " [rootid=N]" follows as getcap -n writes it. The value is a struct vfs_cap_data or
 * vfs_ns_cap_data of linux/capability.h. */
#include "value/attrwords_parts.h"

#include <stdlib.h>
#include <string.h>

#include "value/choices.h"
#include "value/number.h"

const char capability_names[] =
    "chown dac_override dac_read_search fowner fsetid kill setgid setuid setpcap linux_immutable net_bind_service "
    "net_broadcast net_admin net_raw ipc_lock ipc_owner sys_module sys_rawio sys_chroot sys_ptrace sys_pacct "
    "sys_admin sys_boot sys_nice sys_resource sys_time sys_tty_config mknod lease audit_write audit_control setfcap "
    "mac_override mac_admin syslog wake_alarm block_suspend audit_read perfmon bpf checkpoint_restore";

enum { NAMED = 41, ALL = 64 }; /* capabilities that have names, that a value has bits for */
static const uint64_t named = (UINT64_C(1) << NAMED) - 1;

/* The flags of a capability, and the bytes of a value. */
enum { FLAG_E = 1, FLAG_P = 2, FLAG_I = 4, STATES = 8 };
enum { REVISION = 0x02000000, REVISION_ROOT = 0x03000000, EFFECTIVE = 1, PLAIN_SIZE = 20, ROOT_SIZE = 24 };

struct file_capabilities {
    uint64_t set[3]; /* e, p, i */
    uint32_t root;   /* the user who is root in the namespace that they hold in */
    bool has_root;
};

int capability_number(struct word word)
{
    struct number number;
    int64_t index = choice_index(word, "cap_", capability_names);

    if (index < 0 && (!number_read(word, 10, &number) || !number_to_int64(number, 0, ALL - 1, &index)))
        return -1;
    return (int)index;
}

static unsigned state_of(const struct file_capabilities *capabilities, int number)
{
    unsigned state = 0;

    for (int i = 0; i < 3; i++)
        state |= (unsigned)(capabilities->set[i] >> number & 1) << i;
    return state;
}

static char *put_flags(char *at, unsigned state)
{
    return stpcpy(stpcpy(stpcpy(at, state & FLAG_E ? "e" : ""), state & FLAG_I ? "i" : ""), state & FLAG_P ? "p" : "");
}

static char *put_name(char *at, int number)
{
    struct word name = choice_name(capability_names, number);

    if (name.data == NULL)
        return at + uint_write(at, (uint64_t)number);
    at = stpcpy(at, "cap_");
    memcpy(at, name.data, name.size);
    return at + name.size;
}

/* Writes a clause for the capabilities from first to end that have that state; the others have the flags base. */
static char *put_clause(char *at, const struct file_capabilities *capabilities, int first, int end, unsigned state,
                        unsigned base, bool first_clause)
{
    char *start = at;

    for (int number = first; number < end; number++)
        if (state_of(capabilities, number) == state)
            at = put_name(at > start ? stpcpy(at, ",") : at, number);
    if (at == start)
        return at;
    if (state & ~base) {
        at = stpcpy(at, first_clause ? "=" : "+");
        at = put_flags(at, state & ~base);
    }
    if (base & ~state) {
        at = stpcpy(at, "-");
        at = put_flags(at, base & ~state);
    }
    return stpcpy(at, " ");
}

/* The state that most of the named capabilities have. */
static unsigned prevailing_state(const struct file_capabilities *capabilities)
{
    int count[STATES] = {0};
    unsigned most = STATES - 1;

    for (int number = 0; number < NAMED; number++)
        count[state_of(capabilities, number)]++;
    for (unsigned state = STATES; state-- > 0;)
        if (count[state] >= count[most])
            most = state;
    return most;
}

static void put_words(char *at, const struct file_capabilities *capabilities)
{
    unsigned base = prevailing_state(capabilities);
    char *start = at;

    if (base != 0)
        at = stpcpy(put_flags(stpcpy(at, "="), base), " ");
    for (unsigned state = STATES; state-- > 0;)
        if (state != base)
            at = put_clause(at, capabilities, 0, NAMED, state, base, at == start);
    if (at == start)
        at = stpcpy(at, "= ");
    for (unsigned state = STATES; state-- > 1;)
        at = put_clause(at, capabilities, NAMED, ALL, state, 0, false);
    if (capabilities->has_root) {
        at = stpcpy(at, "[rootid=");
        at += uint_write(at, capabilities->root);
        at = stpcpy(at, "] ");
    }
    at[-1] = '\0';
}

char *capabilities_to_words(const char *value, size_t size)
{
    enum { LONGEST = ALL * 24 + STATES * 16 + 64 };
    struct file_capabilities capabilities = {.has_root = size == ROOT_SIZE};

    if (size != PLAIN_SIZE && size != ROOT_SIZE)
        return NULL;
    for (int i = 1; i < 3; i++) {
        uint32_t low = little_get(value + 4 * i, 4), high = little_get(value + 8 + 4 * i, 4);
        capabilities.set[i] = (uint64_t)high << 32 | low;
    }
    if (little_get(value, 4) & EFFECTIVE)
        capabilities.set[0] = capabilities.set[1] | capabilities.set[2];
    if (capabilities.has_root)
        capabilities.root = little_get(value + 20, 4);
    char *words = malloc(LONGEST);
    if (words != NULL)
        put_words(words, &capabilities);
    return words;
}

/* Reads the names before an operator: a set of capabilities. */
static bool read_names(struct word names, uint64_t *set, struct words_problem *problem)
{
    const char *end = names.data + names.size;

    *set = named;
    if (names.size == 0 || choice_index(names, "", "all") == 0)
        return true;
    *set = 0;
    for (const char *at = names.data; at <= end; at++) {
        const char *comma = memchr(at, ',', (size_t)(end - at));
        struct word name = {at, (size_t)((comma != NULL ? comma : end) - at)};
        int number = capability_number(name);
        if (number < 0)
            return words_wrong(problem, "is not a capability", name);
        *set |= UINT64_C(1) << number;
        at += name.size;
    }
    return true;
}

/* Obeys an operator and the flags behind it, "=ep". Returns how many bytes those are. */
static size_t apply_operator(struct file_capabilities *capabilities, uint64_t set, struct word text)
{
    static const char flags[] = "epi";
    const char *flag;
    size_t size = 1;

    for (int i = 0; *text.data == '=' && i < 3; i++)
        capabilities->set[i] &= ~set;
    for (; size < text.size && (flag = memchr(flags, text.data[size], 3)) != NULL; size++)
        if (*text.data == '-')
            capabilities->set[flag - flags] &= ~set;
        else
            capabilities->set[flag - flags] |= set;
    return size;
}

/* The bytes of text before the first that is one of stops. */
static size_t span_until(struct word text, const char *stops)
{
    size_t size = 0;

    while (size < text.size && strchr(stops, text.data[size]) == NULL)
        size++;
    return size;
}

static bool read_clause(struct file_capabilities *capabilities, struct word clause, struct words_problem *problem)
{
    uint64_t set;
    size_t at = span_until(clause, "=+-");

    if (at == clause.size || (at == 0 && *clause.data != '='))
        return words_wrong(problem, "is not NAME,...=FLAGS (flags are e, i, p)", clause);
    if (!read_names((struct word){clause.data, at}, &set, problem))
        return false;
    while (at < clause.size) {
        if (strchr("=+-", clause.data[at]) == NULL || clause.data[at] == '\0')
            return words_wrong(problem, "is not NAME,...=FLAGS (flags are e, i, p)", clause);
        at += apply_operator(capabilities, set, (struct word){clause.data + at, clause.size - at});
    }
    return true;
}

static bool read_root(struct file_capabilities *capabilities, struct word word, struct words_problem *problem)
{
    enum { BEFORE = 8 };
    struct number number;
    uint64_t root;

    if (capabilities->has_root || word.size <= BEFORE + 1 || memcmp(word.data, "[rootid=", BEFORE) != 0 ||
        word.data[word.size - 1] != ']' ||
        !number_read((struct word){word.data + BEFORE, word.size - BEFORE - 1}, 10, &number) ||
        !number_to_uint64(number, UINT32_MAX - 1, &root))
        return words_wrong(problem, "is not [rootid=N]", word);
    capabilities->has_root = true;
    capabilities->root = (uint32_t)root;
    return true;
}

static size_t put_value(const struct file_capabilities *capabilities, char *value)
{
    uint32_t revision = capabilities->has_root ? REVISION_ROOT : REVISION;

    little_put(value, 4, revision | (capabilities->set[0] != 0 ? EFFECTIVE : 0));
    for (int i = 1; i < 3; i++) {
        little_put(value + 4 * i, 4, (uint32_t)capabilities->set[i]);
        little_put(value + 8 + 4 * i, 4, (uint32_t)(capabilities->set[i] >> 32));
    }
    if (capabilities->has_root)
        little_put(value + PLAIN_SIZE, 4, capabilities->root);
    return capabilities->has_root ? ROOT_SIZE : PLAIN_SIZE;
}

bool capabilities_from_words(struct word words, char *value, size_t *size, struct words_problem *problem)
{
    static const char blanks[] = " \t\r\n"; /* and NUL, which is not part of any word either */
    struct file_capabilities capabilities = {0};
    bool any = false;

    for (size_t at = 0; at < words.size;) {
        struct word rest = {words.data + at, words.size - at};
        struct word word = {rest.data, span_until(rest, blanks)};
        at += word.size > 0 ? word.size : 1;
        if (word.size == 0)
            continue;
        any = true;
        if (*word.data == '[' ? !read_root(&capabilities, word, problem) : !read_clause(&capabilities, word, problem))
            return false;
    }
    if (!any)
        return words_wrong(problem, "is not NAME,...=FLAGS (flags are e, i, p)", words);
    if (capabilities.set[0] != 0 && capabilities.set[0] != (capabilities.set[1] | capabilities.set[2]))
        return words_wrong(problem, "has e for some of the capabilities (a file has it for all of them or for none)",
                           words);
    *size = put_value(&capabilities, value);
    return true;
}
