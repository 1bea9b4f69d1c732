/* xspawn: Start programs and report how they end. */
#include "applets.h"

const struct op xspawn_applet = {
    .name = "xspawn",
    .summary = "Start programs and report how they end",
    .flags = OP_APPLET,
};
