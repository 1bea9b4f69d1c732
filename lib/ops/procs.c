/* Process management. */
#include "ops/chapters.h"

static const struct op ops[] = {};

const struct chapter chapter_procs = CHAPTER("process-management", "Process management", ops);
