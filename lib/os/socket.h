/* SPDX-License-Identifier: MIT */
/* Sockets at UNIX and Internet addresses: connecting to them, listening at them, and sending. New descriptors are
 * close-on-exec. */
#ifndef XOS_OS_SOCKET_H
#define XOS_OS_SOCKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the functions that take a host answer, negative, if host or port has no address: there is no errno for it. */
enum { UNKNOWN_HOST = 1000 };

/* True unless port is a number above 65535, which getaddrinfo(3) of glibc takes for another port. */
bool os_port_exists(const char *port);

/* Connects to the UNIX socket at path, a stream or one of datagrams. The descriptor or -errno: -EPROTOTYPE if it is of
 * the other type. */
int os_connect_unix(const char *path, bool stream);

/* Connects to the first address of host that answers: getaddrinfo(3). The descriptor, -errno or
 * -UNKNOWN_HOST. */
int os_connect_host(const char *host, const char *port, bool stream);

/* send(2) without SIGPIPE, all of data: a datagram is sent whole, on a stream what is missing follows. 0 or -errno;
 * *sent (may be NULL) gets the bytes that the stream took. wait: as long as it takes, else -EAGAIN. */
int os_send(int fd, const void *data, size_t size, bool wait, size_t *sent);

/* Sends pieces of data as a datagram each: piece i ends at ends[i]. *sent is how many were sent before; it gets how
 * many were sent in all. sendmmsg(2). 0 or -errno; wait as for os_send. */
int os_send_datagrams(int fd, const char *data, const size_t *ends, size_t count, bool wait, size_t *sent);

/* Sends data as the contents of a sealed memory file, whose descriptor is passed: what journald takes for records that
 * are too long for a datagram. 0 or -errno. */
int os_send_file(int fd, const void *data, size_t size);

/* True if the peer of a stream has closed its end. */
bool os_is_hung_up(int fd);

/* Listens at the UNIX socket path, a stream or one of datagrams. A socket there at which nobody listens is replaced.
 * Returns a descriptor that does not block, or -errno: -EADDRINUSE for any other file. */
int os_listen_unix(const char *path, bool stream);

/* The same at the first address of host that can be bound, or -UNKNOWN_HOST. */
int os_listen_host(const char *host, const char *port, bool stream);

/* Accepts a connection: a descriptor that does not block, or -errno; -EAGAIN if there is none. accept4(2). */
int os_accept(int fd);

/* The host's name: gethostname(3). 0 or -errno. */
int os_host_name(char *name, size_t size);

#endif
