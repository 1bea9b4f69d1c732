/* SPDX-License-Identifier: MIT */
/* Parameters and the kinds of values they take (contract, section 2): each parsing rule once. A parameter names its
 * kind and the member of the operation's argument struct that the value goes to; PARAM checks that the member has the
 * kind's type, so that a wrong one does not compile. */
#ifndef XOS_VALUE_KINDS_H
#define XOS_VALUE_KINDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

#include "value/arena.h"
#include "value/calendar.h"
#include "value/constants.h"
#include "value/fail.h"
#include "value/packed.h"
#include "value/word.h"

/* Values that need more than a C scalar. */
struct path {         /* a path, or the descriptor that fd:N names */
    const char *name; /* NULL for a descriptor, or if it was not given */
    int fd;           /* -1 for a name */
};
struct maybe { /* an integer that may be omitted (None) */
    bool given;
    int64_t value;
};
struct mode { /* a mode; a symbolic one is applied to another mode by mode_apply */
    mode_t bits;
    const char *symbolic;
};
struct ids {
    size_t count;
    const gid_t *items;
};
struct sizes {
    size_t count;
    const int64_t *items;
};
struct fds {
    size_t count;
    const int *items;
};
struct cpus {    /* a CPU set as the kernel takes it */
    size_t size; /* bytes */
    unsigned long *bits;
};
struct maybe_time { /* a point in time that may be omitted (None, or now) */
    bool given;
    struct timespec time;
};
struct time_tuple { /* a point in time in parts, or in seconds that are still to be split */
    bool given, in_seconds;
    struct calendar parts;
    struct timespec instant;
};
struct occurrence { /* one use of an option that may be repeated, and whose order among others matters */
    const struct param *param;
    struct word value;
};
struct occurrences {
    size_t count;
    struct occurrence *items;
};

/* kind, member type, metavariable in help */
#define KINDS(K) \
    K(BOOL, bool, "yes|no") /* a switch as an option; yes no true false on off 1 0 as a value */ \
    K(INT, int, "N") \
    K(LONG, int64_t, "N") \
    K(UNSIGNED, uint64_t, "N")          /* 64 bits: devices, eventfd values */ \
    K(SIZE, int64_t, "SIZE")            /* with units; the operation checks negative values */ \
    K(MAYBE_SIZE, struct maybe, "SIZE") /* an offset that may be None */ \
    K(MODE, struct mode, "MODE") \
    K(FLAGS, int64_t, "FLAGS") /* constants of the parameter's families, or an integer */ \
    K(FD, int, "FD")           /* a descriptor of the caller's */ \
    K(NEW_FD, int, "FD")       /* a number for a new descriptor; it may be closed */ \
    K(DIR_FD, int, "FD")       /* AT_FDCWD if omitted */ \
    K(PATH, const char *, "PATH") \
    K(PATH_OR_FD, struct path, "PATH|fd:N") \
    K(UID, uid_t, "USER") \
    K(GID, gid_t, "GROUP") \
    K(GIDS, struct ids, "GROUP") \
    K(PID, pid_t, "PID") \
    K(SIGNAL, int, "SIGNAL") \
    K(TIME, struct timespec, "SECONDS")   /* a point in time, or a span of that type for the kernel */ \
    K(DURATION, struct maybe, "DURATION") /* a time span in nanoseconds, DURATION_INF for inf; None if omitted */ \
    K(MAYBE_TIME, struct maybe_time, "SECONDS") \
    K(TIME_TUPLE, struct time_tuple, "TIME") /* for struct_time: nine integers, @SECONDS or ISO 8601 */ \
    K(TIMES, struct words, "TIME")           /* times of a file, read by moment_read when their unit is known */ \
    K(CPUS, struct cpus, "CPULIST") \
    K(TEXT, const char *, "TEXT") /* a string without NUL */ \
    K(BYTES, struct word, "DATA") /* --hex, --base64, --stdin apply */ \
    K(BUFFERS, struct words, "DATA") \
    K(SIZES, struct sizes, "SIZE") \
    K(NEW_FDS, struct fds, "FD[,FD]") \
    K(NAME, int, "NAME")                     /* a name of the parameter's family or a number (sysconf and the like) */ \
    K(WORD, struct word, "TEXT")             /* any bytes */ \
    K(WORDS, struct words, "ARG")            /* the remaining words; for an option, the words up to ";" */ \
    K(REPEATED, struct occurrences, "VALUE") /* an option that may be repeated; several may share one member */

enum kind {
#define KIND_NAME(name, type, metavar) KIND_##name,
    KINDS(KIND_NAME)
#undef KIND_NAME
        KIND_COUNT
};

/* The member types by kind, which PARAM checks. */
#define KIND_TYPE(name, type, metavar) typedef type kind_##name##_type;
KINDS(KIND_TYPE)
#undef KIND_TYPE

enum param_flags {
    PARAM_OPTION = 1,      /* keyword only: an option, never a positional argument */
    PARAM_OPTIONAL = 2,    /* may be omitted; fallback is its value then */
    PARAM_EXTRA = 4,       /* not in the documentation: shown in help, not in the signature */
    PARAM_BARE = 8,        /* an option with an optional value, --NAME or --NAME=VALUE; default: the empty word */
    PARAM_VARIABLE = 16,   /* the name of an environment variable: for completion */
    PARAM_CONSTANT = 32,   /* the name of any documented constant: for completion */
    PARAM_COMMAND = 64,    /* one of the applet's commands: for completion */
    PARAM_FOLLOW = 128,    /* the documented follow_symlinks */
    PARAM_EFFECTIVE = 256, /* the documented effective_ids */
    PARAM_SPLIT = 512,     /* its value is split into words that replace it as arguments: env -S */
    PARAM_BATCH = 1024,    /* a program's argv that may also end in "{}" "+", which then are its last words */
    PARAM_REST = 2048,     /* an option that takes all words after it */
};

/* Where completion finds a parameter's values, if its kind does not tell. */
enum param_values {
    VALUES_BY_KIND,
    VALUES_PROGRAMS,
    VALUES_USERS,
    VALUES_GROUPS,
    VALUES_ATTRIBUTES,
    VALUES_POLICIES, /* from here on several may be joined by commas */
    VALUES_ACCESS_MODES,
    VALUES_STATX_MASK,
    VALUES_PATHCONF,
    VALUES_SYSCONF,
    VALUES_CONFSTR,
    VALUES_SIGNALS,
    VALUES_CAPABILITIES,
    VALUES_STATUS_FIELDS,
    VALUES_CHOICES, /* those of the metavariable */
};

/* The values of omitted parameters, as the documentation writes them. */
/* clang-format off */
#define FALLBACKS(F) \
    F(NONE, "None") F(NO_ITEMS, "()") F(TRUE, "True") F(FALSE, "False") F(0, "0") F(1, "1") F(MINUS_1, "-1") \
    F(0_0, "0.0") F(1G, "1G") F(0O600, "0o600") F(0O666, "0o666") F(0O777, "0o777") F(NO_TEXT, "''") F(HERE, "'.'") \
    F(R, "'r'") F(DOT, ".") F(REPORT, "report") F(TERM, "TERM") F(STDOUT_FILENO, "STDOUT_FILENO") \
    F(MFD_CLOEXEC, "MFD_CLOEXEC") F(EFD_CLOEXEC, "EFD_CLOEXEC") F(TEMPLATE, "'tmp.XXXXXXXXXX'") \
    F(ASCTIME, "'%a %b %d %H:%M:%S %Y'")
/* clang-format on */

enum fallback {
    FALLBACK_ABSENT,
#define FALLBACK_NUMBER(name, text) FALLBACK_##name,
    FALLBACKS(FALLBACK_NUMBER)
#undef FALLBACK_NUMBER
};

/* It has no pointer but one: there are hundreds. */
struct param {
    const char *name;        /* as documented: follow_symlinks */
    unsigned short offset;   /* offset of the member */
    unsigned short flags;    /* of enum param_flags */
    unsigned short help;     /* one line: PACKED of value/packed.h */
    unsigned short metavar;  /* for help, if the kind's is not specific enough: PACKED */
    unsigned short commands; /* for PARAM_COMMAND: the applet's commands, joined by |: PACKED */
    unsigned char kind;
    unsigned char fallback; /* of enum fallback */
    unsigned char family;   /* of enum family_number: for FLAGS and NAME */
    char letter;            /* the short option; 0 for none */
    unsigned char values;   /* of enum param_values; of a switch: what the operands are with it */
    bool seldom;            /* an applet's option that --help only names, to fit a screen */
};

/* True for a parameter that is an option, never a positional argument. */
static inline bool param_is_option(const struct param *param)
{
    return param->flags & PARAM_OPTION;
}

/* The value of an omitted parameter, as the documentation writes it: "True", "0o777", "None"; NULL if it has none. */
const char *param_fallback(const struct param *param);

/* True for a switch that is on by default: --no-NAME and --NAME=no turn it off. */
bool param_is_on(const struct param *param);

#define PARAM_CHECK(T, member, K) (0 * sizeof(_Generic(&((T *)0)->member, kind_##K##_type * : 1)))

/* Defines a parameter: struct, member (which is also its name), kind, then designated initialisers. */
#define PARAM(T, member, K, ...) PARAM_AS(#member, T, member, K, __VA_ARGS__)
/* The same with a documented name that differs from the member's. */
#define PARAM_AS(documented, T, member_, K, ...) \
    { \
        .name = (documented), .kind = KIND_##K, \
        .offset = (unsigned short)(offsetof(T, member_) + PARAM_CHECK(T, member_, K)), __VA_ARGS__ \
    }

/* Input and output of parsing. */
struct parsing {
    struct arena *arena;
    struct fail *fail;
    struct names *names;     /* users and groups that getent(1) was asked for; NULL: none are kept */
    unsigned closed_streams; /* the set of streams_guard: these descriptors are parsed as -1 */
    bool hex, base64;        /* the form of BYTES */
};

/* The kind's metavariable: "FD". */
const char *kind_metavar(enum kind kind);

/* True for kinds that take any number of words when they come last. */
bool kind_is_list(enum kind kind);

/* Parses a value into args (the operation's struct) at the parameter's member. For lists: items joined by commas; for
 * REPEATED: one more use. Returns 0, or -1 with the failure recorded. */
int kind_parse(struct parsing *parsing, const struct param *param, struct word word, void *args);

/* Parses the words of a list; each word is one item. */
int kind_parse_list(struct parsing *parsing, const struct param *param, struct words words, void *args);

/* Sets an omitted parameter to its fallback. */
int kind_default(struct parsing *parsing, const struct param *param, void *args);

/* Applies a symbolic or absolute mode to current. directory: whether X applies; mask: the umask for clauses without u,
 * g, o or a. False if the symbolic text is malformed (which parsing has checked). */
bool mode_apply(const struct mode *mode, mode_t current, bool directory, mode_t mask, mode_t *result);

/* Applies mode to the umask current; a symbolic mode names the permissions to keep, as in a shell. */
mode_t mask_apply(const struct mode *mode, mode_t current);

/* Reads a word of TIMES: seconds, ISO 8601, now or omit (or UTIME_NOW, UTIME_OMIT), or with ns integer nanoseconds.
 * False if it is none of them. */
bool moment_read(struct word word, bool ns, struct timespec *time);

/* Reads yes, true, on, 1 or no, false, off, 0, in capitals or not. False for any other word. */
bool bool_read(struct word word, bool *value);

/* Returns the descriptor of a standard stream by name, stdin or STDIN_FILENO; -1 for any other word. */
int stream_read(struct word word);

/* Reads a signal: a number from 0 (none) to SIGRTMAX, or a name with or without SIG; also RTMIN+N. False for any other
 * word. */
bool signal_read(struct word word, int *number);

#endif
