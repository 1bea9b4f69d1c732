/* SPDX-License-Identifier: MIT */
/* Runs a program of another architecture under qemu-user, with the name and the words that this program is called with. It
 * takes the place of the program in the tests: unlike a shell script it opens nothing, prints nothing and keeps all ids.
 *
 *     cc -DQEMU='"/usr/bin/qemu-s390x-static"' -DLIBRARIES='"/usr/s390x-linux-gnu"' -DPROGRAM='"/build/xos"' ... */
#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    char *words[argc + 6];
    int count = 0;

    words[count++] = QEMU;
    words[count++] = "-L";
    words[count++] = LIBRARIES;
    words[count++] = "-0";
    words[count++] = argc > 0 ? argv[0] : "";
    words[count++] = PROGRAM;
    for (int i = 1; i < argc; i++)
        words[count++] = argv[i];
    words[count] = NULL;
    execv(QEMU, words);
    perror(QEMU);
    return 127;
}
