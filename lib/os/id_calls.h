/* SPDX-License-Identifier: MIT */
/* The system calls that set ids. The functions of a C library set those of all threads, which takes musl 2 KB; here
 * ids are set where there is one thread. On old 32-bit systems there are two sets of calls, with 16-bit and with
 * 32-bit ids. */
#ifndef XOS_OS_ID_CALLS_H
#define XOS_OS_ID_CALLS_H

#include <sys/syscall.h>

#ifdef SYS_setresuid32
enum {
    SETUID = SYS_setuid32,
    SETGID = SYS_setgid32,
    SETREUID = SYS_setreuid32,
    SETREGID = SYS_setregid32,
    SETRESUID = SYS_setresuid32,
    SETRESGID = SYS_setresgid32,
    SETGROUPS = SYS_setgroups32,
};
#else
enum {
    SETUID = SYS_setuid,
    SETGID = SYS_setgid,
    SETREUID = SYS_setreuid,
    SETREGID = SYS_setregid,
    SETRESUID = SYS_setresuid,
    SETRESGID = SYS_setresgid,
    SETGROUPS = SYS_setgroups,
};
#endif

#endif
