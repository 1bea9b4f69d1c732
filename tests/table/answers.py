"""answers.py WORD...: runs xos with the words for each name on standard input, which stands in for {}, and prints what
it answered: a JSON record a line of name, status, out and err. Of a shell's loop each turn would cost several
processes. Standard output is OUT, in the environment: a file for each in turn; none: it is closed; not set: it is told
in out."""
import json, os, subprocess, sys

TO = os.environ.get("OUT")
for name in sys.stdin.read().split():
    words = ["xos", *(word.replace("{}", name) for word in sys.argv[1:])]
    if TO == "none":
        words = ["sh", "-c", 'exec "$@" >&-', "sh", *words]
    out = open(TO, "wb") if TO not in (None, "none") else subprocess.PIPE
    done = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE)
    record = {"name": name, "status": done.returncode, "out": done.stdout or b"", "err": done.stderr}
    print(json.dumps(record, default=lambda text: text.decode(errors="surrogateescape")))
