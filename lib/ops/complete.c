/* Words for the shells' completion. */
#include "ops/complete.h"

void complete(struct out *out, int argc, char **argv)
{
    (void)out;
    (void)argc;
    (void)argv;
}
