/* SPDX-License-Identifier: MIT */
/* The least a coprocess can do: sends back what it reads, as it comes. */
#include <unistd.h>

int main(void)
{
    char room[65536];
    ssize_t got;

    while ((got = read(0, room, sizeof room)) > 0)
        for (ssize_t sent = 0; sent < got;) {
            ssize_t more = write(1, room + sent, (size_t)(got - sent));
            if (more < 0)
                return 1;
            sent += more;
        }
    return 0;
}
