/* SPDX-License-Identifier: MIT */
/* xlog listen: records of many clients to the destinations of one process. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <sysexits.h>

#include "log/clients.h"
#include "log/line.h"
#include "log/receive.h"
#include "log/xlog.h"
#include "ops/shared/zones.h"
#include "os/fd.h"
#include "os/files.h"
#include "os/io.h"
#include "os/socket.h"
#include "os/spawn/hold.h"

TEXTS_OF(log_listen);

enum { PIECE = 256 * 1024, REPORTS_MOST = 100 };

struct listener {
    struct xlog *xlog;
    struct client *clients; /* the sockets first, then the connections */
    struct pollfd *polled;  /* of the signals, then of the clients */
    size_t sockets, count, room;
    int signals;
    sigset_t old;
    struct arena arena; /* of the record being read */
    char *piece;        /* what was read last */
    bool ending;        /* a signal has asked for the end */
    bool full;          /* no descriptor is left for another connection */
    uint64_t bad, reports;
    const char *first_bad;
};

static void count_bad(struct listener *listener, struct client *client, const char *why)
{
    struct call *call = listener->xlog->call;

    listener->first_bad = listener->bad++ == 0 ? why : listener->first_bad;
    if (client->blamed || listener->reports++ >= REPORTS_MOST)
        return;
    client->blamed = true;
    fail_words(call->fail, EX_PROTOCOL, "%s: a bad record: %s", client->address, why);
    call_report(call);
}

/* Reads a message into a record. NULL, or the words for what is wrong. */
static const char *read_message(struct listener *listener, enum message_form form, struct word text,
                                struct log_record *record)
{
    log_levels levels = listener->xlog->logs.host.levels;
    const struct json *object;
    struct json_error error;
    const char *wrong;

    if (form == MESSAGE_SYSLOG)
        return log_syslog_read(record, text, &listener->arena);
    if (form == MESSAGE_PICKLE) {
        if (!listener->xlog->args->pickle)
            return "a pickle, which --pickle would take";
        wrong = log_pickle_read(&listener->arena, text, &object);
        return wrong != NULL ? wrong : log_record_decode(record, object, &listener->arena, levels);
    }
    if (json_read(&listener->arena, text, &object, &error) < 0)
        return "no JSON";
    return log_record_decode(record, object, &listener->arena, levels);
}

/* Hands the record of a message to the handlers. */
static void handle(struct listener *listener, struct client *client, enum message_form form, struct word text)
{
    struct logs *logs = &listener->xlog->logs;
    struct log_record record = {
        .name = word_of("root"), .level = LOG_LEVEL_INFO, .message = {"", 0}, .created = call_now()};
    struct log_destination *failed;
    char room[LOG_LEVEL_ROOM];

    arena_clear(&listener->arena);
    const char *wrong = form == MESSAGE_BAD ? text.data : read_message(listener, form, text, &record);
    if (wrong != NULL) {
        count_bad(listener, client, wrong);
        return;
    }
    if (record.name.data == NULL)
        record.name = word_of("root");
    if (record.level_name.data == NULL)
        record.level_name = log_level_name(logs->host.levels, record.level, room);
    if (record.message.data == NULL)
        record.message = (struct word){"", 0};
    log_handle(&logs->tree, &record, &failed);
}

/* Handles the messages that are complete. False if the client cannot be understood any more. */
static bool take_messages(struct listener *listener, struct client *client, struct word *data, bool ended)
{
    enum message_form form;
    struct word text;
    int result;

    while ((result = message_take(data, ended, client->datagrams, &form, &text)) != 0) {
        handle(listener, client, form, text);
        if (result < 0)
            return false;
    }
    return true;
}

static void drop(struct listener *listener, struct client *client)
{
    os_close(client->fd);
    free(client->data);
    *client = (struct client){.fd = -1};
    listener->full = false;
}

/* Removes the clients that were dropped; the others stay in the order in which they came. */
static void close_gaps(struct listener *listener)
{
    size_t kept = 0;

    for (size_t i = 0; i < listener->count; i++)
        if (listener->clients[i].fd >= 0) {
            listener->clients[kept] = listener->clients[i];
            listener->polled[1 + kept++] = listener->polled[1 + i];
        }
    listener->count = kept;
}

/* Reads once from a client. False if nothing was there, or if it is gone. */
static bool read_client(struct listener *listener, size_t i)
{
    struct client *client = &listener->clients[i];
    int64_t got = os_read(client->fd, listener->piece, PIECE);

    if (got == -EAGAIN || got == -EINTR)
        return false;
    struct word data = {listener->piece, got > 0 ? (size_t)got : 0};
    if (client->datagrams) {
        if (got == PIECE)
            count_bad(listener, client, "a datagram that is too long");
        else if (got > 0)
            take_messages(listener, client, &data, true);
        return got >= 0;
    }
    bool kept = client->data == NULL || client_add(client, data);
    if (client->data != NULL)
        data = (struct word){client->data, client->used};
    bool understood = kept && take_messages(listener, client, &data, got <= 0);
    if (understood && got > 0 && !client_keep(client, data)) {
        count_bad(listener, client, "a record that is too long");
        understood = false;
    }
    if (got > 0 && understood)
        return true;
    drop(listener, client);
    return false;
}

/* Makes a place for another client. */
static struct client *add_client(struct listener *listener)
{
    if (listener->count == listener->room) {
        size_t room = listener->room * 2 + 16;
        struct client *clients = realloc(listener->clients, room * sizeof *clients);
        listener->clients = clients != NULL ? clients : listener->clients;
        struct pollfd *polled = realloc(listener->polled, (room + 1) * sizeof *polled);
        listener->polled = polled != NULL ? polled : listener->polled;
        if (clients == NULL || polled == NULL)
            return NULL;
        listener->room = room;
    }
    return &listener->clients[listener->count];
}

/* Accepts a connection. False if none is waiting. */
static bool accept_client(struct listener *listener, size_t i)
{
    struct client *client = add_client(listener);
    int fd = client != NULL ? os_accept(listener->clients[i].fd) : -ENOMEM;

    if (fd < 0) {
        listener->full = fd != -EAGAIN && fd != -ECONNABORTED && fd != -EINTR;
        return false;
    }
    *client = (struct client){.fd = fd, .address = listener->clients[i].address};
    listener->polled[1 + listener->count++] = (struct pollfd){.fd = fd, .events = POLLIN};
    return true;
}

static void serve_host(struct listener *listener, struct log_host *host);

/* Reads the configuration again, and opens the destinations again. If that fails, the old ones stay. */
static void reload(struct listener *listener)
{
    struct xlog *xlog = listener->xlog;
    struct logs fresh = {0};

    if (!xlog->logs.configured) {
        if (xlog_reopen(xlog) < 0)
            call_report(xlog->call);
        return;
    }
    int result = logs_begin(&fresh, xlog->call, &xlog->args->logs);
    fresh.host.clock = xlog->logs.host.clock;
    serve_host(listener, &fresh.host);
    if (result == 0 && logs_open(&fresh) == 0) {
        if (logs_end(&xlog->logs) < 0)
            call_report(xlog->call);
        logs_move(&xlog->logs, &fresh);
        return;
    }
    call_report(xlog->call);
    logs_end(&fresh);
    fail_clear(xlog->call->fail);
}

static void take_signals(struct listener *listener, bool may_reload)
{
    struct signalfd_siginfo info;

    while (os_read(listener->signals, &info, sizeof info) == (int64_t)sizeof info) {
        int number = (int)info.ssi_signo;
        if (number == SIGTERM || number == SIGINT || number == SIGQUIT)
            listener->ending = true;
        else if (number == SIGHUP && may_reload)
            reload(listener);
        else if (number == SIGTSTP)
            signals_stop_here();
    }
}

/* Called while a destination waits. False, so that its record is given up, after a signal that ends this process. */
static bool pause_for_signals(void *data)
{
    struct listener *listener = data;

    take_signals(listener, false);
    return !listener->ending;
}

/* Prepares host for serving: signals are handled while a destination blocks, and records that clients send together may
 * be sent together. */
static void serve_host(struct listener *listener, struct log_host *host)
{
    host->pauses = pause_for_signals;
    host->pause_data = listener;
    host->pause_fd = listener->signals;
    host->gathers = true;
}

/* Takes all that clients have sent so far. */
static void drain(struct listener *listener)
{
    for (size_t i = 0; i < listener->sockets; i++)
        while (listener->clients[i].listens ? accept_client(listener, i) : read_client(listener, i))
            ;
    for (size_t i = listener->sockets; i < listener->count; i++) {
        while (read_client(listener, i))
            ;
        if (listener->clients[i].data != NULL)
            count_bad(listener, &listener->clients[i], "a record that was cut off");
    }
}

static void serve(struct listener *listener)
{
    while (!listener->ending) {
        for (size_t i = 0; i < listener->sockets; i++)
            listener->polled[1 + i].events = listener->full && listener->clients[i].listens ? 0 : POLLIN;
        int ready = os_poll_once(listener->polled, 1 + listener->count, -1);
        if (ready < 0)
            continue;
        if (listener->polled[0].revents != 0)
            take_signals(listener, true);
        for (size_t i = 0, count = listener->count; i < count; i++) {
            if (listener->polled[1 + i].revents == 0)
                continue;
            if (listener->clients[i].listens)
                accept_client(listener, i);
            else
                read_client(listener, i);
        }
        logs_settle(&listener->xlog->logs);
        close_gaps(listener);
    }
    drain(listener);
}

/* Listens at KIND:ADDRESS. 0, or -1 with the failure recorded. */
static int listen_at(struct listener *listener, const char *text, bool open)
{
    static const char *const kinds[] = {"unix", "unixgram", "tcp", "udp"};
    struct call *call = listener->xlog->call;
    size_t size = strcspn(text, ":"), kind = 0;
    const char *address = text + size + 1, *colon = strrchr(text, ':');

    while (kind < 4 && !word_is((struct word){text, size}, kinds[kind]))
        kind++;
    if (kind == 4 || text[size] == '\0' || *address == '\0' || (kind > 1 && (colon < address || colon[1] == '\0')))
        return fail_usage(call->fail,
                          "listen: '%.100s' is not unix:PATH, unixgram:PATH, tcp:HOST:PORT or udp:HOST:PORT", text);
    if (kind > 1 && !os_port_exists(colon + 1))
        return fail_usage(call->fail, "listen: '%.100s': a port is at most 65535", text);
    bool stream = kind == 0 || kind == 2;
    if (!open)
        return 0;
    char *host = kind > 1 ? arena_copy(call->arena, address, (size_t)(colon - address)) : NULL;
    if (host != NULL && *host == '[' && host[strlen(host) - 1] == ']') {
        host[strlen(host) - 1] = '\0';
        host++;
    }
    struct client *client = add_client(listener);
    if (client == NULL || (kind > 1 && host == NULL))
        return fail_no_memory(call->fail);
    int fd = kind > 1 ? os_listen_host(host, colon + 1, stream) : os_listen_unix(address, stream);
    if (fd == -UNKNOWN_HOST)
        return fail_words(call->fail, EX_NOHOST, "listen: %s: unknown host or port", text);
    if (fd < 0)
        return fail_errno(call->fail, -fd, text, NULL);
    *client = (struct client){.fd = fd, .address = text, .listens = stream, .datagrams = !stream};
    listener->polled[1 + listener->count++] = (struct pollfd){.fd = fd, .events = POLLIN};
    listener->sockets++;
    return 0;
}

static int listen_at_all(struct listener *listener, bool open)
{
    struct words words = listener->xlog->args->words;

    for (size_t i = 0; i < words.count; i++)
        if (listen_at(listener, words.items[i].data, open) < 0)
            return -1;
    return 0;
}

static void close_all(struct listener *listener)
{
    for (size_t i = 0; i < listener->count; i++) {
        const struct client *client = &listener->clients[i];
        os_close(client->fd);
        free(client->data);
        if (i < listener->sockets && strncmp(client->address, "unix", strlen("unix")) == 0)
            file_remove(AT_FDCWD, strchr(client->address, ':') + 1);
    }
    free(listener->clients);
    free(listener->polled);
    free(listener->piece);
    arena_clear(&listener->arena);
}

int xlog_listen(struct xlog *xlog)
{
    struct listener listener = {.xlog = xlog};
    struct call *call = xlog->call;
    struct logs *logs = &xlog->logs;

    if (xlog->args->words.count == 0)
        return fail_usage(call->fail, "listen ADDRESS...");
    if (listen_at_all(&listener, false) < 0)
        return -1;
    logs->host.clock.zone = call_zone(call, xlog->args->logs.tz);
    arena_init(&listener.arena, NULL, 0);
    if (logs->host.clock.zone == NULL || logs_open(logs) < 0)
        return logs_end(logs);
    listener.piece = malloc(PIECE);
    listener.signals = signals_hold(SFD_NONBLOCK, &listener.old);
    if (listener.signals < 0)
        fail_errno(call->fail, -listener.signals, NULL, NULL);
    else if (listener.piece == NULL || add_client(&listener) == NULL)
        fail_no_memory(call->fail);
    else if (listen_at_all(&listener, true) == 0) {
        listener.polled[0] = (struct pollfd){.fd = listener.signals, .events = POLLIN};
        serve_host(&listener, &logs->host);
        serve(&listener);
    }
    close_all(&listener);
    int result = logs_end(logs);
    if (result == 0 && listener.bad > 0)
        result = fail_words(call->fail, EX_PROTOCOL, "%llu bad record%s from clients: %s",
                            (unsigned long long)listener.bad, listener.bad == 1 ? "" : "s", listener.first_bad);
    return result;
}
