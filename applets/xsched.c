/* xsched: Show and set how processes are scheduled. */
#include "applets.h"

const struct op xsched_applet = {
    .name = "xsched",
    .summary = "Show and set how processes are scheduled",
    .flags = OP_APPLET,
};
