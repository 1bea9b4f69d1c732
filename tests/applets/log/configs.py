#!/usr/bin/env python3
"""Compares what xlog check and Python's logging.config accept: every value of the lists below at every place of a
configuration that both accept. xlog also refuses values of another type than the documented one, and takes null for a
member that is not there."""
import copy
import json
import logging.config
import os
import subprocess
import sys

BASE = {
    "version": 1,
    "formatters": {"f": {"format": "%(message)s", "datefmt": "%H", "style": "%"}},
    "filters": {"n": {"name": "a"}},
    "handlers": {
        "s": {
            "class": "logging.StreamHandler", "stream": "ext://sys.stdout", "level": "INFO", "formatter": "f",
            "filters": ["n"],
        },
        "f": {"class": "logging.FileHandler", "filename": "f.log", "mode": "a"},
        "w": {"class": "logging.handlers.WatchedFileHandler", "filename": "w.log"},
        "r": {"class": "logging.handlers.RotatingFileHandler", "filename": "r.log", "maxBytes": 100, "backupCount": 2},
        "t": {
            "class": "logging.handlers.TimedRotatingFileHandler", "filename": "t.log", "when": "midnight",
            "interval": 2, "utc": True,
        },
        "m": {"class": "logging.handlers.MemoryHandler", "capacity": 5, "target": "s", "flushLevel": "ERROR"},
        "d": {"class": "logging.handlers.DatagramHandler", "host": "localhost", "port": 9021},
        "y": {"class": "logging.handlers.SysLogHandler", "address": ["localhost", 5140], "facility": "local0"},
        "z": {"class": "logging.NullHandler"},
    },
    "loggers": {"a": {"level": "DEBUG", "handlers": ["s"], "propagate": False, "filters": ["n"]}},
    "root": {"level": "WARNING", "handlers": ["s", "z"]},
    "disable_existing_loggers": False,
}
VALUES = [None, 0, 1, 30, "x", "INFO", "s", "n", True, [], ["s"], ["x"], {}]
# What the documentation says may stand there; Python takes other values too, and fails when the first record comes.
NUMBER, TEXT, LIST, OBJECT = (int,), (str,), (list,), (dict,)
TYPES = {
    "format": TEXT, "datefmt": TEXT, "style": TEXT, "name": TEXT, "stream": (), "filename": TEXT, "mode": TEXT,
    "maxBytes": NUMBER, "backupCount": NUMBER, "interval": NUMBER, "utc": (bool,), "capacity": NUMBER, "host": TEXT,
    "port": NUMBER, "facility": TEXT + NUMBER, "address": TEXT + LIST, "propagate": (bool,), "level": TEXT + NUMBER,
    "flushLevel": TEXT + NUMBER, "disable_existing_loggers": (bool,), "handlers": LIST + OBJECT,
    "filters": LIST + OBJECT, "when": TEXT, "target": TEXT, "formatter": TEXT, "version": NUMBER,
}
# Values of that type which only fail when a record comes: unknown names, a text without a field.
LATER = {"format", "datefmt", "facility", "address", "target", "mode", "flushLevel"}
# Python iterates an object as it does a list; opens what exists with mode x; a period or a capacity of 0 means nothing.
KNOWN = {("filters", "{}"), ("handlers", "{}"), ("mode", "'x'"), ("interval", "0"), ("capacity", "0")}


def places(value, path=()):
    yield path
    if isinstance(value, dict):
        for key in value:
            yield from places(value[key], path + (key,))


def changed(path, value):
    config = copy.deepcopy(BASE)
    at = config
    for key in path[:-1]:
        at = at[key]
    if value is Ellipsis:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return config


def accept_python(config):
    try:
        logging.config.dictConfig(copy.deepcopy(config))
        return True
    except Exception:
        return False


def accept_xlog(config):
    with open("config.json", "w") as file:
        json.dump(config, file)
    result = subprocess.run(["xlog", "check", "config.json"], stderr=subprocess.PIPE)
    assert result.returncode in (0, 78), (result, config)
    return result.returncode == 0, result.stderr.decode()


def main():
    count = differences = 0
    for path in list(places(BASE))[1:]:
        for value in VALUES + [Ellipsis]:
            config = changed(path, value)
            count += 1
            python = accept_python(config)
            xlog, message = accept_xlog(config)
            kinds = TYPES.get(path[-1], OBJECT)
            typed = isinstance(value, kinds) and isinstance(value, bool) == (kinds == (bool,))
            if xlog == python or (python and (not typed or path[-1] in LATER)) or (xlog and value is None) or (
                    path[-1], repr(value)) in KNOWN:
                continue
            differences += 1
            print(path, value, "python", python, "xlog", xlog, message, end="\n")
    print(f"{count} configurations, {differences} differences", flush=True)


main()
os._exit(0)
