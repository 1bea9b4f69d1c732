/* xstat: Show the status of files. */
#include "applets.h"

const struct op xstat_applet = {
    .name = "xstat",
    .summary = "Show the status of files",
    .flags = OP_APPLET,
};
