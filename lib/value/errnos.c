/* SPDX-License-Identifier: MIT */
/* errno numbers: name, words and exit status of each, the one place that knows them (contract, section 5).
 * The words are glibc's, whatever libc is linked, so that every build says the same. */
#include "value/errnos.h"

#include <errno.h>
#include <stddef.h>
#include <sysexits.h>

static const struct errno_row {
    const char *name, *words;
    int status;
} errno_rows[] = {
    [0] = {NULL, "Success", EX_OSERR},
    [EPERM] = {"EPERM", "Operation not permitted", EX_NOPERM},
    [ENOENT] = {"ENOENT", "No such file or directory", EX_NOINPUT},
    [ESRCH] = {"ESRCH", "No such process", EX_NOINPUT},
    [EINTR] = {"EINTR", "Interrupted system call", EX_TEMPFAIL},
    [EIO] = {"EIO", "Input/output error", EX_IOERR},
    [ENXIO] = {"ENXIO", "No such device or address", EX_NOINPUT},
    [E2BIG] = {"E2BIG", "Argument list too long", EX_DATAERR},
    [ENOEXEC] = {"ENOEXEC", "Exec format error", EX_DATAERR},
    [EBADF] = {"EBADF", "Bad file descriptor", EX_NOINPUT},
    [ECHILD] = {"ECHILD", "No child processes", EX_NOINPUT},
    [EAGAIN] = {"EAGAIN", "Resource temporarily unavailable", EX_TEMPFAIL},
    [ENOMEM] = {"ENOMEM", "Cannot allocate memory", EX_OSERR},
    [EACCES] = {"EACCES", "Permission denied", EX_NOPERM},
    [EFAULT] = {"EFAULT", "Bad address", EX_OSERR},
    [EBUSY] = {"EBUSY", "Device or resource busy", EX_TEMPFAIL},
    [EEXIST] = {"EEXIST", "File exists", EX_CANTCREAT},
    [EXDEV] = {"EXDEV", "Invalid cross-device link", EX_CANTCREAT},
    [ENODEV] = {"ENODEV", "No such device", EX_NOINPUT},
    [ENOTDIR] = {"ENOTDIR", "Not a directory", EX_NOINPUT},
    [EISDIR] = {"EISDIR", "Is a directory", EX_CANTCREAT},
    [EINVAL] = {"EINVAL", "Invalid argument", EX_DATAERR},
    [ENFILE] = {"ENFILE", "Too many open files in system", EX_OSERR},
    [EMFILE] = {"EMFILE", "Too many open files", EX_OSERR},
    [ENOTTY] = {"ENOTTY", "Inappropriate ioctl for device", EX_DATAERR},
    [ETXTBSY] = {"ETXTBSY", "Text file busy", EX_CANTCREAT},
    [EFBIG] = {"EFBIG", "File too large", EX_IOERR},
    [ENOSPC] = {"ENOSPC", "No space left on device", EX_IOERR},
    [ESPIPE] = {"ESPIPE", "Illegal seek", EX_DATAERR},
    [EROFS] = {"EROFS", "Read-only file system", EX_CANTCREAT},
    [EMLINK] = {"EMLINK", "Too many links", EX_CANTCREAT},
    [EPIPE] = {"EPIPE", "Broken pipe", EX_IOERR},
    [EDOM] = {"EDOM", "Numerical argument out of domain", EX_DATAERR},
    [ERANGE] = {"ERANGE", "Numerical result out of range", EX_DATAERR},
    [EDEADLK] = {"EDEADLK", "Resource deadlock avoided", EX_TEMPFAIL},
    [ENAMETOOLONG] = {"ENAMETOOLONG", "File name too long", EX_DATAERR},
    [ENOLCK] = {"ENOLCK", "No locks available", EX_OSERR},
    [ENOSYS] = {"ENOSYS", "Function not implemented", EX_UNAVAILABLE},
    [ENOTEMPTY] = {"ENOTEMPTY", "Directory not empty", EX_CANTCREAT},
    [ELOOP] = {"ELOOP", "Too many levels of symbolic links", EX_NOINPUT},
    [ENOMSG] = {"ENOMSG", "No message of desired type", EX_OSERR},
    [EIDRM] = {"EIDRM", "Identifier removed", EX_OSERR},
    [EPROTO] = {"EPROTO", "Protocol error", EX_PROTOCOL},
    [EBADMSG] = {"EBADMSG", "Bad message", EX_OSERR},
    [EOVERFLOW] = {"EOVERFLOW", "Value too large for defined data type", EX_DATAERR},
    [EILSEQ] = {"EILSEQ", "Invalid or incomplete multibyte or wide character", EX_DATAERR},
    [ENOTSOCK] = {"ENOTSOCK", "Socket operation on non-socket", EX_DATAERR},
    [EDESTADDRREQ] = {"EDESTADDRREQ", "Destination address required", EX_OSERR},
    [EMSGSIZE] = {"EMSGSIZE", "Message too long", EX_OSERR},
    [EPROTOTYPE] = {"EPROTOTYPE", "Protocol wrong type for socket", EX_OSERR},
    [ENOPROTOOPT] = {"ENOPROTOOPT", "Protocol not available", EX_OSERR},
    [EPROTONOSUPPORT] = {"EPROTONOSUPPORT", "Protocol not supported", EX_OSERR},
    [EOPNOTSUPP] = {"ENOTSUP", "Operation not supported", EX_UNAVAILABLE},
    [EAFNOSUPPORT] = {"EAFNOSUPPORT", "Address family not supported by protocol", EX_OSERR},
    [EADDRINUSE] = {"EADDRINUSE", "Address already in use", EX_OSERR},
    [EADDRNOTAVAIL] = {"EADDRNOTAVAIL", "Cannot assign requested address", EX_OSERR},
    [ENETDOWN] = {"ENETDOWN", "Network is down", EX_OSERR},
    [ENETUNREACH] = {"ENETUNREACH", "Network is unreachable", EX_OSERR},
    [ENETRESET] = {"ENETRESET", "Network dropped connection on reset", EX_OSERR},
    [ECONNABORTED] = {"ECONNABORTED", "Software caused connection abort", EX_OSERR},
    [ECONNRESET] = {"ECONNRESET", "Connection reset by peer", EX_IOERR},
    [ENOBUFS] = {"ENOBUFS", "No buffer space available", EX_OSERR},
    [EISCONN] = {"EISCONN", "Transport endpoint is already connected", EX_OSERR},
    [ENOTCONN] = {"ENOTCONN", "Transport endpoint is not connected", EX_OSERR},
    [ETIMEDOUT] = {"ETIMEDOUT", "Connection timed out", EX_TEMPFAIL},
    [ECONNREFUSED] = {"ECONNREFUSED", "Connection refused", EX_OSERR},
    [EHOSTUNREACH] = {"EHOSTUNREACH", "No route to host", EX_OSERR},
    [EALREADY] = {"EALREADY", "Operation already in progress", EX_OSERR},
    [EINPROGRESS] = {"EINPROGRESS", "Operation now in progress", EX_OSERR},
    [ESTALE] = {"ESTALE", "Stale file handle", EX_IOERR},
    [EDQUOT] = {"EDQUOT", "Disk quota exceeded", EX_IOERR},
    [ECANCELED] = {"ECANCELED", "Operation canceled", EX_OSERR},
#ifdef ENOTBLK
    [ENOTBLK] = {"ENOTBLK", "Block device required", EX_DATAERR},
#endif
#ifdef ECHRNG
    [ECHRNG] = {"ECHRNG", "Channel number out of range", EX_OSERR},
#endif
#ifdef EL2NSYNC
    [EL2NSYNC] = {"EL2NSYNC", "Level 2 not synchronized", EX_OSERR},
#endif
#ifdef EL3HLT
    [EL3HLT] = {"EL3HLT", "Level 3 halted", EX_OSERR},
#endif
#ifdef EL3RST
    [EL3RST] = {"EL3RST", "Level 3 reset", EX_OSERR},
#endif
#ifdef ELNRNG
    [ELNRNG] = {"ELNRNG", "Link number out of range", EX_OSERR},
#endif
#ifdef EUNATCH
    [EUNATCH] = {"EUNATCH", "Protocol driver not attached", EX_OSERR},
#endif
#ifdef ENOCSI
    [ENOCSI] = {"ENOCSI", "No CSI structure available", EX_OSERR},
#endif
#ifdef EL2HLT
    [EL2HLT] = {"EL2HLT", "Level 2 halted", EX_OSERR},
#endif
#ifdef EBADE
    [EBADE] = {"EBADE", "Invalid exchange", EX_OSERR},
#endif
#ifdef EBADR
    [EBADR] = {"EBADR", "Invalid request descriptor", EX_OSERR},
#endif
#ifdef EXFULL
    [EXFULL] = {"EXFULL", "Exchange full", EX_OSERR},
#endif
#ifdef ENOANO
    [ENOANO] = {"ENOANO", "No anode", EX_OSERR},
#endif
#ifdef EBADRQC
    [EBADRQC] = {"EBADRQC", "Invalid request code", EX_OSERR},
#endif
#ifdef EBADSLT
    [EBADSLT] = {"EBADSLT", "Invalid slot", EX_OSERR},
#endif
#ifdef EBFONT
    [EBFONT] = {"EBFONT", "Bad font file format", EX_OSERR},
#endif
#ifdef ENOSTR
    [ENOSTR] = {"ENOSTR", "Device not a stream", EX_OSERR},
#endif
#ifdef ENODATA
    [ENODATA] = {"ENODATA", "No data available", EX_DATAERR},
#endif
#ifdef ETIME
    [ETIME] = {"ETIME", "Timer expired", EX_OSERR},
#endif
#ifdef ENOSR
    [ENOSR] = {"ENOSR", "Out of streams resources", EX_OSERR},
#endif
#ifdef ENONET
    [ENONET] = {"ENONET", "Machine is not on the network", EX_OSERR},
#endif
#ifdef ENOPKG
    [ENOPKG] = {"ENOPKG", "Package not installed", EX_OSERR},
#endif
#ifdef EREMOTE
    [EREMOTE] = {"EREMOTE", "Object is remote", EX_OSERR},
#endif
#ifdef ENOLINK
    [ENOLINK] = {"ENOLINK", "Link has been severed", EX_OSERR},
#endif
#ifdef EADV
    [EADV] = {"EADV", "Advertise error", EX_OSERR},
#endif
#ifdef ESRMNT
    [ESRMNT] = {"ESRMNT", "Srmount error", EX_OSERR},
#endif
#ifdef ECOMM
    [ECOMM] = {"ECOMM", "Communication error on send", EX_OSERR},
#endif
#ifdef EMULTIHOP
    [EMULTIHOP] = {"EMULTIHOP", "Multihop attempted", EX_OSERR},
#endif
#ifdef EDOTDOT
    [EDOTDOT] = {"EDOTDOT", "RFS specific error", EX_OSERR},
#endif
#ifdef ENOTUNIQ
    [ENOTUNIQ] = {"ENOTUNIQ", "Name not unique on network", EX_OSERR},
#endif
#ifdef EBADFD
    [EBADFD] = {"EBADFD", "File descriptor in bad state", EX_OSERR},
#endif
#ifdef EREMCHG
    [EREMCHG] = {"EREMCHG", "Remote address changed", EX_OSERR},
#endif
#ifdef ELIBACC
    [ELIBACC] = {"ELIBACC", "Can not access a needed shared library", EX_OSERR},
#endif
#ifdef ELIBBAD
    [ELIBBAD] = {"ELIBBAD", "Accessing a corrupted shared library", EX_OSERR},
#endif
#ifdef ELIBSCN
    [ELIBSCN] = {"ELIBSCN", ".lib section in a.out corrupted", EX_OSERR},
#endif
#ifdef ELIBMAX
    [ELIBMAX] = {"ELIBMAX", "Attempting to link in too many shared libraries", EX_OSERR},
#endif
#ifdef ELIBEXEC
    [ELIBEXEC] = {"ELIBEXEC", "Cannot exec a shared library directly", EX_OSERR},
#endif
#ifdef ERESTART
    [ERESTART] = {"ERESTART", "Interrupted system call should be restarted", EX_OSERR},
#endif
#ifdef ESTRPIPE
    [ESTRPIPE] = {"ESTRPIPE", "Streams pipe error", EX_OSERR},
#endif
#ifdef EUSERS
    [EUSERS] = {"EUSERS", "Too many users", EX_OSERR},
#endif
#ifdef ESOCKTNOSUPPORT
    [ESOCKTNOSUPPORT] = {"ESOCKTNOSUPPORT", "Socket type not supported", EX_OSERR},
#endif
#ifdef EPFNOSUPPORT
    [EPFNOSUPPORT] = {"EPFNOSUPPORT", "Protocol family not supported", EX_OSERR},
#endif
#ifdef ESHUTDOWN
    [ESHUTDOWN] = {"ESHUTDOWN", "Cannot send after transport endpoint shutdown", EX_OSERR},
#endif
#ifdef ETOOMANYREFS
    [ETOOMANYREFS] = {"ETOOMANYREFS", "Too many references: cannot splice", EX_OSERR},
#endif
#ifdef EHOSTDOWN
    [EHOSTDOWN] = {"EHOSTDOWN", "Host is down", EX_OSERR},
#endif
#ifdef EUCLEAN
    [EUCLEAN] = {"EUCLEAN", "Structure needs cleaning", EX_OSERR},
#endif
#ifdef ENOTNAM
    [ENOTNAM] = {"ENOTNAM", "Not a XENIX named type file", EX_OSERR},
#endif
#ifdef ENAVAIL
    [ENAVAIL] = {"ENAVAIL", "No XENIX semaphores available", EX_OSERR},
#endif
#ifdef EISNAM
    [EISNAM] = {"EISNAM", "Is a named type file", EX_OSERR},
#endif
#ifdef EREMOTEIO
    [EREMOTEIO] = {"EREMOTEIO", "Remote I/O error", EX_OSERR},
#endif
#ifdef ENOMEDIUM
    [ENOMEDIUM] = {"ENOMEDIUM", "No medium found", EX_OSERR},
#endif
#ifdef EMEDIUMTYPE
    [EMEDIUMTYPE] = {"EMEDIUMTYPE", "Wrong medium type", EX_OSERR},
#endif
#ifdef ENOKEY
    [ENOKEY] = {"ENOKEY", "Required key not available", EX_OSERR},
#endif
#ifdef EKEYEXPIRED
    [EKEYEXPIRED] = {"EKEYEXPIRED", "Key has expired", EX_OSERR},
#endif
#ifdef EKEYREVOKED
    [EKEYREVOKED] = {"EKEYREVOKED", "Key has been revoked", EX_OSERR},
#endif
#ifdef EKEYREJECTED
    [EKEYREJECTED] = {"EKEYREJECTED", "Key was rejected by service", EX_OSERR},
#endif
#ifdef EOWNERDEAD
    [EOWNERDEAD] = {"EOWNERDEAD", "Owner died", EX_OSERR},
#endif
#ifdef ENOTRECOVERABLE
    [ENOTRECOVERABLE] = {"ENOTRECOVERABLE", "State not recoverable", EX_OSERR},
#endif
#ifdef ERFKILL
    [ERFKILL] = {"ERFKILL", "Operation not possible due to RF-kill", EX_OSERR},
#endif
#ifdef EHWPOISON
    [EHWPOISON] = {"EHWPOISON", "Memory page has hardware error", EX_OSERR},
#endif
};

enum { ROWS = sizeof errno_rows / sizeof errno_rows[0] };

static const struct errno_row *find(int errnum)
{
    if (errnum < 0 || errnum >= ROWS || errno_rows[errnum].words == NULL)
        return NULL;
    return &errno_rows[errnum];
}

const char *errno_name(int errnum)
{
    const struct errno_row *row = find(errnum);

    return row != NULL ? row->name : NULL;
}

const char *errno_words(int errnum)
{
    const struct errno_row *row = find(errnum);

    return row != NULL ? row->words : NULL;
}

int errno_status(int errnum)
{
    const struct errno_row *row = find(errnum);

    return row != NULL ? row->status : EX_OSERR;
}
