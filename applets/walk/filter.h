/* SPDX-License-Identifier: MIT */
/* The filters. A filter's option is a row of a table of tests; those that need no system call are tried first. */
#ifndef XOS_WALK_FILTER_H
#define XOS_WALK_FILTER_H

#include "walk/context.h"
#include "value/pattern.h"

/* What a test costs: nothing but the entry; the path; one statx(2) for all of them; system calls for this test. */
enum filter_cost { COST_NAME, COST_PATH, COST_STATUS, COST_CALLS };

struct filter_test;

struct filter_kind {
    const char *option; /* as in the row's params */
    enum filter_cost cost;
    bool either;   /* given again, one match is enough */
    unsigned mask; /* STATUS_ bits of the status that it looks at */
    /* Reads the option's value. 0, or -1 with the failure recorded. */
    int (*read)(struct xwalk *walk, struct filter_test *test, struct word word);
    /* 1 if the entry passes, 0 if not, or -errno. */
    int (*holds)(struct xwalk_context *context, const struct walk_entry *entry, const struct filter_test *test);
};

struct filter_test {
    const struct filter_kind *kind;
    bool negated;
    signed char sign; /* of [+-]N: 1 more than, -1 less than, 0 exactly; of --perm: 1 any bit, -1 all bits */
    bool folded;      /* a glob that ignores case */
    bool suffix;      /* a glob that is "*" and plain text */
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

/* Reads args->filters into walk->filter, and adds to walk->mask. 0, or -1 with the failure recorded. */
int filter_read(struct xwalk *walk);

/* True if the entry is deep enough and passes the filters. Else *result is what the callback returns: 0, WALK_STOP. */
bool filter_passes(struct xwalk_context *context, const struct walk_entry *entry, int *result);

/* A glob, as --name and the like have it. */
void filter_glob(struct filter_test *test, struct word word, bool folded);
bool filter_glob_matches(const struct filter_test *test, const char *text, size_t size);

/* The same for the entry's last component. */
bool filter_name_matches(const struct filter_test *test, const struct walk_entry *entry);

/* "option: 'word' is not WHAT". Returns -1. */
int filter_refuse(struct xwalk *walk, const struct filter_test *test, struct word word, const char *what);

#endif
