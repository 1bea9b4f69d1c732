# SPDX-License-Identifier: MIT
"""A client of `xos sh --json`: one process that makes system calls for this one.

    from xos import Xos
    with Xos() as xos:
        fd = xos.open("data", "O_RDWR|O_CREAT", 0o644)
        xos.pwrite(fd, b"hello", 0)
        print(xos.stat("data", follow_symlinks=False)["st_size"])

An attribute is an operation; positional arguments are its arguments, keyword arguments its options. Texts are file
names (surrogateescape), bytes are bytes. A failure raises XosError, an OSError with errno, strerror, filename and exit.
"""
import base64
import json
import subprocess


class XosError(OSError):
    def __init__(self, error):
        super().__init__(error.get("errno"), error["message"], error.get("path"))
        self.op, self.exit = error.get("op"), error["exit"]


def encode(value):
    """An argument as the request has it."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return {"bytes": base64.b64encode(bytes(value)).decode()}
    if isinstance(value, (list, tuple)):
        return [encode(item) for item in value]
    return value


def decode(value):
    """A value as Python has it: bytes are {"text": ...} or {"bytes": ...} in a reply."""
    if isinstance(value, list):
        return [decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"bytes"}:
        return base64.b64decode(value["bytes"])
    if set(value) == {"text"}:
        return value["text"].encode("utf-8", "surrogateescape")
    return {name: decode(item) for name, item in value.items()}


class Xos:
    """A session; its variables, descriptors and directory live as long as it does."""

    def __init__(self, program="xos", **popen):
        self.process = subprocess.Popen(
            [program, "sh", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, **popen
        )
        self.next_id, self.replies = 0, {}

    def submit(self, op, *args, timeout=None, run_async=False, **options):
        """Sends a request; result() takes its id. With run_async it runs in a child, and later ones do not wait for it."""
        self.next_id += 1
        request = {"id": self.next_id, "op": op, "args": [encode(arg) for arg in args]}
        if options:
            request["options"] = {name: encode(value) for name, value in options.items()}
        if timeout is not None:
            request["timeout"] = timeout
        if run_async:
            request["async"] = True
        self.process.stdin.write(json.dumps(request).encode() + b"\n")
        self.process.stdin.flush()
        return self.next_id

    def result(self, number):
        """The value of a request; waits for its reply."""
        while number not in self.replies:
            line = self.process.stdout.readline()
            if not line:
                raise EOFError("xos has ended")
            reply = json.loads(line)
            self.replies[reply["id"]] = reply
        reply = self.replies.pop(number)
        if "error" in reply:
            raise XosError(reply["error"])
        return decode(reply["value"])

    def call(self, op, *args, **options):
        return self.result(self.submit(op, *args, **options))

    def __getattr__(self, op):
        if op.startswith("__"):
            raise AttributeError(op)
        return lambda *args, **options: self.call(op, *args, **options)

    def close(self):
        """Ends the session. Its exit status."""
        self.process.stdin.close()
        self.process.stdout.close()
        return self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
