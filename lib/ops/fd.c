/* File descriptor operations. */
#include "ops/chapters.h"

static const struct op ops[] = {};

const struct chapter chapter_fd = CHAPTER("fd", "File descriptor operations", ops);
