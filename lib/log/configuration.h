/* SPDX-License-Identifier: MIT */
/* Reads configurations of logging: JSON in the form of dictConfig, INI in that of fileConfig. Nothing is opened.
 *
 *     struct log_config config;
 *     if (log_config_read(&config, &host, fail, "log.json") == 0)
 *         ... config.tree, config.destinations ...
 */
#ifndef XOS_LOG_CONFIGURATION_H
#define XOS_LOG_CONFIGURATION_H

#include "log/logger.h"

struct log_config {
    struct log_tree tree;
    struct log_destination *destinations; /* linked by next, in the order in which they are to be closed */
    bool has_level;                       /* the file says which level the root has */
};

/* Reads the file. host->levels gets the names that it adds. 0; or -1 with the failure recorded: status 78 with the
 * place of what is wrong and what is allowed there. */
int log_config_read(struct log_config *config, struct log_host *host, struct fail *fail, const char *file);

#endif
