/* SPDX-License-Identifier: MIT */
/* The facts about a row that code decides by, as enums and sets, and their names as --list --json prints them. */
#ifndef XOS_TABLE_FACTS_H
#define XOS_TABLE_FACTS_H

/* The sections of the documentation. Up to SECTION_RANDOM they are those of the module os; each further module is one.
 */
enum section {
    SECTION_MODULE,
    SECTION_PROCESS_PARAMETERS,
    SECTION_FILE_OBJECTS,
    SECTION_FD,
    SECTION_TERMINAL_SIZE,
    SECTION_FD_INHERITANCE,
    SECTION_FILES_DIRS,
    SECTION_XATTR,
    SECTION_PROCESS_MANAGEMENT,
    SECTION_SCHEDULER,
    SECTION_SYSINFO,
    SECTION_RANDOM,
    SECTION_TIME,
    SECTION_ERRNO,
    SECTION_PLATFORM,
    SECTION_IO,
    SECTION_LOGGING,
    SECTION_CTYPES,
};

/* What an operation reads or changes; an applet leaves it at ACTS_ON_NOTHING. */
enum acts_on {
    ACTS_ON_NOTHING,
    ACTS_ON_VALUE,   /* its arguments only */
    ACTS_ON_SELF,    /* the calling process */
    ACTS_ON_FD,      /* a descriptor of the caller's */
    ACTS_ON_PATH,    /* what a path names */
    ACTS_ON_PROCESS, /* other processes */
    ACTS_ON_SYSTEM,  /* the system as a whole */
};

/* Where the documentation says that an operation exists: a set. */
enum availability {
    ON_ALL = 1,
    ON_UNIX = 2,
    ON_SOME_UNIX = 4,
    ON_LINUX = 8,
    ON_BSD = 16,
    ON_MACOS = 32,
    ON_WINDOWS = 64,
    ON_ANDROID = 128,
    ON_IOS = 256,
    ON_JAVA = 512,
    ON_PYTHON = 1024, /* needs the interpreter */
};

/* "files-dirs". */
const char *section_name(enum section section);

/* The module that the section belongs to: "os". */
const char *section_module(enum section section);

/* "path"; NULL for ACTS_ON_NOTHING. */
const char *acts_on_name(enum acts_on acts_on);

/* The name of bit number i of enum availability, "all" for 0; NULL if no bit has that number. */
const char *availability_name(unsigned i);

#endif
