/* File object creation. */
#include "ops/chapters.h"

static const struct op ops[] = {};

const struct chapter chapter_file_objects = CHAPTER("file-objects", "File object creation", ops);
