/* The module's own data: constants, the supports_ sets, the names that stand for system values. */
#include "ops/chapters.h"

static const struct op ops[] = {};

const struct chapter chapter_module = CHAPTER("module", "The module itself", ops);
