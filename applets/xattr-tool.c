/* xattr-tool: Read, write, dump and restore extended attributes. */
#include "applets.h"

const struct op xattr_tool_applet = {
    .name = "xattr-tool",
    .summary = "Read, write, dump and restore extended attributes",
    .flags = OP_APPLET,
};
