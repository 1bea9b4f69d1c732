/* SPDX-License-Identifier: MIT */
/* Loggers by name. */
#include "log/logger.h"

/* The name without its last part; "" is the root. */
static struct word parent_name(struct word name)
{
    const char *dot = name.size > 0 ? memrchr(name.data, '.', name.size) : NULL;

    return (struct word){name.data, dot != NULL ? (size_t)(dot - name.data) : 0};
}

const struct log_logger *log_logger_find(const struct log_tree *tree, struct word name)
{
    for (; name.size > 0 && !word_is(name, "root"); name = parent_name(name))
        for (const struct log_logger *logger = tree->loggers; logger != NULL; logger = logger->next)
            if (logger->name.size == name.size && memcmp(logger->name.data, name.data, name.size) == 0)
                return logger;
    return &tree->root;
}

/* The nearest logger above; NULL above the root. */
static const struct log_logger *above(const struct log_tree *tree, const struct log_logger *logger)
{
    return logger == &tree->root ? NULL : log_logger_find(tree, parent_name(logger->name));
}

/* The logger above, if its destinations get the records of this one, too; else NULL. */
static const struct log_logger *propagated(const struct log_tree *tree, const struct log_logger *logger)
{
    return logger->no_propagate ? NULL : above(tree, logger);
}

int log_effective_level(const struct log_tree *tree, struct word name)
{
    const struct log_logger *logger = log_logger_find(tree, name);

    while (logger != NULL && logger->level == LOG_NOTSET)
        logger = above(tree, logger);
    return logger != NULL ? logger->level : LOG_NOTSET;
}

bool log_is_enabled(const struct log_tree *tree, struct word name, int level)
{
    const struct log_logger *logger = log_logger_find(tree, name);
    bool own = logger->name.size == name.size || logger == &tree->root;

    return level > tree->disable && !(own && logger->disabled) && level >= log_effective_level(tree, name);
}

bool log_has_handlers(const struct log_tree *tree, struct word name)
{
    const struct log_logger *logger = log_logger_find(tree, name);

    while (logger != NULL && logger->handlers == NULL)
        logger = propagated(tree, logger);
    return logger != NULL;
}

int log_handle(const struct log_tree *tree, const struct log_record *record, struct log_destination **failed)
{
    const struct log_logger *logger = log_logger_find(tree, record->name);
    int first = 0;

    if (logger->filter != NULL && !log_is_below(record->name, word_of(logger->filter)))
        return 0;
    for (; logger != NULL; logger = propagated(tree, logger))
        for (const struct log_handler *handler = logger->handlers; handler != NULL; handler = handler->next) {
            if (!log_takes(handler->destination, record->level, record->name))
                continue;
            int result = log_emit(handler->destination, record);
            if (result < 0 && first == 0) {
                first = result;
                *failed = handler->destination;
            }
        }
    return first;
}
