/* SPDX-License-Identifier: MIT */
/* --long: writes lines like those of ls -l. */
#include "walk/long.h"

#include <dirent.h>
#include <errno.h>
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

static void put_number(struct out *out, uint64_t value, size_t width)
{
    char text[NUMBER_ROOM];

    long_right(out, text, uint_write(text, value), width);
    out_char(out, ' ');
}

static void put_owner(struct xwalk_context *context, struct out *out, bool user)
{
    enum { WIDTH = 8 };
    uint32_t id = user ? context->status.uid : context->status.gid;
    char number[NUMBER_ROOM];

    pthread_mutex_lock(&context->walk->lock); /* libc's lookup uses static data */
    const char *name = known_name(user ? &context->user : &context->group, id, user ? names_user : names_group);
    pthread_mutex_unlock(&context->walk->lock);
    size_t size = name != NULL ? strlen(name) : uint_write(number, id);
    out_raw(out, name != NULL ? name : number, size);
    put_blanks(out, size < WIDTH ? WIDTH - size + 1 : 1);
}

/* Writes the size, or a device's numbers. */
static void put_size(struct xwalk_context *context, struct out *out)
{
    const struct status *status = &context->status;
    bool human = context->walk->args->human;
    char text[2 * NUMBER_ROOM];
    size_t size;

    if (S_ISCHR(status->mode) || S_ISBLK(status->mode)) {
        size = uint_write(text, status->rdev_major);
        text[size++] = ',';
        text[size++] = ' ';
        size += uint_write(text + size, status->rdev_minor);
    } else
        size = human ? size_write(text, status->size) : uint_write(text, status->size);
    long_right(out, text, size, human ? 6 : 10);
    out_char(out, ' ');
}

/* Writes the time as ls does: with the hour, or with the year if it is more than half a year away. */
static void put_moment(struct xwalk_context *context, struct out *out)
{
    enum { HALF_YEAR = 31556952 / 2 };
    time_t seconds = (time_t)context->status.mtime.seconds, now = context->walk->now.tv_sec;
    bool recent = seconds <= now && now - seconds < HALF_YEAR;
    struct word format = word_of(recent ? "%b %e %H:%M " : "%b %e  %Y ");
    struct calendar parts;
    char text[64];

    if (zone_split_any(context->walk->zone, (struct timespec){.tv_sec = seconds}, &context->period, &parts))
        out_raw(out, text, timefmt_write(text, sizeof text, format, &parts, seconds));
    else {
        out_put_int(out, seconds);
        out_char(out, ' ');
    }
}

void long_columns(struct xwalk_context *context, struct out *out, const struct walk_entry *entry)
{
    char letters[MODE_LETTERS];

    (void)entry;
    mode_letters(context->status.mode, letters);
    out_put(out, letters);
    out_char(out, ' ');
    put_number(out, context->status.nlink, 3);
    put_owner(context, out, true);
    put_owner(context, out, false);
    put_size(context, out);
    put_moment(context, out);
}

int long_put(void *context_, struct walk_output *out, const struct walk_entry *entry)
{
    struct xwalk_context *context = context_;
    int result = xwalk_look(context, entry);
    char target[XWALK_LINK_ROOM];

    if (result < 0)
        return xwalk_no_status(context, entry, -result);
    struct out *text = xwalk_text(context, out, LONG_ROOM);
    if (text == NULL)
        return -ENOMEM;
    long_columns(context, text, entry);
    xwalk_text_end(context, out);
    if ((result = print_name(context, out, entry)) < 0)
        return result;
    ssize_t size = entry->type == DT_LNK ? xwalk_link(entry, target) : -1;
    if (size >= 0 && (!walk_put(out, " -> ", 4) || !xwalk_put_shown(context, out, target, (size_t)size)))
        return -ENOMEM;
    return walk_put(out, &context->walk->end, 1) ? 0 : -ENOMEM;
}
