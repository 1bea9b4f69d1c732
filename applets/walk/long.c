/* SPDX-License-Identifier: MIT */
/* --long: writes lines like those of ls -l. */
#include "walk/long.h"

#include <dirent.h>
#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/stat.h>

#include "value/number.h"
#include "value/timefmt.h"
#include "out/quote.h"
#include "ops/shared/records.h"
#include "walk/colors.h"
#include "walk/print.h"

static void put_blanks(struct out *out, size_t count)
{
    while (count-- > 0)
        out_char(out, ' ');
}

void long_right(struct out *out, const char *text, size_t size, size_t width)
{
    put_blanks(out, width > size ? width - size : 0);
    out_raw(out, text, size);
}

/* Ends the column whose text was written at columns->text + columns->used. */
static void end_column(struct long_columns *columns, enum long_column at, size_t size)
{
    columns->sizes[at] = (unsigned short)size;
    columns->used = (unsigned short)(columns->used + size);
}

static void add_number(struct long_columns *columns, enum long_column at, uint64_t value)
{
    end_column(columns, at, uint_write(columns->text + columns->used, value));
}

static void add_owner(struct xwalk_context *context, struct long_columns *columns, enum long_column at)
{
    bool user = at == LONG_USER;
    uint32_t id = user ? context->status.uid : context->status.gid;

    lock_take(&context->walk->lock); /* libc's lookup uses static data */
    const char *name = known_name(user ? &context->user : &context->group, context->walk->call->names, id,
                                  user ? names_user : names_group);
    lock_open(&context->walk->lock);
    if (name == NULL) {
        add_number(columns, at, id);
        return;
    }
    memcpy(columns->text + columns->used, name, strlen(name));
    end_column(columns, at, strlen(name));
}

/* Adds the size, or a device's numbers. */
static void add_size(const struct xwalk_context *context, struct long_columns *columns)
{
    const struct status *status = &context->status;
    char *text = columns->text + columns->used;
    size_t size;

    if (S_ISCHR(status->mode) || S_ISBLK(status->mode)) {
        size = uint_write(text, status->rdev_major);
        text[size++] = ',';
        text[size++] = ' ';
        size += uint_write(text + size, status->rdev_minor);
    } else
        size = context->walk->args->human ? size_write(text, status->size) : uint_write(text, status->size);
    end_column(columns, LONG_SIZE, size);
}

/* Adds the time as ls shows it: with the hour, or with the year if it is more than half a year away. */
static void add_moment(struct xwalk_context *context, struct long_columns *columns)
{
    enum { HALF_YEAR = 31556952 / 2, MOMENT = 64 };
    time_t seconds = (time_t)context->status.mtime.seconds, now = context->walk->now.tv_sec;
    bool recent = seconds <= now && now - seconds < HALF_YEAR;
    struct word format = word_of(recent ? "%b %e %H:%M" : "%b %e  %Y");
    char *text = columns->text + columns->used;
    struct calendar parts;
    size_t size;

    if (zone_split_any(context->walk->zone, (struct timespec){.tv_sec = seconds}, &context->period, &parts))
        size = timefmt_write(text, MOMENT, format, &parts, seconds);
    else
        size = int_write(text, seconds);
    end_column(columns, LONG_TIME, size);
}

void long_read(struct xwalk_context *context, struct long_columns *columns)
{
    mode_letters(context->status.mode, columns->text);
    columns->used = 0;
    end_column(columns, LONG_MODE, strlen(columns->text));
    add_number(columns, LONG_LINKS, context->status.nlink);
    add_owner(context, columns, LONG_USER);
    add_owner(context, columns, LONG_GROUP);
    add_size(context, columns);
    add_moment(context, columns);
}

void long_write(struct out *out, const struct long_columns *columns, const unsigned short widths[LONG_COLUMNS])
{
    const char *text = columns->text;

    for (int at = 0; at < LONG_COLUMNS; at++) {
        size_t size = columns->sizes[at];
        if (at == LONG_LINKS || at == LONG_SIZE)
            long_right(out, text, size, widths[at]);
        else {
            out_raw(out, text, size);
            put_blanks(out, widths[at] > size ? widths[at] - size : 0);
        }
        out_char(out, ' ');
        text += size;
    }
}

/* What precedes the text of a line in the walk's output. */
struct line_head {
    size_t size;                 /* bytes of the line after its columns */
    struct long_columns columns; /* only its used bytes of text are there */
};

static size_t head_size(const struct long_columns *columns)
{
    return offsetof(struct line_head, columns.text) + columns->used;
}

/* Writes the path and the text of a link, and ends the line. Returns 0 or -errno. */
static int put_path(struct xwalk_context *context, struct walk_output *out, const struct walk_entry *entry)
{
    char target[XWALK_LINK_ROOM];
    int result = print_name(context, out, entry);

    if (result < 0)
        return result;
    ssize_t size = entry->type == DT_LNK ? xwalk_link(entry, target) : -1;
    if (size >= 0 && (!walk_put(out, " -> ", 4) || !xwalk_put_shown(context, out, target, (size_t)size)))
        return -ENOMEM;
    return walk_put(out, &context->walk->end, 1) ? 0 : -ENOMEM;
}

int long_put(void *context_, struct walk_output *out, const struct walk_entry *entry)
{
    struct xwalk_context *context = context_;
    int result = xwalk_look(context, entry);
    size_t start = out->used;
    struct line_head head;

    if (result < 0)
        return xwalk_no_status(context, entry, -result);
    long_read(context, &head.columns);
    size_t path = start + head_size(&head.columns);
    if (!walk_put(out, &head, path - start))
        return -ENOMEM;
    result = put_path(context, out, entry);
    head.size = out->used - path;
    memcpy(out->data + start, &head.size, sizeof head.size);
    return result;
}

/* Reads the line at data; returns its path. */
static const char *read_line(const char *data, struct line_head *head)
{
    memcpy(head, data, offsetof(struct line_head, columns.text));
    memcpy(head->columns.text, data + offsetof(struct line_head, columns.text), head->columns.used);
    return data + head_size(&head->columns);
}

int long_align(struct xwalk *walk, const char *data, size_t size)
{
    const char *end = data + size, *path;
    struct line_head head;
    struct out out;
    char buffer[16384];

    for (const char *at = data; at < end; at = path + head.size) {
        path = read_line(at, &head);
        for (int column = 0; column < LONG_COLUMNS; column++)
            if (walk->long_widths[column] < head.columns.sizes[column])
                walk->long_widths[column] = head.columns.sizes[column];
    }
    out_init(&out, &out_plain, walk->call->out->fd, buffer, sizeof buffer);
    for (const char *at = data; at < end; at = path + head.size) {
        path = read_line(at, &head);
        long_write(&out, &head.columns, walk->long_widths);
        out_raw(&out, path, head.size);
    }
    return out_flush(&out);
}
