/* The size of a terminal, and the terminal calls of later releases. */
#include "ops/chapters.h"

static const struct op ops[] = {};

const struct chapter chapter_terminal = CHAPTER("terminal-size", "Querying the size of a terminal", ops);
