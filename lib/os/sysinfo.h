/* SPDX-License-Identifier: MIT */
/* System information: sysconf(3), confstr(3), the number of CPUs, the load. */
#ifndef XOS_OS_SYSINFO_H
#define XOS_OS_SYSINFO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CONF_ROOM = 1024 }; /* bytes; large enough for any value of getconf(1) */

/* The value of a sysconf name; -1 is a value too: no limit, or option not supported. Returns 0; -EINVAL if the C
 * library does not know the name. */
int os_sysconf(int name, long *value);

/* Writes the value of a confstr name and its NUL byte to text if it fits into room bytes. *size is its length with the
 * NUL byte in any case, 0 if the name has no value. Returns 0; -EINVAL if the C library does not know the name. */
int os_confstr(int name, char *text, size_t room, size_t *size);

/* True if the value of that sysconf name comes from the C library, and a static program contains another one than the
 * system's programs use: getconf(1) knows theirs. os_confstr_differs: the same of every confstr name. */
#if defined STATIC_PROGRAM && !defined __GLIBC__
bool os_sysconf_differs(int name);
#define os_confstr_differs true
#else
#define os_sysconf_differs(name) false
#define os_confstr_differs false
#endif

/* Asks getconf(1) for a sysconf or confstr name that the C library does not know ("CHAR_BIT", without SC_ or CS_).
 * Writes the answer of getconf's C library, without newline. Returns 0; -EINVAL if there is no getconf or it does not
 * know the name. */
int os_getconf(const char *name, char text[CONF_ROOM]);

/* The number of online CPUs of the system, whether this process may use them or not. -errno if it is unknown. */
int os_cpu_count(void);

/* The load averages over 1, 5 and 15 minutes, in 65536ths. 0 or -errno. */
int os_getloadavg(uint64_t loads[3]);

#endif
