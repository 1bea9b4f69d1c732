/* SPDX-License-Identifier: MIT */
/* gitignore's rules: reads files of rules, and matches entries against them. */
#include "walk/ignore.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "os/contents.h"
#include "os/fd.h"
#include "walk/wild.h"

TEXTS_OF(walk_ignore);

struct rule {
    const char *pattern; /* NUL-terminated, in the file's contents */
    size_t size;
    size_t literal; /* number of literal bytes at its start */
    bool negated, directories, base_name, suffix;
};

struct ignore_rules {
    const struct ignore_rules *above; /* the rules of directories above, tried after these */
    struct ignore_rules *older;       /* all of the walk, newest first */
    size_t base;                      /* offset in a path where the part begins that is matched */
    size_t count;
    struct rule *rules;
    unsigned char *ends; /* the last byte of a path that matches, or 0 for any: a quick test that excludes most rules */
    char *data;
};

/* Removes blanks at the end of a line, unless escaped by a backslash. */
static void cut_blanks(char *line)
{
    char *blanks = NULL;

    for (char *at = line; *at != '\0'; at++) {
        if (*at == ' ') {
            if (blanks == NULL)
                blanks = at;
            continue;
        }
        blanks = NULL;
        if (*at == '\\' && *++at == '\0')
            return;
    }
    if (blanks != NULL)
        *blanks = '\0';
}

static void read_rule(struct ignore_rules *rules, char *line)
{
    struct rule rule = {.pattern = line};

    if (*line == '!') {
        rule.negated = true;
        rule.pattern = ++line;
    }
    rule.size = strlen(line);
    if (rule.size > 0 && line[rule.size - 1] == '/') {
        rule.directories = true;
        line[--rule.size] = '\0';
    }
    rule.base_name = strchr(line, '/') == NULL;
    rule.literal = strcspn(line, "*?[\\");
    rule.suffix = line[0] == '*' && strpbrk(line + 1, "*?[\\") == NULL;
    bool plain_end = rule.suffix ? rule.size > 1 : rule.literal == rule.size;
    rules->ends[rules->count] = plain_end && rule.size > 0 ? (unsigned char)line[rule.size - 1] : 0;
    rules->rules[rules->count++] = rule;
}

static void warn(struct xwalk_context *context, const char *path, const char *name, unsigned long line,
                 const char *text)
{
    struct xwalk *walk = context->walk;
    struct fail *fail = walk->call->fail;

    lock_take(&walk->lock);
    int status = walk->call->status;
    fail_words(fail, EX_DATAERR, "%.200s/%.100s:%lu: invalid rule '%.100s', which matches nothing", path, name, line,
               text);
    call_report(walk->call);
    walk->call->status = status; /* a warning */
    lock_open(&walk->lock);
}

static size_t count_lines(const char *data)
{
    size_t count = 1;

    while ((data = strchr(data, '\n')) != NULL) {
        count++;
        data++;
    }
    return count;
}

static struct ignore_rules *read_rules(struct xwalk_context *context, const char *path, const char *name, char *data)
{
    size_t lines = count_lines(data);
    struct ignore_rules *rules = malloc(sizeof *rules + lines * (sizeof(struct rule) + 1));

    if (rules == NULL)
        return NULL;
    *rules = (struct ignore_rules){.data = data, .rules = (struct rule *)(rules + 1)};
    rules->ends = (unsigned char *)(rules->rules + lines);
    if (strncmp(data, "\xef\xbb\xbf", 3) == 0) /* a byte order mark */
        data += 3;
    for (unsigned long line = 1; data != NULL && *data != '\0'; line++) {
        char *end = strchr(data, '\n'), *next = end != NULL ? end + 1 : NULL;
        if (end != NULL)
            end[end > data && end[-1] == '\r' ? -1 : 0] = '\0';
        if (*data != '#' && *data != '\0') {
            cut_blanks(data);
            if (!wild_is_valid(data))
                warn(context, path, name, line, data);
            read_rule(rules, data);
        }
        data = next;
    }
    return rules;
}

/* Returns the offset in paths at which names in the directory begin. */
static size_t base_of(const struct walk_dir *dir, const char *path)
{
    return dir->path_size + (dir->path_size > 0 && path[dir->path_size - 1] != '/');
}

/* Reads the file name in the open directory dir_fd; NULL with *result 0 if there is no such file. */
static char *read_file(int dir_fd, const char *name, int *result)
{
    enum { MOST = 64 * 1024 * 1024 };
    char *data = NULL;
    size_t size;
    int fd = os_open(dir_fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK, 0);

    *result = fd == -ENOENT || fd == -ELOOP ? 0 : fd < 0 ? fd : contents_read(fd, MOST, &data, &size);
    if (fd >= 0)
        os_close(fd);
    return *result < 0 ? NULL : data;
}

/* Reports that the directory's file of rules cannot be read. Returns the callback's result. */
static int report_unread(struct xwalk_context *context, const struct walk_dir *dir, const char *path, const char *name,
                         int errnum)
{
    size_t base = base_of(dir, path), size = strlen(name) + 1;
    char *file = malloc(base + size);

    if (file == NULL)
        return -ENOMEM;
    memcpy(file, path, dir->path_size);
    if (base > dir->path_size)
        file[dir->path_size] = '/';
    memcpy(file + base, name, size);
    int result = xwalk_fail(context, file, errnum);
    free(file);
    return result;
}

int ignore_read(struct xwalk_context *context, const struct walk_dir *dir, const char *path, const char *name,
                const struct ignore_rules **rules)
{
    struct xwalk *walk = context->walk;
    int result;
    char *data = read_file(dir->fd, name, &result);

    if (result < 0 && result != -EISDIR)
        return report_unread(context, dir, path, name, -result);
    if (data == NULL)
        return 0;
    struct ignore_rules *read = read_rules(context, path, name, data);
    if (read == NULL) {
        free(data);
        return -ENOMEM;
    }
    read->above = *rules;
    read->base = base_of(dir, path);
    *rules = read;
    lock_take(&walk->lock);
    read->older = walk->ignored;
    walk->ignored = read;
    lock_open(&walk->lock);
    return 0;
}

/* A rule without a slash is matched against the last component. */
static bool matches_base_name(const struct rule *rule, const char *name, size_t size)
{
    if (rule->literal == rule->size)
        return rule->size == size && memcmp(rule->pattern, name, size) == 0;
    if (rule->suffix)
        return size >= rule->size - 1 && memcmp(name + size - (rule->size - 1), rule->pattern + 1, rule->size - 1) == 0;
    return wild_matches(rule->pattern, name, false);
}

/* Any other rule is matched against the path below the directory that contains its file. */
static bool matches_path(const struct rule *rule, const char *path)
{
    const char *pattern = rule->pattern;
    size_t literal = rule->literal;

    if (*pattern == '/') {
        pattern++;
        literal -= literal > 0;
    }
    if (strncmp(pattern, path, literal) != 0)
        return false;
    return wild_matches(pattern + literal, path + literal, true);
}

/* Returns the last rule of the file that matches; NULL if none does. */
static const struct rule *last_match(const struct ignore_rules *rules, const struct walk_entry *entry)
{
    unsigned char end = entry->name_size > 0 ? (unsigned char)entry->name[entry->name_size - 1] : 0;

    for (size_t i = rules->count; i-- > 0;) {
        const struct rule *rule = &rules->rules[i];
        if ((rules->ends[i] != 0 && rules->ends[i] != end) || (rule->directories && entry->type != DT_DIR))
            continue;
        if (rule->base_name ? matches_base_name(rule, entry->name, entry->name_size)
                            : matches_path(rule, walk_path(entry) + rules->base))
            return rule;
    }
    return NULL;
}

bool ignore_matches(const struct ignore_rules *rules, const struct walk_entry *entry)
{
    for (; rules != NULL; rules = rules->above) {
        const struct rule *rule = last_match(rules, entry);
        if (rule != NULL)
            return !rule->negated;
    }
    return false;
}

void ignore_end(struct xwalk *walk)
{
    while (walk->ignored != NULL) {
        struct ignore_rules *rules = walk->ignored;
        walk->ignored = rules->older;
        free(rules->data);
        free(rules);
    }
}
