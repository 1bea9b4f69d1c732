/* Directories read and trees walked: listdir, scandir, walk, fwalk. */
#include "ops/chapters.h"

static const struct op ops[] = {};

const struct chapter chapter_dirs = CHAPTER("files-dirs", "Directory trees", ops);
