#!/usr/bin/env python3
"""Asks xos and Python's zoneinfo for local times around changes of offset: ask_zones.py XOS COUNT|all.

Prints each difference, and at the end "N questions, N differ"."""
import json, random, subprocess, sys, zoneinfo
from datetime import datetime, timedelta, timezone

xos, wanted = sys.argv[1], sys.argv[2]
random.seed(1968)
names = sorted(name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("right/"))
if wanted != "all":
    names = random.sample(names, int(wanted))
epoch = datetime(1970, 1, 1, tzinfo=timezone.utc)
asked = different = 0


def seconds_of(moment):
    return (moment - epoch) // timedelta(seconds=1)


def changes(zone):
    """Instants of changes from 1900 to 2100, found by halving between months that differ."""
    facts = lambda second: (lambda local: (local.utcoffset(), local.tzname(), bool(local.dst())))(
        (epoch + timedelta(seconds=second)).astimezone(zone))
    start, end = -2208988800, 4102444800
    step = 86400 * 20
    for low in range(start, end, step):
        high = low + step
        while facts(low) != facts(high):
            left, right = low, high
            while right - left > 1:
                middle = (left + right) // 2
                if facts(middle) == facts(left):
                    left = middle
                else:
                    right = middle
            yield right
            low = right


def check(what, got, expected):
    global asked, different
    asked += 1
    if got != expected:
        different += 1
        print(what, "xos:", got, "Python:", expected)


for name in names:
    zone = zoneinfo.ZoneInfo(name)
    found = list(changes(zone))
    questions, expected = [], []
    for second in found:
        for at in (second - 1, second):
            local = (epoch + timedelta(seconds=at)).astimezone(zone)
            questions.append("strftime '%%F %%T %%::z %%Z' '@%d' --tz %s" % (at, name))
            offset = int(local.utcoffset().total_seconds())
            expected.append(
                "%s %s%02d:%02d:%02d %s"
                % (
                    local.strftime("%Y-%m-%d %H:%M:%S"), "+-"[offset < 0], abs(offset) // 3600, abs(offset) // 60 % 60,
                    abs(offset) % 60, local.tzname(),
                )
            )
        before = (epoch + timedelta(seconds=second - 1)).astimezone(zone).replace(tzinfo=None)
        for span in (-1800, 1800):
            for fold in (0, 1):
                naive = before + timedelta(seconds=span)
                aware = naive.replace(tzinfo=zone, fold=fold)
                instant = seconds_of(aware.astimezone(timezone.utc))
                gap = (epoch + timedelta(seconds=instant)).astimezone(zone).replace(tzinfo=None) != naive
                questions.append(
                    "mktime '%s' --fold %d --gap %s --tz %s"
                    % (naive.isoformat(), fold, ("before", "after")[fold], name)
                )
                expected.append(float(instant))
    answer = subprocess.run([xos, "sh", "--json"], input="\n".join(questions) + "\n", text=True, capture_output=True)
    for question, line, value in zip(questions, answer.stdout.splitlines(), expected):
        check(question, json.loads(line).get("value"), value)
print("%d questions, %d differ" % (asked, different))
