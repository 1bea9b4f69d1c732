/* Event and timer descriptors. */
#include "ops/chapters.h"

static const struct op ops[] = {};

const struct chapter chapter_events = CHAPTER("files-dirs", "Event and timer descriptors", ops);
