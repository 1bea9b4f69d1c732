/* Random numbers. */
#include "ops/chapters.h"

static const struct op ops[] = {};

const struct chapter chapter_random = CHAPTER("random", "Random numbers", ops);
