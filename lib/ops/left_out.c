/* SPDX-License-Identifier: MIT */
/* Made by lib/ops/generate (make man) from the table: the rows of the chapters that this build leaves out. */
#include "ops/chapters.h"

/* clang-format off */
const struct left_out left_out[] = {
#if !WITH_TIME
    {SECTION_TIME,
     "xdate\0" "\0" "Parse, convert, calculate with and compare times\0"
     "xts\0" "\0" "Put a timestamp before every line\0"
     "time\0" "time()\0" "Return the time in seconds since 1970-01-01T00:00:00Z\0"
     "time_ns\0" "time_ns()\0" "Return the time in nanoseconds since 1970-01-01T00:00:00Z\0"
     "monotonic\0" "monotonic()\0" "Return the seconds of a clock that never steps back\0"
     "monotonic_ns\0" "monotonic_ns()\0" "Return the nanoseconds of a clock that never steps back\0"
     "perf_counter\0" "perf_counter()\0" "Return the seconds of the clock for short measurements\0"
     "perf_counter_ns\0" "perf_counter_ns()\0" "Return the nanoseconds of the clock for short measurements\0"
     "process_time\0" "process_time()\0" "Return the CPU time that a process has used, in seconds\0"
     "process_time_ns\0" "process_time_ns()\0" "Return the CPU time that a process has used, in nanoseconds\0"
     "thread_time\0" "thread_time()\0" "Return the CPU time that a thread has used, in seconds\0"
     "thread_time_ns\0" "thread_time_ns()\0" "Return the CPU time that a thread has used, in nanoseconds\0"
     "clock_gettime\0" "clock_gettime(clk_id)\0" "Return the time of a clock in seconds\0"
     "clock_gettime_ns\0" "clock_gettime_ns(clk_id)\0" "Return the time of a clock in nanoseconds\0"
     "clock_getres\0" "clock_getres(clk_id)\0" "Return the resolution of a clock in seconds\0"
     "clock_settime\0" "clock_settime(clk_id, time)\0" "Set a clock\0"
     "clock_settime_ns\0" "clock_settime_ns(clk_id, time)\0" "Set a clock to a number of nanoseconds\0"
     "get_clock_info\0" "get_clock_info(name)\0" "Describe one of the module's clocks\0"
     "pthread_getcpuclockid\0" "pthread_getcpuclockid(thread_id)\0" "Return the id of a thread's CPU clock\0"
     "sleep\0" "sleep(secs)\0" "Wait for some time, or until a time\0"
     "gmtime\0" "gmtime(secs=None)\0" "Split seconds into the parts of a time in UTC\0"
     "localtime\0" "localtime(secs=None)\0" "Split seconds into the parts of a local time\0"
     "mktime\0" "mktime(t)\0" "Return the seconds since 1970 of a local time\0"
     "asctime\0" "asctime(t)\0" "Write a time as Sun Jun 20 23:21:05 1993\0"
     "ctime\0" "ctime(secs=None)\0" "Write seconds as a local time: Sun Jun 20 23:21:05 1993\0"
     "strftime\0" "strftime(format, t)\0" "Write a time as a format says\0"
     "strptime\0" "strptime(string, format='%a %b %d %H:%M:%S %Y')\0" "Read a time as a format says\0"
     "struct_time\0" "struct_time(iterable)\0" "Hold the parts of a time\0"
     "tzset\0" "tzset()\0" "Read the time zone of the variable TZ again\0"
     "altzone\0" "altzone\0" "Return the offset of DST in seconds west of UTC\0"
     "daylight\0" "daylight\0" "Return whether the zone has DST this year\0"
     "timezone\0" "timezone\0" "Return the offset of standard time in seconds west of UTC\0"
     "tzname\0" "tzname\0" "Return the abbreviations of standard time and DST\0"
     ""},
#endif
#if !WITH_ERRNO
    {SECTION_ERRNO,
     "errno\0" "errno([code, ...])\0" "Describe errnos: name, number, message, exit status and exception\0"
     "errorcode\0" "errorcode([code])\0" "Return the name of an error number, or the names of all\0"
     ""},
#endif
#if !WITH_PLATFORM
    {SECTION_PLATFORM,
     "xplatform\0" "\0" "Describe kernel, distribution, C library and processor\0"
     "platform\0" "platform(aliased=False, terse=False)\0" "Return a description of the system in one word\0"
     "platform.system\0" "platform.system()\0" "Return the system's name\0"
     "node\0" "node()\0" "Return the machine's name in the network\0"
     "release\0" "release()\0" "Return the kernel's release\0"
     "version\0" "version()\0" "Return the kernel's version\0"
     "machine\0" "machine()\0" "Return the machine's type\0"
     "processor\0" "processor()\0" "Return the processor's name\0"
     "freedesktop_os_release\0" "freedesktop_os_release()\0" "Return the distribution's identification, from its os-release file\0"
     "system_alias\0" "system_alias(system, release, version)\0" "Return the marketing names of a system, release and version\0"
     "mac_ver\0" "mac_ver()\0" "Return the version of another system\0"
     "ios_ver\0" "ios_ver()\0" "Return the version of another system\0"
     "android_ver\0" "android_ver()\0" "Return the version of another system\0"
     "win32_ver\0" "win32_ver()\0" "Return the version of another system\0"
     "win32_edition\0" "win32_edition()\0" "Return the version of another system\0"
     "win32_is_iot\0" "win32_is_iot()\0" "Return the version of another system\0"
     "java_ver\0" "java_ver()\0" "Return the version of another system\0"
     "python_branch\0" "python_branch()\0" "Describe a Python interpreter\0"
     "python_build\0" "python_build()\0" "Describe a Python interpreter\0"
     "python_compiler\0" "python_compiler()\0" "Describe a Python interpreter\0"
     "python_implementation\0" "python_implementation()\0" "Describe a Python interpreter\0"
     "python_revision\0" "python_revision()\0" "Describe a Python interpreter\0"
     "python_version\0" "python_version()\0" "Describe a Python interpreter\0"
     "python_version_tuple\0" "python_version_tuple()\0" "Describe a Python interpreter\0"
     "invalidate_caches\0" "invalidate_caches()\0" "Forget what was read of the system\0"
     "architecture\0" "architecture(executable='/bin/sh', bits='', linkage='')\0" "Return what an executable file is built for\0"
     "libc_ver\0" "libc_ver(executable=None, lib='', version='')\0" "Return the C library that a file needs, or the system's own\0"
     ""},
#endif
#if !WITH_IO
    {SECTION_IO,
     "xio\0" "\0" "Convert encodings and line ends; buffer and watch streams\0"
     "readline\0" "readline(fd, size=-1)\0" "Read one line and leave the descriptor's position just behind it\0"
     "peek\0" "peek(fd, size=0)\0" "Read bytes without consuming them\0"
     "readall\0" "readall(fd)\0" "Read everything up to the end of the file\0"
     "read1\0" "read1(fd, size=-1)\0" "Wait for the first bytes and read what is there, with one system call\0"
     "write_all\0" "write_all(fd, data)\0" "Write all bytes, with as many system calls as it takes\0"
     "text_encoding\0" "text_encoding(encoding=None)\0" "Return the encoding that text has if none is given\0"
     "open_code\0" "open_code()\0" "Open a file of code\0"
     "EncodingWarning\0" "EncodingWarning()\0" "Warn of a default encoding\0"
     "BytesIO.getbuffer\0" "BytesIO.getbuffer()\0" "Return a view of a stream in memory\0"
     "Reader\0" "Reader()\0" "Describe streams that can be read, for type checkers\0"
     "namereplace\0" "namereplace()\0" "Replace characters by their names\0"
     "codecs.register_error\0" "codecs.register_error()\0" "Register an error handler\0"
     ""},
#endif
#if !WITH_LOGGING
    {SECTION_LOGGING,
     "xlog\0" "\0" "Write log records to files that rotate, syslog, sockets and programs\0"
     ""},
#endif
#if !WITH_CTYPES
    {SECTION_CTYPES,
     "xcall\0" "\0" "Call foreign functions; lay out, pack and unpack C data\0"
     "sizeof\0" "sizeof(types)\0" "Return the size of C types\0"
     "alignment\0" "alignment(types)\0" "Return the alignment of C types\0"
     "find_library\0" "find_library(name)\0" "Return the file name of a shared library\0"
     "dllist\0" "dllist()\0" "List the program and the libraries that a process runs code of\0"
     "OleDLL\0" "OleDLL()\0" "Load a library of COM functions\0"
     "WinDLL\0" "WinDLL()\0" "Load a library with stdcall functions\0"
     "windll\0" "windll()\0" "Load libraries with stdcall functions\0"
     "oledll\0" "oledll()\0" "Load libraries of COM functions\0"
     "find_msvcrt\0" "find_msvcrt()\0" "Find the runtime library of Visual C\0"
     "WINFUNCTYPE\0" "WINFUNCTYPE()\0" "Make a prototype of a stdcall function\0"
     "prototype.vtbl\0" "prototype.vtbl()\0" "Call a method of a COM interface\0"
     "get_last_error\0" "get_last_error()\0" "Return the last error code\0"
     "set_last_error\0" "set_last_error()\0" "Set the last error code\0"
     "GetLastError\0" "GetLastError()\0" "Return the system's last error code\0"
     "FormatError\0" "FormatError()\0" "Describe an error code\0"
     "WinError\0" "WinError()\0" "Make an exception of an error code\0"
     "DllCanUnloadNow\0" "DllCanUnloadNow()\0" "Tell COM whether the module can be unloaded\0"
     "DllGetClassObject\0" "DllGetClassObject()\0" "Give COM the class of a module\0"
     "CopyComPointer\0" "CopyComPointer()\0" "Copy a COM pointer\0"
     "HRESULT\0" "HRESULT()\0" "Hold the result of a COM function\0"
     "COMError\0" "COMError()\0" "Report the failure of a COM method\0"
     "COMError.hresult\0" "COMError.hresult()\0" "Hold the failure's code\0"
     "COMError.text\0" "COMError.text()\0" "Hold the failure's words\0"
     "COMError.details\0" "COMError.details()\0" "Hold the failure's details\0"
     "pydll\0" "pydll()\0" "Load libraries of the C API of Python\0"
     "pythonapi\0" "pythonapi()\0" "Call the C API of Python\0"
     "PyDLL\0" "PyDLL()\0" "Load a library of the C API of Python\0"
     "LibraryLoader\0" "LibraryLoader()\0" "Load libraries by attribute\0"
     "errcheck\0" "errcheck()\0" "Check the result of a function by a function\0"
     "PYFUNCTYPE\0" "PYFUNCTYPE()\0" "Make a prototype of a function of Python's C API\0"
     "memoryview_at\0" "memoryview_at()\0" "Return a view of memory\0"
     "resize\0" "resize()\0" "Change the size of an object's memory\0"
     "SetPointerType\0" "SetPointerType()\0" "Complete a pointer to an incomplete type\0"
     "py_object\0" "py_object()\0" "Hold a Python object\0"
     "_CData.from_buffer\0" "_CData.from_buffer()\0" "Share the memory of another object\0"
     "_CData.__pointer_type__\0" "_CData.__pointer_type__()\0" "Return the type of pointers to a type\0"
     "_CData._b_base_\0" "_CData._b_base_()\0" "Return the object whose memory an object shares\0"
     "_CData._b_needsfree_\0" "_CData._b_needsfree_()\0" "Tell whether an object has memory of its own\0"
     "_CData._objects\0" "_CData._objects()\0" "List the objects that an object keeps alive\0"
     "_SimpleCData._type_\0" "_SimpleCData._type_()\0" "Return the letter of a type\0"
     "wintypes\0" "wintypes()\0" "Name the types of Windows\0"
     "LIBFFI_VERSION\0" "LIBFFI_VERSION()\0" "Return the version of libffi as a text\0"
     "LIBFFI_VERSION_INFO\0" "LIBFFI_VERSION_INFO()\0" "Return the version of libffi as numbers\0"
     "syscall\0" "syscall(name, args)\0" "Make a system call by name or number\0"
     ""},
#endif
    {.rows = NULL},
};
