/* SPDX-License-Identifier: MIT */
/* The documentation's constants, one table per family, in the documentation's order. A constant of a kernel newer than
 * the headers has its number here; one that differs between platforms comes from its header. */
#include "value/constants.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#define HERE(name) \
    { \
#name, name, 0 \
    }
#define FAMILY(variable, title, since) \
    const struct family variable = {title, since, variable##_rows, sizeof variable##_rows / sizeof variable##_rows[0]}

static const struct constant priority_which_rows[] = {
    HERE(PRIO_PROCESS),
    HERE(PRIO_PGRP),
    HERE(PRIO_USER),
    CONSTANT_ELSEWHERE("PRIO_DARWIN_THREAD", "macOS"),
    CONSTANT_ELSEWHERE("PRIO_DARWIN_PROCESS", "macOS"),
    CONSTANT_ELSEWHERE("PRIO_DARWIN_BG", "macOS"),
    CONSTANT_ELSEWHERE("PRIO_DARWIN_NONUI", "macOS"),
};
FAMILY(priority_which, "PRIO_*", NULL);

static const struct constant clone_flags_rows[] = {
    {"CLONE_FILES", 0x400, 0},       {"CLONE_FS", 0x200, 0},          {"CLONE_NEWCGROUP", 0x2000000, 0},
    {"CLONE_NEWIPC", 0x8000000, 0},  {"CLONE_NEWNET", 0x40000000, 0}, {"CLONE_NEWNS", 0x20000, 0},
    {"CLONE_NEWPID", 0x20000000, 0}, {"CLONE_NEWTIME", 0x80, 0},      {"CLONE_NEWUSER", 0x10000000, 0},
    {"CLONE_NEWUTS", 0x4000000, 0},  {"CLONE_SIGHAND", 0x800, 0},     {"CLONE_SYSVSEM", 0x40000, 0},
    {"CLONE_THREAD", 0x10000, 0},    {"CLONE_VM", 0x100, 0},
};
FAMILY(clone_flags, "CLONE_*", "3.12");

static const struct constant lockf_commands_rows[] = {
    HERE(F_LOCK),
    HERE(F_TLOCK),
    HERE(F_ULOCK),
    HERE(F_TEST),
};
FAMILY(lockf_commands, "F_LOCK, F_TLOCK, F_ULOCK, F_TEST", NULL);

static const struct constant seek_whence_rows[] = {
    HERE(SEEK_SET), HERE(SEEK_CUR), HERE(SEEK_END), HERE(SEEK_DATA), HERE(SEEK_HOLE),
};
FAMILY(seek_whence, "SEEK_*", NULL);

static const struct constant open_flags_rows[] = {
    HERE(O_RDONLY),
    HERE(O_WRONLY),
    HERE(O_RDWR),
    HERE(O_APPEND),
    HERE(O_CREAT),
    HERE(O_EXCL),
    HERE(O_TRUNC),
    HERE(O_DSYNC),
    HERE(O_RSYNC),
    HERE(O_SYNC),
    HERE(O_NDELAY),
    HERE(O_NONBLOCK),
    HERE(O_NOCTTY),
    HERE(O_CLOEXEC),
    CONSTANT_ELSEWHERE("O_BINARY", "Windows"),
    CONSTANT_ELSEWHERE("O_NOINHERIT", "Windows"),
    CONSTANT_ELSEWHERE("O_SHORT_LIVED", "Windows"),
    CONSTANT_ELSEWHERE("O_TEMPORARY", "Windows"),
    CONSTANT_ELSEWHERE("O_RANDOM", "Windows"),
    CONSTANT_ELSEWHERE("O_SEQUENTIAL", "Windows"),
    CONSTANT_ELSEWHERE("O_TEXT", "Windows"),
    HERE(O_ASYNC),
    HERE(O_DIRECT),
    HERE(O_DIRECTORY),
    HERE(O_NOFOLLOW),
    HERE(O_NOATIME),
    HERE(O_PATH),
    HERE(O_TMPFILE),
    CONSTANT_ELSEWHERE("O_SHLOCK", "BSD, macOS"),
    CONSTANT_ELSEWHERE("O_EXLOCK", "BSD, macOS"),
    {"O_FSYNC", O_SYNC, 0},
    CONSTANT_ELSEWHERE("O_EVTONLY", "macOS"),
    CONSTANT_ELSEWHERE("O_SYMLINK", "macOS"),
    CONSTANT_ELSEWHERE("O_NOFOLLOW_ANY", "macOS"),
};
FAMILY(open_flags, "O_*", NULL);

static const struct constant fadvise_advice_rows[] = {
    HERE(POSIX_FADV_NORMAL),  HERE(POSIX_FADV_SEQUENTIAL), HERE(POSIX_FADV_RANDOM),
    HERE(POSIX_FADV_NOREUSE), HERE(POSIX_FADV_WILLNEED),   HERE(POSIX_FADV_DONTNEED),
};
FAMILY(fadvise_advice, "POSIX_FADV_*", NULL);

static const struct constant rwf_flags_rows[] = {
    {"RWF_NOWAIT", 0x8, 0},  {"RWF_HIPRI", 0x1, 0},      {"RWF_DSYNC", 0x2, 0},   {"RWF_SYNC", 0x4, 0},
    {"RWF_APPEND", 0x10, 0}, {"RWF_DONTCACHE", 0x80, 0}, {"RWF_ATOMIC", 0x40, 0}, {"RWF_NOSIGNAL", 0x100, 0},
};
FAMILY(rwf_flags, "RWF_*", NULL);

static const struct constant sendfile_flags_rows[] = {
    CONSTANT_ELSEWHERE("SF_NODISKIO", "FreeBSD"),
    CONSTANT_ELSEWHERE("SF_MNOWAIT", "FreeBSD"),
    CONSTANT_ELSEWHERE("SF_SYNC", "FreeBSD"),
    CONSTANT_ELSEWHERE("SF_NOCACHE", "FreeBSD"),
};
FAMILY(sendfile_flags, "SF_*", NULL);

static const struct constant splice_flags_rows[] = {
    HERE(SPLICE_F_MOVE),
    HERE(SPLICE_F_NONBLOCK),
    HERE(SPLICE_F_MORE),
};
FAMILY(splice_flags, "SPLICE_F_*", "3.10");

static const struct constant access_modes_rows[] = {
    HERE(F_OK),
    HERE(R_OK),
    HERE(W_OK),
    HERE(X_OK),
};
FAMILY(access_modes, "F_OK, R_OK, W_OK, X_OK", NULL);

static const struct constant file_flags_rows[] = {
    {"UF_NODUMP", 1, 0},         {"UF_IMMUTABLE", 2, 0},   {"UF_APPEND", 4, 0},         {"UF_OPAQUE", 8, 0},
    {"UF_NOUNLINK", 16, 0},      {"UF_COMPRESSED", 32, 0}, {"UF_HIDDEN", 32768, 0},     {"SF_ARCHIVED", 65536, 0},
    {"SF_IMMUTABLE", 131072, 0}, {"SF_APPEND", 262144, 0}, {"SF_NOUNLINK", 1048576, 0}, {"SF_SNAPSHOT", 2097152, 0},
};
FAMILY(file_flags, "UF_*, SF_*", NULL);

static const struct constant mode_bits_rows[] = {
    {"S_ISUID", 04000, 0},   {"S_ISGID", 02000, 0},    {"S_ENFMT", 1024, 0},   {"S_ISVTX", 01000, 0},
    {"S_IREAD", 0400, 0},    {"S_IWRITE", 0200, 0},    {"S_IEXEC", 0100, 0},   {"S_IRWXU", 0700, 0},
    {"S_IRUSR", 0400, 0},    {"S_IWUSR", 0200, 0},     {"S_IXUSR", 0100, 0},   {"S_IRWXG", 070, 0},
    {"S_IRGRP", 040, 0},     {"S_IWGRP", 020, 0},      {"S_IXGRP", 010, 0},    {"S_IRWXO", 07, 0},
    {"S_IROTH", 04, 0},      {"S_IWOTH", 02, 0},       {"S_IXOTH", 01, 0},     {"S_IFREG", 0100000, 0},
    {"S_IFCHR", 020000, 0},  {"S_IFBLK", 060000, 0},   {"S_IFIFO", 010000, 0}, {"S_IFDIR", 0040000, 0},
    {"S_IFLNK", 0120000, 0}, {"S_IFSOCK", 0140000, 0},
};
FAMILY(mode_bits, "S_I*", NULL);

static const struct constant statvfs_flags_rows[] = {
    {"ST_RDONLY", 1, 0},       {"ST_NOSUID", 2, 0},     {"ST_NODEV", 4, 0},         {"ST_NOEXEC", 8, 0},
    {"ST_SYNCHRONOUS", 16, 0}, {"ST_MANDLOCK", 64, 0},  {"ST_WRITE", 128, 0},       {"ST_APPEND", 256, 0},
    {"ST_IMMUTABLE", 512, 0},  {"ST_NOATIME", 1024, 0}, {"ST_NODIRATIME", 2048, 0}, {"ST_RELATIME", 4096, 0},
};
FAMILY(statvfs_flags, "ST_*", NULL);

static const struct constant memfd_flags_rows[] = {
    {"MFD_CLOEXEC", 1, 0},
    {"MFD_ALLOW_SEALING", 2, 0},
    {"MFD_HUGETLB", 4, 0},
    {"MFD_HUGE_SHIFT", 26, 0},
    {"MFD_HUGE_MASK", 63, 0},
    {"MFD_HUGE_64KB", 16 << 26, 0},
    {"MFD_HUGE_512KB", 19 << 26, 0},
    {"MFD_HUGE_1MB", 20 << 26, 0},
    {"MFD_HUGE_2MB", 21 << 26, 0},
    {"MFD_HUGE_8MB", 23 << 26, 0},
    {"MFD_HUGE_16MB", 24 << 26, 0},
    {"MFD_HUGE_32MB", 25 << 26, 0},
    {"MFD_HUGE_256MB", 28 << 26, 0},
    {"MFD_HUGE_512MB", 29 << 26, 0},
    {"MFD_HUGE_1GB", 30 << 26, 0},
    {"MFD_HUGE_2GB", 31 << 26, 0},
    {"MFD_HUGE_16GB", INT64_C(34) << 26, 0},
};
FAMILY(memfd_flags, "MFD_*", NULL);

static const struct constant eventfd_flags_rows[] = {
    HERE(EFD_CLOEXEC),
    HERE(EFD_NONBLOCK),
    HERE(EFD_SEMAPHORE),
};
FAMILY(eventfd_flags, "EFD_*", "3.10");

static const struct constant clock_ids_rows[] = {
    HERE(CLOCK_REALTIME),
    HERE(CLOCK_MONOTONIC),
    HERE(CLOCK_BOOTTIME),
    HERE(CLOCK_REALTIME_ALARM),
    HERE(CLOCK_BOOTTIME_ALARM),
    HERE(CLOCK_PROCESS_CPUTIME_ID),
    HERE(CLOCK_THREAD_CPUTIME_ID),
    HERE(CLOCK_MONOTONIC_RAW),
    HERE(CLOCK_TAI),
    HERE(CLOCK_REALTIME_COARSE),
    HERE(CLOCK_MONOTONIC_COARSE),
    CONSTANT_ELSEWHERE("CLOCK_HIGHRES", "Solaris"),
    CONSTANT_ELSEWHERE("CLOCK_PROF", "FreeBSD, NetBSD, OpenBSD"),
    CONSTANT_ELSEWHERE("CLOCK_UPTIME", "FreeBSD, OpenBSD"),
    CONSTANT_ELSEWHERE("CLOCK_UPTIME_RAW", "macOS"),
    CONSTANT_ELSEWHERE("CLOCK_UPTIME_RAW_APPROX", "macOS"),
    CONSTANT_ELSEWHERE("CLOCK_MONOTONIC_RAW_APPROX", "macOS"),
};
FAMILY(clock_ids, "CLOCK_*", NULL);

static const struct constant timerfd_flags_rows[] = {
    HERE(TFD_NONBLOCK),
    HERE(TFD_CLOEXEC),
};
FAMILY(timerfd_flags, "TFD_NONBLOCK, TFD_CLOEXEC", "3.13");

static const struct constant timerfd_settime_flags_rows[] = {
    {"TFD_TIMER_ABSTIME", 1, 0},
    {"TFD_TIMER_CANCEL_ON_SET", 2, 0},
};
FAMILY(timerfd_settime_flags, "TFD_TIMER_*", "3.13");

static const struct constant statx_mask_rows[] = {
    {"STATX_TYPE", 1, 0},
    {"STATX_MODE", 2, 0},
    {"STATX_NLINK", 4, 0},
    {"STATX_UID", 8, 0},
    {"STATX_GID", 16, 0},
    {"STATX_ATIME", 32, 0},
    {"STATX_MTIME", 64, 0},
    {"STATX_CTIME", 128, 0},
    {"STATX_INO", 256, 0},
    {"STATX_SIZE", 512, 0},
    {"STATX_BLOCKS", 1024, 0},
    {"STATX_BASIC_STATS", 2047, 0},
    {"STATX_BTIME", 2048, 0},
    {"STATX_MNT_ID", 4096, 0},
    {"STATX_DIOALIGN", 8192, 0},
    {"STATX_MNT_ID_UNIQUE", 0x4000, 0},
    {"STATX_SUBVOL", 0x8000, 0},
    {"STATX_WRITE_ATOMIC", 0x10000, 0},
    {"STATX_DIO_READ_ALIGN", 0x20000, 0},
};
FAMILY(statx_mask, "STATX_*", "3.15");

static const struct constant statx_flags_rows[] = {
    {"AT_NO_AUTOMOUNT", 0x800, 0},
    {"AT_STATX_SYNC_AS_STAT", 0, 0},
    {"AT_STATX_FORCE_SYNC", 0x2000, 0},
    {"AT_STATX_DONT_SYNC", 0x4000, 0},
};
FAMILY(statx_flags, "AT_*", "3.15");

static const struct constant statx_attributes_rows[] = {
    {"STATX_ATTR_COMPRESSED", 0x4, 0},        {"STATX_ATTR_IMMUTABLE", 0x10, 0},  {"STATX_ATTR_APPEND", 0x20, 0},
    {"STATX_ATTR_NODUMP", 0x40, 0},           {"STATX_ATTR_ENCRYPTED", 0x800, 0}, {"STATX_ATTR_AUTOMOUNT", 0x1000, 0},
    {"STATX_ATTR_MOUNT_ROOT", 0x2000, 0},     {"STATX_ATTR_VERITY", 0x100000, 0}, {"STATX_ATTR_DAX", 0x200000, 0},
    {"STATX_ATTR_WRITE_ATOMIC", 0x400000, 0},
};
FAMILY(statx_attributes, "STATX_ATTR_*", "3.15");

static const struct constant devices_rows[] = {
    {"NODEV", -1, 0},
};
FAMILY(devices, "NODEV", "3.15");

static const struct constant xattr_flags_rows[] = {
    {"XATTR_SIZE_MAX", 65536, 0},
    {"XATTR_CREATE", 1, 0},
    {"XATTR_REPLACE", 2, 0},
};
FAMILY(xattr_flags, "XATTR_*", NULL);

static const struct constant exit_codes_rows[] = {
    HERE(EX_OK),
    HERE(EX_USAGE),
    HERE(EX_DATAERR),
    HERE(EX_NOINPUT),
    HERE(EX_NOUSER),
    HERE(EX_NOHOST),
    HERE(EX_UNAVAILABLE),
    HERE(EX_SOFTWARE),
    HERE(EX_OSERR),
    HERE(EX_OSFILE),
    HERE(EX_CANTCREAT),
    HERE(EX_IOERR),
    HERE(EX_TEMPFAIL),
    HERE(EX_PROTOCOL),
    HERE(EX_NOPERM),
    HERE(EX_CONFIG),
    CONSTANT_ELSEWHERE("EX_NOTFOUND", "some other Unix systems"),
};
FAMILY(exit_codes, "EX_*", NULL);

static const struct constant spawn_actions_rows[] = {
    {"POSIX_SPAWN_OPEN", 0, 0},
    {"POSIX_SPAWN_CLOSE", 1, 0},
    {"POSIX_SPAWN_DUP2", 2, 0},
    {"POSIX_SPAWN_CLOSEFROM", 3, 0},
};
FAMILY(spawn_actions, "POSIX_SPAWN_OPEN, CLOSE, DUP2, CLOSEFROM", NULL);

static const struct constant spawn_flags_rows[] = {
    {"POSIX_SPAWN_SETPGROUP", 2, 0},      {"POSIX_SPAWN_RESETIDS", 1, 0},
    {"POSIX_SPAWN_SETSID", 128, 0},       CONSTANT_ELSEWHERE("POSIX_SPAWN_SETSID_NP", "QNX and old glibc"),
    {"POSIX_SPAWN_SETSIGMASK", 8, 0},     {"POSIX_SPAWN_SETSIGDEF", 4, 0},
    {"POSIX_SPAWN_SETSCHEDPARAM", 16, 0}, {"POSIX_SPAWN_SETSCHEDULER", 32, 0},
};
FAMILY(spawn_flags, "POSIX_SPAWN_* flags", NULL);

static const struct constant spawn_modes_rows[] = {
    {"P_NOWAIT", 1, 0},
    {"P_NOWAITO", 1, 0},
    {"P_WAIT", 0, 0},
    CONSTANT_ELSEWHERE("P_DETACH", "Windows"),
    CONSTANT_ELSEWHERE("P_OVERLAY", "Windows"),
};
FAMILY(spawn_modes, "P_* spawn modes", NULL);

static const struct constant wait_idtypes_rows[] = {
    {"P_PID", 1, 0},
    {"P_PGID", 2, 0},
    {"P_ALL", 0, 0},
    {"P_PIDFD", 3, 0},
};
FAMILY(wait_idtypes, "P_* waitid id types", NULL);

static const struct constant wait_options_rows[] = {
    HERE(WEXITED), HERE(WSTOPPED), HERE(WNOWAIT), HERE(WNOHANG), HERE(WCONTINUED), HERE(WUNTRACED),
};
FAMILY(wait_options, "W*", NULL);

static const struct constant wait_codes_rows[] = {
    HERE(CLD_EXITED), HERE(CLD_KILLED), HERE(CLD_DUMPED), HERE(CLD_TRAPPED), HERE(CLD_STOPPED), HERE(CLD_CONTINUED),
};
FAMILY(wait_codes, "CLD_*", NULL);

static const struct constant pidfd_flags_rows[] = {
    {"PIDFD_NONBLOCK", O_NONBLOCK, 0},
};
FAMILY(pidfd_flags, "PIDFD_NONBLOCK", "3.12");

static const struct constant sched_policies_rows[] = {
    HERE(SCHED_OTHER),         HERE(SCHED_BATCH),
    HERE(SCHED_IDLE),          CONSTANT_ELSEWHERE("SCHED_SPORADIC", "some Unix systems, not Linux"),
    HERE(SCHED_FIFO),          HERE(SCHED_RR),
    HERE(SCHED_RESET_ON_FORK), {"SCHED_DEADLINE", 6, 0},
    {"SCHED_NORMAL", 0, 0},
};
FAMILY(sched_policies, "SCHED_*", NULL);

static const struct constant rtld_flags_rows[] = {
    HERE(RTLD_LAZY),     HERE(RTLD_NOW),    HERE(RTLD_GLOBAL),       HERE(RTLD_LOCAL),
    HERE(RTLD_NODELETE), HERE(RTLD_NOLOAD), {"RTLD_DEEPBIND", 8, 0}, {"DEFAULT_MODE", 0, 0},
};
FAMILY(rtld_flags, "RTLD_*", NULL);

static const struct constant random_flags_rows[] = {
    {"GRND_NONBLOCK", 1, 0},
    {"GRND_RANDOM", 2, 0},
};
FAMILY(random_flags, "GRND_*", NULL);

static const struct constant plock_ops_rows[] = {
    {"UNLOCK", 0, 0},
    {"PROCLOCK", 1, 0},
    {"TXTLOCK", 2, 0},
    {"DATLOCK", 4, 0},
};
FAMILY(plock_ops, "plock operations", NULL);

static const struct constant file_attributes_rows[] = {
    {"FILE_ATTRIBUTE_REPARSE_POINT", 1024, 0},
};
FAMILY(file_attributes, "FILE_ATTRIBUTE_*", NULL);

static const struct constant signals_rows[] = {
    HERE(SIGHUP),  HERE(SIGINT),    HERE(SIGQUIT),   HERE(SIGILL),           HERE(SIGTRAP),
    HERE(SIGABRT), HERE(SIGIOT),    HERE(SIGBUS),    HERE(SIGFPE),           HERE(SIGKILL),
    HERE(SIGUSR1), HERE(SIGSEGV),   HERE(SIGUSR2),   HERE(SIGPIPE),          HERE(SIGALRM),
    HERE(SIGTERM), HERE(SIGSTKFLT), HERE(SIGCHLD),   {"SIGCLD", SIGCHLD, 0}, HERE(SIGCONT),
    HERE(SIGSTOP), HERE(SIGTSTP),   HERE(SIGTTIN),   HERE(SIGTTOU),          HERE(SIGURG),
    HERE(SIGXCPU), HERE(SIGXFSZ),   HERE(SIGVTALRM), HERE(SIGPROF),          HERE(SIGWINCH),
    HERE(SIGIO),   HERE(SIGPOLL),   HERE(SIGPWR),    HERE(SIGSYS),
};
FAMILY(signals, "SIG*", NULL);

static const struct constant io_sizes_rows[] = {
    {"DEFAULT_BUFFER_SIZE", 128 * 1024, 0},
};
FAMILY(io_sizes, "DEFAULT_BUFFER_SIZE", NULL);

static const struct constant logging_levels_rows[] = {
    {"NOTSET", 0, 0}, {"DEBUG", 10, 0}, {"INFO", 20, 0},     {"WARNING", 30, 0},
    {"WARN", 30, 0},  {"ERROR", 40, 0}, {"CRITICAL", 50, 0}, {"FATAL", 50, 0},
};
FAMILY(logging_levels, "logging levels", NULL);

static const struct constant logging_ports_rows[] = {
    {"DEFAULT_TCP_LOGGING_PORT", 9020, 0},
    {"DEFAULT_UDP_LOGGING_PORT", 9021, 0},
    {"DEFAULT_HTTP_LOGGING_PORT", 9022, 0},
    {"DEFAULT_SOAP_LOGGING_PORT", 9023, 0},
    {"SYSLOG_UDP_PORT", 514, 0},
    {"SYSLOG_TCP_PORT", 514, 0},
    {"DEFAULT_LOGGING_CONFIG_PORT", 9030, 0},
};
FAMILY(logging_ports, "logging ports", NULL);

static const struct constant syslog_numbers_rows[] = {
    {"LOG_ALERT", 1, 0},   {"LOG_AUTH", 4, 0},    {"LOG_AUTHPRIV", 10, 0}, {"LOG_CONSOLE", 14, 0},
    {"LOG_CRIT", 2, 0},    {"LOG_CRON", 9, 0},    {"LOG_DAEMON", 3, 0},    {"LOG_DEBUG", 7, 0},
    {"LOG_EMERG", 0, 0},   {"LOG_ERR", 3, 0},     {"LOG_FTP", 11, 0},      {"LOG_INFO", 6, 0},
    {"LOG_KERN", 0, 0},    {"LOG_LOCAL0", 16, 0}, {"LOG_LOCAL1", 17, 0},   {"LOG_LOCAL2", 18, 0},
    {"LOG_LOCAL3", 19, 0}, {"LOG_LOCAL4", 20, 0}, {"LOG_LOCAL5", 21, 0},   {"LOG_LOCAL6", 22, 0},
    {"LOG_LOCAL7", 23, 0}, {"LOG_LPR", 6, 0},     {"LOG_MAIL", 2, 0},      {"LOG_NEWS", 7, 0},
    {"LOG_NOTICE", 5, 0},  {"LOG_NTP", 12, 0},    {"LOG_SECURITY", 13, 0}, {"LOG_SOLCRON", 15, 0},
    {"LOG_SYSLOG", 5, 0},  {"LOG_USER", 1, 0},    {"LOG_UUCP", 8, 0},      {"LOG_WARNING", 4, 0},
};
FAMILY(syslog_numbers, "LOG_*", NULL);

const struct family *const families[] = {
    &priority_which,   &clone_flags,
    &lockf_commands,   &seek_whence,
    &open_flags,       &fadvise_advice,
    &rwf_flags,        &sendfile_flags,
    &splice_flags,     &access_modes,
    &file_flags,       &mode_bits,
    &statvfs_flags,    &memfd_flags,
    &eventfd_flags,    &clock_ids,
    &timerfd_flags,    &timerfd_settime_flags,
    &statx_mask,       &statx_flags,
    &statx_attributes, &devices,
    &xattr_flags,      &exit_codes,
    &spawn_actions,    &spawn_flags,
    &spawn_modes,      &wait_idtypes,
    &wait_options,     &wait_codes,
    &pidfd_flags,      &sched_policies,
    &rtld_flags,       &random_flags,
    &plock_ops,        &file_attributes,
    &signals,          &errno_codes,
    &io_sizes,         &logging_levels,
    &logging_ports,    &syslog_numbers,
    &pathconf_names,   &sysconf_names,
    &confstr_names,    NULL,
};
