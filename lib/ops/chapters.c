/* SPDX-License-Identifier: MIT */
/* The list of chapters: what xos provides, in the order of the documentation. */
#include "ops/chapters.h"

#include <stddef.h>

const struct chapter *const chapters[] = {
    &chapter_module,
    &chapter_process,
    &chapter_process_ids,
    &chapter_process_env,
    &chapter_file_objects,
    &chapter_fd,
    &chapter_fd_files,
    &chapter_fd_io,
    &chapter_fd_tty,
    &chapter_beyond_fd,
    &chapter_terminal,
    &chapter_inheritance,
    &chapter_files,
    &chapter_directories,
    &chapter_status,
    &chapter_attributes,
    &chapter_dirs,
    &chapter_beyond_files,
    &chapter_events,
    &chapter_xattr,
    &chapter_procs,
    &chapter_procs_exec,
    &chapter_procs_posix,
    &chapter_procs_spawn,
    &chapter_procs_fork,
    &chapter_procs_wait,
    &chapter_procs_status,
    &chapter_sched,
    &chapter_sysinfo,
    &chapter_random,
#if WITH_TIME
    &chapter_time_clocks,
    &chapter_time_sleep,
    &chapter_time_conversion,
    &chapter_time_zone,
#endif
#if WITH_ERRNO
    &chapter_errno,
#endif
#if WITH_PLATFORM
    &chapter_platform,
    &chapter_platform_binary,
#endif
#if WITH_CTYPES
    &chapter_ctypes,
    &chapter_syscall,
#endif
#if WITH_IO
    &chapter_io,
#endif
#if WITH_LOGGING
    &chapter_logging,
#endif
    NULL,
};
