/* SPDX-License-Identifier: MIT */
/* Sockets: connecting, listening, sending. */
#include "os/socket.h"

#include <fcntl.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include "os/io.h"
#include "os/retry.h"
#include "os/status.h"

bool os_port_exists(const char *port)
{
    const char *digits = port + strspn(port, " +");

    return digits[strspn(digits, "0123456789")] != '\0' || strtoul(digits, NULL, 10) <= UINT16_MAX;
}

/* Makes a UNIX socket of that type, and the address of path. The descriptor or -errno. */
static int unix_socket(const char *path, int type, struct sockaddr_un *address)
{
    size_t size = strlen(path);

    if (size >= sizeof address->sun_path)
        return -ENAMETOOLONG;
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    memcpy(address->sun_path, path, size);
    return OS_CALL(socket(AF_UNIX, type | SOCK_CLOEXEC, 0));
}

int os_connect_unix(const char *path, bool stream)
{
    struct sockaddr_un address;
    int fd = unix_socket(path, stream ? SOCK_STREAM : SOCK_DGRAM, &address);
    int result = fd < 0 ? fd : OS_RETRY(connect(fd, (struct sockaddr *)&address, sizeof address));
    if (result < 0 && fd >= 0)
        close(fd);
    return result < 0 ? result : fd;
}

/* Connects or binds a new socket to an address. 0 or -errno. */
typedef int use_address(int fd, const void *address, socklen_t size, bool stream);

/* Makes a socket for the first address of host that `use` accepts. The descriptor, -errno or -UNKNOWN_HOST.
 * flags: of the address lookup, AI_PASSIVE; type: added to the socket's type. */
static int host_socket(const char *host, const char *port, bool stream, int flags, int type, use_address *use)
{
    struct addrinfo hints = {.ai_socktype = stream ? SOCK_STREAM : SOCK_DGRAM, .ai_flags = flags}, *found;
    int result = -UNKNOWN_HOST;

    if (getaddrinfo(host, port, &hints, &found) != 0)
        return -UNKNOWN_HOST;
    for (const struct addrinfo *at = found; at != NULL && result < 0; at = at->ai_next) {
        int fd = OS_CALL(socket(at->ai_family, at->ai_socktype | SOCK_CLOEXEC | type, at->ai_protocol));
        result = fd < 0 ? fd : use(fd, at->ai_addr, at->ai_addrlen, stream);
        if (result == 0)
            result = fd;
        else if (fd >= 0)
            close(fd);
    }
    freeaddrinfo(found);
    return result;
}

static int connect_to(int fd, const void *address, socklen_t size, bool stream)
{
    (void)stream;
    return OS_RETRY(connect(fd, address, size));
}

int os_connect_host(const char *host, const char *port, bool stream)
{
    return host_socket(host, port, stream, 0, 0, connect_to);
}

int os_send(int fd, const void *data, size_t size, bool wait, size_t *sent)
{
    size_t done = 0;
    ssize_t result;

    do {
        result = OS_RETRY(send(fd, (const char *)data + done, size - done, MSG_NOSIGNAL | (wait ? 0 : MSG_DONTWAIT)));
        done += result > 0 ? (size_t)result : 0;
    } while (result > 0 && done < size);
    if (sent != NULL)
        *sent = done;
    return result < 0 ? (int)result : 0;
}

#ifdef HAVE_SENDMMSG
#ifdef SYS_sendmmsg
/* The system call, because musl's function makes one for each message. */
static int send_messages(int fd, struct mmsghdr *messages, unsigned count, int flags)
{
    return (int)syscall(SYS_sendmmsg, fd, messages, count, flags);
}
#else
#define send_messages sendmmsg
#endif

/* Sends as many of the pieces as one call takes. Their number, or -errno. */
static int send_some(int fd, const char *data, const size_t *ends, size_t first, size_t count, bool wait)
{
    enum { AT_A_TIME = 64 };
    struct iovec parts[AT_A_TIME];
    struct mmsghdr messages[AT_A_TIME];
    unsigned number = 0;

    for (size_t start = first > 0 ? ends[first - 1] : 0; first < count && number < AT_A_TIME; first++, number++) {
        parts[number] = (struct iovec){(char *)data + start, ends[first] - start};
        messages[number] = (struct mmsghdr){.msg_hdr = {.msg_iov = &parts[number], .msg_iovlen = 1}};
        start = ends[first];
    }
    return (int)OS_RETRY(send_messages(fd, messages, number, wait ? MSG_NOSIGNAL : MSG_NOSIGNAL | MSG_DONTWAIT));
}
#else
static int send_some(int fd, const char *data, const size_t *ends, size_t first, size_t count, bool wait)
{
    size_t start = first > 0 ? ends[first - 1] : 0;
    ssize_t result = OS_RETRY(send(fd, data + start, ends[first] - start, MSG_NOSIGNAL | (wait ? 0 : MSG_DONTWAIT)));

    (void)count;
    return result < 0 ? (int)result : 1;
}
#endif

int os_send_datagrams(int fd, const char *data, const size_t *ends, size_t count, bool wait, size_t *sent)
{
    int result = 0;

    while (*sent < count && result >= 0) {
        result = send_some(fd, data, ends, *sent, count, wait);
        *sent += result > 0 ? (size_t)result : 0;
    }
    return result < 0 ? result : 0;
}

int os_send_file(int fd, const void *data, size_t size)
{
    char control[CMSG_SPACE(sizeof(int))] __attribute__((aligned(8))) = {0};
    struct msghdr message = {.msg_control = control, .msg_controllen = sizeof control};
    int file = OS_CALL(memfd_create("record", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    int result = file;

    for (size_t done = 0; done < size && result >= 0;) {
        int64_t written = os_write(file, (const char *)data + done, size - done);
        result = written < 0 ? (int)written : 0;
        done += written > 0 ? (size_t)written : 0;
    }
    if (result >= 0)
        result = OS_CALL(fcntl(file, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL));
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    *header = (struct cmsghdr){.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof(int))};
    memcpy(CMSG_DATA(header), &file, sizeof file);
    if (result >= 0)
        result = (int)OS_RETRY(sendmsg(fd, &message, MSG_NOSIGNAL));
    if (file >= 0)
        close(file);
    return result < 0 ? result : 0;
}

bool os_is_hung_up(int fd)
{
    char byte;

    return recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

int os_host_name(char *name, size_t size)
{
    return OS_CALL(gethostname(name, size));
}

/* Binds and listens. 0 or -errno. */
static int bind_to(int fd, const void *address, socklen_t size, bool stream)
{
    int result = OS_CALL(bind(fd, address, size));

    return result == 0 && stream ? OS_CALL(listen(fd, SOMAXCONN)) : result;
}

/* True if path is a socket at which nobody listens. connect(2) also refuses a file that is no socket. */
static bool is_left_over(const char *path, bool stream)
{
    struct status status;

    if (status_get(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATUS_TYPE, &status) < 0 || !S_ISSOCK(status.mode))
        return false;
    int other = os_connect_unix(path, stream);
    if (other >= 0)
        close(other);
    return other == -ECONNREFUSED;
}

int os_listen_unix(const char *path, bool stream)
{
    struct sockaddr_un address;
    int fd = unix_socket(path, (stream ? SOCK_STREAM : SOCK_DGRAM) | SOCK_NONBLOCK, &address);
    int result = fd < 0 ? fd : bind_to(fd, &address, sizeof address, stream);
    if (result == -EADDRINUSE && is_left_over(path, stream) && OS_CALL(unlink(path)) == 0)
        result = bind_to(fd, &address, sizeof address, stream);
    if (result < 0 && fd >= 0)
        close(fd);
    return result < 0 ? result : fd;
}

/* Binds and listens, also if connections of an earlier listener are not over yet. */
static int listen_to(int fd, const void *address, socklen_t size, bool stream)
{
    int on = 1;

    if (stream)
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    return bind_to(fd, address, size, stream);
}

int os_listen_host(const char *host, const char *port, bool stream)
{
    return host_socket(host, port, stream, AI_PASSIVE, SOCK_NONBLOCK, listen_to);
}

int os_accept(int fd)
{
    return OS_RETRY(accept4(fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK));
}
