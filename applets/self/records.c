/* SPDX-License-Identifier: MIT */
/* The fields of the records that operations give, for xos --schema. */
#include "self/parts.h"

#include <string.h>

/* Operations with one kind of record, and its fields: a name and the type's letter, i integer, n number, s string, b
 * boolean, a array, o object; a capital where the value may be null. */
static const struct {
    const char *ops, *fields;
} records[] = {
    {"stat lstat fstat",
     "st_mode:i st_ino:i st_dev:i st_nlink:i st_uid:i st_gid:i st_size:i st_atime:n st_mtime:n st_ctime:n "
     "st_atime_ns:i st_mtime_ns:i st_ctime_ns:i st_blocks:i st_blksize:i st_rdev:i st_flags:I st_birthtime:N "
     "st_birthtime_ns:I st_fstype:S"},
    {"statx", "stx_mask:i stx_mode:I stx_ino:I stx_nlink:I stx_uid:I stx_gid:I stx_size:I stx_blocks:I stx_blksize:i "
              "stx_attributes:i stx_attributes_mask:i stx_dev:i stx_dev_major:i stx_dev_minor:i stx_rdev:i "
              "stx_rdev_major:i stx_rdev_minor:i stx_atime:N stx_atime_ns:I stx_mtime:N stx_mtime_ns:I stx_ctime:N "
              "stx_ctime_ns:I stx_btime:N stx_btime_ns:I stx_mnt_id:I stx_dio_mem_align:I stx_dio_offset_align:I "
              "stx_dio_read_offset_align:I stx_subvol:I stx_atomic_write_unit_min:I stx_atomic_write_unit_max:I "
              "stx_atomic_write_unit_max_opt:I stx_atomic_write_segments_max:I"},
    {"statvfs fstatvfs", "f_bsize:i f_frsize:i f_blocks:i f_bfree:i f_bavail:i f_files:i f_ffree:i f_favail:i f_flag:i "
                         "f_namemax:i f_fsid:i"},
    {"scandir", "name:s path:s inode:i is_dir:B is_file:B is_symlink:B is_junction:b"},
    {"walk", "dirpath:s dirnames:a filenames:a"},
    {"fwalk", "dirpath:s dirnames:a filenames:a dirfd:i"},
    {"uname", "sysname:s nodename:s release:s version:s machine:s"},
    {"getresuid", "ruid:i euid:i suid:i"},
    {"getresgid", "rgid:i egid:i sgid:i"},
    {"get_terminal_size", "columns:i lines:i"},
    {"pipe pipe2", "r:i w:i"},
    {"openpty", "master:i slave:i"},
    {"forkpty", "pid:i fd:i"},
    {"wait waitpid", "pid:i status:i"},
    {"wait3 wait4", "pid:i status:i rusage:o"},
    {"waitid", "si_pid:i si_uid:i si_signo:i si_status:i si_code:i"},
    {"times", "user:n system:n children_user:n children_system:n elapsed:n"},
    {"sched_getparam", "sched_priority:i"},
    {"getloadavg", "load1:n load5:n load15:n"},
    {"timerfd_gettime timerfd_settime", "next_expiration:n interval:n"},
    {"timerfd_gettime_ns timerfd_settime_ns", "next_expiration:i interval:i"},
    {"get_clock_info", "implementation:s monotonic:b adjustable:b resolution:n"},
    {"gmtime localtime", "tm_year:i tm_mon:i tm_mday:i tm_hour:i tm_min:i tm_sec:i tm_wday:i tm_yday:i tm_isdst:i "
                         "tm_zone:S tm_gmtoff:I"},
    {"strptime", "tm_year:i tm_mon:i tm_mday:i tm_hour:i tm_min:i tm_sec:i tm_wday:i tm_yday:i tm_isdst:i tm_zone:S "
                 "tm_gmtoff:I tm_nsec:i"},
    {"tzname", "standard:s dst:s"},
    {"errno", "name:s number:i message:s aliases:S exit:i exception:S"},
    {"system_alias", "system:s release:s version:s"},
    {"architecture", "bits:s linkage:s machine:s interpreter:S static:b"},
    {"libc_ver", "lib:s version:s"},
};

static const char *type_of(char letter)
{
    static const char letters[] = "insbao";
    static const char *const names[] = {"integer", "number", "string", "boolean", "array", "object"};

    return names[strchr(letters, letter | 0x20) - letters];
}

/* An object of these fields, all of which are there. */
static void put_fields(struct out *out, const char *fields)
{
    out_put(out, "{\"type\":\"object\",\"properties\":{");
    for (const char *at = fields, *colon; *at != '\0'; at = colon[2] != '\0' ? colon + 3 : colon + 2) {
        colon = strchr(at, ':');
        out_put(out, at == fields ? "\"" : ",\"");
        out_raw(out, at, (size_t)(colon - at));
        out_put(out, "\":{\"type\":[\"");
        out_put(out, type_of(colon[1]));
        if (colon[1] == 'i' || colon[1] == 'I') /* --big-ints=string */
            out_put(out, "\",\"string");
        out_put(out, colon[1] < 'a' ? "\",\"null\"]}" : "\"]}");
    }
    out_put(out, "},\"additionalProperties\":false,\"required\":[");
    for (const char *at = fields, *colon; *at != '\0'; at = colon[2] != '\0' ? colon + 3 : colon + 2) {
        colon = strchr(at, ':');
        out_put(out, at == fields ? "\"" : ",\"");
        out_raw(out, at, (size_t)(colon - at));
        out_char(out, '"');
    }
    out_put(out, "]}");
}

void put_records(struct out *out)
{
    for (size_t i = 0; i < sizeof records / sizeof records[0]; i++)
        for (const char *at = records[i].ops; *at != '\0';) {
            size_t size = strcspn(at, " ");
            out_put(out, ",\"value.");
            out_raw(out, at, size);
            out_put(out, "\":");
            put_fields(out, records[i].fields);
            at += size + (at[size] == ' ');
        }
}
