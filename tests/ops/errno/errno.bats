# Module errno: names, numbers, messages, exit statuses and exceptions; the numbers of other architectures.
load ../../helper

@test "a name, a number and a message each find the record, in capitals or not" {
    record=$'name=ENOENT\nnumber=2\nmessage=\'No such file or directory\'\naliases=\nexit=66\nexception=FileNotFoundError'
    for word in ENOENT enoent errno.ENOENT 2 0x2 'No such file or directory' 'no such FILE or directory'; do
        succeeds "$record" xos errno "$word"
    done
}

@test "several operands give a record each, in their order" {
    local again="name=EAGAIN number=11 message='Resource temporarily unavailable' aliases=EWOULDBLOCK exit=75"
    succeeds "$again exception=BlockingIOError
name=EPERM number=1 message='Operation not permitted' aliases= exit=77 exception=PermissionError" \
        xos errno EWOULDBLOCK 1
    succeeds '{"name":"EIO","number":5,"message":"Input/output error","aliases":null,"exit":74,"exception":"OSError"}' \
        xos errno --json EIO
}

@test "without an operand all 131 are listed in the order of their numbers" {
    xos errno --json >all
    needs jq
    [[ $(wc -l <all) == 131 ]]
    jq .number all | sort -n -c
    succeeds EHWPOISON jq -rs '.[-1].name' all
}

@test "an invalid errno is status 65, and nothing is printed for the other arguments" {
    fails 65 "xos: errno: no such errno: 'ENOENTT' (did you mean ENOENT?)" xos errno EPERM ENOENTT
    for word in 0 -1 41 58 134 99999999999999999999 '' 'No such file'; do
        fails 65 "xos: errno: no such errno: '$word'" xos errno "$word"
    done
    fails 65 "xos: errno: no errno matches" xos errno --search 'no such words'
    fails 65 "xos: errorcode: no such errno: '41'" xos errorcode 41
}

@test "an errno of another system is status 69 and says which platform has it" {
    fails 69 "xos: errno: EQFULL: documented, but not on this platform: exists on macOS" xos errno EQFULL
    fails 69 "xos: strerror: EAUTH: documented, but not on this platform: exists on BSD and macOS" xos strerror EAUTH
    fails 69 "xos: const: ELOCKUNMAPPED: documented, but not on this platform: exists on Solaris" \
        xos const ELOCKUNMAPPED
}

@test "search finds words of names, messages and exceptions; with a status or an exception, those that have both" {
    succeeds "name=EACCES number=13 message='Permission denied' aliases= exit=77 exception=PermissionError" \
        xos errno --search DENIED
    needs jq
    named() { xos errno --json "$@" | jq -r .name | xargs; }
    succeeds "EINTR EAGAIN EBUSY EDEADLK ETIMEDOUT" named --exit EX_TEMPFAIL
    succeeds "EINTR EAGAIN EBUSY EDEADLK ETIMEDOUT" named --exit 75
    succeeds "EPIPE ESHUTDOWN" named --exception BrokenPipeError
    succeeds "EPIPE" named --exception brokenpipeerror --exit 74
    succeeds "EAGAIN EALREADY EINPROGRESS" named --search blocking
    fails 64 "xos: errno: --search, --exit and --exception take no operands" xos errno --exit 75 EINTR
}

@test "errorcode gives names by number" {
    succeeds ENOENT xos errorcode 2
    succeeds EOPNOTSUPP xos errorcode 95
    [[ $(xos errorcode | wc -l) == 131 && $(xos errorcode | head -n 2) == $'1=EPERM\n2=ENOENT' ]]
    succeeds EDEADLK xsh -c 'names = errorcode; print $names.35'
}

@test "strerror takes names, and several at once" {
    succeeds $'No such file or directory\nPermission denied\nResource temporarily unavailable' \
        xos strerror ENOENT 13 EWOULDBLOCK
    succeeds '["Success","Unknown error 41"]' xos strerror --json 0 41
    fails 65 "xos: strerror: no such errno: 'ENOENTT' (did you mean ENOENT?)" xos strerror ENOENTT
    fails 64 "xos: strerror: code: '2x' is not an integer" xos strerror 1 2x
}

@test "the locale changes nothing" {
    LC_ALL=de_DE.UTF-8 LANGUAGE=de succeeds "No such file or directory" xos strerror ENOENT
}

@test "the exit status of each errno is the one that the inventory has" {
    needs jq
    xos errno --json | jq -r '[.name, .exit] | @tsv' >have
    tail -n +2 "$top/tests/spec/errno.tsv" | sed -nE 's/^(E[A-Z0-9]+)\t.*\] .*\. exit ([0-9]+).*/\1\t\2/p' |
        grep -vE '^(EWOULDBLOCK|EDEADLOCK|ENOTSUP)[[:blank:]]' | sort >wanted
    sort have | cmp - wanted
}

@test "numbers, names and exceptions are Python's" {
    needs python3 jq
    xos errno --json >ours
    succeeds "130 compared" python3 -c '
import errno, json
count = 0
for line in open("ours"):
    ours = json.loads(line)
    number = getattr(errno, ours["name"], None)
    if number is None:
        continue
    theirs = number, type(OSError(number, "")).__name__
    if theirs != (ours["number"], ours["exception"]):
        print(ours, theirs)
    if errno.errorcode[number] not in [ours["name"]] + (ours["aliases"] or "").split():
        print(ours, errno.errorcode[number])
    count += 1
print(count, "compared")'
}

# of_arch ARCH: its numbers, a name and a number a line; both names where there are two, except ENOTSUP, which no kernel
# has.
of_arch() {
    xos errno --arch "$1" --json | jq -r '.number as $n | (.name, (.aliases // empty | split(" ")[])) | "\(.) \($n)"' |
        grep -v '^ENOTSUP ' | sort
}

# of_header FOLDER: the same from the kernel's headers in an include folder.
of_header() {
    cpp -dM -nostdinc -I "$1" "$1/asm/errno.h" | awk '$1 == "#define" && $2 ~ /^E[A-Z0-9]+$/ { value[$2] = $3 }
        END {
            for (name in value) {
                number = value[name]
                while (number in value)
                    number = value[number]
                print name, number
            }
        }' | sort
}

@test "the numbers of other architectures are those of the kernel's headers" {
    needs jq
    numbers=$top/tests/ops/errno/numbers.tsv column=2
    for arch in alpha mips parisc powerpc sparc; do
        tail -n +2 "$numbers" | cut -f "1,$column" --output-delimiter=' ' | sort >wanted
        of_arch "$arch" | diff - wanted
        for folder in /usr/"${arch/parisc/hppa}"*-linux-gnu*/include; do
            [[ ! -e $folder/asm/errno.h ]] || of_header "$folder" | join - <(cut -d' ' -f1 wanted) | diff - wanted
        done
        column=$((column + 1))
    done
    ((column == 7))
}

@test "an architecture that is not known is a usage error" {
    fails 64 \
        "xos: errno: arch: unknown architecture 'vax' (mips, sparc, alpha, parisc, powerpc and generic are the different ones)" \
        xos errno --arch vax
    succeeds "$(xos errno --arch generic)" xos errno --arch x86_64
}
