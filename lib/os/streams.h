/* SPDX-License-Identifier: MIT */
/* Care for the standard streams: what this program opens never lands on 0, 1 or 2, and yet an operation on a stream
 * that the caller had closed fails with EBADF, as it would have for the caller. */
#ifndef XOS_OS_STREAMS_H
#define XOS_OS_STREAMS_H

/* Fills each closed stream of 0 to 2 with a close-on-exec descriptor that can be neither read nor written, and returns
 * the set that was closed, bit N for descriptor N. One poll(2) where all are open. */
unsigned streams_guard(void);

/* The streams of closed that have not become something else since; for a process that lives on. */
unsigned streams_still_closed(unsigned closed);

/* Closes the descriptors with which streams_guard filled closed, if nothing has taken their place. */
void streams_release(unsigned closed);

/* From now on a write beyond the limit of file sizes fails with EFBIG, where SIGXFSZ would end the program without a
 * message. What the program becomes or starts has the signal as it was. */
void streams_outlive_size_limit(void);

#endif
