/* SPDX-License-Identifier: MIT */
/* Made by lib/ops/generate (make man) from the table: the rows of the chapters that this build leaves out. */
#include "ops/chapters.h"

TEXTS_OF(ops_left_out);

/* clang-format off */
const struct left_out left_out[] = {
#if !WITH_TIME
    {SECTION_TIME, 2,
     "xdate\0"
     "xts\0"
     "time\0"
     "time_ns\0"
     "monotonic\0"
     "monotonic_ns\0"
     "perf_counter\0"
     "perf_counter_ns\0"
     "process_time\0"
     "process_time_ns\0"
     "thread_time\0"
     "thread_time_ns\0"
     "clock_gettime\0"
     "clock_gettime_ns\0"
     "clock_getres\0"
     "clock_settime\0"
     "clock_settime_ns\0"
     "get_clock_info\0"
     "pthread_getcpuclockid\0"
     "sleep\0"
     "gmtime\0"
     "localtime\0"
     "mktime\0"
     "asctime\0"
     "ctime\0"
     "strftime\0"
     "strptime\0"
     "struct_time\0"
     "tzset\0"
     "altzone\0"
     "daylight\0"
     "timezone\0"
     "tzname\0"
     "",
     (const unsigned short[]){
         PACKED(.summary = "Parse, convert, calculate with and compare times"),
         PACKED(.summary = "Put a timestamp before every line"),
         PACKED(.summary = "Return the time in seconds since 1970-01-01T00:00:00Z", .signature = "time()"),
         PACKED(.summary = "Return the time in nanoseconds since 1970-01-01T00:00:00Z", .signature = "time_ns()"),
         PACKED(.summary = "Return the seconds of a clock that never steps back", .signature = "monotonic()"),
         PACKED(.summary = "Return the nanoseconds of a clock that never steps back", .signature = "monotonic_ns()"),
         PACKED(.summary = "Return the seconds of the clock for short measurements", .signature = "perf_counter()"),
         PACKED(.summary = "Return the nanoseconds of the clock for short measurements", .signature = "perf_counter_ns()"),
         PACKED(.summary = "Return the CPU time that a process has used, in seconds", .signature = "process_time()"),
         PACKED(.summary = "Return the CPU time that a process has used, in nanoseconds", .signature = "process_time_ns()"),
         PACKED(.summary = "Return the CPU time that a thread has used, in seconds", .signature = "thread_time()"),
         PACKED(.summary = "Return the CPU time that a thread has used, in nanoseconds", .signature = "thread_time_ns()"),
         PACKED(.summary = "Return the time of a clock in seconds", .signature = "clock_gettime(clk_id)"),
         PACKED(.summary = "Return the time of a clock in nanoseconds", .signature = "clock_gettime_ns(clk_id)"),
         PACKED(.summary = "Return the resolution of a clock in seconds", .signature = "clock_getres(clk_id)"),
         PACKED(.summary = "Set a clock", .signature = "clock_settime(clk_id, time)"),
         PACKED(.summary = "Set a clock to a number of nanoseconds", .signature = "clock_settime_ns(clk_id, time)"),
         PACKED(.summary = "Describe one of the module's clocks", .signature = "get_clock_info(name)"),
         PACKED(.summary = "Return the id of a thread's CPU clock", .signature = "pthread_getcpuclockid(thread_id)"),
         PACKED(.summary = "Wait for some time, or until a time", .signature = "sleep(secs)"),
         PACKED(.summary = "Split seconds into the parts of a time in UTC", .signature = "gmtime(secs=None)"),
         PACKED(.summary = "Split seconds into the parts of a local time", .signature = "localtime(secs=None)"),
         PACKED(.summary = "Return the seconds since 1970 of a local time", .signature = "mktime(t)"),
         PACKED(.summary = "Write a time as Sun Jun 20 23:21:05 1993", .signature = "asctime(t)"),
         PACKED(.summary = "Write seconds as a local time: Sun Jun 20 23:21:05 1993", .signature = "ctime(secs=None)"),
         PACKED(.summary = "Write a time as a format says", .signature = "strftime(format, t)"),
         PACKED(.summary = "Read a time as a format says", .signature = "strptime(string, format='%a %b %d %H:%M:%S %Y')"),
         PACKED(.summary = "Hold the parts of a time", .signature = "struct_time(iterable)"),
         PACKED(.summary = "Read the time zone of the variable TZ again", .signature = "tzset()"),
         PACKED(.summary = "Return the offset of DST in seconds west of UTC", .signature = "altzone"),
         PACKED(.summary = "Return whether the zone has DST this year", .signature = "daylight"),
         PACKED(.summary = "Return the offset of standard time in seconds west of UTC", .signature = "timezone"),
         PACKED(.summary = "Return the abbreviations of standard time and DST", .signature = "tzname"),
     }},
#endif
#if !WITH_ERRNO
    {SECTION_ERRNO, 0,
     "errno\0"
     "errorcode\0"
     "",
     (const unsigned short[]){
         PACKED(.summary = "Describe errnos: name, number, message, exit status and exception", .signature = "errno([code, ...])"),
         PACKED(.summary = "Return the name of an error number, or the names of all", .signature = "errorcode([code])"),
     }},
#endif
#if !WITH_PLATFORM
    {SECTION_PLATFORM, 1,
     "xplatform\0"
     "platform\0"
     "platform.system\0"
     "node\0"
     "release\0"
     "version\0"
     "machine\0"
     "processor\0"
     "freedesktop_os_release\0"
     "system_alias\0"
     "mac_ver\0"
     "ios_ver\0"
     "android_ver\0"
     "win32_ver\0"
     "win32_edition\0"
     "win32_is_iot\0"
     "java_ver\0"
     "python_branch\0"
     "python_build\0"
     "python_compiler\0"
     "python_implementation\0"
     "python_revision\0"
     "python_version\0"
     "python_version_tuple\0"
     "invalidate_caches\0"
     "architecture\0"
     "libc_ver\0"
     "",
     (const unsigned short[]){
         PACKED(.summary = "Describe kernel, distribution, C library and processor"),
         PACKED(.summary = "Return a description of the system in one word", .signature = "platform(aliased=False, terse=False)"),
         PACKED(.summary = "Return the system's name", .signature = "platform.system()"),
         PACKED(.summary = "Return the machine's name in the network", .signature = "node()"),
         PACKED(.summary = "Return the kernel's release", .signature = "release()"),
         PACKED(.summary = "Return the kernel's version", .signature = "version()"),
         PACKED(.summary = "Return the machine's type", .signature = "machine()"),
         PACKED(.summary = "Return the processor's name", .signature = "processor()"),
         PACKED(.summary = "Return the distribution's identification, from its os-release file", .signature = "freedesktop_os_release()"),
         PACKED(.summary = "Return the marketing names of a system, release and version", .signature = "system_alias(system, release, version)"),
         PACKED(.summary = "Return the version of another system", .signature = "mac_ver()"),
         PACKED(.summary = "Return the version of another system", .signature = "ios_ver()"),
         PACKED(.summary = "Return the version of another system", .signature = "android_ver()"),
         PACKED(.summary = "Return the version of another system", .signature = "win32_ver()"),
         PACKED(.summary = "Return the version of another system", .signature = "win32_edition()"),
         PACKED(.summary = "Return the version of another system", .signature = "win32_is_iot()"),
         PACKED(.summary = "Return the version of another system", .signature = "java_ver()"),
         PACKED(.summary = "Describe a Python interpreter", .signature = "python_branch()"),
         PACKED(.summary = "Describe a Python interpreter", .signature = "python_build()"),
         PACKED(.summary = "Describe a Python interpreter", .signature = "python_compiler()"),
         PACKED(.summary = "Describe a Python interpreter", .signature = "python_implementation()"),
         PACKED(.summary = "Describe a Python interpreter", .signature = "python_revision()"),
         PACKED(.summary = "Describe a Python interpreter", .signature = "python_version()"),
         PACKED(.summary = "Describe a Python interpreter", .signature = "python_version_tuple()"),
         PACKED(.summary = "Forget what was read of the system", .signature = "invalidate_caches()"),
         PACKED(.summary = "Return what an executable file is built for", .signature = "architecture(executable='/bin/sh', bits='', linkage='')"),
         PACKED(.summary = "Return the C library that a file needs, or the system's own", .signature = "libc_ver(executable=None, lib='', version='')"),
     }},
#endif
#if !WITH_IO
    {SECTION_IO, 1,
     "xio\0"
     "readline\0"
     "peek\0"
     "readall\0"
     "read1\0"
     "write_all\0"
     "text_encoding\0"
     "open_code\0"
     "EncodingWarning\0"
     "BytesIO.getbuffer\0"
     "Reader\0"
     "namereplace\0"
     "codecs.register_error\0"
     "",
     (const unsigned short[]){
         PACKED(.summary = "Convert encodings and line ends; buffer and watch streams"),
         PACKED(.summary = "Read one line and leave the descriptor's position just after it", .signature = "readline(fd, size=-1)"),
         PACKED(.summary = "Read bytes without consuming them", .signature = "peek(fd, size=0)"),
         PACKED(.summary = "Read everything up to the end of the file", .signature = "readall(fd)"),
         PACKED(.summary = "Wait for data and read what is available, with one system call", .signature = "read1(fd, size=-1)"),
         PACKED(.summary = "Write all bytes, with as many system calls as it takes", .signature = "write_all(fd, data)"),
         PACKED(.summary = "Return the encoding that text has if none is given", .signature = "text_encoding(encoding=None)"),
         PACKED(.summary = "Open a file of code", .signature = "open_code()"),
         PACKED(.summary = "Warn of a default encoding", .signature = "EncodingWarning()"),
         PACKED(.summary = "Return a view of a stream in memory", .signature = "BytesIO.getbuffer()"),
         PACKED(.summary = "Describe streams that can be read, for type checkers", .signature = "Reader()"),
         PACKED(.summary = "Replace characters by their names", .signature = "namereplace()"),
         PACKED(.summary = "Register an error handler", .signature = "codecs.register_error()"),
     }},
#endif
#if !WITH_LOGGING
    {SECTION_LOGGING, 1,
     "xlog\0"
     "debug\0"
     "info\0"
     "warning\0"
     "warn\0"
     "error\0"
     "critical\0"
     "fatal\0"
     "log\0"
     "exception\0"
     "getLevelName\0"
     "getLevelNamesMapping\0"
     "addLevelName\0"
     "isEnabledFor\0"
     "getEffectiveLevel\0"
     "makeLogRecord\0"
     "dictConfig\0"
     "fileConfig\0"
     "getHandlerNames\0"
     "SysLogHandler.encodePriority\0"
     "getLoggerClass\0"
     "setLoggerClass\0"
     "getLogRecordFactory\0"
     "setLogRecordFactory\0"
     "raiseExceptions\0"
     "logThreads\0"
     "logMultiprocessing\0"
     "logProcesses\0"
     "logAsyncioTasks\0"
     "Logger.getChild\0"
     "Logger.removeFilter\0"
     "Logger.removeHandler\0"
     "Handler.createLock\0"
     "Handler.removeFilter\0"
     "Formatter.formatException\0"
     "BufferingFormatter\0"
     "BufferingFormatter.formatHeader\0"
     "BufferingFormatter.formatFooter\0"
     "BufferingFormatter.format\0"
     "LoggerAdapter.process\0"
     "SMTPHandler.emit\0"
     "SMTPHandler.getSubject\0"
     "HTTPHandler\0"
     "HTTPHandler.mapLogRecord\0"
     "HTTPHandler.emit\0"
     "HTTPHandler.getConnection\0"
     "QueueHandler\0"
     "QueueHandler.emit\0"
     "QueueHandler.prepare\0"
     "QueueHandler.enqueue\0"
     "QueueHandler.listener\0"
     "listen\0"
     "stopListening\0"
     "dictConfigClass\0"
     "DictConfigurator\0"
     "BaseConfigurator.importer\0"
     "RESET_ERROR\0"
     "NTEventLogHandler\0"
     "NTEventLogHandler.close\0"
     "NTEventLogHandler.emit\0"
     "NTEventLogHandler.getEventCategory\0"
     "NTEventLogHandler.getEventType\0"
     "NTEventLogHandler.getMessageID\0"
     "",
     (const unsigned short[]){
         PACKED(.summary = "Write log records to files that rotate, syslog, sockets and programs"),
         PACKED(.summary = "Write a record of level DEBUG to the log", .signature = "debug(msg, *args, **kwargs)"),
         PACKED(.summary = "Write a record of level INFO to the log", .signature = "info(msg, *args, **kwargs)"),
         PACKED(.summary = "Write a record of level WARNING to the log", .signature = "warning(msg, *args, **kwargs)"),
         PACKED(.summary = "Write a record of level WARNING to the log", .signature = "warn(msg, *args, **kwargs)"),
         PACKED(.summary = "Write a record of level ERROR to the log", .signature = "error(msg, *args, **kwargs)"),
         PACKED(.summary = "Write a record of level CRITICAL to the log", .signature = "critical(msg, *args, **kwargs)"),
         PACKED(.summary = "Write a record of level CRITICAL to the log", .signature = "fatal(msg, *args, **kwargs)"),
         PACKED(.summary = "Write a record of any level to the log", .signature = "log(level, msg, *args, **kwargs)"),
         PACKED(.summary = "Write an error to the log, with a text and a status", .signature = "exception(msg, *args, **kwargs)"),
         PACKED(.summary = "Return the name of a level, or the number of a name", .signature = "getLevelName(level)"),
         PACKED(.summary = "Return the numbers of all names of levels", .signature = "getLevelNamesMapping()"),
         PACKED(.summary = "Give a level a name", .signature = "addLevelName(level, levelName)"),
         PACKED(.summary = "Tell whether records of a level are processed", .signature = "isEnabledFor(level)"),
         PACKED(.summary = "Return the level from which a logger's records are processed", .signature = "getEffectiveLevel()"),
         PACKED(.summary = "Make a record of its attributes", .signature = "makeLogRecord(attrdict)"),
         PACKED(.summary = "Check a configuration of loggers and handlers in JSON", .signature = "dictConfig(config)"),
         PACKED(.summary = "Check a configuration of loggers and handlers in INI form", .signature = "fileConfig(fname, defaults=None, disable_existing_loggers=True, encoding=None)"),
         PACKED(.summary = "Return the names of a configuration's handlers", .signature = "getHandlerNames()"),
         PACKED(.summary = "Return the number that stands for facility and priority of syslog", .signature = "SysLogHandler.encodePriority(facility, priority)"),
         PACKED(.summary = "Return the class of loggers", .signature = "getLoggerClass()"),
         PACKED(.summary = "Set the class of loggers", .signature = "setLoggerClass()"),
         PACKED(.summary = "Return the function that makes records", .signature = "getLogRecordFactory()"),
         PACKED(.summary = "Set the function that makes records", .signature = "setLogRecordFactory()"),
         PACKED(.summary = "Decide whether failures of handlers are reported", .signature = "raiseExceptions()"),
         PACKED(.summary = "Decide whether records have their thread", .signature = "logThreads()"),
         PACKED(.summary = "Decide whether records have the name of their process", .signature = "logMultiprocessing()"),
         PACKED(.summary = "Decide whether records have their process", .signature = "logProcesses()"),
         PACKED(.summary = "Decide whether records have their task", .signature = "logAsyncioTasks()"),
         PACKED(.summary = "Return the logger below another one", .signature = "Logger.getChild()"),
         PACKED(.summary = "Take a filter from a logger", .signature = "Logger.removeFilter()"),
         PACKED(.summary = "Take a handler from a logger", .signature = "Logger.removeHandler()"),
         PACKED(.summary = "Make the lock of a handler", .signature = "Handler.createLock()"),
         PACKED(.summary = "Take a filter from a handler", .signature = "Handler.removeFilter()"),
         PACKED(.summary = "Format an exception", .signature = "Formatter.formatException()"),
         PACKED(.summary = "Format several records", .signature = "BufferingFormatter()"),
         PACKED(.summary = "Return what precedes several records", .signature = "BufferingFormatter.formatHeader()"),
         PACKED(.summary = "Return what follows several records", .signature = "BufferingFormatter.formatFooter()"),
         PACKED(.summary = "Format several records", .signature = "BufferingFormatter.format()"),
         PACKED(.summary = "Change a message and its fields", .signature = "LoggerAdapter.process()"),
         PACKED(.summary = "Send a record by mail", .signature = "SMTPHandler.emit()"),
         PACKED(.summary = "Return the subject of a mail", .signature = "SMTPHandler.getSubject()"),
         PACKED(.summary = "Send records by HTTP", .signature = "HTTPHandler()"),
         PACKED(.summary = "Return what is sent of a record", .signature = "HTTPHandler.mapLogRecord()"),
         PACKED(.summary = "Send a record by HTTP", .signature = "HTTPHandler.emit()"),
         PACKED(.summary = "Connect to a server", .signature = "HTTPHandler.getConnection()"),
         PACKED(.summary = "Put records into a queue", .signature = "QueueHandler()"),
         PACKED(.summary = "Put a record into a queue", .signature = "QueueHandler.emit()"),
         PACKED(.summary = "Make a record ready for a queue", .signature = "QueueHandler.prepare()"),
         PACKED(.summary = "Put a record into a queue", .signature = "QueueHandler.enqueue()"),
         PACKED(.summary = "Return the listener of a queue", .signature = "QueueHandler.listener()"),
         PACKED(.summary = "Take configurations from a socket", .signature = "listen()"),
         PACKED(.summary = "Take no more configurations from a socket", .signature = "stopListening()"),
         PACKED(.summary = "Return the class that reads configurations", .signature = "dictConfigClass()"),
         PACKED(.summary = "Read configurations", .signature = "DictConfigurator()"),
         PACKED(.summary = "Import what a configuration names", .signature = "BaseConfigurator.importer()"),
         PACKED(.summary = "Say that a connection was reset", .signature = "RESET_ERROR()"),
         PACKED(.summary = "Write records to the event log of Windows", .signature = "NTEventLogHandler()"),
         PACKED(.summary = "Write records to the event log of Windows", .signature = "NTEventLogHandler.close()"),
         PACKED(.summary = "Write records to the event log of Windows", .signature = "NTEventLogHandler.emit()"),
         PACKED(.summary = "Write records to the event log of Windows", .signature = "NTEventLogHandler.getEventCategory()"),
         PACKED(.summary = "Write records to the event log of Windows", .signature = "NTEventLogHandler.getEventType()"),
         PACKED(.summary = "Write records to the event log of Windows", .signature = "NTEventLogHandler.getMessageID()"),
     }},
#endif
#if !WITH_CTYPES
    {SECTION_CTYPES, 1,
     "xcall\0"
     "sizeof\0"
     "alignment\0"
     "find_library\0"
     "dllist\0"
     "OleDLL\0"
     "WinDLL\0"
     "windll\0"
     "oledll\0"
     "find_msvcrt\0"
     "WINFUNCTYPE\0"
     "prototype.vtbl\0"
     "get_last_error\0"
     "set_last_error\0"
     "GetLastError\0"
     "FormatError\0"
     "WinError\0"
     "DllCanUnloadNow\0"
     "DllGetClassObject\0"
     "CopyComPointer\0"
     "HRESULT\0"
     "COMError\0"
     "COMError.hresult\0"
     "COMError.text\0"
     "COMError.details\0"
     "pydll\0"
     "pythonapi\0"
     "PyDLL\0"
     "LibraryLoader\0"
     "errcheck\0"
     "PYFUNCTYPE\0"
     "memoryview_at\0"
     "resize\0"
     "SetPointerType\0"
     "py_object\0"
     "_CData.from_buffer\0"
     "_CData.__pointer_type__\0"
     "_CData._b_base_\0"
     "_CData._b_needsfree_\0"
     "_CData._objects\0"
     "_SimpleCData._type_\0"
     "wintypes\0"
     "LIBFFI_VERSION\0"
     "LIBFFI_VERSION_INFO\0"
     "syscall\0"
     "",
     (const unsigned short[]){
         PACKED(.summary = "Call foreign functions; lay out, pack and unpack C data"),
         PACKED(.summary = "Return the size of C types", .signature = "sizeof(types)"),
         PACKED(.summary = "Return the alignment of C types", .signature = "alignment(types)"),
         PACKED(.summary = "Return the file name of a shared library", .signature = "find_library(name)"),
         PACKED(.summary = "List the program and the libraries that a process runs code of", .signature = "dllist()"),
         PACKED(.summary = "Load a library of COM functions", .signature = "OleDLL()"),
         PACKED(.summary = "Load a library with stdcall functions", .signature = "WinDLL()"),
         PACKED(.summary = "Load libraries with stdcall functions", .signature = "windll()"),
         PACKED(.summary = "Load libraries of COM functions", .signature = "oledll()"),
         PACKED(.summary = "Find the runtime library of Visual C", .signature = "find_msvcrt()"),
         PACKED(.summary = "Make a prototype of a stdcall function", .signature = "WINFUNCTYPE()"),
         PACKED(.summary = "Call a method of a COM interface", .signature = "prototype.vtbl()"),
         PACKED(.summary = "Return the last error code", .signature = "get_last_error()"),
         PACKED(.summary = "Set the last error code", .signature = "set_last_error()"),
         PACKED(.summary = "Return the system's last error code", .signature = "GetLastError()"),
         PACKED(.summary = "Describe an error code", .signature = "FormatError()"),
         PACKED(.summary = "Make an exception of an error code", .signature = "WinError()"),
         PACKED(.summary = "Tell COM whether the module can be unloaded", .signature = "DllCanUnloadNow()"),
         PACKED(.summary = "Give COM the class of a module", .signature = "DllGetClassObject()"),
         PACKED(.summary = "Copy a COM pointer", .signature = "CopyComPointer()"),
         PACKED(.summary = "Hold the result of a COM function", .signature = "HRESULT()"),
         PACKED(.summary = "Report the failure of a COM method", .signature = "COMError()"),
         PACKED(.summary = "Hold the failure's code", .signature = "COMError.hresult()"),
         PACKED(.summary = "Hold the failure's words", .signature = "COMError.text()"),
         PACKED(.summary = "Hold the failure's details", .signature = "COMError.details()"),
         PACKED(.summary = "Load libraries of the C API of Python", .signature = "pydll()"),
         PACKED(.summary = "Call the C API of Python", .signature = "pythonapi()"),
         PACKED(.summary = "Load a library of the C API of Python", .signature = "PyDLL()"),
         PACKED(.summary = "Load libraries by attribute", .signature = "LibraryLoader()"),
         PACKED(.summary = "Check the result of a function by a function", .signature = "errcheck()"),
         PACKED(.summary = "Make a prototype of a function of Python's C API", .signature = "PYFUNCTYPE()"),
         PACKED(.summary = "Return a view of memory", .signature = "memoryview_at()"),
         PACKED(.summary = "Change the size of an object's memory", .signature = "resize()"),
         PACKED(.summary = "Complete a pointer to an incomplete type", .signature = "SetPointerType()"),
         PACKED(.summary = "Hold a Python object", .signature = "py_object()"),
         PACKED(.summary = "Share the memory of another object", .signature = "_CData.from_buffer()"),
         PACKED(.summary = "Return the type of pointers to a type", .signature = "_CData.__pointer_type__()"),
         PACKED(.summary = "Return the object whose memory an object shares", .signature = "_CData._b_base_()"),
         PACKED(.summary = "Tell whether an object owns its memory", .signature = "_CData._b_needsfree_()"),
         PACKED(.summary = "List the objects that an object keeps alive", .signature = "_CData._objects()"),
         PACKED(.summary = "Return the letter of a type", .signature = "_SimpleCData._type_()"),
         PACKED(.summary = "Name the types of Windows", .signature = "wintypes()"),
         PACKED(.summary = "Return the version of libffi as a text", .signature = "LIBFFI_VERSION()"),
         PACKED(.summary = "Return the version of libffi as numbers", .signature = "LIBFFI_VERSION_INFO()"),
         PACKED(.summary = "Make a system call by name or number", .signature = "syscall(name, args)"),
     }},
#endif
    {.names = NULL},
};
