/* SPDX-License-Identifier: MIT */
/* The chapters of the documentation, a file each, and their list. */
#ifndef XOS_OPS_CHAPTERS_H
#define XOS_OPS_CHAPTERS_H

#include "table/left_out.h"

extern const struct chapter chapter_module, chapter_process, chapter_process_ids, chapter_process_env,
    chapter_file_objects, chapter_fd, chapter_fd_files, chapter_fd_io, chapter_fd_tty, chapter_terminal,
    chapter_inheritance, chapter_files, chapter_directories, chapter_status, chapter_attributes, chapter_dirs,
    chapter_events, chapter_xattr, chapter_procs, chapter_procs_exec, chapter_procs_posix, chapter_procs_spawn,
    chapter_procs_fork, chapter_procs_wait, chapter_procs_status, chapter_sched, chapter_sysinfo, chapter_random;
extern const struct chapter chapter_beyond_fd, chapter_beyond_files;
extern const struct chapter chapter_errno;
extern const struct chapter chapter_platform, chapter_platform_binary;
extern const struct chapter chapter_time_clocks, chapter_time_sleep, chapter_time_conversion, chapter_time_zone;
extern const struct chapter chapter_ctypes, chapter_syscall;
extern const struct chapter chapter_io;
extern const struct chapter chapter_logging;

/* Every chapter, in the order of the documentation; the last is NULL. */
extern const struct chapter *const chapters[];

/* What this build leaves out; the last has no rows. */
extern const struct left_out left_out[];

#endif
