/* SPDX-License-Identifier: MIT */
/* The fields of the records that operations give, for xos --schema. */
#include "self/parts.h"

#include <string.h>

#include "value/packed.h"
#include "value/texts.h"

TEXTS_OF(self_records);

/* Operations with one kind of record, and its fields: a name and the type's letter, i integer, n number, s string, b
 * boolean, a array, o object; a capital where the value may be null. */
static const struct {
    unsigned short ops, fields; /* PACKED of value/packed.h */
} records[] = {
    {PACKED("stat lstat fstat"),
     PACKED("st_mode:i st_ino:i st_dev:i st_nlink:i st_uid:i st_gid:i st_size:i st_atime:n st_mtime:n st_ctime:n "
            "st_atime_ns:i st_mtime_ns:i st_ctime_ns:i st_blocks:i st_blksize:i st_rdev:i st_flags:I st_birthtime:N "
            "st_birthtime_ns:I st_fstype:S")},
    {PACKED("statx"),
     PACKED("stx_mask:i stx_mode:I stx_ino:I stx_nlink:I stx_uid:I stx_gid:I stx_size:I stx_blocks:I stx_blksize:i "
            "stx_attributes:i stx_attributes_mask:i stx_dev:i stx_dev_major:i stx_dev_minor:i stx_rdev:i "
            "stx_rdev_major:i stx_rdev_minor:i stx_atime:N stx_atime_ns:I stx_mtime:N stx_mtime_ns:I stx_ctime:N "
            "stx_ctime_ns:I stx_btime:N stx_btime_ns:I stx_mnt_id:I stx_dio_mem_align:I stx_dio_offset_align:I "
            "stx_dio_read_offset_align:I stx_subvol:I stx_atomic_write_unit_min:I stx_atomic_write_unit_max:I "
            "stx_atomic_write_unit_max_opt:I stx_atomic_write_segments_max:I")},
    {PACKED("statvfs fstatvfs"),
     PACKED("f_bsize:i f_frsize:i f_blocks:i f_bfree:i f_bavail:i f_files:i f_ffree:i f_favail:i f_flag:i "
            "f_namemax:i f_fsid:i")},
    {PACKED("scandir"), PACKED("name:s path:s inode:i is_dir:B is_file:B is_symlink:B is_junction:b")},
    {PACKED("walk"), PACKED("dirpath:s dirnames:a filenames:a")},
    {PACKED("fwalk"), PACKED("dirpath:s dirnames:a filenames:a dirfd:i")},
    {PACKED("uname"), PACKED("sysname:s nodename:s release:s version:s machine:s")},
    {PACKED("getresuid"), PACKED("ruid:i euid:i suid:i")},
    {PACKED("getresgid"), PACKED("rgid:i egid:i sgid:i")},
    {PACKED("get_terminal_size"), PACKED("columns:i lines:i")},
    {PACKED("pipe pipe2"), PACKED("r:i w:i")},
    {PACKED("openpty"), PACKED("master:i slave:i")},
    {PACKED("forkpty"), PACKED("pid:i fd:i")},
    {PACKED("wait waitpid"), PACKED("pid:i status:i")},
    {PACKED("wait3 wait4"), PACKED("pid:i status:i rusage:o")},
    {PACKED("waitid"), PACKED("si_pid:i si_uid:i si_signo:i si_status:i si_code:i")},
    {PACKED("times"), PACKED("user:n system:n children_user:n children_system:n elapsed:n")},
    {PACKED("sched_getparam"), PACKED("sched_priority:i")},
    {PACKED("getloadavg"), PACKED("load1:n load5:n load15:n")},
    {PACKED("timerfd_gettime timerfd_settime"), PACKED("next_expiration:n interval:n")},
    {PACKED("timerfd_gettime_ns timerfd_settime_ns"), PACKED("next_expiration:i interval:i")},
    {PACKED("get_clock_info"), PACKED("implementation:s monotonic:b adjustable:b resolution:n")},
    {PACKED("gmtime localtime"),
     PACKED("tm_year:i tm_mon:i tm_mday:i tm_hour:i tm_min:i tm_sec:i tm_wday:i tm_yday:i tm_isdst:i "
            "tm_zone:S tm_gmtoff:I")},
    {PACKED("strptime"),
     PACKED("tm_year:i tm_mon:i tm_mday:i tm_hour:i tm_min:i tm_sec:i tm_wday:i tm_yday:i tm_isdst:i tm_zone:S "
            "tm_gmtoff:I tm_nsec:i")},
    {PACKED("tzname"), PACKED("standard:s dst:s")},
    {PACKED("errno"), PACKED("name:s number:i message:s aliases:S exit:i exception:S")},
    {PACKED("system_alias"), PACKED("system:s release:s version:s")},
    {PACKED("architecture"), PACKED("bits:s linkage:s machine:s interpreter:S static:b")},
    {PACKED("libc_ver"), PACKED("lib:s version:s")},
};

static const char *type_of(char letter)
{
    static const char letters[] = "insbao";
    static const char *const names[] = {"integer", "number", "string", "boolean", "array", "object"};

    return names[strchr(letters, letter | 0x20) - letters];
}

/* Takes the first of the fields, which move on; *letter gets its type. False if none is left. */
static bool take_field(const char **fields, struct word *name, char *letter)
{
    const char *colon = strchr(*fields, ':');

    if (colon == NULL)
        return false;
    *name = (struct word){*fields, (size_t)(colon - *fields)};
    *letter = colon[1];
    *fields = colon + 2 + (colon[2] == ' ');
    return true;
}

/* An object of these fields, all of which are there. */
static void put_fields(struct out *out, const char *fields)
{
    struct word name;
    char letter;

    out_put(out, "{\"type\":\"object\",\"properties\":{");
    for (const char *at = fields, *comma = ""; take_field(&at, &name, &letter); comma = ",") {
        out_put(out, comma);
        out_char(out, '"');
        out_raw(out, name.data, name.size);
        out_put(out, "\":{\"type\":[\"");
        out_put(out, type_of(letter));
        if (letter == 'i' || letter == 'I') /* --big-ints=string */
            out_put(out, "\",\"string");
        out_put(out, letter < 'a' ? "\",\"null\"]}" : "\"]}");
    }
    out_put(out, "},\"additionalProperties\":false,\"required\":[");
    for (const char *at = fields, *comma = ""; take_field(&at, &name, &letter); comma = ",") {
        out_put(out, comma);
        out_char(out, '"');
        out_raw(out, name.data, name.size);
        out_char(out, '"');
    }
    out_put(out, "]}");
}

void put_records(struct out *out, struct texts *texts)
{
    for (size_t i = 0; i < sizeof records / sizeof records[0]; i++)
        for (const char *at = text_read(texts, records[i].ops); *at != '\0';) {
            size_t size = strcspn(at, " ");
            out_put(out, ",\"value.");
            out_raw(out, at, size);
            out_put(out, "\":");
            put_fields(out, text_read(texts, records[i].fields));
            at += size + (at[size] == ' ');
        }
}
