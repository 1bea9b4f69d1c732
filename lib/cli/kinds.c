/* Reading the values of parameters, a function a kind. */
#include "cli/kinds.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <strings.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "cli/encode.h"
#include "cli/number.h"
#include "os/names.h"

static int bad(struct parsing *parsing, const struct param *param, struct word word, const char *what)
{
    return fail_usage(parsing->fail, "%s: '%.*s' is not %s", param->name, (int)(word.size > 200 ? 200 : word.size),
                      word.data, what);
}

static int no_memory(struct parsing *parsing)
{
    return fail_errno(parsing->fail, ENOMEM, NULL, NULL);
}

static bool is_none(struct word word)
{
    return word_is(word, "None") || word_is(word, "none");
}

static bool is_c_string(struct word word)
{
    return memchr(word.data, '\0', word.size) == NULL;
}

/* Reads an integer of base into [low, high]. */
static int read_ranged(struct parsing *parsing, const struct param *param, struct word word, int64_t low, int64_t high,
                       int64_t *value)
{
    struct number number;

    if (!number_read(word, 10, &number))
        return bad(parsing, param, word, "an integer");
    if (!number_to_int64(number, low, high, value))
        return bad(parsing, param, word, "in range");
    return 0;
}

static int parse_BOOL(struct parsing *parsing, const struct param *param, struct word word, bool *value)
{
    static const char *const words[2][5] = {{"no", "false", "off", "0"}, {"yes", "true", "on", "1"}};

    for (int truth = 0; truth < 2; truth++)
        for (int i = 0; words[truth][i] != NULL; i++)
            if (word.size == strlen(words[truth][i]) && strncasecmp(word.data, words[truth][i], word.size) == 0) {
                *value = truth;
                return 0;
            }
    return bad(parsing, param, word, "yes or no");
}

static int parse_INT(struct parsing *parsing, const struct param *param, struct word word, int *value)
{
    int64_t wide = 0;

    if (read_ranged(parsing, param, word, INT_MIN, INT_MAX, &wide) < 0)
        return -1;
    *value = (int)wide;
    return 0;
}

static int parse_LONG(struct parsing *parsing, const struct param *param, struct word word, int64_t *value)
{
    return read_ranged(parsing, param, word, INT64_MIN, INT64_MAX, value);
}

static int parse_UNSIGNED(struct parsing *parsing, const struct param *param, struct word word, uint64_t *value)
{
    struct number number;

    if (!number_read(word, 10, &number))
        return bad(parsing, param, word, "an integer");
    if (!number_to_uint64(number, UINT64_MAX, value))
        return bad(parsing, param, word, "in range");
    return 0;
}

static int parse_SIZE(struct parsing *parsing, const struct param *param, struct word word, int64_t *value)
{
    struct number number;

    if (!number_read_size(word, &number))
        return bad(parsing, param, word, "a size (an integer, or one with K M G T P or KB MB …)");
    if (!number_to_int64(number, INT64_MIN, INT64_MAX, value))
        return bad(parsing, param, word, "in range");
    return 0;
}

static int parse_MAYBE_SIZE(struct parsing *parsing, const struct param *param, struct word word, struct maybe *value)
{
    *value = (struct maybe){0};
    if (is_none(word))
        return 0;
    value->given = true;
    return parse_SIZE(parsing, param, word, &value->value);
}

static int parse_MODE(struct parsing *parsing, const struct param *param, struct word word, struct mode *value)
{
    struct number number;
    int64_t bits;
    struct word culprit;

    *value = (struct mode){0};
    if (number_read(word, 8, &number) && word.data[0] != '+' && word.data[0] != '-') {
        if (!number_to_int64(number, 0, 0177777, &bits))
            return bad(parsing, param, word, "in range");
        value->bits = (mode_t)bits;
        return 0;
    }
    bool digits = word.size > 0 && word.data[0] >= '0' && word.data[0] <= '9'; /* 9 is no octal, and not decimal either */
    if (!digits && constants_read(&mode_bits, word, &bits, &culprit) == CONSTANTS_OK) {
        value->bits = (mode_t)bits;
        return 0;
    }
    mode_t unused;
    value->symbolic = word.data;
    if (!is_c_string(word) || !mode_apply(value, 0, false, 0, &unused))
        return bad(parsing, param, word, "a mode (octal, u=rw,go+r, or S_I names joined by |)");
    return 0;
}

static int constant_fails(struct parsing *parsing, const struct param *param, struct word culprit, enum constants_read result)
{
    if (result == CONSTANTS_ELSEWHERE)
        return fail_words(parsing->fail, EX_UNAVAILABLE, "%s: this platform has no %.*s (%s)", param->name,
                          (int)culprit.size, culprit.data, constant_find(culprit)->elsewhere);
    return fail_usage(parsing->fail, "%s: unknown name '%.*s' (xos const lists them)", param->name,
                      (int)(culprit.size > 200 ? 200 : culprit.size), culprit.data);
}

static int parse_FLAGS(struct parsing *parsing, const struct param *param, struct word word, int64_t *value)
{
    enum constants_read result = CONSTANTS_UNKNOWN;
    struct word culprit = word;

    for (const struct family *const *family = param->families; *family != NULL; family++) {
        result = constants_read(*family, word, value, &culprit);
        if (result != CONSTANTS_UNKNOWN)
            break;
    }
    if (result != CONSTANTS_OK)
        return constant_fails(parsing, param, culprit, result);
    if (*value < INT_MIN || *value > UINT_MAX)
        return bad(parsing, param, word, "in range");
    return 0;
}

static int parse_NEW_FD(struct parsing *parsing, const struct param *param, struct word word, int *value)
{
    static const char *const streams[][2] = {
        {"stdin", "STDIN_FILENO"}, {"stdout", "STDOUT_FILENO"}, {"stderr", "STDERR_FILENO"}};

    for (int fd = 0; fd < 3; fd++)
        if (word_is(word, streams[fd][0]) || word_is(word, streams[fd][1])) {
            *value = fd;
            return 0;
        }
    return parse_INT(parsing, param, word, value);
}

static int parse_FD(struct parsing *parsing, const struct param *param, struct word word, int *value)
{
    if (parse_NEW_FD(parsing, param, word, value) < 0)
        return -1;
    if (*value >= 0 && *value < 3 && (parsing->closed_streams & 1u << *value))
        *value = -1;
    return 0;
}

static int parse_DIR_FD(struct parsing *parsing, const struct param *param, struct word word, int *value)
{
    if (is_none(word)) {
        *value = AT_FDCWD;
        return 0;
    }
    return parse_FD(parsing, param, word, value);
}

static int parse_TEXT(struct parsing *parsing, const struct param *param, struct word word, const char **value)
{
    if (!is_c_string(word))
        return fail_usage(parsing->fail, "%s: a NUL byte cannot stand in it", param->name);
    *value = word.data;
    return 0;
}

static int parse_PATH(struct parsing *parsing, const struct param *param, struct word word, const char **value)
{
    return parse_TEXT(parsing, param, word, value);
}

static int parse_PATH_OR_FD(struct parsing *parsing, const struct param *param, struct word word, struct path *value)
{
    *value = (struct path){.fd = -1};
    if (word.size > 3 && memcmp(word.data, "fd:", 3) == 0)
        return parse_FD(parsing, param, (struct word){word.data + 3, word.size - 3}, &value->fd);
    return parse_TEXT(parsing, param, word, &value->name);
}

/* An id: a number (-1 is (id_t)-1), or a name that lookup knows. */
static int parse_id(struct parsing *parsing, const struct param *param, struct word word,
                    int (*lookup)(const char *name, uint32_t *id), const char *what, uint32_t *value)
{
    struct number number;
    int64_t wide;

    if (number_read(word, 10, &number)) {
        if (!number_to_int64(number, -1, UINT32_MAX, &wide))
            return bad(parsing, param, word, "in range");
        *value = (uint32_t)wide;
        return 0;
    }
    int result = is_c_string(word) && word.size > 0 ? lookup(word.data, value) : -ENOENT;
    if (result == -ENOENT)
        return fail_words(parsing->fail, EX_NOUSER, "%s: no %s is named '%.*s'", param->name, what,
                          (int)(word.size > 200 ? 200 : word.size), word.data);
    return result < 0 ? fail_errno(parsing->fail, -result, word.data, NULL) : 0;
}

static int parse_UID(struct parsing *parsing, const struct param *param, struct word word, uid_t *value)
{
    return parse_id(parsing, param, word, names_uid, "user", value);
}

static int parse_GID(struct parsing *parsing, const struct param *param, struct word word, gid_t *value)
{
    return parse_id(parsing, param, word, names_gid, "group", value);
}

static int parse_PID(struct parsing *parsing, const struct param *param, struct word word, pid_t *value)
{
    return parse_INT(parsing, param, word, value);
}

static bool read_signal_offset(struct word name, const char *base_name, int base, int *number)
{
    size_t size = strlen(base_name);
    struct number offset;
    int64_t value;

    if (name.size <= size || memcmp(name.data, base_name, size) != 0)
        return false;
    struct word rest = {name.data + size, name.size - size};
    if ((rest.data[0] != '+' && rest.data[0] != '-') || !number_read(rest, 10, &offset) ||
        !number_to_int64(offset, -64, 64, &value))
        return false;
    *number = base + (int)value;
    return *number >= SIGRTMIN && *number <= SIGRTMAX;
}

bool signal_read(struct word word, int *number)
{
    struct number value;
    int64_t wide;

    if (number_read(word, 10, &value)) {
        bool fits = number_to_int64(value, INT_MIN, INT_MAX, &wide);
        *number = (int)wide;
        return fits;
    }
    struct word bare = word;
    if (bare.size > 3 && memcmp(bare.data, "SIG", 3) == 0)
        bare = (struct word){word.data + 3, word.size - 3};
    for (size_t i = 0; i < signals.count; i++)
        if (word_is(bare, signals.constants[i].name + 3)) {
            *number = (int)signals.constants[i].value;
            return true;
        }
    return read_signal_offset(bare, "RTMIN", SIGRTMIN, number) || read_signal_offset(bare, "RTMAX", SIGRTMAX, number);
}

static int parse_SIGNAL(struct parsing *parsing, const struct param *param, struct word word, int *value)
{
    return signal_read(word, value) ? 0 : bad(parsing, param, word, "a signal");
}

static int parse_TIME(struct parsing *parsing, const struct param *param, struct word word, struct timespec *value)
{
    return time_read(word, value) ? 0 : bad(parsing, param, word, "a time in seconds (at most nine decimals)");
}

bool moment_read(struct word word, bool ns, struct timespec *time)
{
    struct number number;
    int64_t value;

    if (word_is(word, "now") || word_is(word, "omit")) {
        *time = (struct timespec){.tv_nsec = word_is(word, "now") ? UTIME_NOW : UTIME_OMIT};
        return true;
    }
    if (!ns)
        return time_read(word, time);
    if (!number_read(word, 10, &number) || !number_to_int64(number, INT64_MIN, INT64_MAX, &value))
        return false;
    int64_t seconds = value / 1000000000, rest = value % 1000000000;
    *time = (struct timespec){.tv_sec = seconds - (rest < 0), .tv_nsec = (long)(rest < 0 ? rest + 1000000000 : rest)};
    return true;
}

static int parse_WORD(struct parsing *parsing, const struct param *param, struct word word, struct word *value)
{
    (void)parsing;
    (void)param;
    *value = word;
    return 0;
}

static int parse_BYTES(struct parsing *parsing, const struct param *param, struct word word, struct word *value)
{
    size_t size;

    *value = word;
    if (!parsing->hex && !parsing->base64)
        return 0;
    char *bytes = arena_alloc(parsing->arena, word.size + 4);
    if (bytes == NULL)
        return no_memory(parsing);
    if (parsing->hex ? !hex_read(word.data, word.size, bytes, &size) : !base64_read(word.data, word.size, bytes, &size))
        return bad(parsing, param, word, parsing->hex ? "hex" : "base64");
    bytes[size] = '\0';
    *value = (struct word){bytes, size};
    return 0;
}

static int parse_NAME(struct parsing *parsing, const struct param *param, struct word word, int *value)
{
    struct number number;

    if (number_read(word, 10, &number))
        return parse_INT(parsing, param, word, value);
    for (const struct family *const *family = param->families; *family != NULL; family++) {
        const struct constant *constant = family_find(*family, word);
        if (constant != NULL && constant->elsewhere == NULL) {
            *value = (int)constant->value;
            return 0;
        }
    }
    return fail_usage(parsing->fail, "%s: unknown name '%.*s' (xos const %s lists them)", param->name,
                      (int)(word.size > 200 ? 200 : word.size), word.data, param->families[0]->name);
}

/* Splits at commas into items; an empty word is no item. */
static int split(struct parsing *parsing, struct word word, struct words *items)
{
    size_t count = word.size > 0 ? 1 : 0;

    for (size_t i = 0; i < word.size; i++)
        count += word.data[i] == ',';
    struct word *list = arena_alloc(parsing->arena, (count + 1) * sizeof *list);
    char *copy = arena_copy(parsing->arena, word.data, word.size);
    if (list == NULL || copy == NULL)
        return no_memory(parsing);
    char *at = copy, *end = copy + word.size;
    for (size_t i = 0; i < count; i++) {
        char *comma = memchr(at, ',', (size_t)(end - at));
        char *stop = comma != NULL ? comma : end;
        *stop = '\0';
        list[i] = (struct word){at, (size_t)(stop - at)};
        at = stop + 1;
    }
    *items = (struct words){count, list};
    return 0;
}

static int parse_items_BUFFERS(struct parsing *parsing, const struct param *param, struct words items, struct words *value)
{
    struct word *decoded = arena_alloc(parsing->arena, (items.count + 1) * sizeof *decoded);

    if (decoded == NULL)
        return no_memory(parsing);
    for (size_t i = 0; i < items.count; i++)
        if (parse_BYTES(parsing, param, items.items[i], &decoded[i]) < 0)
            return -1;
    *value = (struct words){items.count, decoded};
    return 0;
}

static int parse_items_SIZES(struct parsing *parsing, const struct param *param, struct words items, struct sizes *value)
{
    int64_t *sizes = arena_alloc(parsing->arena, (items.count + 1) * sizeof *sizes);

    if (sizes == NULL)
        return no_memory(parsing);
    for (size_t i = 0; i < items.count; i++)
        if (parse_SIZE(parsing, param, items.items[i], &sizes[i]) < 0)
            return -1;
    *value = (struct sizes){items.count, sizes};
    return 0;
}

static int parse_items_GIDS(struct parsing *parsing, const struct param *param, struct words items, struct ids *value)
{
    gid_t *gids = arena_alloc(parsing->arena, (items.count + 1) * sizeof *gids);

    if (gids == NULL)
        return no_memory(parsing);
    for (size_t i = 0; i < items.count; i++)
        if (parse_GID(parsing, param, items.items[i], &gids[i]) < 0)
            return -1;
    *value = (struct ids){items.count, gids};
    return 0;
}

static int parse_items_TIMES(struct parsing *parsing, const struct param *param, struct words items, struct words *value)
{
    struct word *kept = arena_alloc(parsing->arena, (items.count + 1) * sizeof *kept);

    (void)param;
    if (kept == NULL)
        return no_memory(parsing);
    if (items.count > 0)
        memcpy(kept, items.items, items.count * sizeof *kept);
    *value = (struct words){items.count, kept};
    return 0;
}

/* A CPU set under construction. */
static int cpus_room(struct parsing *parsing, struct cpus *cpus, size_t highest)
{
    enum { HIGHEST = 1 << 20 };
    size_t size = (highest / (8 * sizeof(long)) + 1) * sizeof(long);

    if (highest >= HIGHEST)
        return fail_usage(parsing->fail, "CPU %zu is beyond any machine", highest);
    if (size <= cpus->size)
        return 0;
    unsigned long *bits = arena_alloc(parsing->arena, size);
    if (bits == NULL)
        return no_memory(parsing);
    if (cpus->size > 0)
        memcpy(bits, cpus->bits, cpus->size);
    *cpus = (struct cpus){size, bits};
    return 0;
}

static void cpus_put(struct cpus *cpus, size_t cpu, bool in)
{
    unsigned long bit = 1UL << cpu % (8 * sizeof(long));
    size_t at = cpu / (8 * sizeof(long));

    if (at * sizeof(long) >= cpus->size)
        return;
    if (in)
        cpus->bits[at] |= bit;
    else
        cpus->bits[at] &= ~bit;
}

static bool read_cpu(const char **at, size_t *cpu)
{
    const char *start = *at;

    for (*cpu = 0; **at >= '0' && **at <= '9'; ++*at)
        if (__builtin_mul_overflow(*cpu, 10, cpu) || __builtin_add_overflow(*cpu, (size_t)(**at - '0'), cpu))
            return false;
    return *at > start;
}

/* One item: N, LO-HI, LO-HI:STEP or all, with ^ in front to take it out. */
static int cpus_item(struct parsing *parsing, const struct param *param, struct word item, struct cpus *cpus)
{
    enum { ALL = 8191 };
    const char *at = item.data;
    size_t low = 0, high = ALL, step = 1;
    bool in = *at != '^';

    at += !in;
    if (strcmp(at, "all") != 0) {
        if (!read_cpu(&at, &low))
            return bad(parsing, param, item, "a CPU list (0,2-5, 0-30:2, all, ^3)");
        high = low;
        if (*at == '-' && (at++, !read_cpu(&at, &high)))
            return bad(parsing, param, item, "a CPU list");
        if (*at == ':' && (at++, !read_cpu(&at, &step) || step == 0))
            return bad(parsing, param, item, "a CPU list");
        if (*at != '\0' || high < low)
            return bad(parsing, param, item, "a CPU list");
    }
    if (cpus_room(parsing, cpus, high) < 0)
        return -1;
    for (size_t cpu = low; cpu <= high; cpu += step)
        cpus_put(cpus, cpu, in);
    return 0;
}

static int parse_items_CPUS(struct parsing *parsing, const struct param *param, struct words items, struct cpus *value)
{
    *value = (struct cpus){0};
    for (size_t i = 0; i < items.count; i++) {
        struct words parts;
        if (!is_c_string(items.items[i]) || items.items[i].size == 0)
            return bad(parsing, param, items.items[i], "a CPU list");
        if (split(parsing, items.items[i], &parts) < 0)
            return -1;
        for (size_t part = 0; part < parts.count; part++)
            if (cpus_item(parsing, param, parts.items[part], value) < 0)
                return -1;
    }
    return cpus_room(parsing, value, 0);
}

static int parse_items_WORDS(struct parsing *parsing, const struct param *param, struct words items, struct words *value)
{
    return parse_items_TIMES(parsing, param, items, value);
}

bool kind_is_list(enum kind kind)
{
    return kind == KIND_GIDS || kind == KIND_CPUS || kind == KIND_BUFFERS || kind == KIND_SIZES || kind == KIND_TIMES ||
           kind == KIND_WORDS;
}

const char *kind_metavar(enum kind kind)
{
    static const char *const metavars[] = {
#define KIND_METAVAR(name, type, metavar) [KIND_##name] = metavar,
        KINDS(KIND_METAVAR)
#undef KIND_METAVAR
    };

    return metavars[kind];
}

int kind_parse_list(struct parsing *parsing, const struct param *param, struct words words, void *args)
{
    void *member = (char *)args + param->offset;

    switch (param->kind) {
    case KIND_GIDS:
        return parse_items_GIDS(parsing, param, words, member);
    case KIND_CPUS:
        return parse_items_CPUS(parsing, param, words, member);
    case KIND_BUFFERS:
        return parse_items_BUFFERS(parsing, param, words, member);
    case KIND_SIZES:
        return parse_items_SIZES(parsing, param, words, member);
    case KIND_TIMES:
        return parse_items_TIMES(parsing, param, words, member);
    default:
        return parse_items_WORDS(parsing, param, words, member);
    }
}

int kind_repeat(struct parsing *parsing, const struct param *param, struct word word, void *args)
{
    enum { GROWTH = 8 };
    struct occurrences *list = (struct occurrences *)((char *)args + param->offset);

    if (list->count % GROWTH == 0) {
        struct occurrence *grown = arena_alloc(parsing->arena, (list->count + GROWTH) * 2 * sizeof *grown);
        if (grown == NULL)
            return no_memory(parsing);
        if (list->count > 0)
            memcpy(grown, list->items, list->count * sizeof *grown);
        list->items = grown;
    }
    list->items[list->count++] = (struct occurrence){param, word};
    return 0;
}

int kind_parse(struct parsing *parsing, const struct param *param, struct word word, void *args)
{
    void *member = (char *)args + param->offset;

    if (kind_is_list(param->kind)) {
        struct words items = {1, &word};
        if (param->kind != KIND_WORDS && split(parsing, word, &items) < 0)
            return -1;
        return kind_parse_list(parsing, param, items, args);
    }
    switch ((enum kind)param->kind) {
#define KIND_CASE(name) \
    case KIND_##name: \
        return parse_##name(parsing, param, word, member);
        KIND_CASE(BOOL)
        KIND_CASE(INT)
        KIND_CASE(LONG)
        KIND_CASE(UNSIGNED)
        KIND_CASE(SIZE)
        KIND_CASE(MAYBE_SIZE)
        KIND_CASE(MODE)
        KIND_CASE(FLAGS)
        KIND_CASE(FD)
        KIND_CASE(NEW_FD)
        KIND_CASE(DIR_FD)
        KIND_CASE(PATH)
        KIND_CASE(PATH_OR_FD)
        KIND_CASE(UID)
        KIND_CASE(GID)
        KIND_CASE(PID)
        KIND_CASE(SIGNAL)
        KIND_CASE(TIME)
        KIND_CASE(TEXT)
        KIND_CASE(BYTES)
        KIND_CASE(NAME)
        KIND_CASE(WORD)
#undef KIND_CASE
    case KIND_REPEATED:
        return kind_repeat(parsing, param, word, args);
    default:
        return fail_words(parsing->fail, EX_SOFTWARE, "%s: a kind without a parser", param->name);
    }
}

int kind_default(struct parsing *parsing, const struct param *param, void *args)
{
    void *member = (char *)args + param->offset;

    if (param->kind == KIND_DIR_FD)
        *(int *)member = AT_FDCWD;
    if (param->kind == KIND_PATH_OR_FD)
        *(struct path *)member = (struct path){.fd = -1};
    if (param->fallback == NULL || strcmp(param->fallback, "None") == 0 || strcmp(param->fallback, "()") == 0)
        return 0;
    struct word word = word_of(param->fallback);
    if (word.size > 1 && word.data[0] == '\'') /* as the documentation prints a string */
        word = (struct word){arena_copy(parsing->arena, word.data + 1, word.size - 2), word.size - 2};
    return word.data == NULL ? no_memory(parsing) : kind_parse(parsing, param, word, args);
}
