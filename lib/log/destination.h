/* SPDX-License-Identifier: MIT */
/* Destinations: what logging's handlers are. A destination is described by KIND:ADDRESS[,KEY=VALUE...]; in values and
 * addresses a backslash takes a comma or a backslash literally.
 *
 *     struct log_destination destination;
 *     if (log_destination_read(&destination, &host, fail, "to", text) == 0 && log_open(&destination) == 0)
 *         log_emit(&destination, &record);
 *     log_close(&destination);
 *
 * Each record is one write(2). Functions return 0 or -errno; what could not be delivered is counted in `lost`. */
#ifndef XOS_LOG_DESTINATION_H
#define XOS_LOG_DESTINATION_H

#include "log/format.h"
#include "log/level.h"

enum log_kind {
    LOG_FD,
    LOG_FILE,
    LOG_WATCHED,
    LOG_ROTATE,
    LOG_TIMED,
    LOG_SYSLOG,
    LOG_JOURNAL,
    LOG_TCP,
    LOG_UDP,
    LOG_UNIX,
    LOG_UNIXGRAM,
    LOG_MEMORY,
    LOG_QUEUE,
    LOG_EXEC,
    LOG_NULL,
    LOG_KINDS
};

/* How a destination treats a record that it cannot write at once: no space, or no reader. */
enum log_full { LOG_FULL_BLOCK, LOG_FULL_DROP, LOG_FULL_FAIL };

struct log_destination;

/* What a program's destinations share. */
struct log_host {
    struct arena *arena;
    log_levels levels;      /* names that were added */
    struct log_clock clock; /* zone set before the first record if a format needs it */
    void (*waits)(void *data, const struct log_destination *destination, int errnum);       /* it blocks: called once */
    void (*blames)(void *data, const struct log_destination *destination, const char *why); /* a helper has failed */
    void *data;
    bool (*pauses)(void *pause_data); /* called while a destination blocks: false gives up; NULL: never */
    void *pause_data;
    int pause_fd; /* with pauses: it is called when this descriptor is readable */
    bool gathers; /* more records follow soon: sockets may hold some back until log_settle, to send several together */
    const char *format, *datefmt, *style; /* of destinations that say nothing else; NULL: the kind's */
};

/* The values of the keys. Texts belong to the arena; NULL where the key was not given. */
struct log_options {
    int64_t max_bytes, count, interval;
    const char *mode;                          /* of file and watched: "w" begins an empty file, "x" a new one */
    const char *when, *at, *compress, *suffix; /* of rotate and timed */
    const char *facility, *ident;
    int64_t rfc;
    bool utc, no_nul, no_validate, delay;
    const char *flush_level, *to;
    bool no_flush_on_close, ring;
    const char *spool, *on_full, *filter, *terminator, *level, *format, *datefmt, *style;
};

struct log_destination {
    enum log_kind kind;
    const char *text, *address; /* as given; what follows KIND: */
    struct log_host *host;
    struct log_options options;
    int level;
    struct log_format format;
    struct word terminator;
    enum log_full on_full;
    struct log_destination *next;   /* the caller's */
    const char *name;               /* of the handler in a configuration; NULL */
    struct log_destination *target; /* of memory */
    bool shares_target;             /* the target is a destination that others use as well */
    int opens;                      /* how often it was opened and not closed */
    int fd;                         /* -1 while closed */
    bool waited;                    /* host->waits was called and nothing was written since */
    bool fd_known, fd_blocks;       /* whether writing to fd can block was found out; and it can */
    uint64_t lost;                  /* records that were not delivered */
    int errnum;                     /* why the first of them was not */
    struct log_text line;           /* the record being written */
    void *state;                    /* the kind's own, in the arena */
};

/* Reads a description. 0, or -1 with the usage error recorded, which begins with option. */
int log_destination_read(struct log_destination *destination, struct log_host *host, struct fail *fail,
                         const char *option, const char *text);

/* Copies what precedes the next comma in *at, without its backslashes, and moves *at past the comma. data is NULL if
 * memory is exhausted. */
struct word log_take_item(struct arena *arena, const char **at);

/* Appends an item so that log_take_item gives it again: with a backslash before each comma and backslash. */
void log_add_item(struct log_text *text, struct word item);

/* Returns the kind with that name, or LOG_KINDS if the name is unknown. */
enum log_kind log_kind_find(struct word name);

/* Returns what is needed to format the destination's records: LOG_NEEDS_ bits. */
unsigned log_needs(const struct log_destination *destination);

/* True if the destination takes records of that level from the logger called name: its level and its filter. */
bool log_takes(const struct log_destination *destination, int level, struct word name);

/* True if name is that of the logger `of` or of a descendant: "a.b" is below "a" and below "". */
bool log_is_below(struct word name, struct word of);

/* Opens the destination's file, socket or command, unless it is open. Each log_open needs a log_close, of which the
 * last closes. -EINVAL for what cannot be opened as described. */
int log_open(struct log_destination *destination);

/* Formats and delivers a record, whatever its level. */
int log_emit(struct log_destination *destination, const struct log_record *record);

/* Delivers whole lines unchanged, with one write if possible; level is for kinds that have levels. */
int log_write(struct log_destination *destination, int level, const char *data, size_t size);

/* Sends the records that were held back because host->gathers is set. */
int log_settle(struct log_destination *destination);

/* Closes the destination and opens it again by its name, after SIGHUP. */
int log_reopen(struct log_destination *destination);

/* Delivers the records that a memory holds. */
int log_flush(struct log_destination *destination);

/* Flushes, closes, and waits for helpers; no effect if it is not open. */
int log_close(struct log_destination *destination);

#endif
