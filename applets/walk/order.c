/* SPDX-License-Identifier: MIT */
/* The order of a directory's entries: by name, by size (largest first), by modification time (newest first), or
 * natural. */
#include "walk/order.h"

#include "value/ascii.h"

TEXTS_OF(walk_order);

/* Compares the numbers at *a and *b without leading zeros, and moves past them. */
static int compare_numbers(const char **a, const char **b)
{
    *a += strspn(*a, "0");
    *b += strspn(*b, "0");
    size_t size = strspn(*a, "0123456789"), other = strspn(*b, "0123456789");
    int order = size != other ? (size < other ? -1 : 1) : memcmp(*a, *b, size);
    *a += size;
    *b += other;
    return order;
}

int order_natural(const char *a, const char *b)
{
    const char *first = a, *second = b;
    int order = 0;

    while (order == 0 && *a != '\0' && *b != '\0') {
        if (ascii_is_digit(*a) && ascii_is_digit(*b))
            order = compare_numbers(&a, &b);
        else
            order = (unsigned char)*a++ - (unsigned char)*b++;
    }
    if (order == 0)
        order = (unsigned char)*a - (unsigned char)*b;
    return order != 0 ? order : strcmp(first, second);
}

/* The rank of an entry by size; one whose status is unavailable comes last. */
static uint64_t rank_size(void *context_, const struct walk_entry *entry)
{
    struct xwalk_context *context = context_;

    context->status_known = false;
    return xwalk_look(context, entry) < 0 ? UINT64_MAX : ~context->status.size;
}

static uint64_t rank_time(void *context_, const struct walk_entry *entry)
{
    enum { AROUND_NOW_BITS = 30 }; /* bits for nanoseconds; the other bits are enough for about 500 years */
    struct xwalk_context *context = context_;
    const struct status_time *time = &context->status.mtime;
    int64_t most = INT64_C(1) << (63 - AROUND_NOW_BITS);

    context->status_known = false;
    if (xwalk_look(context, entry) < 0)
        return UINT64_MAX;
    int64_t seconds = time->seconds >= most ? most - 1 : time->seconds < -most ? -most : time->seconds;
    uint64_t place = (uint64_t)(seconds + most) << AROUND_NOW_BITS | time->nanoseconds;
    return ~place;
}

int order_read(struct xwalk *walk)
{
    static const char *const words[] = {
        [ORDER_NAME] = "name", [ORDER_SIZE] = "size", [ORDER_TIME] = "time", [ORDER_NATURAL] = "natural"};
    const char *text = walk->args->sort;
    struct walk_options *options = &walk->options;
    unsigned i = 0;

    if (text == NULL || strcmp(text, "no") == 0)
        return 0;
    while (*text != '\0' && i < 4 && strcmp(text, words[i]) != 0)
        i++;
    if (i == 4)
        return fail_usage(walk->call->fail, "sort: '%.200s' is not name, size, time or natural", text);
    walk->order = (enum xwalk_order)i;
    options->sort = true;
    if (walk->order == ORDER_SIZE) {
        options->events.rank = rank_size;
        walk->mask |= STATUS_SIZE;
    } else if (walk->order == ORDER_TIME) {
        options->events.rank = rank_time;
        walk->mask |= STATUS_MTIME;
    } else if (walk->order == ORDER_NATURAL)
        options->events.compare = order_natural;
    return 0;
}
