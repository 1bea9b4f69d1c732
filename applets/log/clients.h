/* SPDX-License-Identifier: MIT */
/* The clients of xlog listen. */
#ifndef XOS_LOG_CLIENTS_H
#define XOS_LOG_CLIENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "value/word.h"

/* A listening socket, or a connection. */
struct client {
    int fd;
    const char *address; /* of the socket that it came to */
    bool listens;        /* accepts connections */
    bool datagrams;
    bool blamed; /* a malformed record from it was reported */
    char *data;  /* what was read of an unfinished message; from malloc, NULL if there is nothing */
    size_t used, room;
};

/* Keeps the unfinished rest of what was read for the next time. False if it is too long, or memory is out. */
bool client_keep(struct client *client, struct word rest);

/* Appends what was read. False if memory is out. */
bool client_add(struct client *client, struct word data);

#endif
