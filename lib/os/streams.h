/* SPDX-License-Identifier: MIT */
/* Care for the standard streams: what this program opens never lands on 0, 1 or 2, and yet an operation on a stream
 * that the caller had closed fails with EBADF, as it would have for the caller. */
#ifndef XOS_OS_STREAMS_H
#define XOS_OS_STREAMS_H

/* Opens each closed stream of 0 to 2 as a close-on-exec descriptor that can be neither read nor written. Returns the
 * set of streams that were closed: bit N for descriptor N. One poll(2) if all are open. */
unsigned streams_guard(void);

/* Returns the streams of closed that have not been opened since; for a process that continues after an operation. */
unsigned streams_still_closed(unsigned closed);

/* Closes the descriptors that streams_guard opened for closed, if they have not been replaced since. */
void streams_release(unsigned closed);

/* Makes a write beyond the limit of file sizes fail with EFBIG, instead of SIGXFSZ, which would end the program without
 * a message. Programs that are executed or started get the signal's old action. */
void streams_outlive_size_limit(void);

#endif
