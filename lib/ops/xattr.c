/* Linux extended attributes. */
#include "ops/chapters.h"

static const struct op ops[] = {};

const struct chapter chapter_xattr = CHAPTER("xattr", "Linux extended attributes", ops);
