/* Inheritance of file descriptors. */
#include "ops/chapters.h"

static const struct op ops[] = {};

const struct chapter chapter_inheritance = CHAPTER("fd-inheritance", "Inheritance of file descriptors", ops);
