/* SPDX-License-Identifier: MIT */
/* The names that pathconf(3), sysconf(3) and confstr(3) know, with Linux's numbers: they are part of its binary
 * interface, and glibc and musl agree on them. A C library that does not know one answers EINVAL, so nothing depends on
 * headers. */
#include "value/constant_rows.h"

#define PATHCONF_NAMES_LIST(HERE, VALUE, ELSEWHERE) \
    VALUE("PC_ALLOC_SIZE_MIN", 18) \
    VALUE("PC_ASYNC_IO", 10) VALUE("PC_CHOWN_RESTRICTED", 6) VALUE("PC_FILESIZEBITS", 13) VALUE("PC_LINK_MAX", 0) \
        VALUE("PC_MAX_CANON", 1) VALUE("PC_MAX_INPUT", 2) VALUE("PC_NAME_MAX", 3) VALUE("PC_NO_TRUNC", 7) \
            VALUE("PC_PATH_MAX", 4) VALUE("PC_PIPE_BUF", 5) VALUE("PC_PRIO_IO", 11) VALUE("PC_REC_INCR_XFER_SIZE", 14) \
                VALUE("PC_REC_MAX_XFER_SIZE", 15) VALUE("PC_REC_MIN_XFER_SIZE", 16) VALUE("PC_REC_XFER_ALIGN", 17) \
                    VALUE("PC_SOCK_MAXBUF", 12) VALUE("PC_SYMLINK_MAX", 19) VALUE("PC_SYNC_IO", 9) \
                        VALUE("PC_VDISABLE", 8)
FAMILY(pathconf_names, "pathconf_names", NULL, PATHCONF_NAMES_LIST);

#define SYSCONF_NAMES_LIST(HERE, VALUE, ELSEWHERE) \
    VALUE("SC_2_CHAR_TERM", 95) \
    VALUE("SC_2_C_BIND", 47) VALUE("SC_2_C_DEV", 48) VALUE("SC_2_C_VERSION", 96) VALUE("SC_2_FORT_DEV", 49) VALUE( \
        "SC_2_FORT_RUN", 50) VALUE("SC_2_LOCALEDEF", \
                                   52) VALUE("SC_2_SW_DEV", 51) VALUE("SC_2_UPE", \
                                                                      97) VALUE("SC_2_VERSION", \
                                                                                46) VALUE("SC_AIO_LISTIO_MAX", \
                                                                                          23) VALUE("SC_AIO_MAX", 24) \
        VALUE("SC_AIO_PRIO_DELTA_MAX", 25) VALUE("SC_ARG_MAX", 0) VALUE("SC_ASYNCHRONOUS_IO", 12) VALUE("SC_ATEXIT_MAX", 87) VALUE( \
            "SC_AVPHYS_PAGES", 86) VALUE("SC_BC_BASE_MAX", \
                                         36) VALUE("SC_BC_DIM_MAX", 37) \
            VALUE("SC_BC_SCALE_MAX", 38) VALUE("SC_BC_STRING_MAX", 39) VALUE("SC_CHARCLASS_NAME_MAX", 45) VALUE( \
                "SC_CHAR_BIT", 101) VALUE("SC_CHAR_MAX", 102) \
                VALUE("SC_CHAR_MIN", 103) VALUE("SC_CHILD_MAX", 1) VALUE( \
                    "SC_CLK_TCK", \
                    2) VALUE("SC_COLL_WEIGHTS_MAX", \
                             40) VALUE("SC_DELAYTIMER_MAX", \
                                       26) VALUE("SC_EQUIV_CLASS_MAX", \
                                                 41) VALUE("SC_EXPR_NEST_MAX", \
                                                           42) VALUE("SC_FSYNC", 15) \
                    VALUE("SC_GETGR_R_SIZE_MAX", 69) VALUE("SC_GETPW_R_SIZE_MAX", 70) VALUE("SC_INT_MAX", 104) VALUE( \
                        "SC_INT_MIN", \
                        105) VALUE("SC_IOV_MAX", \
                                   60) VALUE("SC_JOB_CONTROL", \
                                             7) VALUE("SC_LINE_MAX", 43) \
                        VALUE("SC_LOGIN_NAME_MAX", 71) VALUE("SC_LONG_BIT", 106) VALUE("SC_MAPPED_FILES", 16) VALUE( \
                            "SC_MB_LEN_MAX", \
                            108) VALUE("SC_MEMLOCK", \
                                       17) VALUE("SC_MEMLOCK_RANGE", \
                                                 18) VALUE("SC_MEMORY_PROTECTION", \
                                                           19) VALUE("SC_MESSAGE_PASSING", 20) \
                            VALUE("SC_MINSIGSTKSZ", 249) VALUE("SC_MQ_OPEN_MAX", 27) VALUE("SC_MQ_PRIO_MAX", 28) VALUE( \
                                "SC_NGROUPS_MAX", \
                                3) VALUE("SC_NL_ARGMAX", \
                                         119) VALUE("SC_NL_LANGMAX", 120) \
                                VALUE("SC_NL_MSGMAX", 121) VALUE( \
                                    "SC_NL_NMAX", \
                                    122) VALUE("SC_NL_SETMAX", \
                                               123) VALUE("SC_NL_TEXTMAX", 124) \
                                    VALUE("SC_NPROCESSORS_CONF", 83) VALUE("SC_NPROCESSORS_ONLN", 84) VALUE("SC_NZERO", 109) VALUE( \
                                        "SC_OPEN_MAX", \
                                        4) VALUE("SC_PAGESIZE", \
                                                 30) VALUE("SC_PAGE_SIZE", \
                                                           30) VALUE("SC_PASS_MAX", 88) \
                                        VALUE("SC_PHYS_PAGES", 85) VALUE("SC_PII", 53) VALUE("SC_PII_INTERNET", 56) VALUE( \
                                            "SC_PII_INTERNET_DGRAM", 62) VALUE("SC_PII_INTERNET_STREAM", \
                                                                               61) VALUE("SC_PII_OSI", \
                                                                                         57) VALUE("SC_PII_OSI_CLTS", 64) \
                                            VALUE("SC_PII_OSI_COTS", 63) VALUE("SC_PII_OSI_M", 65) VALUE( \
                                                "SC_PII_SOCKET", 55) VALUE("SC_PII_XTI", \
                                                                           54) VALUE("SC_POLL", 58) \
                                                VALUE("SC_PRIORITIZED_IO", 13) VALUE("SC_PRIORITY_SCHEDULING", 10) VALUE( \
                                                    "SC_REALTIME_SIGNALS", \
                                                    9) VALUE("SC_RE_DUP_MAX", \
                                                             44) VALUE("SC_RTSIG_MAX", \
                                                                       31) VALUE("SC_SAVED_IDS", \
                                                                                 8) VALUE("SC_SCHAR_MAX", 111) \
                                                    VALUE("SC_SCHAR_MIN", 112) VALUE("SC_SELECT", 59) VALUE( \
                                                        "SC_SEMAPHORES", 21) VALUE("SC_SEM_NSEMS_MAX", \
                                                                                   32) VALUE("SC_SEM_VALUE_MAX", \
                                                                                             33) VALUE("SC_SHARED_MEMORY_OBJECTS", \
                                                                                                       22) VALUE("SC_SHRT_MAX", \
                                                                                                                 113) \
                                                        VALUE("SC_SHRT_MIN", 114) VALUE("SC_SIGQUEUE_MAX", 34) VALUE("SC_SSIZE_MAX", 110) VALUE( \
                                                            "SC_STREAM_MAX", \
                                                            5) VALUE("SC_SYNCHRONIZED_IO", \
                                                                     14) VALUE("SC_THREADS", \
                                                                               67) VALUE("SC_THREAD_ATTR_STACKADDR", \
                                                                                         77) \
                                                            VALUE("SC_THREAD_ATTR_STACKSIZE", 78) VALUE( \
                                                                "SC_THREAD_DESTRUCTOR_ITERATIONS", \
                                                                73) VALUE("SC_THREAD_KEYS_MAX", 74) \
                                                                VALUE("SC_THREAD_PRIORITY_SCHEDULING", 79) VALUE( \
                                                                    "SC_THREAD_PRIO_INHERIT", \
                                                                    80) VALUE("SC_THREAD_PRIO_PROTECT", 81) \
                                                                    VALUE("SC_THREAD_PROCESS_SHARED", 82) VALUE( \
                                                                        "SC_THREAD_SAFE_FUNCTIONS", \
                                                                        68) VALUE("SC_THREAD_STACK_MIN", 75) \
                                                                        VALUE("SC_THREAD_THREADS_MAX", 76) VALUE( \
                                                                            "SC_TIMERS", 11) VALUE("SC_TIMER_MAX", 35) \
                                                                            VALUE("SC_TTY_NAME_MAX", 72) VALUE( \
                                                                                "SC_TZNAME_MAX", \
                                                                                6) VALUE("SC_T_IOV_MAX", \
                                                                                         66) VALUE("SC_UCHAR_MAX", \
                                                                                                   115) VALUE("SC_UINT_MAX", 116) \
                                                                                VALUE("SC_UIO_MAXIOV", 60) VALUE( \
                                                                                    "SC_ULONG_MAX", \
                                                                                    117) VALUE("SC_USHRT_MAX", \
                                                                                               118) VALUE("SC_VERSION", 29) \
                                                                                    VALUE("SC_WORD_BIT", 107) VALUE( \
                                                                                        "SC_XBS5_ILP32_OFF32", \
                                                                                        125) VALUE("SC_XBS5_ILP32_OFFBIG", \
                                                                                                   126) \
                                                                                        VALUE("SC_XBS5_LP64_OFF64", 127) VALUE( \
                                                                                            "SC_XBS5_LPBIG_OFFBIG", \
                                                                                            128) VALUE("SC_XOPEN_CRYPT", \
                                                                                                       92) VALUE("SC_XOPEN_ENH_I18N", \
                                                                                                                 93) \
                                                                                            VALUE("SC_XOPEN_LEGACY", 129) VALUE( \
                                                                                                "SC_XOPEN_REALTIME", \
                                                                                                130) VALUE("SC_XOPEN_REALTIME_THREADS", \
                                                                                                           131) \
                                                                                                VALUE("SC_XOPEN_SHM", 94) VALUE( \
                                                                                                    "SC_XOPEN_UNIX", \
                                                                                                    91) VALUE("SC_XOPEN_VERSION", 89) \
                                                                                                    VALUE( \
                                                                                                        "SC_XOPEN_XCU_VERSION", \
                                                                                                        90) \
                                                                                                        VALUE( \
                                                                                                            "SC_XOPEN_XPG2", \
                                                                                                            98) \
                                                                                                            VALUE( \
                                                                                                                "SC_XOPEN_XPG3", \
                                                                                                                99) \
                                                                                                                VALUE( \
                                                                                                                    "SC_XOPEN_XPG4", \
                                                                                                                    100)
FAMILY(sysconf_names, "sysconf_names", NULL, SYSCONF_NAMES_LIST);

#define CONFSTR_NAMES_LIST(HERE, VALUE, ELSEWHERE) \
    VALUE("CS_GNU_LIBC_VERSION", 2) \
    VALUE("CS_GNU_LIBPTHREAD_VERSION", 3) VALUE("CS_LFS64_CFLAGS", 1004) VALUE("CS_LFS64_LDFLAGS", 1005) \
        VALUE("CS_LFS64_LIBS", 1006) VALUE("CS_LFS64_LINTFLAGS", 1007) VALUE("CS_LFS_CFLAGS", 1000) \
            VALUE("CS_LFS_LDFLAGS", 1001) VALUE("CS_LFS_LIBS", 1002) VALUE("CS_LFS_LINTFLAGS", 1003) \
                VALUE("CS_PATH", 0) VALUE("CS_XBS5_ILP32_OFF32_CFLAGS", 1100) \
                    VALUE("CS_XBS5_ILP32_OFF32_LDFLAGS", 1101) VALUE("CS_XBS5_ILP32_OFF32_LIBS", 1102) \
                        VALUE("CS_XBS5_ILP32_OFF32_LINTFLAGS", 1103) VALUE("CS_XBS5_ILP32_OFFBIG_CFLAGS", 1104) \
                            VALUE("CS_XBS5_ILP32_OFFBIG_LDFLAGS", 1105) VALUE("CS_XBS5_ILP32_OFFBIG_LIBS", 1106) \
                                VALUE("CS_XBS5_ILP32_OFFBIG_LINTFLAGS", 1107) VALUE("CS_XBS5_LP64_OFF64_CFLAGS", 1108) \
                                    VALUE("CS_XBS5_LP64_OFF64_LDFLAGS", 1109) VALUE("CS_XBS5_LP64_OFF64_LIBS", 1110) \
                                        VALUE("CS_XBS5_LP64_OFF64_LINTFLAGS", 1111) \
                                            VALUE("CS_XBS5_LPBIG_OFFBIG_CFLAGS", 1112) \
                                                VALUE("CS_XBS5_LPBIG_OFFBIG_LDFLAGS", 1113) \
                                                    VALUE("CS_XBS5_LPBIG_OFFBIG_LIBS", 1114) \
                                                        VALUE("CS_XBS5_LPBIG_OFFBIG_LINTFLAGS", 1115)
FAMILY(confstr_names, "confstr_names", NULL, CONFSTR_NAMES_LIST);
