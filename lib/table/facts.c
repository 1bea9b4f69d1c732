/* SPDX-License-Identifier: MIT */
/* The names of the facts about a row. */
#include "table/facts.h"

#include <stddef.h>

const char *section_name(enum section section)
{
    static const char *const names[] = {
        [SECTION_MODULE] = "module",
        [SECTION_PROCESS_PARAMETERS] = "process-parameters",
        [SECTION_FILE_OBJECTS] = "file-objects",
        [SECTION_FD] = "fd",
        [SECTION_TERMINAL_SIZE] = "terminal-size",
        [SECTION_FD_INHERITANCE] = "fd-inheritance",
        [SECTION_FILES_DIRS] = "files-dirs",
        [SECTION_XATTR] = "xattr",
        [SECTION_PROCESS_MANAGEMENT] = "process-management",
        [SECTION_SCHEDULER] = "scheduler",
        [SECTION_SYSINFO] = "sysinfo",
        [SECTION_RANDOM] = "random",
        [SECTION_TIME] = "time",
        [SECTION_ERRNO] = "errno",
        [SECTION_PLATFORM] = "platform",
        [SECTION_IO] = "io",
        [SECTION_LOGGING] = "logging",
        [SECTION_CTYPES] = "ctypes",
    };

    return names[section];
}

const char *section_module(enum section section)
{
    return section <= SECTION_RANDOM ? "os" : section_name(section);
}

const char *acts_on_name(enum acts_on acts_on)
{
    static const char *const names[] = {NULL, "value", "self", "fd", "path", "process", "system"};

    return names[acts_on];
}

const char *availability_name(unsigned i)
{
    static const char *const names[] = {"all",     "unix",    "some-unix", "linux", "bsd",   "macos",
                                        "windows", "android", "ios",       "java",  "python"};

    return i < sizeof names / sizeof names[0] ? names[i] : NULL;
}
