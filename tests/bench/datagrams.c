/* The floor of xlog to a datagram socket: reads standard input and sends each line with a priority, many with one call.
 *
 *     datagrams SOCKET <LINES */
#define _GNU_SOURCE
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

enum { AT_A_TIME = 64, BLOCK = 1 << 20 };

static char data[BLOCK];
static struct iovec parts[AT_A_TIME][2];
static struct mmsghdr messages[AT_A_TIME];

static void send_lines(int fd, char *at, char *end)
{
    while (at < end) {
        int count = 0, sent = 0;
        for (; at < end && count < AT_A_TIME; count++) {
            char *newline = memchr(at, '\n', (size_t)(end - at));
            parts[count][0] = (struct iovec){(char *)"<14>", 4};
            parts[count][1] = (struct iovec){at, (size_t)(newline - at)};
            messages[count].msg_hdr = (struct msghdr){.msg_iov = parts[count], .msg_iovlen = 2};
            at = newline + 1;
        }
        for (int got; sent < count && (got = sendmmsg(fd, messages + sent, (unsigned)(count - sent), 0)) > 0;)
            sent += got;
    }
}

int main(int argc, char **argv)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
    size_t held = 0;

    strncpy(address.sun_path, argv[argc - 1], sizeof address.sun_path - 1);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) < 0)
        return 1;
    for (ssize_t got; (got = read(0, data + held, sizeof data - held)) > 0;) {
        held += (size_t)got;
        char *last = memrchr(data, '\n', held), *end = last != NULL ? last + 1 : data;
        send_lines(fd, data, end);
        held -= (size_t)(end - data);
        memmove(data, end, held);
    }
}
