/* Files and directories. */
#include "ops/chapters.h"

static const struct op ops[] = {};

const struct chapter chapter_files = CHAPTER("files-dirs", "Files and directories", ops);
