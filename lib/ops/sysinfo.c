/* Miscellaneous system information. */
#include "ops/chapters.h"

static const struct op ops[] = {};

const struct chapter chapter_sysinfo = CHAPTER("sysinfo", "Miscellaneous system information", ops);
