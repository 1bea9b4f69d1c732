/* SPDX-License-Identifier: MIT */
/* Facts about a row that code depends on, as enums and sets, and their names in --list --json. */
#ifndef XOS_TABLE_FACTS_H
#define XOS_TABLE_FACTS_H

/* The sections of the documentation. Up to SECTION_RANDOM they are sections of the module os; each one after that is
 * another module. */
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

/* What an operation reads or changes. Applets have ACTS_ON_NOTHING. */
enum acts_on {
    ACTS_ON_NOTHING,
    ACTS_ON_VALUE,   /* its arguments only */
    ACTS_ON_SELF,    /* the calling process */
    ACTS_ON_FD,      /* a descriptor of the caller */
    ACTS_ON_PATH,    /* the file that a path names */
    ACTS_ON_PROCESS, /* other processes */
    ACTS_ON_SYSTEM,  /* the system */
};

/* The set of platforms on which an operation exists, as documented. */
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
    ON_PYTHON = 1024, /* needs Python's interpreter */
};

/* The section's name: "files-dirs". */
const char *section_name(enum section section);

/* The name of the section's module: "os". */
const char *section_module(enum section section);

/* The name of acts_on: "path"; NULL for ACTS_ON_NOTHING. */
const char *acts_on_name(enum acts_on acts_on);

/* The name of bit i of enum availability, "all" for i = 0; NULL if there is no such bit. */
const char *availability_name(unsigned i);

#endif
