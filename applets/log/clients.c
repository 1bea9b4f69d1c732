/* SPDX-License-Identifier: MIT */
/* Unfinished messages of clients. */
#include "log/clients.h"

#include <stdlib.h>

#include "log/receive.h"

bool client_keep(struct client *client, struct word rest)
{
    if (rest.size > MESSAGE_MOST)
        return false;
    if (client->data != NULL && rest.size > 0) {
        memmove(client->data, rest.data, rest.size);
        client->used = rest.size;
        return true;
    }
    if (rest.size > 0)
        return client_add(client, rest);
    free(client->data);
    client->data = NULL;
    client->used = client->room = 0;
    return true;
}

bool client_add(struct client *client, struct word data)
{
    if (client->room - client->used < data.size) {
        size_t room = (client->used + data.size) * 2;
        char *grown = realloc(client->data, room);
        if (grown == NULL)
            return false;
        client->data = grown;
        client->room = room;
    }
    memcpy(client->data + client->used, data.data, data.size);
    client->used += data.size;
    return true;
}
