/* SPDX-License-Identifier: MIT */
/* Filters on names, paths and types. They need no system call, except for the text or the target of a link. */
#include <dirent.h>
#include <errno.h>

#include "os/walk/dirents.h"
#include "value/ascii.h"
#include "value/glob.h"
#include "walk/filter.h"

TEXTS_OF(walk_filter_names);

static unsigned char type_of_letter(char letter)
{
    static const char letters[] = "fdlpsbc";
    static const unsigned char types[] = {DT_REG, DT_DIR, DT_LNK, DT_FIFO, DT_SOCK, DT_BLK, DT_CHR};
    const char *at = letter != '\0' ? strchr(letters, letter) : NULL;

    return at != NULL ? types[at - letters] : DT_UNKNOWN;
}

/* Reads type letters as in find, with or without commas between them. */
static int read_types(struct xwalk *walk, struct filter_test *test, struct word word)
{
    const char *text = word.data;

    for (size_t i = 0; text[i] != '\0'; i++) {
        unsigned char type = type_of_letter(text[i]);
        if (text[i] == ',' && i > 0 && text[i + 1] != '\0')
            continue;
        if (type == DT_UNKNOWN)
            return filter_refuse(walk, test, word, "made of the letters f d l p s b c");
        test->types |= 1u << type;
    }
    return test->types != 0 ? 0 : fail_usage(walk->call->fail, "%s: an empty list of types", test->kind->option);
}

static int has_type(struct xwalk_context *context, const struct walk_entry *entry, const struct filter_test *test)
{
    (void)context;
    return (test->types >> entry->type & 1) != 0;
}

/* --xtype: the type of a symbolic link's target, or l if it is dangling; with --follow the type of the link itself. */
static int has_other_type(struct xwalk_context *context, const struct walk_entry *entry, const struct filter_test *test)
{
    bool follow = context->walk->options.follow;
    int type = entry->type == DT_LNK || follow ? dirents_type(entry->dir_fd, entry->name, !follow) : entry->type;

    if (type == -ENOENT || type == -ENOTDIR || type == -ELOOP)
        type = entry->type;
    return type < 0 ? type : (int)(test->types >> type & 1);
}

void filter_glob(struct filter_test *test, struct word word, bool folded)
{
    test->folded = folded;
    test->suffix = word.size > 1 && word.data[0] == '*' && strpbrk(word.data + 1, "*?[\\") == NULL;
    test->text = word;
    if (test->suffix) {
        test->text.data++;
        test->text.size--;
    }
}

static int read_glob(struct xwalk *walk, struct filter_test *test, struct word word)
{
    (void)walk;
    filter_glob(test, word, false);
    return 0;
}

static int read_folded_glob(struct xwalk *walk, struct filter_test *test, struct word word)
{
    (void)walk;
    filter_glob(test, word, true);
    return 0;
}

static bool is_same_text(const char *a, const char *b, size_t size, bool folded)
{
    if (!folded)
        return memcmp(a, b, size) == 0;
    for (size_t i = size; i-- > 0;)
        if (ascii_lower(a[i]) != ascii_lower(b[i]))
            return false;
    return true;
}

bool filter_glob_matches(const struct filter_test *test, const char *text, size_t size)
{
    if (test->suffix)
        return size >= test->text.size &&
               is_same_text(text + size - test->text.size, test->text.data, test->text.size, test->folded);
    return glob_matches_bytes(test->text.data, text, size, test->folded);
}

bool filter_name_matches(const struct filter_test *test, const struct walk_entry *entry)
{
    size_t size;
    const char *name = xwalk_base_name(entry, &size);

    return filter_glob_matches(test, name, size);
}

static int has_name(struct xwalk_context *context, const struct walk_entry *entry, const struct filter_test *test)
{
    (void)context;
    return filter_name_matches(test, entry);
}

static int has_path(struct xwalk_context *context, const struct walk_entry *entry, const struct filter_test *test)
{
    (void)context;
    return filter_glob_matches(test, walk_path(entry), entry->prefix_size + entry->name_size);
}

/* A compiled expression is large; it is allocated in the arena. */
static int read_regex(struct xwalk *walk, struct filter_test *test, struct word word)
{
    struct pattern *pattern = arena_alloc(walk->call->arena, sizeof *pattern);

    if (pattern == NULL)
        return fail_no_memory(walk->call->fail);
    size_t place;
    const char *wrong = pattern_compile_at(pattern, word.data, &place);
    test->regex = pattern;
    return wrong == NULL ? 0
                         : fail_usage(walk->call->fail, "%s: '%.*s': %s (at byte %zu)", test->kind->option,
                                      shown_size(word), word.data, wrong, place + 1);
}

static int has_regex(struct xwalk_context *context, const struct walk_entry *entry, const struct filter_test *test)
{
    (void)context;
    return pattern_found(test->regex, walk_path(entry));
}

static int has_link_name(struct xwalk_context *context, const struct walk_entry *entry, const struct filter_test *test)
{
    char target[XWALK_LINK_ROOM];

    (void)context;
    if (entry->type != DT_LNK)
        return 0;
    ssize_t size = xwalk_link(entry, target);
    return size < 0 ? (int)size : filter_glob_matches(test, target, (size_t)size);
}

const struct filter_kind filter_names[] = {
    {"type", COST_NAME, true, 0, read_types, has_type},
    {"name", COST_NAME, true, 0, read_glob, has_name},
    {"iname", COST_NAME, true, 0, read_folded_glob, has_name},
    {"path", COST_PATH, true, 0, read_glob, has_path},
    {"regex", COST_PATH, true, 0, read_regex, has_regex},
    {"lname", COST_CALLS, false, 0, read_glob, has_link_name},
    {"xtype", COST_CALLS, false, 0, read_types, has_other_type},
};
const size_t filter_names_count = sizeof filter_names / sizeof filter_names[0];
