/* SPDX-License-Identifier: MIT */
/* Declarations shared by the kinds of destinations. */
#ifndef XOS_LOG_PARTS_H
#define XOS_LOG_PARTS_H

#include <sys/stat.h>

#include "log/destination.h"
#include "os/status.h"

/* The functions of a kind; NULL ones do nothing and succeed. */
struct log_functions {
    int (*check)(struct log_destination *destination, struct fail *fail, const char *option);
    int (*open)(struct log_destination *destination);
    /* Delivers data: a record formatted, with its terminator, or if record is NULL whole lines. */
    int (*write)(struct log_destination *destination, const struct log_record *record, int level, const char *data,
                 size_t size);
    int (*settle)(struct log_destination *destination);
    int (*reopen)(struct log_destination *destination);
    int (*flush)(struct log_destination *destination);
    int (*close)(struct log_destination *destination);
};

extern const struct log_functions log_fd_functions, log_file_functions, log_watched_functions, log_null_functions,
    log_rotate_functions, log_timed_functions, log_socket_functions, log_syslog_functions, log_journal_functions,
    log_memory_functions, log_exec_functions;

/* Writes all of data to destination->fd, in one write(2) if the file takes it. After a write that was cut short the
 * file is cut back to the last whole line (whole records if lines is false) before the failure is dealt with as
 * on_full says. 0, or -errno with the lines that were not written counted in `lost`. */
int log_write_file(struct log_destination *destination, const char *data, size_t size, bool lines);

/* Closes destination->fd if it is open. 0 or -errno. */
int log_close_fd(struct log_destination *destination);

/* Counts a record, or each line of data, as lost because of errnum. -errnum, or 0 if that is to be dropped. */
int log_lose(struct log_destination *destination, int errnum, const char *data, size_t size, bool lines);

/* Waits until the descriptor takes data, and calls host->pauses while it does not. False if the caller is to give up.
 */
bool log_wait_for_space(struct log_destination *destination);

/* Says once that the destination blocks. */
void log_says_it_waits(struct log_destination *destination, int errnum);

/* Waits a while before another attempt, longer each time up to a second. False if the caller is to give up: os_stop. */
bool log_waits(struct log_destination *destination, int errnum, int64_t *pause_ns);

/* The state of a file that is written in turns, and rotated: turn.c. */
struct log_turn {
    struct status file;       /* of the open file: its identity */
    int64_t size;             /* bytes in it, while it is this process's turn */
    int64_t known_end;        /* its size after this process's last write; -1: not known */
    bool regular;             /* it is a file, which can be rotated */
    bool times_known;         /* of timed: rollover_at belongs to the open file */
    int64_t rollover_at;      /* seconds since 1970 */
    pid_t compressor;         /* a child; 0: none */
    struct log_text names[2]; /* two names that are in use at a time */
    unsigned next_name;
    bool blamed; /* a rotation has failed, and it was said */
};

/* Opens the file unless it is open. 0 or -errno. */
int turn_open(struct log_destination *destination);

/* Closes the file, waits for a compression and frees memory. */
int turn_finish(struct log_destination *destination);
int turn_reopen(struct log_destination *destination);

/* Waits for this process's turn to write the file that has the name now. 0 with its size known, or -errno. */
int turn_take(struct log_destination *destination);

/* log_write_file within a turn. */
int turn_write(struct log_destination *destination, const char *data, size_t size, bool lines);

/* Ends the turn. */
void turn_end(const struct log_destination *destination);

/* The bytes of the whole lines of data that fit in room bytes; those of its first line. */
size_t turn_lines(const char *data, size_t size, int64_t room);
size_t turn_first_line(const char *data, size_t size);

/* The address with two texts behind it, valid until the next but one; NULL when memory is out. */
char *turn_name(const struct log_destination *destination, const char *behind, const char *suffix);

/* Returns 1 if a file with that name exists, 0 if not, or -errno. */
int turn_exists(const char *name);

/* Says once that a rotation has failed with result, -errno; the records go to the file as it is. */
void log_blame_rotation(struct log_destination *destination, int result);

/* Returns the suffix of compressed rotated files (".gz"); "" without compression. */
const char *log_suffix(const struct log_destination *destination);

/* Starts to compress the rotated file called name, in a child; it has its lock until it is done. */
void log_compress(struct log_destination *destination, const char *name);

/* Waits for a compression of this process, and for one of another process of the file called name. */
void log_compress_wait(struct log_destination *destination, const char *name);

/* A connection: socket.c. */
enum log_transport { LOG_UNIX_STREAM, LOG_UNIX_DATAGRAM, LOG_UNIX_EITHER, LOG_TCP_STREAM, LOG_UDP_DATAGRAM };

enum { LOG_GATHERED = 512 }; /* records at most */

struct log_wire {
    enum log_transport transport;
    bool stream;      /* the connection is a stream */
    const char *path; /* of a UNIX socket */
    const char *host, *port;
    bool spooling;             /* the spool may hold records */
    struct log_text gathered;  /* records that are to be sent together */
    size_t ends[LOG_GATHERED]; /* where each of them ends */
    size_t count;
};

/* Reads HOST:PORT (also [V6]:PORT), behind tcp:// or udp:// if there is one, or a path. 0, or -1 with the usage error
 * recorded. */
int wire_read(struct log_destination *destination, struct fail *fail, const char *option, const char *address,
              enum log_transport transport);

/* Connects. 0, -errno or -UNKNOWN_HOST (os/socket.h). */
int wire_open(struct log_destination *destination);
int wire_reopen(struct log_destination *destination);

/* Sends a record, whole, as one datagram or on the stream, or gathers it; connects again where that is needed. 0 or
 * -errno, as log_lose. */
int wire_send(struct log_destination *destination, const char *data, size_t size);

/* Sends the records that were gathered. As wire_send. */
int wire_settle(struct log_destination *destination);

/* Sends them, and closes the connection. */
int wire_close(struct log_destination *destination);

typedef int log_send(struct log_destination *destination, const struct log_record *record, int level, struct word line);

/* Sends a record that was formatted, or if record is NULL each line of data, with send, which gets the text with or
 * without its end. 0, or the first failure. */
int wire_write(struct log_destination *destination, const struct log_record *record, int level, const char *data,
               size_t size, log_send *send, bool with_ends);

#endif
