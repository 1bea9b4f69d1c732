# Encodings, error handlers and line ends beside Python's, and the encodings of iconv(3) beside iconv(1).
load ../helper

# cases N: so many, or ten times as many if FULL is set.
cases() {
    echo $((${FULL:+10 * }$1))
}

@test "xio copy gives Python's bytes for every encoding, handler and newline mode, cut anywhere" {
    needs python3
    run --separate-stderr timeout 600 python3 "$top/tests/value/codec.py" "$XOS_BUILD/xio" "$(cases 900)" 20261129
    printf '%s\n' "$output"
    [[ $status == 0 && $output =~ ^[1-9][0-9]*" questions, 0 differ"$ ]]
}

@test "the encodings of iconv are converted as iconv(1) converts them" {
    needs python3 iconv
    xio copy --from koi8-r </dev/null || skip "this build does not use iconv"
    cat >ask.py <<'EOF'
import random, subprocess
rng, questions, refused, differ = random.Random(7), 0, 0, 0

def convert(option, name, data):  # the bytes; None if iconv of this build's C library lacks the encoding
    done = subprocess.run(["xio", "copy", option, name], input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    lacks = done.returncode == 69 and b"iconv(3) of its C library lacks it" in done.stderr
    return None if lacks else done.stdout

texts = {
    "cp1252": "äé€ß", "iso8859-2": "łżä", "iso8859-15": "€äŠ", "koi8-r": "привет", "cp866": "мир", "mac-roman": "äé",
    "shift_jis": "日本語ｱ", "euc-jp": "日本語", "iso-2022-jp": "日本語", "gb18030": "中文😀", "big5": "中文", "euc-kr": "한국어",
    "utf-7": "aä€+",
}
for name, letters in texts.items():
    for _ in range(6):
        text = "".join(rng.choice(letters + "abc \n") for _ in range(rng.choice([1, 9, 3000])))
        read, written = convert("--from", name, text.encode(name)), convert("--to", name, text.encode())
        questions += 2
        refused += (read is None) + (written is None)
        if (read is not None and read.decode() != text) or (written is not None and written.decode(name) != text):
            differ += 1
            print(name, repr(text[:50]), read, written)
print(questions, "questions,", refused, "refused,", differ, "differ")
EOF
    if xio copy --from utf-7 </dev/null 2>message; then # glibc has them all
        succeeds "156 questions, 0 refused, 0 differ" python3 ask.py
    else
        grep -qF 'utf-7 is not in this build (iconv(3) of its C library lacks it)' message
        run python3 ask.py
        [[ $output =~ ^"156 questions, "[1-9][0-9]?" refused, 0 differ"$ ]] || { echo "$output"; return 1; }
    fi
}

@test "an encoding of iconv may be cut at any byte" {
    needs python3
    xio copy --from koi8-r </dev/null || skip "this build does not use iconv"
    cat >ask.py <<'EOF'
import socket, subprocess
for name, text in {"shift_jis": "a日本ｱb", "gb18030": "中😀x", "iso-2022-jp": "a日本b", "utf-7": "ä€x"}.items():
    data = text.encode(name)
    if subprocess.run(["xio", "copy", "--from", name], input=b"", stderr=subprocess.DEVNULL).returncode == 69:
        continue
    for cut in range(1, len(data)):
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        process = subprocess.Popen(["xio", "copy", "--from", name], stdin=theirs, stdout=subprocess.PIPE)
        theirs.close()
        ours.send(data[:cut])
        ours.send(data[cut:])
        ours.close()
        out = process.communicate()[0]
        if out.decode() != text:
            print(name, cut, out)
EOF
    succeeds "" python3 ask.py
}
