/* SPDX-License-Identifier: MIT */
/* Memory copied by the kernel, which checks addresses. */
#include "os/memory.h"

#include <errno.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "os/retry.h"

typedef ssize_t copier(pid_t, const struct iovec *, unsigned long, const struct iovec *, unsigned long, unsigned long);

/* Lets the kernel copy between our memory and the address. 0 or -errno. */
static int copy(copier *call, void *ours, void *address, size_t size)
{
    struct iovec local = {ours, size}, remote = {address, size};
    ssize_t done = size > 0 ? OS_CALL(call(getpid(), &local, 1, &remote, 1, 0)) : 0;

    if (done < 0)
        return (int)done;
    return (size_t)done == size ? 0 : -EFAULT;
}

int os_memory_read(const void *from, void *to, size_t size)
{
    int result = copy(process_vm_readv, to, (void *)(size_t)from, size);

    if (!is_refused(result))
        return result;
    memcpy(to, from, size);
    return 0;
}

int os_memory_write(void *to, const void *from, size_t size)
{
    int result = copy(process_vm_writev, (void *)(size_t)from, to, size);

    if (!is_refused(result))
        return result;
    memcpy(to, from, size);
    return 0;
}
