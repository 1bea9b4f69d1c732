/* SPDX-License-Identifier: MIT */
/* This process's memory at addresses that may not exist. */
#ifndef XOS_OS_MEMORY_H
#define XOS_OS_MEMORY_H

#include <stddef.h>

/* Copies size bytes from an address, or to one. 0; -EFAULT if not all of them are there; another -errno.
 * process_vm_readv(2), process_vm_writev(2); where a filter forbids these, memcpy(3). */
int os_memory_read(const void *from, void *to, size_t size);
int os_memory_write(void *to, const void *from, size_t size);

#endif
