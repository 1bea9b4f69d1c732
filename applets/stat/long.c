/* SPDX-License-Identifier: MIT */
/* xstat --long: a line for people, and texts that are also used in formats. */
#include <errno.h>
#include <sys/stat.h>

#include "out/table.h"
#include "value/number.h"
#include "value/timefmt.h"
#include "os/files.h"
#include "os/names.h"
#include "stat/xstat.h"

const char *file_type(const struct status *status)
{
    char letters[MODE_LETTERS];

    mode_letters(status->mode, letters);
    switch (letters[0]) {
    case '-':
        return status->size == 0 ? "regular empty file" : "regular file";
    case 'd':
        return "directory";
    case 'l':
        return "symbolic link";
    case 'p':
        return "fifo";
    case 'c':
        return "character special file";
    case 'b':
        return "block special file";
    case 's':
        return "socket";
    default:
        return "weird file";
    }
}

const char *user_name(struct xstat *xstat, uint32_t uid)
{
    return known_name(&xstat->user, xstat->call->names, uid, names_user);
}

const char *group_name(struct xstat *xstat, uint32_t gid)
{
    return known_name(&xstat->group, xstat->call->names, gid, names_group);
}

ssize_t link_target(struct xstat *xstat, const struct operand *operand, char target[TARGET_ROOM])
{
    ssize_t size = link_read(operand->dir_fd, operand->path != NULL ? operand->path : "", target, TARGET_ROOM);

    if (size < 0) {
        xstat->call->fail->step = "readlink";
        fail_errno(xstat->call->fail, (int)-size, operand->name, NULL);
        call_report(xstat->call);
    }
    return size;
}

static void put_padded(struct out *out, const char *text, size_t size, size_t width, bool right)
{
    for (size_t i = size; right && i < width; i++)
        out_char(out, ' ');
    out_raw(out, text, size);
    for (size_t i = size; !right && i < width; i++)
        out_char(out, ' ');
}

static void put_owner(struct out *out, const char *name, uint32_t id)
{
    char number[NUMBER_ROOM];

    if (name != NULL)
        put_padded(out, name, strlen(name), 8, false);
    else
        put_padded(out, number, uint_write(number, id), 8, false);
    out_char(out, ' ');
}

/* Writes the size, or a device's numbers. */
static void put_size(struct out *out, const struct status *status)
{
    enum { WIDTH = 7 };
    char text[NUMBER_ROOM * 2];
    size_t size;

    if (S_ISCHR(status->mode) || S_ISBLK(status->mode)) {
        size = uint_write(text, status->rdev_major);
        text[size++] = ',';
        size += uint_write(text + size, status->rdev_minor);
    } else
        size = size_write(text, status->size);
    put_padded(out, text, size, WIDTH, true);
    out_char(out, ' ');
}

/* 2011-02-10T03:24:55+01:00 in the zone of the environment. */
static void put_moment(struct xstat *xstat, const struct status_time *when)
{
    struct calendar parts;
    char text[ISO_TIME_SIZE];

    if (zone_split_any(xstat->zone, (struct timespec){.tv_sec = (time_t)when->seconds}, &xstat->period, &parts))
        out_raw(xstat->call->out, text, timefmt_iso(text, &parts, false));
    else
        out_put_int(xstat->call->out, when->seconds);
}

void long_status(struct xstat *xstat, const struct operand *operand, const struct status *status)
{
    struct out *out = xstat->call->out;
    char letters[MODE_LETTERS], links[NUMBER_ROOM], target[TARGET_ROOM];
    ssize_t size;

    mode_letters(status->mode, letters);
    out_raw(out, letters, sizeof letters - 1);
    out_char(out, ' ');
    put_padded(out, links, uint_write(links, status->nlink), 3, true);
    out_char(out, ' ');
    put_owner(out, user_name(xstat, status->uid), status->uid);
    put_owner(out, group_name(xstat, status->gid), status->gid);
    put_size(out, status);
    put_moment(xstat, &status->mtime);
    out_char(out, ' ');
    put_name(out, operand->name, strlen(operand->name));
    if (S_ISLNK(status->mode) && (size = link_target(xstat, operand, target)) >= 0) {
        out_put(out, " -> ");
        put_name(out, target, (size_t)size);
    }
    out_char(out, xstat->call->null ? '\0' : '\n');
}

/* On a narrow terminal the type is left out first, then the mount point and the used bytes. */
static void start_table(struct xstat *xstat, struct table *table)
{
    static const struct table_column columns[] = {
        {"TYPE", 10, 4, false, false}, {"SIZE", 7, 1, true, false}, {"USED", 7, 2, true, false},
        {"AVAIL", 7, 0, true, false},  {"USE%", 5, 0, true, false}, {"MOUNTED ON", 16, 3, false, false},
        {"FILE", 8, 0, false, false},
    };

    table_start(table, xstat->call->out, columns, sizeof columns / sizeof columns[0], 0);
    table->end = xstat->call->null ? '\0' : '\n';
}

static void put_bytes(struct table *table, uint64_t blocks, uint64_t size)
{
    char text[NUMBER_ROOM];
    uint64_t bytes;

    if (__builtin_mul_overflow(blocks, size, &bytes))
        bytes = UINT64_MAX;
    table_cell(table, text, size_write(text, bytes));
}

/* Writes the used part of the space available to users, in per cent, rounded up as in df(1); a dash without space. */
static void put_use(struct table *table, const struct filesystem *filesystem)
{
    char text[NUMBER_ROOM];
    uint64_t used = filesystem->blocks - filesystem->bfree, whole = used + filesystem->bavail;

    if (whole == 0) {
        table_text(table, "-");
        return;
    }
    while (whole > UINT64_MAX / 100) {
        whole /= 2;
        used /= 2;
    }
    size_t size = uint_write(text, (used * 100 + whole - 1) / whole);
    text[size++] = '%';
    table_cell(table, text, size);
}

void long_heading(struct xstat *xstat)
{
    struct table table;

    start_table(xstat, &table);
    table_heading(&table);
}

void long_filesystem(struct xstat *xstat, const struct operand *operand, const struct filesystem *filesystem)
{
    struct status status = {0};
    struct table table;
    char room[MOUNT_TYPE_ROOM], point[TARGET_ROOM];
    ssize_t size = mount_point(operand->dir_fd, operand->path, 0, point, sizeof point);

    status_get(operand->dir_fd, operand->path, 0, STATUS_TYPE, &status);
    const char *type = mount_type(operand->dir_fd, operand->path, 0, &status, filesystem, room);
    start_table(xstat, &table);
    table_text(&table, type != NULL ? type : "?");
    put_bytes(&table, filesystem->blocks, filesystem->frsize);
    put_bytes(&table, filesystem->blocks - filesystem->bfree, filesystem->frsize);
    put_bytes(&table, filesystem->bavail, filesystem->frsize);
    put_use(&table, filesystem);
    table_cell(&table, size >= 0 ? point : "?", size >= 0 ? (size_t)size : 1);
    table_text(&table, operand->name);
}
