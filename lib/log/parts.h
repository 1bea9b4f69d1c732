/* SPDX-License-Identifier: MIT */
/* What the kinds of destinations share. */
#ifndef XOS_LOG_PARTS_H
#define XOS_LOG_PARTS_H

#include "log/destination.h"

/* The functions of a kind; NULL ones do nothing and succeed. */
struct log_functions {
    int (*check)(struct log_destination *destination, struct fail *fail, const char *option);
    int (*open)(struct log_destination *destination);
    /* Delivers data: a record formatted, with its terminator, or if record is NULL whole lines. */
    int (*write)(struct log_destination *destination, const struct log_record *record, int level, const char *data,
                 size_t size);
    int (*reopen)(struct log_destination *destination);
    int (*flush)(struct log_destination *destination);
    int (*close)(struct log_destination *destination);
};

extern const struct log_functions log_fd_functions, log_file_functions, log_watched_functions, log_null_functions;

/* Writes all of data to destination->fd, in one write(2) if the file takes it. After a write that was cut short the
 * file is cut back to the last whole line (whole records if lines is false) before the failure is dealt with as
 * on_full says. 0, or -errno with the lines that were not written counted in `lost`. */
int log_write_file(struct log_destination *destination, const char *data, size_t size, bool lines);

/* Counts a record, or each line of data, as lost because of errnum. -errnum, or 0 if that is to be dropped. */
int log_lose(struct log_destination *destination, int errnum, const char *data, size_t size, bool lines);

/* Says once that the destination blocks. */
void log_says_it_waits(struct log_destination *destination, int errnum);

/* Waits a while before another attempt, longer each time up to a second. False if the caller is to give up: os_stop. */
bool log_waits(struct log_destination *destination, int errnum, int64_t *pause_ns);

#endif
