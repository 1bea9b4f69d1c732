/* SPDX-License-Identifier: MIT */
/* --du: writes the rows. */
#include <errno.h>
#include <stdlib.h>

#include "value/number.h"
#include "value/timefmt.h"
#include "out/quote.h"
#include "walk/colors.h"
#include "walk/du.h"
#include "walk/long.h"
#include "walk/order.h"
#include "walk/tree.h"

enum { WIDE_TEXT = 48 };

/* The figure by which rows are sorted and bars are drawn. */
static struct du_number figure(const struct xwalk *walk, const struct du_figures *figures)
{
    return walk->args->inodes ? figures->inodes : walk->args->apparent ? figures->apparent : figures->allocated;
}

static int compare_numbers(struct du_number a, struct du_number b)
{
    if (a.high != b.high)
        return a.high < b.high ? -1 : 1;
    return a.low != b.low ? (a.low < b.low ? -1 : 1) : 0;
}

/* Compares paths component by component, so that a directory's contents follow it. names compares the parts after the
 * common beginning. */
static int compare_paths(const char *a, const char *b, int (*names)(const char *, const char *))
{
    size_t same = 0;

    while (a[same] != '\0' && a[same] == b[same])
        same++;
    if (a[same] == '\0' || b[same] == '\0')
        return a[same] == b[same] ? 0 : a[same] == '\0' ? -1 : 1;
    if (a[same] == '/' || b[same] == '/')
        return a[same] == '/' ? -1 : 1;
    return names != NULL ? names(a + same, b + same) : (unsigned char)a[same] - (unsigned char)b[same];
}

/* Compares two rows by --sort: larger or newer first. */
static int compare_values(const struct xwalk *walk, const struct du_sum *a, const struct du_sum *b)
{
    if (walk->order == ORDER_SIZE)
        return compare_numbers(figure(walk, &b->figures), figure(walk, &a->figures));
    if (walk->order == ORDER_TIME && a->figures.latest.seconds != b->figures.latest.seconds)
        return a->figures.latest.seconds > b->figures.latest.seconds ? -1 : 1;
    if (walk->order == ORDER_TIME)
        return a->figures.latest.nanoseconds > b->figures.latest.nanoseconds ? -1 : 1;
    return 0;
}

/* True if path is below the directory whose path is the first size bytes of it. */
static bool is_below(const char *path, const char *directory, size_t size)
{
    return memcmp(path, directory, size) == 0 && path[size] != '\0' &&
           (path[size] == '/' || (size > 0 && directory[size - 1] == '/'));
}

/* The order of a flat list: by value, else by path with a directory after its contents. */
static int compare_flat(const struct xwalk *walk, const struct du_sum *a, const struct du_sum *b)
{
    int order = compare_values(walk, a, b);

    if (order != 0 || a == b)
        return order;
    if (a->top != b->top)
        return a->top < b->top ? -1 : 1;
    size_t size_a = strlen(a->path), size_b = strlen(b->path);
    if (size_a > size_b && is_below(a->path, b->path, size_b))
        return -1;
    if (size_a < size_b && is_below(b->path, a->path, size_a))
        return 1;
    return compare_paths(a->path, b->path, walk->order == ORDER_NATURAL ? order_natural : NULL);
}

/* Returns the row above sum at depth, or sum itself at its own depth. */
static const struct du_sum *above(const struct du_sum *sum, size_t depth)
{
    while (sum->depth > depth)
        sum = sum->parent;
    return sum;
}

/* The order of a tree: siblings by value or name, contents after their directory. */
static int compare_tree(const struct xwalk *walk, const struct du_sum *a, const struct du_sum *b)
{
    size_t depth = a->depth < b->depth ? a->depth : b->depth;
    const struct du_sum *at = above(a, depth), *bt = above(b, depth);

    if (a->top != b->top)
        return a->top < b->top ? -1 : 1;
    if (at == bt)
        return a->depth < b->depth ? -1 : a->depth > b->depth;
    while (at->parent != bt->parent) {
        at = at->parent;
        bt = bt->parent;
    }
    int order = compare_values(walk, at, bt);
    return order != 0 ? order : compare_paths(at->path, bt->path, walk->order == ORDER_NATURAL ? order_natural : NULL);
}

static int compare(const struct xwalk *walk, const struct du_sum *a, const struct du_sum *b)
{
    return walk->args->tree ? compare_tree(walk, a, b) : compare_flat(walk, a, b);
}

/* Merge sort of the list linked by `next`: qsort(3) passes no context to its comparison. */
static struct du_sum *sort(const struct xwalk *walk, struct du_sum *list, size_t count)
{
    struct du_sum *sorted = NULL, **end = &sorted, *right = list;

    if (count < 2) {
        if (list != NULL)
            list->next = NULL;
        return list;
    }
    for (size_t i = 0; i < count / 2; i++)
        right = right->next;
    right = sort(walk, right, count - count / 2);
    struct du_sum *left = sort(walk, list, count / 2);
    while (left != NULL && right != NULL) {
        struct du_sum **first = compare(walk, left, right) <= 0 ? &left : &right;
        *end = *first;
        end = &(*first)->next;
        *first = (*first)->next;
    }
    *end = left != NULL ? left : right;
    return sorted;
}

/* Writes a number in decimal: divides it repeatedly by 10, 32 bits at a time. */
static size_t wide_write(char text[WIDE_TEXT], struct du_number number)
{
    uint32_t parts[4] = {(uint32_t)(number.high >> 32), (uint32_t)number.high, (uint32_t)(number.low >> 32),
                         (uint32_t)number.low};
    char digits[WIDE_TEXT];
    size_t count = 0;
    bool more = true;

    if (number.high == 0)
        return uint_write(text, number.low);
    while (more) {
        uint64_t rest = 0;
        more = false;
        for (int i = 0; i < 4; i++) {
            rest = rest << 32 | parts[i];
            parts[i] = (uint32_t)(rest / 10);
            more = more || parts[i] != 0;
            rest %= 10;
        }
        digits[count++] = (char)('0' + rest);
    }
    for (size_t i = 0; i < count; i++)
        text[i] = digits[count - 1 - i];
    return count;
}

/* Writes a number; with -h in units, beyond 64 bits in exbibytes. */
static size_t number_write(const struct xwalk *walk, char text[WIDE_TEXT], struct du_number number)
{
    if (!walk->args->human || walk->args->inodes)
        return wide_write(text, number);
    if (number.high == 0)
        return size_write(text, number.low);
    size_t size = uint_write(text, (number.high << 4 | number.low >> 60) + 1);
    text[size++] = 'E';
    return size;
}

static void put_number(const struct xwalk *walk, struct out *out, struct du_number number, size_t width)
{
    char text[WIDE_TEXT];

    long_right(out, text, number_write(walk, text, number), width);
}

static void put_json(struct xwalk *walk, const struct du_figures *figures, const char *path)
{
    struct out *out = walk->call->out;
    const struct du_number *numbers[] = {&figures->allocated, &figures->apparent, &figures->inodes};
    static const char *const names[] = {"allocated", "apparent", "inodes"};
    char text[WIDE_TEXT];

    out_open(out, OUT_RECORD);
    out_field_text(out, "path", path);
    for (size_t i = 0; i < 2u + walk->args->inodes; i++) {
        out_name(out, names[i]);
        out->writer->number(out, text, wide_write(text, *numbers[i]));
    }
    if (walk->args->time)
        out_field_time(out, "latest",
                       (struct timespec){(time_t)figures->latest.seconds, (long)figures->latest.nanoseconds});
    out_close(out);
}

static void put_time(struct xwalk *walk, const struct status_time *time)
{
    struct timespec seconds = {.tv_sec = (time_t)time->seconds};
    struct zone_period period = {0};
    struct calendar parts;
    char text[64];

    if (zone_split_any(walk->zone, seconds, &period, &parts))
        out_raw(walk->call->out, text,
                timefmt_write(text, sizeof text, word_of("%Y-%m-%d %H:%M"), &parts, time->seconds));
    else
        out_put_int(walk->call->out, time->seconds);
    out_char(walk->call->out, '\t');
}

/* Draws part / whole as a bar of ten characters. */
static void put_bar(struct xwalk *walk, struct du_number part, struct du_number whole)
{
    enum { WIDTH = 10 };
    struct out *out = walk->call->out;
    int shift = 0;

    for (uint64_t high = whole.high; high != 0; high >>= 1)
        shift++;
    uint64_t some = shift > 0 ? part.high << (64 - shift) | part.low >> shift : part.low;
    uint64_t all = shift > 0 ? whole.high << (64 - shift) | whole.low >> shift : whole.low;
    uint64_t unit = all / WIDTH + (all < WIDTH), filled = some / unit;
    if (walk->colors != NULL)
        out_put(out, "\033[32m");
    for (uint64_t i = 0; i < WIDTH; i++)
        out_put(out, i < filled ? (walk->ascii ? "#" : "█") : walk->ascii ? "." : "░");
    out_put(out, walk->colors != NULL ? "\033[0m " : " ");
}

static bool is_last(const void *sum, size_t depth)
{
    return above(sum, depth)->last;
}

/* Writes the path; in a tree the lines and the last component. */
static int put_path(struct xwalk *walk, const struct du_sum *sum, const char *path)
{
    struct out *out = walk->call->out;
    struct walk_output lines = {0};
    struct word color = sum != NULL ? sum->color : (struct word){0};
    size_t before = 0; /* bytes of the path that are a directory's */

    if (sum != NULL && walk->args->tree) {
        bool put = tree_branches(walk, &lines, sum->depth, is_last, sum);
        out_raw(out, lines.data, lines.used);
        free(lines.data);
        if (!put)
            return -ENOMEM;
        const char *slash = sum->depth > 0 ? strrchr(path, '/') : NULL;
        path = slash != NULL ? slash + 1 : path;
    }
    if (walk->colors != NULL && sum != NULL && !sum->directory && strchr(path, '/') != NULL) {
        before = (size_t)(strrchr(path, '/') + 1 - path);
        colors_put(out, colors_find(walk->colors, "di"), path, before);
    }
    if (walk->visible)
        colors_put(out, color, path + before, strlen(path + before));
    else
        out_put(out, path);
    return 0;
}

/* Writes one row; sum is NULL for the total. */
static int put_row(struct xwalk *walk, const struct du_sum *sum, const struct du_figures *figures,
                   struct du_number whole)
{
    const struct xwalk_args *args = walk->args;
    struct out *out = walk->call->out;
    const char *path = sum != NULL ? sum->path : "total";
    bool one = args->human || args->apparent || args->inodes || args->tree, aligned = args->tree || walk->bars;

    if (out->writer == &out_json) {
        put_json(walk, figures, path);
        return 0;
    }
    if (!one) {
        put_number(walk, out, figures->allocated, 0);
        out_char(out, '\t');
    }
    put_number(walk, out, one ? figure(walk, figures) : figures->apparent, aligned ? (args->human ? 5 : 12) : 0);
    out_char(out, aligned ? ' ' : '\t');
    if (args->time)
        put_time(walk, &figures->latest);
    if (walk->bars)
        put_bar(walk, figure(walk, figures), whole);
    int result = put_path(walk, sum, path);
    out_char(out, walk->end);
    return result;
}

/* Returns the rows to show, as a list linked by `next`; *total is the sum of the tops. */
static struct du_sum *list_rows(struct xwalk *walk, size_t *count, struct du_figures *total)
{
    struct du_sum *list = NULL;

    *count = 0;
    for (struct du_sum *sum = du_finish(walk); sum != NULL; sum = sum->older) {
        if (sum->parent == NULL)
            du_add_figures(total, &sum->figures);
        if (sum->dropped)
            continue;
        sum->next = list;
        list = sum;
        ++*count;
    }
    return list;
}

/* Marks rows that are the last of their directory. */
static void mark_last(struct du_sum *list)
{
    for (struct du_sum *sum = list; sum != NULL; sum = sum->next) {
        if (sum->parent == NULL)
            continue;
        if (sum->parent->last_child != NULL)
            sum->parent->last_child->last = false;
        sum->last = true;
        sum->parent->last_child = sum;
    }
}

int du_print(struct xwalk *walk)
{
    struct du_figures total = DU_NOTHING;
    size_t count;
    struct du_sum *list = list_rows(walk, &count, &total);
    uint64_t written = 0;
    int result = 0;

    list = sort(walk, list, count);
    if (walk->args->tree)
        mark_last(list);
    struct du_number whole = figure(walk, &total);
    for (struct du_sum *sum = list; sum != NULL && result == 0 && written < walk->most; sum = sum->next, written++)
        result = put_row(walk, sum, &sum->figures, whole);
    if (walk->args->total && result == 0)
        result = put_row(walk, NULL, &total, whole);
    return result;
}
