/* xurandom: Write random bytes, characters and numbers. */
#include "applets.h"

const struct op xurandom_applet = {
    .name = "xurandom",
    .summary = "Write random bytes, characters and numbers",
    .flags = OP_APPLET,
};
