/* Interface to the scheduler. */
#include "ops/chapters.h"

static const struct op ops[] = {};

const struct chapter chapter_sched = CHAPTER("scheduler", "Interface to the scheduler", ops);
