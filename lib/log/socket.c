/* SPDX-License-Identifier: MIT */
/* Destinations that are sockets: tcp, udp, unix, unixgram, and queue, which is the socket of an xlog listen. */
#include "log/parts.h"

static int check_socket(struct log_destination *destination, struct fail *fail, const char *option)
{
    static const enum log_transport transports[LOG_KINDS] = {[LOG_TCP] = LOG_TCP_STREAM,
                                                             [LOG_UDP] = LOG_UDP_DATAGRAM,
                                                             [LOG_UNIX] = LOG_UNIX_STREAM,
                                                             [LOG_UNIXGRAM] = LOG_UNIX_DATAGRAM,
                                                             [LOG_QUEUE] = LOG_UNIX_EITHER};

    return wire_read(destination, fail, option, destination->address, transports[destination->kind]);
}

static int send_line(struct log_destination *destination, const struct log_record *record, int level, struct word line)
{
    (void)record, (void)level;
    return wire_send(destination, line.data, line.size);
}

/* A stream gets blocks of lines; else each line is a datagram. */
static int write_socket(struct log_destination *destination, const struct log_record *record, int level,
                        const char *data, size_t size)
{
    const struct log_wire *wire = destination->state;

    return wire->stream ? wire_send(destination, data, size)
                        : wire_write(destination, record, level, data, size, send_line, true);
}

const struct log_functions log_socket_functions = {.check = check_socket,
                                                   .open = wire_open,
                                                   .write = write_socket,
                                                   .settle = wire_settle,
                                                   .reopen = wire_reopen,
                                                   .close = wire_close};
