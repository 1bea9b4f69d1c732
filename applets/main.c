/* SPDX-License-Identifier: MIT */
/* The program; the loadable builtin of bash has the same command line without it. */
#include "applets.h"

int main(int argc, char **argv)
{
    return command_line(argc, argv);
}
