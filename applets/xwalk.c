/* xwalk: Walk directory trees. */
#include "applets.h"

const struct op xwalk_applet = {
    .name = "xwalk",
    .summary = "Walk directory trees",
    .flags = OP_APPLET,
};
