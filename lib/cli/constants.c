/* The documentation's constants, a family a table, in the documentation's order. A constant of a kernel that is newer
 * than the headers at hand has its number here; one that depends on the platform comes from its header. */
#include "cli/constants.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "cli/number.h"

#define HERE(name) {#name, name, NULL}
#define ELSEWHERE(name, where) {name, 0, where}

static const struct constant priority_which_rows[] = {
    HERE(PRIO_PROCESS),
    HERE(PRIO_PGRP),
    HERE(PRIO_USER),
    ELSEWHERE("PRIO_DARWIN_THREAD", "macOS"),
    ELSEWHERE("PRIO_DARWIN_PROCESS", "macOS"),
    ELSEWHERE("PRIO_DARWIN_BG", "macOS"),
    ELSEWHERE("PRIO_DARWIN_NONUI", "macOS"),
};
const struct family priority_which = {"PRIO_*", NULL, priority_which_rows, sizeof priority_which_rows / sizeof priority_which_rows[0]};

static const struct constant clone_flags_rows[] = {
    {"CLONE_FILES", 0x400, NULL},
    {"CLONE_FS", 0x200, NULL},
    {"CLONE_NEWCGROUP", 0x2000000, NULL},
    {"CLONE_NEWIPC", 0x8000000, NULL},
    {"CLONE_NEWNET", 0x40000000, NULL},
    {"CLONE_NEWNS", 0x20000, NULL},
    {"CLONE_NEWPID", 0x20000000, NULL},
    {"CLONE_NEWTIME", 0x80, NULL},
    {"CLONE_NEWUSER", 0x10000000, NULL},
    {"CLONE_NEWUTS", 0x4000000, NULL},
    {"CLONE_SIGHAND", 0x800, NULL},
    {"CLONE_SYSVSEM", 0x40000, NULL},
    {"CLONE_THREAD", 0x10000, NULL},
    {"CLONE_VM", 0x100, NULL},
};
const struct family clone_flags = {"CLONE_*", "3.12", clone_flags_rows, sizeof clone_flags_rows / sizeof clone_flags_rows[0]};

static const struct constant lockf_commands_rows[] = {
    HERE(F_LOCK),
    HERE(F_TLOCK),
    HERE(F_ULOCK),
    HERE(F_TEST),
};
const struct family lockf_commands = {"F_LOCK, F_TLOCK, F_ULOCK, F_TEST", NULL, lockf_commands_rows, sizeof lockf_commands_rows / sizeof lockf_commands_rows[0]};

static const struct constant seek_whence_rows[] = {
    HERE(SEEK_SET),
    HERE(SEEK_CUR),
    HERE(SEEK_END),
#ifdef SEEK_DATA
    HERE(SEEK_DATA),
#else
    ELSEWHERE("SEEK_DATA", "some Unix systems"),
#endif
#ifdef SEEK_HOLE
    HERE(SEEK_HOLE),
#else
    ELSEWHERE("SEEK_HOLE", "some Unix systems"),
#endif
};
const struct family seek_whence = {"SEEK_*", NULL, seek_whence_rows, sizeof seek_whence_rows / sizeof seek_whence_rows[0]};

static const struct constant open_flags_rows[] = {
    HERE(O_RDONLY),
    HERE(O_WRONLY),
    HERE(O_RDWR),
    HERE(O_APPEND),
    HERE(O_CREAT),
    HERE(O_EXCL),
    HERE(O_TRUNC),
#ifdef O_DSYNC
    HERE(O_DSYNC),
#else
    ELSEWHERE("O_DSYNC", "some Unix systems"),
#endif
#ifdef O_RSYNC
    HERE(O_RSYNC),
#else
    ELSEWHERE("O_RSYNC", "some Unix systems"),
#endif
    HERE(O_SYNC),
    HERE(O_NDELAY),
    HERE(O_NONBLOCK),
    HERE(O_NOCTTY),
    HERE(O_CLOEXEC),
    ELSEWHERE("O_BINARY", "windows"),
    ELSEWHERE("O_NOINHERIT", "windows"),
    ELSEWHERE("O_SHORT_LIVED", "windows"),
    ELSEWHERE("O_TEMPORARY", "windows"),
    ELSEWHERE("O_RANDOM", "windows"),
    ELSEWHERE("O_SEQUENTIAL", "windows"),
    ELSEWHERE("O_TEXT", "windows"),
#ifdef O_ASYNC
    HERE(O_ASYNC),
#else
    ELSEWHERE("O_ASYNC", "some Unix systems"),
#endif
#ifdef O_DIRECT
    HERE(O_DIRECT),
#else
    ELSEWHERE("O_DIRECT", "some Unix systems"),
#endif
    HERE(O_DIRECTORY),
    HERE(O_NOFOLLOW),
#ifdef O_NOATIME
    HERE(O_NOATIME),
#else
    ELSEWHERE("O_NOATIME", "some Unix systems"),
#endif
#ifdef O_PATH
    HERE(O_PATH),
#else
    ELSEWHERE("O_PATH", "some Unix systems"),
#endif
#ifdef O_TMPFILE
    HERE(O_TMPFILE),
#else
    ELSEWHERE("O_TMPFILE", "some Unix systems"),
#endif
    ELSEWHERE("O_SHLOCK", "BSD, macOS"),
    ELSEWHERE("O_EXLOCK", "BSD, macOS"),
#ifdef O_FSYNC
    HERE(O_FSYNC),
#else
    ELSEWHERE("O_FSYNC", "some Unix systems"),
#endif
    ELSEWHERE("O_EVTONLY", "macOS"),
    ELSEWHERE("O_SYMLINK", "macOS"),
    ELSEWHERE("O_NOFOLLOW_ANY", "macOS"),
};
const struct family open_flags = {"O_*", NULL, open_flags_rows, sizeof open_flags_rows / sizeof open_flags_rows[0]};

static const struct constant fadvise_advice_rows[] = {
    HERE(POSIX_FADV_NORMAL),
    HERE(POSIX_FADV_SEQUENTIAL),
    HERE(POSIX_FADV_RANDOM),
    HERE(POSIX_FADV_NOREUSE),
    HERE(POSIX_FADV_WILLNEED),
    HERE(POSIX_FADV_DONTNEED),
};
const struct family fadvise_advice = {"POSIX_FADV_*", NULL, fadvise_advice_rows, sizeof fadvise_advice_rows / sizeof fadvise_advice_rows[0]};

static const struct constant rwf_flags_rows[] = {
    {"RWF_NOWAIT", 0x8, NULL},
    {"RWF_HIPRI", 0x1, NULL},
    {"RWF_DSYNC", 0x2, NULL},
    {"RWF_SYNC", 0x4, NULL},
    {"RWF_APPEND", 0x10, NULL},
    {"RWF_DONTCACHE", 0x80, NULL},
    {"RWF_ATOMIC", 0x40, NULL},
    {"RWF_NOSIGNAL", 0x100, NULL},
};
const struct family rwf_flags = {"RWF_*", NULL, rwf_flags_rows, sizeof rwf_flags_rows / sizeof rwf_flags_rows[0]};

static const struct constant sendfile_flags_rows[] = {
    ELSEWHERE("SF_NODISKIO", "FreeBSD"),
    ELSEWHERE("SF_MNOWAIT", "FreeBSD"),
    ELSEWHERE("SF_SYNC", "FreeBSD"),
    ELSEWHERE("SF_NOCACHE", "FreeBSD"),
};
const struct family sendfile_flags = {"SF_*", NULL, sendfile_flags_rows, sizeof sendfile_flags_rows / sizeof sendfile_flags_rows[0]};

static const struct constant splice_flags_rows[] = {
#ifdef SPLICE_F_MOVE
    HERE(SPLICE_F_MOVE),
#else
    ELSEWHERE("SPLICE_F_MOVE", "some Unix systems"),
#endif
#ifdef SPLICE_F_NONBLOCK
    HERE(SPLICE_F_NONBLOCK),
#else
    ELSEWHERE("SPLICE_F_NONBLOCK", "some Unix systems"),
#endif
#ifdef SPLICE_F_MORE
    HERE(SPLICE_F_MORE),
#else
    ELSEWHERE("SPLICE_F_MORE", "some Unix systems"),
#endif
};
const struct family splice_flags = {"SPLICE_F_*", "3.10", splice_flags_rows, sizeof splice_flags_rows / sizeof splice_flags_rows[0]};

static const struct constant access_modes_rows[] = {
    HERE(F_OK),
    HERE(R_OK),
    HERE(W_OK),
    HERE(X_OK),
};
const struct family access_modes = {"F_OK, R_OK, W_OK, X_OK", NULL, access_modes_rows, sizeof access_modes_rows / sizeof access_modes_rows[0]};

static const struct constant file_flags_rows[] = {
    {"UF_NODUMP", 1, NULL},
    {"UF_IMMUTABLE", 2, NULL},
    {"UF_APPEND", 4, NULL},
    {"UF_OPAQUE", 8, NULL},
    {"UF_NOUNLINK", 16, NULL},
    {"UF_COMPRESSED", 32, NULL},
    {"UF_HIDDEN", 32768, NULL},
    {"SF_ARCHIVED", 65536, NULL},
    {"SF_IMMUTABLE", 131072, NULL},
    {"SF_APPEND", 262144, NULL},
    {"SF_NOUNLINK", 1048576, NULL},
    {"SF_SNAPSHOT", 2097152, NULL},
};
const struct family file_flags = {"UF_*, SF_*", NULL, file_flags_rows, sizeof file_flags_rows / sizeof file_flags_rows[0]};

static const struct constant mode_bits_rows[] = {
    {"S_ISUID", 2048, NULL},
    {"S_ISGID", 1024, NULL},
    {"S_ENFMT", 1024, NULL},
    {"S_ISVTX", 512, NULL},
    {"S_IREAD", 256, NULL},
    {"S_IWRITE", 128, NULL},
    {"S_IEXEC", 64, NULL},
    {"S_IRWXU", 448, NULL},
    {"S_IRUSR", 256, NULL},
    {"S_IWUSR", 128, NULL},
    {"S_IXUSR", 64, NULL},
    {"S_IRWXG", 56, NULL},
    {"S_IRGRP", 32, NULL},
    {"S_IWGRP", 16, NULL},
    {"S_IXGRP", 8, NULL},
    {"S_IRWXO", 7, NULL},
    {"S_IROTH", 4, NULL},
    {"S_IWOTH", 2, NULL},
    {"S_IXOTH", 1, NULL},
    {"S_IFREG", 32768, NULL},
    {"S_IFCHR", 8192, NULL},
    {"S_IFBLK", 24576, NULL},
    {"S_IFIFO", 4096, NULL},
    {"S_IFDIR", 0040000, NULL},
    {"S_IFLNK", 0120000, NULL},
    {"S_IFSOCK", 0140000, NULL},
};
const struct family mode_bits = {"S_I*", NULL, mode_bits_rows, sizeof mode_bits_rows / sizeof mode_bits_rows[0]};

static const struct constant statvfs_flags_rows[] = {
    {"ST_RDONLY", 1, NULL},
    {"ST_NOSUID", 2, NULL},
    {"ST_NODEV", 4, NULL},
    {"ST_NOEXEC", 8, NULL},
    {"ST_SYNCHRONOUS", 16, NULL},
    {"ST_MANDLOCK", 64, NULL},
    {"ST_WRITE", 128, NULL},
    {"ST_APPEND", 256, NULL},
    {"ST_IMMUTABLE", 512, NULL},
    {"ST_NOATIME", 1024, NULL},
    {"ST_NODIRATIME", 2048, NULL},
    {"ST_RELATIME", 4096, NULL},
};
const struct family statvfs_flags = {"ST_*", NULL, statvfs_flags_rows, sizeof statvfs_flags_rows / sizeof statvfs_flags_rows[0]};

static const struct constant memfd_flags_rows[] = {
    {"MFD_CLOEXEC", INT64_C(1), NULL},
    {"MFD_ALLOW_SEALING", INT64_C(2), NULL},
    {"MFD_HUGETLB", INT64_C(4), NULL},
    {"MFD_HUGE_SHIFT", INT64_C(26), NULL},
    {"MFD_HUGE_MASK", INT64_C(63), NULL},
    {"MFD_HUGE_64KB", INT64_C(1073741824), NULL},
    {"MFD_HUGE_512KB", INT64_C(1275068416), NULL},
    {"MFD_HUGE_1MB", INT64_C(1342177280), NULL},
    {"MFD_HUGE_2MB", INT64_C(1409286144), NULL},
    {"MFD_HUGE_8MB", INT64_C(1543503872), NULL},
    {"MFD_HUGE_16MB", INT64_C(1610612736), NULL},
    {"MFD_HUGE_32MB", INT64_C(1677721600), NULL},
    {"MFD_HUGE_256MB", INT64_C(1879048192), NULL},
    {"MFD_HUGE_512MB", INT64_C(1946157056), NULL},
    {"MFD_HUGE_1GB", INT64_C(2013265920), NULL},
    {"MFD_HUGE_2GB", INT64_C(2080374784), NULL},
    {"MFD_HUGE_16GB", INT64_C(2281701376), NULL},
};
const struct family memfd_flags = {"MFD_*", NULL, memfd_flags_rows, sizeof memfd_flags_rows / sizeof memfd_flags_rows[0]};

static const struct constant eventfd_flags_rows[] = {
    HERE(EFD_CLOEXEC),
    HERE(EFD_NONBLOCK),
    HERE(EFD_SEMAPHORE),
};
const struct family eventfd_flags = {"EFD_*", "3.10", eventfd_flags_rows, sizeof eventfd_flags_rows / sizeof eventfd_flags_rows[0]};

static const struct constant clock_ids_rows[] = {
    HERE(CLOCK_REALTIME),
    HERE(CLOCK_MONOTONIC),
#ifdef CLOCK_BOOTTIME
    HERE(CLOCK_BOOTTIME),
#else
    ELSEWHERE("CLOCK_BOOTTIME", "some Unix systems"),
#endif
#ifdef CLOCK_REALTIME_ALARM
    HERE(CLOCK_REALTIME_ALARM),
#else
    ELSEWHERE("CLOCK_REALTIME_ALARM", "some Unix systems"),
#endif
#ifdef CLOCK_BOOTTIME_ALARM
    HERE(CLOCK_BOOTTIME_ALARM),
#else
    ELSEWHERE("CLOCK_BOOTTIME_ALARM", "some Unix systems"),
#endif
    HERE(CLOCK_PROCESS_CPUTIME_ID),
    HERE(CLOCK_THREAD_CPUTIME_ID),
#ifdef CLOCK_MONOTONIC_RAW
    HERE(CLOCK_MONOTONIC_RAW),
#else
    ELSEWHERE("CLOCK_MONOTONIC_RAW", "some Unix systems"),
#endif
#ifdef CLOCK_TAI
    HERE(CLOCK_TAI),
#else
    ELSEWHERE("CLOCK_TAI", "some Unix systems"),
#endif
};
const struct family clock_ids = {"CLOCK_*", "3.13", clock_ids_rows, sizeof clock_ids_rows / sizeof clock_ids_rows[0]};

static const struct constant timerfd_flags_rows[] = {
    HERE(TFD_NONBLOCK),
    HERE(TFD_CLOEXEC),
};
const struct family timerfd_flags = {"TFD_NONBLOCK, TFD_CLOEXEC", "3.13", timerfd_flags_rows, sizeof timerfd_flags_rows / sizeof timerfd_flags_rows[0]};

static const struct constant timerfd_settime_flags_rows[] = {
    {"TFD_TIMER_ABSTIME", 1, NULL},
    {"TFD_TIMER_CANCEL_ON_SET", 2, NULL},
};
const struct family timerfd_settime_flags = {"TFD_TIMER_*", "3.13", timerfd_settime_flags_rows, sizeof timerfd_settime_flags_rows / sizeof timerfd_settime_flags_rows[0]};

static const struct constant statx_mask_rows[] = {
    {"STATX_TYPE", 1, NULL},
    {"STATX_MODE", 2, NULL},
    {"STATX_NLINK", 4, NULL},
    {"STATX_UID", 8, NULL},
    {"STATX_GID", 16, NULL},
    {"STATX_ATIME", 32, NULL},
    {"STATX_MTIME", 64, NULL},
    {"STATX_CTIME", 128, NULL},
    {"STATX_INO", 256, NULL},
    {"STATX_SIZE", 512, NULL},
    {"STATX_BLOCKS", 1024, NULL},
    {"STATX_BASIC_STATS", 2047, NULL},
    {"STATX_BTIME", 2048, NULL},
    {"STATX_MNT_ID", 4096, NULL},
    {"STATX_DIOALIGN", 8192, NULL},
    {"STATX_MNT_ID_UNIQUE", 0x4000, NULL},
    {"STATX_SUBVOL", 0x8000, NULL},
    {"STATX_WRITE_ATOMIC", 0x10000, NULL},
    {"STATX_DIO_READ_ALIGN", 0x20000, NULL},
};
const struct family statx_mask = {"STATX_*", "3.15", statx_mask_rows, sizeof statx_mask_rows / sizeof statx_mask_rows[0]};

static const struct constant statx_flags_rows[] = {
    {"AT_NO_AUTOMOUNT", 0x800, NULL},
    {"AT_STATX_SYNC_AS_STAT", 0, NULL},
    {"AT_STATX_FORCE_SYNC", 0x2000, NULL},
    {"AT_STATX_DONT_SYNC", 0x4000, NULL},
};
const struct family statx_flags = {"AT_*", "3.15", statx_flags_rows, sizeof statx_flags_rows / sizeof statx_flags_rows[0]};

static const struct constant statx_attributes_rows[] = {
    {"STATX_ATTR_COMPRESSED", 0x4, NULL},
    {"STATX_ATTR_IMMUTABLE", 0x10, NULL},
    {"STATX_ATTR_APPEND", 0x20, NULL},
    {"STATX_ATTR_NODUMP", 0x40, NULL},
    {"STATX_ATTR_ENCRYPTED", 0x800, NULL},
    {"STATX_ATTR_AUTOMOUNT", 0x1000, NULL},
    {"STATX_ATTR_MOUNT_ROOT", 0x2000, NULL},
    {"STATX_ATTR_VERITY", 0x100000, NULL},
    {"STATX_ATTR_DAX", 0x200000, NULL},
    {"STATX_ATTR_WRITE_ATOMIC", 0x400000, NULL},
};
const struct family statx_attributes = {"STATX_ATTR_*", "3.15", statx_attributes_rows, sizeof statx_attributes_rows / sizeof statx_attributes_rows[0]};

static const struct constant devices_rows[] = {
    {"NODEV", UINT32_MAX, NULL},
};
const struct family devices = {"NODEV", "3.15", devices_rows, sizeof devices_rows / sizeof devices_rows[0]};

static const struct constant xattr_flags_rows[] = {
    {"XATTR_SIZE_MAX", 65536, NULL},
    {"XATTR_CREATE", 1, NULL},
    {"XATTR_REPLACE", 2, NULL},
};
const struct family xattr_flags = {"XATTR_*", NULL, xattr_flags_rows, sizeof xattr_flags_rows / sizeof xattr_flags_rows[0]};

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
    ELSEWHERE("EX_NOTFOUND", "some-unix"),
};
const struct family exit_codes = {"EX_*", NULL, exit_codes_rows, sizeof exit_codes_rows / sizeof exit_codes_rows[0]};

static const struct constant spawn_actions_rows[] = {
    {"POSIX_SPAWN_OPEN", 0, NULL},
    {"POSIX_SPAWN_CLOSE", 1, NULL},
    {"POSIX_SPAWN_DUP2", 2, NULL},
    {"POSIX_SPAWN_CLOSEFROM", 3, NULL},
};
const struct family spawn_actions = {"POSIX_SPAWN_OPEN, CLOSE, DUP2, CLOSEFROM", NULL, spawn_actions_rows, sizeof spawn_actions_rows / sizeof spawn_actions_rows[0]};

static const struct constant spawn_flags_rows[] = {
    {"POSIX_SPAWN_SETPGROUP", 2, NULL},
    {"POSIX_SPAWN_RESETIDS", 1, NULL},
    {"POSIX_SPAWN_SETSID", 128, NULL},
    ELSEWHERE("POSIX_SPAWN_SETSID_NP", "QNX and old glibc"),
    {"POSIX_SPAWN_SETSIGMASK", 8, NULL},
    {"POSIX_SPAWN_SETSIGDEF", 4, NULL},
    {"POSIX_SPAWN_SETSCHEDPARAM", 16, NULL},
    {"POSIX_SPAWN_SETSCHEDULER", 32, NULL},
};
const struct family spawn_flags = {"POSIX_SPAWN_* flags", NULL, spawn_flags_rows, sizeof spawn_flags_rows / sizeof spawn_flags_rows[0]};

static const struct constant spawn_modes_rows[] = {
    {"P_NOWAIT", 1, NULL},
    {"P_NOWAITO", 1, NULL},
    {"P_WAIT", 0, NULL},
    ELSEWHERE("P_DETACH", "Windows"),
    ELSEWHERE("P_OVERLAY", "Windows"),
};
const struct family spawn_modes = {"P_* spawn modes", NULL, spawn_modes_rows, sizeof spawn_modes_rows / sizeof spawn_modes_rows[0]};

static const struct constant wait_idtypes_rows[] = {
    {"P_PID", 1, NULL},
    {"P_PGID", 2, NULL},
    {"P_ALL", 0, NULL},
    {"P_PIDFD", 3, NULL},
};
const struct family wait_idtypes = {"P_* waitid id types", NULL, wait_idtypes_rows, sizeof wait_idtypes_rows / sizeof wait_idtypes_rows[0]};

static const struct constant wait_options_rows[] = {
    HERE(WEXITED),
    HERE(WSTOPPED),
    HERE(WNOWAIT),
    HERE(WNOHANG),
    HERE(WCONTINUED),
    HERE(WUNTRACED),
};
const struct family wait_options = {"W*", NULL, wait_options_rows, sizeof wait_options_rows / sizeof wait_options_rows[0]};

static const struct constant wait_codes_rows[] = {
    HERE(CLD_EXITED),
    HERE(CLD_KILLED),
    HERE(CLD_DUMPED),
    HERE(CLD_TRAPPED),
    HERE(CLD_STOPPED),
    HERE(CLD_CONTINUED),
};
const struct family wait_codes = {"CLD_*", NULL, wait_codes_rows, sizeof wait_codes_rows / sizeof wait_codes_rows[0]};

static const struct constant pidfd_flags_rows[] = {
    {"PIDFD_NONBLOCK", O_NONBLOCK, NULL},
};
const struct family pidfd_flags = {"PIDFD_NONBLOCK", "3.12", pidfd_flags_rows, sizeof pidfd_flags_rows / sizeof pidfd_flags_rows[0]};

static const struct constant sched_policies_rows[] = {
    HERE(SCHED_OTHER),
#ifdef SCHED_BATCH
    HERE(SCHED_BATCH),
#else
    ELSEWHERE("SCHED_BATCH", "some Unix systems"),
#endif
#ifdef SCHED_IDLE
    HERE(SCHED_IDLE),
#else
    ELSEWHERE("SCHED_IDLE", "some Unix systems"),
#endif
    ELSEWHERE("SCHED_SPORADIC", "some Unix systems, not Linux"),
    HERE(SCHED_FIFO),
    HERE(SCHED_RR),
#ifdef SCHED_RESET_ON_FORK
    HERE(SCHED_RESET_ON_FORK),
#else
    ELSEWHERE("SCHED_RESET_ON_FORK", "some Unix systems"),
#endif
    {"SCHED_DEADLINE", 6, NULL},
    {"SCHED_NORMAL", 0, NULL},
};
const struct family sched_policies = {"SCHED_*", NULL, sched_policies_rows, sizeof sched_policies_rows / sizeof sched_policies_rows[0]};

static const struct constant rtld_flags_rows[] = {
    HERE(RTLD_LAZY),
    HERE(RTLD_NOW),
    HERE(RTLD_GLOBAL),
    HERE(RTLD_LOCAL),
#ifdef RTLD_NODELETE
    HERE(RTLD_NODELETE),
#else
    ELSEWHERE("RTLD_NODELETE", "some Unix systems"),
#endif
#ifdef RTLD_NOLOAD
    HERE(RTLD_NOLOAD),
#else
    ELSEWHERE("RTLD_NOLOAD", "some Unix systems"),
#endif
    {"RTLD_DEEPBIND", 8, NULL},
};
const struct family rtld_flags = {"RTLD_*", NULL, rtld_flags_rows, sizeof rtld_flags_rows / sizeof rtld_flags_rows[0]};

static const struct constant random_flags_rows[] = {
    {"GRND_NONBLOCK", 1, NULL},
    {"GRND_RANDOM", 2, NULL},
};
const struct family random_flags = {"GRND_*", NULL, random_flags_rows, sizeof random_flags_rows / sizeof random_flags_rows[0]};

static const struct constant plock_ops_rows[] = {
    {"UNLOCK", 0, NULL},
    {"PROCLOCK", 1, NULL},
    {"TXTLOCK", 2, NULL},
    {"DATLOCK", 4, NULL},
};
const struct family plock_ops = {"plock operations", NULL, plock_ops_rows, sizeof plock_ops_rows / sizeof plock_ops_rows[0]};

static const struct constant file_attributes_rows[] = {
    {"FILE_ATTRIBUTE_REPARSE_POINT", 1024, NULL},
};
const struct family file_attributes = {"FILE_ATTRIBUTE_*", NULL, file_attributes_rows, sizeof file_attributes_rows / sizeof file_attributes_rows[0]};

static const struct constant signals_rows[] = {
    HERE(SIGHUP),
    HERE(SIGINT),
    HERE(SIGQUIT),
    HERE(SIGILL),
    HERE(SIGTRAP),
    HERE(SIGABRT),
#ifdef SIGIOT
    HERE(SIGIOT),
#else
    ELSEWHERE("SIGIOT", "some Unix systems"),
#endif
    HERE(SIGBUS),
    HERE(SIGFPE),
    HERE(SIGKILL),
    HERE(SIGUSR1),
    HERE(SIGSEGV),
    HERE(SIGUSR2),
    HERE(SIGPIPE),
    HERE(SIGALRM),
    HERE(SIGTERM),
#ifdef SIGSTKFLT
    HERE(SIGSTKFLT),
#else
    ELSEWHERE("SIGSTKFLT", "some Unix systems"),
#endif
    HERE(SIGCHLD),
#ifdef SIGCLD
    HERE(SIGCLD),
#else
    ELSEWHERE("SIGCLD", "some Unix systems"),
#endif
    HERE(SIGCONT),
    HERE(SIGSTOP),
    HERE(SIGTSTP),
    HERE(SIGTTIN),
    HERE(SIGTTOU),
    HERE(SIGURG),
    HERE(SIGXCPU),
    HERE(SIGXFSZ),
    HERE(SIGVTALRM),
    HERE(SIGPROF),
    HERE(SIGWINCH),
#ifdef SIGIO
    HERE(SIGIO),
#else
    ELSEWHERE("SIGIO", "some Unix systems"),
#endif
    HERE(SIGPOLL),
#ifdef SIGPWR
    HERE(SIGPWR),
#else
    ELSEWHERE("SIGPWR", "some Unix systems"),
#endif
    HERE(SIGSYS),
};
const struct family signals = {"SIG*", NULL, signals_rows, sizeof signals_rows / sizeof signals_rows[0]};

const struct family *const families[] = {
    &priority_which,
    &clone_flags,
    &lockf_commands,
    &seek_whence,
    &open_flags,
    &fadvise_advice,
    &rwf_flags,
    &sendfile_flags,
    &splice_flags,
    &access_modes,
    &file_flags,
    &mode_bits,
    &statvfs_flags,
    &memfd_flags,
    &eventfd_flags,
    &clock_ids,
    &timerfd_flags,
    &timerfd_settime_flags,
    &statx_mask,
    &statx_flags,
    &statx_attributes,
    &devices,
    &xattr_flags,
    &exit_codes,
    &spawn_actions,
    &spawn_flags,
    &spawn_modes,
    &wait_idtypes,
    &wait_options,
    &wait_codes,
    &pidfd_flags,
    &sched_policies,
    &rtld_flags,
    &random_flags,
    &plock_ops,
    &file_attributes,
    &signals,
    &pathconf_names,
    &sysconf_names,
    &confstr_names,
    NULL,
};

const struct constant *family_find(const struct family *family, struct word name)
{
    for (size_t i = 0; i < family->count; i++)
        if (word_is(name, family->constants[i].name))
            return &family->constants[i];
    return NULL;
}

const struct constant *constant_find(struct word name)
{
    static const char *const prefixes[] = {"os.", "stat."};

    for (size_t i = 0; i < 2; i++) {
        size_t size = strlen(prefixes[i]);
        if (name.size > size && memcmp(name.data, prefixes[i], size) == 0)
            name = (struct word){name.data + size, name.size - size};
    }
    for (const struct family *const *family = families; *family != NULL; family++) {
        const struct constant *constant = family_find(*family, name);
        if (constant != NULL)
            return constant;
    }
    return NULL;
}

static enum constants_read read_one(const struct family *family, struct word name, int64_t *value)
{
    const struct constant *constant = family_find(family, name);
    struct number number;

    if (number_read(name, 10, &number))
        return number_to_int64(number, INT64_MIN, INT64_MAX, value) ? CONSTANTS_OK : CONSTANTS_UNKNOWN;
    if (constant == NULL)
        return CONSTANTS_UNKNOWN;
    *value = constant->value;
    return constant->elsewhere == NULL ? CONSTANTS_OK : CONSTANTS_ELSEWHERE;
}

enum constants_read constants_read(const struct family *family, struct word text, int64_t *value, struct word *culprit)
{
    const char *at = text.data, *end = text.data + text.size;

    for (*value = 0;; at++) {
        const char *stop = at;
        int64_t one;
        while (stop < end && *stop != '|' && *stop != ',')
            stop++;
        *culprit = (struct word){at, (size_t)(stop - at)};
        enum constants_read result = read_one(family, *culprit, &one);
        if (result != CONSTANTS_OK)
            return result;
        *value |= one;
        at = stop;
        if (at == end)
            return CONSTANTS_OK;
    }
}

const char *constant_name(const struct family *family, int64_t value)
{
    for (size_t i = 0; i < family->count; i++)
        if (family->constants[i].value == value && family->constants[i].elsewhere == NULL)
            return family->constants[i].name;
    return NULL;
}
