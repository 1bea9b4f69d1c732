/* xenv: Show and change the environment, ids and limits. */
#include "applets.h"

const struct op xenv_applet = {
    .name = "xenv",
    .summary = "Show and change the environment, ids and limits",
    .flags = OP_APPLET,
};
