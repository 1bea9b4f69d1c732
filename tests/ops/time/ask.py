#!/usr/bin/env python3
"""Asks xos and Python's time module the same questions: ask.py XOS COUNT [SEED].

One `xos sh --json` answers all questions. Prints each difference, and at the end "N questions, N differ"."""
import itertools, json, os, random, re, subprocess, sys, time, warnings
from datetime import datetime, timedelta, timezone

warnings.simplefilter("ignore")
xos, count = sys.argv[1], int(sys.argv[2])
random.seed(int(sys.argv[3]) if len(sys.argv) > 3 else 20240331)
ZONES = """UTC Europe/Berlin Europe/London Europe/Dublin America/New_York America/Sao_Paulo Australia/Lord_Howe
    Asia/Kolkata Asia/Kathmandu Africa/Casablanca Pacific/Apia Pacific/Kiritimati Antarctica/Troll America/St_Johns
    Africa/Monrovia Asia/Tehran Europe/Moscow EST5EDT CET-1CEST,M3.5.0,M10.5.0/3 AEST-10AEDT,M10.1.0,M4.1.0/3
    <+0330>-3:30<+0430>,J79/24,J263/24 <-03>3<-02>,M3.5.0/-2,M10.5.0/-1 NZST-12NZDT,M9.5.0,M4.1.0/3
    UTC0 ABC-5:45:30""".split()
DIRECTIVES = "aAbBcCdDeFgGhHIjklmMnpPrRsStTuUVwWxXyY%"
FIELDS = ("tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst")
asked = different = 0


class Shell:
    """One xsh, a request and an answer a line."""

    def __init__(self):
        self.process = subprocess.Popen([xos, "sh", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL)
        self.waiting = []

    def ask(self, words, expected, key=lambda value: value):
        self.process.stdin.write(" ".join("'%s'" % word for word in words).encode() + b"\n")
        self.waiting.append((words, expected, key))
        if len(self.waiting) >= 200:
            self.collect()

    def collect(self):
        global asked, different
        self.process.stdin.flush()
        for words, expected, key in self.waiting:
            answer = json.loads(self.process.stdout.readline().decode("utf-8", "surrogateescape"))
            got = key(answer["value"]) if "value" in answer else answer["error"]["exit"]
            asked += 1
            if got != expected:
                different += 1
                print(words, "xos:", got, "Python:", expected, answer if "error" in answer else "")
        self.waiting = []


shell = Shell()


def parts(record):
    return tuple(record[name] for name in FIELDS)


def parts_and_zone(record):
    return parts(record) + (record["tm_zone"], record["tm_gmtoff"])


def instants(zone, number):
    """Random and notable times; none before 1970 in zones by rules, where glibc takes all years for 1970."""
    rules = "," in zone
    for _ in range(number):
        span = random.choice((2**31, 2**32, 2**33, 60 * 86400 * 365))
        yield random.randrange(86400 * 2 if rules else -span, span)
    yield from (2**31, 2**31 - 1, 2**32, 253402300799, 253402300800)
    if not rules:
        yield from (0, -1, 1, -2**31, -62135596800, -62167219201)


def use(zone):
    os.environ["TZ"] = zone
    time.tzset()


def ask_conversions(zone, number):
    for seconds in instants(zone, number):
        local = time.localtime(seconds)
        shell.ask(
            ["localtime", str(seconds), "--tz", zone], tuple(local) + (local.tm_zone, local.tm_gmtoff), parts_and_zone
        )
        shell.ask(["ctime", str(seconds), "--tz", zone], time.ctime(seconds))
        shell.ask(["gmtime", str(seconds)], tuple(time.gmtime(seconds)), parts)
        shell.ask(["strftime", "%Z%z %s %c", "@%d" % seconds, "--tz", zone], time.strftime("%Z%z %s %c", local))
    for name, value in (("timezone", time.timezone), ("altzone", time.altzone), ("daylight", time.daylight)):
        shell.ask([name, "--tz", zone], value)
    shell.ask(["tzname", "--tz", zone], time.tzname, lambda record: (record["standard"], record["dst"]))


def ask_mktime(zone, number):
    for seconds in instants(zone, number):
        local = list(time.localtime(seconds))
        if random.random() < 0.3:
            local[random.randrange(1, 6)] += random.randrange(-100, 100)
        if random.random() < 0.5:
            local[8] = -1
        tuple_ = tuple(local)
        text = ",".join(map(str, tuple_))
        # between two instants glibc chooses by what it converted before; the manual says the first
        instant = time.mktime(tuple_)
        twice = any(
            time.localtime(instant + span)[:6] == time.localtime(instant)[:6]
            for span in (-7200, -3600, -1800, 1800, 3600, 7200)
        )
        if "," in zone and instant < 0:
            continue
        if twice and (local[8] < 0 or time.localtime(instant)[8] == time.localtime(instant - 7200)[8]):
            continue
        shell.ask(["mktime", text, "--tz", zone], time.mktime(tuple_), float)


def random_tuple():
    year = random.choice((random.randrange(1900, 2100), random.randrange(-3000, 12000), random.randrange(0, 130)))
    day = datetime(2000 + year % 400, 1, 1) + timedelta(days=random.randrange(366), seconds=random.randrange(86400))
    fields = list(day.timetuple())
    fields[0] = year
    return fields


def ask_strftime(number):
    use("UTC")
    for _ in range(number):
        fields = random_tuple()
        fields[6], fields[8] = random.randrange(7), 0
        format = ""
        for _ in range(random.randrange(1, 6)):
            letter = random.choice(DIRECTIVES)
            spec = random.choice(("", "", "", "_", "-", "0", "^", "#"))
            if letter in "cDFrRTxXntpPs%":
                spec = random.choice(("", "^")) if letter in "crpZ" else ""
            elif random.random() < 0.2:
                spec += str(random.randrange(1, 9))
            format += "%" + spec + letter + random.choice((" ", "", "x", "é"))
        text = ",".join(map(str, fields))
        shell.ask(["strftime", format, text, "--tz", "UTC"], time.strftime(format, tuple(fields)))
        shell.ask(["asctime", text, "--tz", "UTC"], time.asctime(tuple(fields)))


FORMATS = ("%Y-%m-%d %H:%M:%S", "%d/%b/%Y:%H:%M:%S %z", "%a %b %d %H:%M:%S %Y", "%c", "%x %X", "%A, %d. %B %Y %I:%M %p",
           "%Y %j", "%Y %U %w", "%Y %W %u", "%G-W%V-%u", "%y%m%d%H%M%S", "%m%d%y", "%H%M%S.%f", "%j %y", "%Y%m%d %Z",
           "%d%m", "%I%p", "%b%d", "%S%M%H", "%%%Y%%", "%z", "%H:%M:%S.%f%z")


def parsed(text, format):
    try:
        result = time.strptime(text, format)
        return tuple(result) + (result.tm_zone and result.tm_zone.upper(), result.tm_gmtoff)
    except ValueError:
        return 65


def is_other(text, format, expected):
    """Where xos reads what Python does not: years with a sign, blanks that are missing; and the other way round:
    offsets of a day and more, days and weeks that the year lacks."""
    signed = re.search(r"[-+]\d", text) and ("%Y" in format or "%c" in format) and "%z" not in format
    blank = len(time.strftime(format, (2000, 1, 10, 0, 0, 0, 0, 10, 0)).split()) > len(text.split())
    offset = "%z" in format and re.search(r"[-+](2[4-9]|[3-9])", text)
    week = "%V" in format and re.search("(?i)-w0?0-", text)
    day = expected != 65 and expected[7] > 365
    return text.startswith("-") or signed or blank or offset or week or day


def ask_strptime(number):
    for _ in range(number):
        format = random.choice(FORMATS)
        fields = random_tuple()
        fields[0] = random.randrange(1000, 9999)
        fields[2] = min(fields[2], 28)
        zone = timezone(timedelta(minutes=random.randrange(-1439, 1439)))
        moment = datetime(*fields[:6], random.randrange(10**6), zone)
        text = moment.strftime(format.replace("%Z", "UTC"))
        if random.random() < 0.5:
            for _ in range(random.randrange(1, 3)):
                place = random.randrange(len(text) + 1)
                text = (
                    text[:place]
                    + random.choice(("", "0", "7", "x", ":", "-", text[place : place + 1].upper()))
                    + text[place + random.randrange(2) :]
                )
        if random.random() < 0.2:
            text = text.swapcase() if "%z" not in format else text
        expected = parsed(text, format)
        if is_other(text, format, expected):
            continue
        shell.ask(["strptime", text, format, "--tz", "UTC"], expected,
                  lambda record: parts(record) + (record["tm_zone"], record["tm_gmtoff"]))


for zone in ZONES:
    use(zone)
    ask_conversions(zone, count // len(ZONES) + 1)
    ask_mktime(zone, count // len(ZONES) + 1)
ask_strftime(count)
ask_strptime(count)
shell.collect()
print("%d questions, %d differ" % (asked, different))
