/* SPDX-License-Identifier: MIT */
/* The errnos of Linux, in the order of their numbers on most architectures (1 to 133, without 41 and 58), each with its
 * exit status (contract, section 5) and its message. The messages are those of glibc's C locale, and the same with
 * every C library. */
#ifndef XOS_VALUE_ERRNO_LIST_H
#define XOS_VALUE_ERRNO_LIST_H

#define ERRNO_LIST(X) \
    X(EPERM, EX_NOPERM, "Operation not permitted") \
    X(ENOENT, EX_NOINPUT, "No such file or directory") \
    X(ESRCH, EX_NOINPUT, "No such process") \
    X(EINTR, EX_TEMPFAIL, "Interrupted system call") \
    X(EIO, EX_IOERR, "Input/output error") \
    X(ENXIO, EX_NOINPUT, "No such device or address") \
    X(E2BIG, EX_DATAERR, "Argument list too long") \
    X(ENOEXEC, EX_DATAERR, "Exec format error") \
    X(EBADF, EX_NOINPUT, "Bad file descriptor") \
    X(ECHILD, EX_NOINPUT, "No child processes") \
    X(EAGAIN, EX_TEMPFAIL, "Resource temporarily unavailable") \
    X(ENOMEM, EX_OSERR, "Cannot allocate memory") \
    X(EACCES, EX_NOPERM, "Permission denied") \
    X(EFAULT, EX_OSERR, "Bad address") \
    X(ENOTBLK, EX_DATAERR, "Block device required") \
    X(EBUSY, EX_TEMPFAIL, "Device or resource busy") \
    X(EEXIST, EX_CANTCREAT, "File exists") \
    X(EXDEV, EX_CANTCREAT, "Invalid cross-device link") \
    X(ENODEV, EX_NOINPUT, "No such device") \
    X(ENOTDIR, EX_NOINPUT, "Not a directory") \
    X(EISDIR, EX_CANTCREAT, "Is a directory") \
    X(EINVAL, EX_DATAERR, "Invalid argument") \
    X(ENFILE, EX_OSERR, "Too many open files in system") \
    X(EMFILE, EX_OSERR, "Too many open files") \
    X(ENOTTY, EX_DATAERR, "Inappropriate ioctl for device") \
    X(ETXTBSY, EX_CANTCREAT, "Text file busy") \
    X(EFBIG, EX_IOERR, "File too large") \
    X(ENOSPC, EX_IOERR, "No space left on device") \
    X(ESPIPE, EX_DATAERR, "Illegal seek") \
    X(EROFS, EX_CANTCREAT, "Read-only file system") \
    X(EMLINK, EX_CANTCREAT, "Too many links") \
    X(EPIPE, EX_IOERR, "Broken pipe") \
    X(EDOM, EX_DATAERR, "Numerical argument out of domain") \
    X(ERANGE, EX_DATAERR, "Numerical result out of range") \
    X(EDEADLK, EX_TEMPFAIL, "Resource deadlock avoided") \
    X(ENAMETOOLONG, EX_DATAERR, "File name too long") \
    X(ENOLCK, EX_OSERR, "No locks available") \
    X(ENOSYS, EX_UNAVAILABLE, "Function not implemented") \
    X(ENOTEMPTY, EX_CANTCREAT, "Directory not empty") \
    X(ELOOP, EX_NOINPUT, "Too many levels of symbolic links") \
    X(ENOMSG, EX_OSERR, "No message of desired type") \
    X(EIDRM, EX_OSERR, "Identifier removed") \
    X(ECHRNG, EX_OSERR, "Channel number out of range") \
    X(EL2NSYNC, EX_OSERR, "Level 2 not synchronized") \
    X(EL3HLT, EX_OSERR, "Level 3 halted") \
    X(EL3RST, EX_OSERR, "Level 3 reset") \
    X(ELNRNG, EX_OSERR, "Link number out of range") \
    X(EUNATCH, EX_OSERR, "Protocol driver not attached") \
    X(ENOCSI, EX_OSERR, "No CSI structure available") \
    X(EL2HLT, EX_OSERR, "Level 2 halted") \
    X(EBADE, EX_OSERR, "Invalid exchange") \
    X(EBADR, EX_OSERR, "Invalid request descriptor") \
    X(EXFULL, EX_OSERR, "Exchange full") \
    X(ENOANO, EX_OSERR, "No anode") \
    X(EBADRQC, EX_OSERR, "Invalid request code") \
    X(EBADSLT, EX_OSERR, "Invalid slot") \
    X(EBFONT, EX_OSERR, "Bad font file format") \
    X(ENOSTR, EX_OSERR, "Device not a stream") \
    X(ENODATA, EX_DATAERR, "No data available") \
    X(ETIME, EX_OSERR, "Timer expired") \
    X(ENOSR, EX_OSERR, "Out of streams resources") \
    X(ENONET, EX_OSERR, "Machine is not on the network") \
    X(ENOPKG, EX_OSERR, "Package not installed") \
    X(EREMOTE, EX_OSERR, "Object is remote") \
    X(ENOLINK, EX_OSERR, "Link has been severed") \
    X(EADV, EX_OSERR, "Advertise error") \
    X(ESRMNT, EX_OSERR, "Srmount error") \
    X(ECOMM, EX_OSERR, "Communication error on send") \
    X(EPROTO, EX_PROTOCOL, "Protocol error") \
    X(EMULTIHOP, EX_OSERR, "Multihop attempted") \
    X(EDOTDOT, EX_OSERR, "RFS specific error") \
    X(EBADMSG, EX_OSERR, "Bad message") \
    X(EOVERFLOW, EX_DATAERR, "Value too large for defined data type") \
    X(ENOTUNIQ, EX_OSERR, "Name not unique on network") \
    X(EBADFD, EX_OSERR, "File descriptor in bad state") \
    X(EREMCHG, EX_OSERR, "Remote address changed") \
    X(ELIBACC, EX_OSERR, "Can not access a needed shared library") \
    X(ELIBBAD, EX_OSERR, "Accessing a corrupted shared library") \
    X(ELIBSCN, EX_OSERR, ".lib section in a.out corrupted") \
    X(ELIBMAX, EX_OSERR, "Attempting to link in too many shared libraries") \
    X(ELIBEXEC, EX_OSERR, "Cannot exec a shared library directly") \
    X(EILSEQ, EX_DATAERR, "Invalid or incomplete multibyte or wide character") \
    X(ERESTART, EX_OSERR, "Interrupted system call should be restarted") \
    X(ESTRPIPE, EX_OSERR, "Streams pipe error") \
    X(EUSERS, EX_OSERR, "Too many users") \
    X(ENOTSOCK, EX_DATAERR, "Socket operation on non-socket") \
    X(EDESTADDRREQ, EX_OSERR, "Destination address required") \
    X(EMSGSIZE, EX_OSERR, "Message too long") \
    X(EPROTOTYPE, EX_OSERR, "Protocol wrong type for socket") \
    X(ENOPROTOOPT, EX_OSERR, "Protocol not available") \
    X(EPROTONOSUPPORT, EX_OSERR, "Protocol not supported") \
    X(ESOCKTNOSUPPORT, EX_OSERR, "Socket type not supported") \
    X(EOPNOTSUPP, EX_UNAVAILABLE, "Operation not supported") \
    X(EPFNOSUPPORT, EX_OSERR, "Protocol family not supported") \
    X(EAFNOSUPPORT, EX_OSERR, "Address family not supported by protocol") \
    X(EADDRINUSE, EX_OSERR, "Address already in use") \
    X(EADDRNOTAVAIL, EX_OSERR, "Cannot assign requested address") \
    X(ENETDOWN, EX_OSERR, "Network is down") \
    X(ENETUNREACH, EX_OSERR, "Network is unreachable") \
    X(ENETRESET, EX_OSERR, "Network dropped connection on reset") \
    X(ECONNABORTED, EX_OSERR, "Software caused connection abort") \
    X(ECONNRESET, EX_IOERR, "Connection reset by peer") \
    X(ENOBUFS, EX_OSERR, "No buffer space available") \
    X(EISCONN, EX_OSERR, "Transport endpoint is already connected") \
    X(ENOTCONN, EX_OSERR, "Transport endpoint is not connected") \
    X(ESHUTDOWN, EX_OSERR, "Cannot send after transport endpoint shutdown") \
    X(ETOOMANYREFS, EX_OSERR, "Too many references: cannot splice") \
    X(ETIMEDOUT, EX_TEMPFAIL, "Connection timed out") \
    X(ECONNREFUSED, EX_OSERR, "Connection refused") \
    X(EHOSTDOWN, EX_OSERR, "Host is down") \
    X(EHOSTUNREACH, EX_OSERR, "No route to host") \
    X(EALREADY, EX_OSERR, "Operation already in progress") \
    X(EINPROGRESS, EX_OSERR, "Operation now in progress") \
    X(ESTALE, EX_IOERR, "Stale file handle") \
    X(EUCLEAN, EX_OSERR, "Structure needs cleaning") \
    X(ENOTNAM, EX_OSERR, "Not a XENIX named type file") \
    X(ENAVAIL, EX_OSERR, "No XENIX semaphores available") \
    X(EISNAM, EX_OSERR, "Is a named type file") \
    X(EREMOTEIO, EX_OSERR, "Remote I/O error") \
    X(EDQUOT, EX_IOERR, "Disk quota exceeded") \
    X(ENOMEDIUM, EX_OSERR, "No medium found") \
    X(EMEDIUMTYPE, EX_OSERR, "Wrong medium type") \
    X(ECANCELED, EX_OSERR, "Operation canceled") \
    X(ENOKEY, EX_OSERR, "Required key not available") \
    X(EKEYEXPIRED, EX_OSERR, "Key has expired") \
    X(EKEYREVOKED, EX_OSERR, "Key has been revoked") \
    X(EKEYREJECTED, EX_OSERR, "Key was rejected by service") \
    X(EOWNERDEAD, EX_OSERR, "Owner died") \
    X(ENOTRECOVERABLE, EX_OSERR, "State not recoverable") \
    X(ERFKILL, EX_OSERR, "Operation not possible due to RF-kill") \
    X(EHWPOISON, EX_OSERR, "Memory page has hardware error")

#endif
