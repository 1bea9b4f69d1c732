/* Files and directories, what is changed of them: permissions, owner, times, flags. */
#include "ops/chapters.h"

static const struct op ops[] = {};

const struct chapter chapter_attributes = CHAPTER("files-dirs", "Permissions, owners, times", ops);
