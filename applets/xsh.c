/* xsh: Run many operations in one process. */
#include "applets.h"

const struct op xsh_applet = {
    .name = "xsh",
    .summary = "Run many operations in one process",
    .flags = OP_APPLET,
};
