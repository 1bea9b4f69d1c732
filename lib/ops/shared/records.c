/* SPDX-License-Identifier: MIT */
/* Records about files. The tables have each field once. */
#include "ops/shared/records.h"
#include "os/mounts.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "os/attributes.h"

#define FIELD(name_, mask_, form_, member) \
    { \
        .name = (name_), .mask = (mask_), .form = FORM_##form_, .offset = offsetof(struct status, member) \
    }

const struct status_field stat_fields[] = {
    FIELD("st_mode", STATUS_TYPE | STATUS_MODE, 16, mode),
    FIELD("st_ino", STATUS_INO, 64, ino),
    FIELD("st_dev", 0, DEVICE, dev_major),
    FIELD("st_nlink", STATUS_NLINK, 32, nlink),
    FIELD("st_uid", STATUS_UID, 32, uid),
    FIELD("st_gid", STATUS_GID, 32, gid),
    FIELD("st_size", STATUS_SIZE, 64, size),
    FIELD("st_atime", STATUS_ATIME, TIME, atime),
    FIELD("st_mtime", STATUS_MTIME, TIME, mtime),
    FIELD("st_ctime", STATUS_CTIME, TIME, ctime),
    FIELD("st_atime_ns", STATUS_ATIME, NS, atime),
    FIELD("st_mtime_ns", STATUS_MTIME, NS, mtime),
    FIELD("st_ctime_ns", STATUS_CTIME, NS, ctime),
    FIELD("st_blocks", STATUS_BLOCKS, 64, blocks),
    FIELD("st_blksize", 0, 32, blksize),
    FIELD("st_rdev", 0, DEVICE, rdev_major),
    FIELD("st_flags", 0, FLAGS, attributes),
    FIELD("st_birthtime", STATUS_BTIME, TIME, btime),
    FIELD("st_birthtime_ns", STATUS_BTIME, NS, btime),
    FIELD("st_fstype", 0, FILESYSTEM, mask),
};
const size_t stat_field_count = sizeof stat_fields / sizeof stat_fields[0];

const struct status_field statx_fields[] = {
    FIELD("stx_mask", 0, 32, mask),
    FIELD("stx_mode", STATUS_TYPE | STATUS_MODE, 16, mode),
    FIELD("stx_ino", STATUS_INO, 64, ino),
    FIELD("stx_nlink", STATUS_NLINK, 32, nlink),
    FIELD("stx_uid", STATUS_UID, 32, uid),
    FIELD("stx_gid", STATUS_GID, 32, gid),
    FIELD("stx_size", STATUS_SIZE, 64, size),
    FIELD("stx_blocks", STATUS_BLOCKS, 64, blocks),
    FIELD("stx_blksize", 0, 32, blksize),
    FIELD("stx_attributes", 0, 64, attributes),
    FIELD("stx_attributes_mask", 0, 64, attributes_mask),
    FIELD("stx_dev", 0, DEVICE, dev_major),
    FIELD("stx_dev_major", 0, 32, dev_major),
    FIELD("stx_dev_minor", 0, 32, dev_minor),
    FIELD("stx_rdev", 0, DEVICE, rdev_major),
    FIELD("stx_rdev_major", 0, 32, rdev_major),
    FIELD("stx_rdev_minor", 0, 32, rdev_minor),
    FIELD("stx_atime", STATUS_ATIME, TIME, atime),
    FIELD("stx_atime_ns", STATUS_ATIME, NS, atime),
    FIELD("stx_mtime", STATUS_MTIME, TIME, mtime),
    FIELD("stx_mtime_ns", STATUS_MTIME, NS, mtime),
    FIELD("stx_ctime", STATUS_CTIME, TIME, ctime),
    FIELD("stx_ctime_ns", STATUS_CTIME, NS, ctime),
    FIELD("stx_btime", STATUS_BTIME, TIME, btime),
    FIELD("stx_btime_ns", STATUS_BTIME, NS, btime),
    FIELD("stx_mnt_id", STATUS_MNT_ID, 64, mnt_id),
    FIELD("stx_dio_mem_align", STATUS_DIOALIGN, 32, dio_mem_align),
    FIELD("stx_dio_offset_align", STATUS_DIOALIGN, 32, dio_offset_align),
    FIELD("stx_dio_read_offset_align", STATUS_DIO_READ_ALIGN, 32, dio_read_offset_align),
    FIELD("stx_subvol", STATUS_SUBVOL, 64, subvol),
    FIELD("stx_atomic_write_unit_min", STATUS_WRITE_ATOMIC, 32, atomic_write_unit_min),
    FIELD("stx_atomic_write_unit_max", STATUS_WRITE_ATOMIC, 32, atomic_write_unit_max),
    FIELD("stx_atomic_write_unit_max_opt", STATUS_WRITE_ATOMIC, 32, atomic_write_unit_max_opt),
    FIELD("stx_atomic_write_segments_max", STATUS_WRITE_ATOMIC, 32, atomic_write_segments_max),
};
const size_t statx_field_count = sizeof statx_fields / sizeof statx_fields[0];

static const struct statvfs_field statvfs_fields[] = {
    {"f_bsize", offsetof(struct filesystem, bsize)},   {"f_frsize", offsetof(struct filesystem, frsize)},
    {"f_blocks", offsetof(struct filesystem, blocks)}, {"f_bfree", offsetof(struct filesystem, bfree)},
    {"f_bavail", offsetof(struct filesystem, bavail)}, {"f_files", offsetof(struct filesystem, files)},
    {"f_ffree", offsetof(struct filesystem, ffree)},   {"f_favail", offsetof(struct filesystem, ffree)},
    {"f_flag", offsetof(struct filesystem, flags)},    {"f_namemax", offsetof(struct filesystem, namemax)},
    {"f_fsid", offsetof(struct filesystem, fsid)},
};
enum { STATVFS_FIELDS = sizeof statvfs_fields / sizeof statvfs_fields[0] };

const struct statvfs_field *statvfs_field_find(struct word name)
{
    for (size_t i = 0; i < STATVFS_FIELDS; i++)
        if (word_is(name, statvfs_fields[i].name))
            return &statvfs_fields[i];
    return NULL;
}

uint64_t statvfs_field_value(const struct statvfs_field *field, const struct filesystem *filesystem)
{
    return *(const uint64_t *)((const char *)filesystem + field->offset);
}

const struct status_field *status_field_find(const struct status_field *fields, size_t count, struct word name)
{
    for (size_t i = 0; i < count; i++)
        if (word_is(name, fields[i].name))
            return &fields[i];
    return NULL;
}

bool status_field_given(const struct status_field *field, const struct status_source *source)
{
    if (field->form == FORM_FILESYSTEM)
        return source->filesystem != NULL;
    if (field->form == FORM_FLAGS)
        return source->status->attributes_mask & (STATUS_IMMUTABLE | STATUS_APPEND | STATUS_NODUMP);
    /* STATX_MNT_ID_UNIQUE (0x4000) gives the mount's id in the same member */
    unsigned mask = source->status->mask | (source->status->mask & 0x4000 ? STATUS_MNT_ID : 0);
    return (mask & field->mask) == field->mask;
}

static struct timespec timespec_of(const struct status_time *time)
{
    return (struct timespec){.tv_sec = (time_t)time->seconds, .tv_nsec = (long)time->nanoseconds};
}

void status_field_value(struct out *out, const struct status_field *field, const struct status_source *source)
{
    const void *member = (const char *)source->status + field->offset;
    const uint32_t *pair = member;

    if (!status_field_given(field, source)) {
        out_none(out);
        return;
    }
    switch ((enum status_form)field->form) {
    case FORM_16:
        out_uint(out, *(const uint16_t *)member);
        break;
    case FORM_32:
        out_uint(out, *pair);
        break;
    case FORM_64:
        out_uint(out, *(const uint64_t *)member);
        break;
    case FORM_TIME:
        out_time(out, timespec_of(member));
        break;
    case FORM_NS:
        out_ns(out, timespec_of(member));
        break;
    case FORM_DEVICE:
        out_uint(out, makedev(pair[0], pair[1]));
        break;
    case FORM_FLAGS:
        out_int(out, file_flags_of(source->status->attributes));
        break;
    case FORM_FILESYSTEM:
        out_text(out, source->filesystem);
        break;
    }
}

void stat_record_fields(struct out *out, const struct status_source *source)
{
    for (size_t i = 0; i < stat_field_count; i++)
        if (status_field_given(&stat_fields[i], source)) {
            out_name(out, stat_fields[i].name);
            status_field_value(out, &stat_fields[i], source);
        }
}

void statx_record_fields(struct out *out, const struct status_source *source)
{
    for (size_t i = 0; i < statx_field_count; i++) {
        out_name(out, statx_fields[i].name);
        status_field_value(out, &statx_fields[i], source);
    }
}

int stat_record(struct call *call, int dir_fd, const char *path, int flags)
{
    struct status status;
    struct filesystem filesystem;
    struct status_source source = {.status = &status};
    char type[MOUNT_TYPE_ROOM];
    int result = status_get(dir_fd, path, flags, STAT_MASK, &status);

    if (result < 0)
        return call_end(call, result, call_path(call, (struct path){path, dir_fd}));
    if (filesystem_of(dir_fd, path, flags, &status, &filesystem) == 0)
        source.filesystem = mount_type(dir_fd, path, flags, &status, &filesystem, type);
    out_open(call->out, OUT_RECORD);
    stat_record_fields(call->out, &source);
    out_close(call->out);
    return 0;
}

void statvfs_record_fields(struct out *out, const struct filesystem *filesystem)
{
    for (size_t i = 0; i < STATVFS_FIELDS; i++)
        out_field_uint(out, statvfs_fields[i].name, statvfs_field_value(&statvfs_fields[i], filesystem));
}

int statvfs_record(struct call *call, const char *path, int fd)
{
    struct filesystem filesystem;
    int result = filesystem_get(path, fd, &filesystem);

    if (result < 0)
        return call_end(call, result, call_path(call, (struct path){path, fd}));
    out_open(call->out, OUT_RECORD);
    statvfs_record_fields(call->out, &filesystem);
    out_close(call->out);
    return 0;
}

int path_limit_value(struct call *call, const char *path, int fd, int name)
{
    int64_t value;
    int result = path_limit(path != NULL ? AT_FDCWD : fd, path, 0, name, &value);

    if (result < 0)
        return call_end(call, result, call_path(call, (struct path){path, fd}));
    out_int(call->out, value);
    return 0;
}

static char type_letter(unsigned mode)
{
    switch (mode & S_IFMT) {
    case S_IFREG:
        return '-';
    case S_IFDIR:
        return 'd';
    case S_IFLNK:
        return 'l';
    case S_IFIFO:
        return 'p';
    case S_IFCHR:
        return 'c';
    case S_IFBLK:
        return 'b';
    case S_IFSOCK:
        return 's';
    default:
        return '?';
    }
}

/* The letter of an execute bit beside its set-id or sticky bit. */
static char execute_letter(bool execute, bool special, char both)
{
    return special ? (execute ? both : (char)(both - 'a' + 'A')) : execute ? 'x' : '-';
}

void mode_letters(unsigned mode, char text[MODE_LETTERS])
{
    text[0] = type_letter(mode);
    for (int i = 0; i < 3; i++) {
        unsigned bits = mode >> (6 - 3 * i);
        text[1 + 3 * i] = bits & 4 ? 'r' : '-';
        text[2 + 3 * i] = bits & 2 ? 'w' : '-';
        text[3 + 3 * i] = execute_letter(bits & 1, mode & (unsigned)(S_ISUID >> i), i < 2 ? 's' : 't');
    }
    text[10] = '\0';
}
