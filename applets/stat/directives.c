/* SPDX-License-Identifier: MIT */
/* xstat's formats: writes the value of each of GNU stat's directives. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "value/number.h"
#include "value/timefmt.h"
#include "out/quote.h"
#include "os/xattr.h"
#include "stat/format.h"

/* Bytes for a label, and for any path that the kernel accepts, at ten bytes for each byte of it. */
enum { LABEL_ROOM = 4096, QUOTED_ROOM = 48 * 1024 };

static void put_text(struct out *out, const struct piece *piece, const char *text)
{
    piece_string(out, piece, text, strlen(text));
}

/* A time for people: 2011-02-10 03:24:55.123456789 +0100, in the zone of the environment. */
static void put_date(struct xstat *xstat, const struct piece *piece, const struct status_time *when)
{
    static const char format[] = "%4Y-%m-%d %H:%M:%S.%N %z";
    struct timespec time = {.tv_sec = (time_t)when->seconds, .tv_nsec = (long)when->nanoseconds};
    struct calendar parts;
    char text[64];

    if (zone_split_any(xstat->zone, time, &xstat->period, &parts))
        piece_string(xstat->call->out, piece, text,
                     timefmt_write(text, sizeof text, (struct word){format, sizeof format - 1}, &parts, 0));
    else
        piece_time(xstat->call->out, piece, time);
}

static void put_seconds(struct out *out, const struct piece *piece, const struct status_time *when)
{
    piece_time(out, piece, (struct timespec){.tv_sec = (time_t)when->seconds, .tv_nsec = (long)when->nanoseconds});
}

static void put_time(struct xstat *xstat, const struct piece *piece, const struct status *status)
{
    struct out *out = xstat->call->out;
    static const struct status_time none;
    bool born = status->mask & STATUS_BTIME;

    switch (piece->letter) {
    case 'w':
        if (born)
            put_date(xstat, piece, &status->btime);
        else
            put_text(out, piece, "-");
        break;
    case 'W':
        put_seconds(out, piece, born ? &status->btime : &none);
        break;
    case 'x':
        put_date(xstat, piece, &status->atime);
        break;
    case 'X':
        put_seconds(out, piece, &status->atime);
        break;
    case 'y':
        put_date(xstat, piece, &status->mtime);
        break;
    case 'Y':
        put_seconds(out, piece, &status->mtime);
        break;
    case 'z':
        put_date(xstat, piece, &status->ctime);
        break;
    default:
        put_seconds(out, piece, &status->ctime);
    }
}

static void put_device(struct out *out, const struct piece *piece, uint32_t high, uint32_t low, unsigned base)
{
    piece_uint(out, piece, piece->part == 'H' ? high : piece->part == 'L' ? low : makedev(high, low), base);
}

static bool is_escaped(const char *data, size_t size, size_t *length)
{
    size_t utf8 = utf8_length(data, size);

    *length = utf8 > 0 ? utf8 : 1;
    return has_control(data, *length);
}

/* True if the byte allows GNU stat to use double quotes, which needs no escapes then. */
static bool is_tame(const char *data, size_t size, size_t at)
{
    return strchr("!\"$&()*;<=>[^`|\\?", data[at]) == NULL && ((data[at] != '{' && data[at] != '}') || size == 1) &&
           ((data[at] != '#' && data[at] != '~') || at == 0);
}

/* A name as GNU stat quotes it for a shell: 'a b', "it's", 'a'$'\n''b'. */
static size_t quote_name(char room[QUOTED_ROOM], const char *data, size_t size)
{
    struct out out;
    bool escaping = false, tame = true, single = false;

    out_init(&out, &out_plain, -1, room, QUOTED_ROOM);
    for (size_t i = 0, length; i < size; i += length) {
        tame &= !is_escaped(data + i, size - i, &length) && is_tame(data, size, i);
        single |= data[i] == '\'';
    }
    if (single && tame) {
        out_char(&out, '"');
        out_raw(&out, data, size);
        out_char(&out, '"');
        return out.used;
    }
    out_char(&out, '\'');
    for (size_t i = 0, length; i < size; i += length) {
        bool escape = is_escaped(data + i, size - i, &length);
        if (escape) {
            out_put(&out, escaping ? "" : "'$'");
            for (size_t byte = 0; byte < length; byte++) /* each as quote_visible writes an invalid one */
                quote_visible(&out, data + i + byte, 1);
        } else if (data[i] == '\'') {
            out_put(&out, "'\\''");
            escape = false;
        } else {
            out_put(&out, escaping ? "''" : "");
            out_raw(&out, data + i, length);
        }
        escaping = escape;
    }
    out_char(&out, '\'');
    return out.used;
}

/* GNU stat quotes only for a plain %N; with a width it writes the name itself. */
static void put_quoted(struct xstat *xstat, const struct piece *piece, const char *data, size_t size)
{
    char room[QUOTED_ROOM];

    if (!piece->bare)
        piece_string(xstat->call->out, piece, data, size);
    else
        piece_string(xstat->call->out, piece, room, quote_name(room, data, size));
}

static void put_linked(struct xstat *xstat, const struct piece *piece, const struct operand *operand,
                       const struct status *status)
{
    char target[TARGET_ROOM];
    ssize_t size;

    put_quoted(xstat, piece, operand->name, strlen(operand->name));
    if (!S_ISLNK(status->mode) || (size = link_target(xstat, operand, target)) < 0)
        return;
    out_put(xstat->call->out, " -> ");
    put_quoted(xstat, piece, target, (size_t)size);
}

static void put_mount_point(struct xstat *xstat, const struct piece *piece, const struct operand *operand)
{
    char path[4096];
    ssize_t size = mount_point(operand->dir_fd, operand->path, xstat->flags & AT_SYMLINK_NOFOLLOW, path, sizeof path);

    if (size >= 0) {
        piece_string(xstat->call->out, piece, path, (size_t)size);
        return;
    }
    out_char(xstat->call->out, '?');
    fail_errno(xstat->call->fail, (int)-size, operand->name, NULL);
    call_report(xstat->call);
}

/* Writes the SELinux label, or a question mark without one. */
static void put_label(struct xstat *xstat, const struct piece *piece, const struct operand *operand)
{
    bool follow = !(xstat->flags & AT_SYMLINK_NOFOLLOW);
    struct xattr_file file = {.name = operand->path, .dirfd = operand->dir_fd, .follow = follow};
    char label[LABEL_ROOM];
    ssize_t size = xattr_get(&file, "security.selinux", label, sizeof label);

    while (size > 0 && label[size - 1] == '\0')
        size--;
    piece_string(xstat->call->out, piece, size > 0 ? label : "?", size > 0 ? (size_t)size : 1);
}

static void put_owner(struct xstat *xstat, const struct piece *piece, const struct status *status)
{
    const char *name = piece->letter == 'U' ? user_name(xstat, status->uid) : group_name(xstat, status->gid);

    put_text(xstat->call->out, piece, name != NULL ? name : "UNKNOWN");
}

/* Writes directives that are plain numbers and words of the status; false for another directive. */
static bool put_number(struct out *out, const struct piece *piece, const struct status *status)
{
    char letters[MODE_LETTERS];

    switch (piece->letter) {
    case 'a':
        return piece_uint(out, piece, status->mode & 07777, 8), true;
    case 'A':
        mode_letters(status->mode, letters);
        return put_text(out, piece, letters), true;
    case 'b':
        return piece_uint(out, piece, status->blocks, 10), true;
    case 'B':
        return piece_uint(out, piece, 512, 10), true;
    case 'd':
        return put_device(out, piece, status->dev_major, status->dev_minor, 10), true;
    case 'D':
        return put_device(out, piece, status->dev_major, status->dev_minor, 16), true;
    case 'f':
        return piece_uint(out, piece, status->mode, 16), true;
    case 'F':
        return put_text(out, piece, file_type(status)), true;
    case 'g':
        return piece_uint(out, piece, status->gid, 10), true;
    case 'h':
        return piece_uint(out, piece, status->nlink, 10), true;
    case 'i':
        return piece_uint(out, piece, status->ino, 10), true;
    case 'o':
        return piece_uint(out, piece, status->blksize, 10), true;
    case 'r':
        return put_device(out, piece, status->rdev_major, status->rdev_minor, 10), true;
    case 'R':
        return put_device(out, piece, status->rdev_major, status->rdev_minor, 16), true;
    case 's':
        return piece_int(out, piece, (int64_t)status->size), true;
    case 't':
        return piece_uint(out, piece, status->rdev_major, 16), true;
    case 'T':
        return piece_uint(out, piece, status->rdev_minor, 16), true;
    case 'u':
        return piece_uint(out, piece, status->uid, 10), true;
    default:
        return false;
    }
}

static void put_directive(struct xstat *xstat, const struct piece *piece, const struct operand *operand,
                          const struct status *status)
{
    switch (piece->letter) {
    case 'C':
        put_label(xstat, piece, operand);
        break;
    case 'G':
    case 'U':
        put_owner(xstat, piece, status);
        break;
    case 'm':
        put_mount_point(xstat, piece, operand);
        break;
    case 'n':
        put_text(xstat->call->out, piece, operand->name);
        break;
    case 'N':
        put_linked(xstat, piece, operand, status);
        break;
    default:
        if (!put_number(xstat->call->out, piece, status))
            put_time(xstat, piece, status);
    }
}

static void end_format(struct xstat *xstat)
{
    if (xstat->lines)
        out_char(xstat->call->out, xstat->call->null ? '\0' : '\n');
}

void format_status(struct xstat *xstat, const struct operand *operand, const struct status *status)
{
    for (size_t i = 0; i < xstat->format->count; i++) {
        const struct piece *piece = &xstat->format->pieces[i];
        if (piece->literal != NULL)
            out_raw(xstat->call->out, piece->literal, piece->size);
        else
            put_directive(xstat, piece, operand, status);
    }
    end_format(xstat);
}

static void put_filesystem(struct out *out, const struct piece *piece, const char *name, const struct filesystem *fs)
{
    char unknown[NUMBER_ROOM] = "UNKNOWN (0x";
    const char *type = filesystem_gnu_name(fs->type);

    switch (piece->letter) {
    case 'a':
        piece_int(out, piece, (int64_t)fs->bavail);
        break;
    case 'b':
        piece_int(out, piece, (int64_t)fs->blocks);
        break;
    case 'c':
        piece_uint(out, piece, fs->files, 10);
        break;
    case 'd':
        piece_int(out, piece, (int64_t)fs->ffree);
        break;
    case 'f':
        piece_int(out, piece, (int64_t)fs->bfree);
        break;
    case 'i': /* the two halves in the opposite order of statvfs(3) */
        piece_uint(out, piece, fs->fsid << 32 | fs->fsid >> 32, 16);
        break;
    case 'l':
        piece_uint(out, piece, fs->namemax, 10);
        break;
    case 'n':
        put_text(out, piece, name);
        break;
    case 's':
        piece_uint(out, piece, fs->bsize, 10);
        break;
    case 'S':
        piece_uint(out, piece, fs->frsize, 10);
        break;
    case 't':
        piece_uint(out, piece, fs->type, 16);
        break;
    default:
        if (type == NULL) {
            struct out text;
            out_init(&text, &out_plain, -1, unknown, sizeof unknown);
            text.used = strlen(unknown);
            piece_uint(&text, &(struct piece){.letter = 'T'}, fs->type, 16);
            out_raw(&text, ")", 2);
        }
        put_text(out, piece, type != NULL ? type : unknown);
    }
}

void format_filesystem(struct xstat *xstat, const struct operand *operand, const struct filesystem *filesystem)
{
    for (size_t i = 0; i < xstat->format->count; i++) {
        const struct piece *piece = &xstat->format->pieces[i];
        if (piece->literal != NULL)
            out_raw(xstat->call->out, piece->literal, piece->size);
        else
            put_filesystem(xstat->call->out, piece, operand->name, filesystem);
    }
    end_format(xstat);
}
