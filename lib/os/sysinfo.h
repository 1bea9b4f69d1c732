/* SPDX-License-Identifier: MIT */
/* What the system is: sysconf(3), confstr(3), the number of CPUs, the load. */
#ifndef XOS_OS_SYSINFO_H
#define XOS_OS_SYSINFO_H

#include <stddef.h>
#include <stdint.h>

enum { CONF_ROOM = 1024 }; /* bytes that any value of getconf(1) fits in */

/* The value of a sysconf name; -1 is a value too: no limit, or no such option. 0; -EINVAL where the C library does not
 * know the name. */
int os_sysconf(int name, long *value);

/* The text of a confstr name, written to text with its NUL byte where room bytes hold it; *size is its length with the
 * NUL byte in any case, 0 where the name is not defined. 0; -EINVAL where the C library does not know the name. */
int os_confstr(int name, char *text, size_t room, size_t *size);

/* Asks getconf(1) for a name of sysconf or confstr that the C library does not know ("CHAR_BIT", without SC_ or CS_):
 * another C library's answer, as text without newline. 0; -EINVAL where there is no getconf that knows it. */
int os_getconf(const char *name, char text[CONF_ROOM]);

/* CPUs that are online in the system, whatever this process may use. A number > 0, or -errno where it cannot be told.
 */
int os_cpu_count(void);

/* The load averages over 1, 5 and 15 minutes, in 65536ths. 0 or -errno. */
int os_getloadavg(uint64_t loads[3]);

#endif
