/* SPDX-License-Identifier: MIT */
/* The filters. Each filter option is a row in a table of tests. Tests that need no system call are evaluated first. */
#ifndef XOS_WALK_FILTER_H
#define XOS_WALK_FILTER_H

#include "walk/context.h"
#include "value/pattern.h"

/* The cost of a test: it needs only the entry; the path; one statx(2) that all tests share; or its own system calls. */
enum filter_cost { COST_NAME, COST_PATH, COST_STATUS, COST_CALLS };

struct filter_test;

struct filter_kind {
    const char *option; /* the option's name in the row's params */
    enum filter_cost cost;
    bool either;   /* if given several times, one match is enough */
    unsigned mask; /* STATUS_ bits that it needs */
    /* Reads the option's value. Returns 0, or -1 with the failure recorded. */
    int (*read)(struct xwalk *walk, struct filter_test *test, struct word word);
    /* Returns 1 if the entry passes, 0 if not, or -errno. */
    int (*holds)(struct xwalk_context *context, const struct walk_entry *entry, const struct filter_test *test);
};

struct filter_test {
    const struct filter_kind *kind;
    bool negated;
    signed char sign; /* of [+-]N: 1 more than, -1 less than, 0 exactly; of --perm: 1 any bit, -1 all bits */
    bool folded;      /* a glob that ignores case */
    bool suffix;      /* a glob that is "*" followed by plain text */
    union {
        unsigned types; /* bit 1 << DT_* */
        uint64_t number;
        struct timespec time;
        struct word text;
        const struct pattern *regex;
        struct {
            uint64_t device, ino;
        } file;
        struct {
            mode_t file, directory;
        } perm;
    };
};

struct xwalk_filter {
    size_t count;
    struct filter_test *tests; /* in the order of evaluation */
};

extern const struct filter_kind filter_names[], filter_statuses[], filter_files[];
extern const size_t filter_names_count, filter_statuses_count, filter_files_count;

/* Reads args->filters into walk->filter, and adds bits to walk->mask. Returns 0, or -1 with the failure recorded. */
int filter_read(struct xwalk *walk);

/* True if the entry is deep enough and passes the filters. If not, *result is the callback's result: 0 or WALK_STOP. */
bool filter_passes(struct xwalk_context *context, const struct walk_entry *entry, int *result);

/* Prepares a glob, as for --name. */
void filter_glob(struct filter_test *test, struct word word, bool folded);
bool filter_glob_matches(const struct filter_test *test, const char *text, size_t size);

/* True if the glob matches the entry's last component. */
bool filter_name_matches(const struct filter_test *test, const struct walk_entry *entry);

/* Records "option: 'word' is not WHAT". Returns -1. */
int filter_refuse(struct xwalk *walk, const struct filter_test *test, struct word word, const char *what);

#endif
