# xattr-tool --decode: capabilities and ACLs in words and back, beside getcap, setcap, getfacl and setfacl.
load ../../helper

prepare() {
    touch f g
}

# Each skips the test where the file system or a peer lacks what the test is about.
needs_capabilities() {
    needs_root
    needs getcap setcap
    setcap cap_kill=p f 2>/dev/null || skip "this file system has no file capabilities"
}

needs_acls() {
    needs getfacl setfacl
    setfacl -m u:65534:r f 2>/dev/null || skip "this file system has no ACLs"
}

@test "capabilities come out in the words of getcap, and go in by them" {
    needs_capabilities
    while IFS= read -r words; do
        setcap "$words" f
        succeeds "$(getcap f | sed 's/^f //')" xattr-tool get --decode security.capability f
        succeeds "" xattr-tool set security.capability "$words" g
        [[ $(xattr-tool get --hex security.capability f) == "$(xattr-tool get --hex security.capability g)" ]]
    done <<'TABLE'
cap_net_raw=ep
cap_net_bind_service,cap_net_raw+ep
CAP_CHOWN=i
cap_chown=ei
all=ep
=ep
all=ep cap_chown-ep
=p cap_kill-p
=ip cap_kill-i
cap_chown=eip cap_kill+ep
cap_chown,cap_bpf=ip cap_kill+p
cap_chown=ip cap_chown-i+i
63=p
cap_kill=ep 50,51+ep
=
TABLE
    setcap -n 1000 cap_kill=ep f
    succeeds "$(getcap -n f | sed 's/^f //')" xattr-tool get --decode security.capability f
    succeeds "" xattr-tool set security.capability 'cap_chown=p [rootid=77]' g
    succeeds "g cap_chown=p [rootid=77]" getcap -n g
}

@test "ACLs come out in the words of getfacl, and go in by them" {
    needs_acls
    chmod 640 f
    setfacl -m u:65534:rwx,u:12345:x,g:0:r,g:54321:-,o::r f
    wanted=$(getfacl -cE f | sed /^$/d | paste -sd,)
    succeeds "$wanted" xattr-tool get --decode system.posix_acl_access f
    succeeds "" xattr-tool set system.posix_acl_access "$wanted" g
    getfacl -c f | cmp - <(getfacl -c g)
    setfacl -b g
    succeeds "" xattr-tool set --decode --stdin system.posix_acl_access g < <(getfacl f)
    getfacl -c f | cmp - <(getfacl -c g)
    mkdir d e && setfacl -dm u:65534:rx d
    wanted=$(getfacl -cdE d | sed /^$/d | paste -sd,)
    succeeds "$wanted" xattr-tool get --decode system.posix_acl_default d
    getfacl -c d | grep ^default | xattr-tool set --stdin system.posix_acl_default e
    getfacl -c d | cmp - <(getfacl -c e)
    # the mask is made where it is needed, and the order does not matter, as with setfacl
    succeeds "" xattr-tool set system.posix_acl_access 'other:0, g:54321:rx,u::7 ,m::5,g::r,u:12345:w' g
    succeeds "user::rwx,user:12345:-w-,group::r--,group:54321:r-x,mask::r-x,other::---" \
        xattr-tool get --decode system.posix_acl_access g
    xattr-tool set system.posix_acl_access 'u::rw,u:12345:w,g::r,o::-' g
    succeeds "user::rw-,user:12345:-w-,group::r--,mask::rw-,other::---" \
        xattr-tool get --decode system.posix_acl_access g
}

@test "a dump in words is restored to the same bytes, from text and from --json" {
    needs_capabilities
    needs_acls
    setcap cap_net_raw,cap_kill=ep f && xattr-tool set user.k '=ep' f
    xattr-tool dump f >bytes && xattr-tool dump --decode f >words && xattr-tool dump --decode --json f >json
    succeeds $'# file: f
security.capability="cap_kill,cap_net_raw=ep"
system.posix_acl_access="'"$(getfacl -cE f | sed /^$/d | paste -sd,)"$'"
user.k="=ep"' cat words
    grep -qxF '{"path":"f","name":"security.capability","value":{"text":"cap_kill,cap_net_raw=ep"}}' json
    for dump in words json; do
        setcap -r f && setfacl -b f && xattr-tool remove user.k f
        succeeds "" xattr-tool restore $dump
        xattr-tool dump f | cmp - bytes
    done
    succeeds "$(sed 's/: f$/: .\/f/' words | sed 's/\.\///')" xattr-tool dump -R --decode -m . f
    succeeds "cap_kill,cap_net_raw=ep" xattr-tool get --decode security.capability f
}

@test "words that mean nothing are reported with the part that is wrong, and change nothing" {
    xattr-tool set user.k 1 f && xattr-tool dump f >before
    while IFS='|' read -r name words status message; do
        message=${message/SOME/for some of the capabilities (a file has it for all of them or for none)}
        fails "$status" "xos: xattr-tool: VALUE: $message" xattr-tool set "$name" "$words" f
        printf '# file: f\n%s="%s"\n' "$name" "$words" >dump
        fails 65 "xos: xattr-tool: dump: line 2: $message" xattr-tool restore dump
        printf '{"path":"f","name":"%s","value":{"text":"%s"}}\n' "$name" "$words" >dump
        fails 65 "xos: xattr-tool: dump: line 1: $message" xattr-tool restore dump
    done <<'TABLE'
security.capability|cap_foo=ep|64|'cap_foo' is not a capability
security.capability|kill,,chown=p|64|'' is not a capability
security.capability|64=p|64|'64' is not a capability
security.capability|kill|64|'kill' is not NAME,...=FLAGS (flags are e, i, p)
security.capability|+p|64|'+p' is not NAME,...=FLAGS (flags are e, i, p)
security.capability|kill=pz|64|'kill=pz' is not NAME,...=FLAGS (flags are e, i, p)
security.capability|kill=p [rootid=]|64|'[rootid=]' is not [rootid=N]
security.capability|kill=p [rootid=4294967296]|64|'[rootid=4294967296]' is not [rootid=N]
security.capability|kill=ep chown=p|64|'kill=ep chown=p' has e SOME
system.posix_acl_access|u::r,g::r|64|'u::r,g::r' lacks one of user::, group:: and other::
system.posix_acl_access|u::r,g::r,o::r,u::w|64|'u::r,g::r,o::r,u::w' has an entry twice
system.posix_acl_access|u::rz,g::r,o::r|64|'u::rz' is not TAG:NAME:rwx (tags are user, group, mask, other)
system.posix_acl_access|u::r,g::r,o:x:r|64|'o:x:r' is not TAG:NAME:rwx (tags are user, group, mask, other)
system.posix_acl_access|u::r,g::r:,o::r|64|'g::r:' is not TAG:NAME:rwx (tags are user, group, mask, other)
system.posix_acl_access|u::8,g::r,o::r|64|'u::8' is not TAG:NAME:rwx (tags are user, group, mask, other)
system.posix_acl_access|u:4294967295:r|64|'4294967295' is not in the range of ids
system.posix_acl_access|u:nosuch:r|67|'nosuch' is not the name of a user
system.posix_acl_default|g:nosuch:r|67|'nosuch' is not the name of a group
system.posix_acl_access|d:u::r|64|'d:u::r' is an entry for system.posix_acl_default
TABLE
    xattr-tool dump f | cmp - before
    fails 64 "xos: xattr-tool: decode: values of user.k have no form in words" xattr-tool set --decode user.k v f
    fails 64 "xos: xattr-tool: --decode is not an option of list" xattr-tool list --decode f
    fails 64 "xos: xattr-tool: --encoding, --text, --hex, --base64 and --decode exclude each other" \
        xattr-tool dump --decode --hex f
}

@test "values by chance are shown in words as getcap shows them, or in base64, and come back the same" {
    needs_capabilities
    needs_acls
    needs python3
    python3 - <<'PYTHON'
import os, random, struct, subprocess
random.seed(26)
def run(*words, **more):
    return subprocess.run(words, capture_output=True, text=True, check=True, **more).stdout
for i in range(120):
    bits = [random.getrandbits(64) & random.getrandbits(64) & (2**41 - 1 if i % 3 else 2**64 - 1) for _ in range(2)]
    if i % 5 == 0:
        bits[random.randrange(2)] = random.choice([0, 2**41 - 1])
    root = [random.randrange(1, 2**31)] if i % 4 == 0 else []
    words = [(0x03000000 if root else 0x02000000) | random.randrange(2)]
    words += [bits[0] & 0xffffffff, bits[1] & 0xffffffff, bits[0] >> 32, bits[1] >> 32] + root
    os.setxattr("f", "security.capability", struct.pack("<%dI" % len(words), *words))
    shown = run("xattr-tool", "get", "--decode", "security.capability", "f")
    if not shown.startswith("0s"):
        assert "f " + shown == run("getcap", "-n", "f"), (words, shown)
    before = run("xattr-tool", "dump", "f")
    dump = run("xattr-tool", "dump", "--decode", "f")
    os.removexattr("f", "security.capability")
    run("xattr-tool", "restore", input=dump)
    assert run("xattr-tool", "dump", "f") == before, dump
none = 2**32 - 1
for i in range(120):
    named = sorted({(random.choice([2, 8]), random.randrange(70000)) for _ in range(random.randrange(1, 6))})
    entries = [(1, none)] + [e for e in named if e[0] == 2] + [(4, none)] + [e for e in named if e[0] == 8]
    entries += [(16, none), (32, none)]
    value = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", tag, random.randrange(8), id) for tag, id in entries)
    os.setxattr("f", "system.posix_acl_access", value)
    shown = run("xattr-tool", "get", "--decode", "system.posix_acl_access", "f")
    assert shown == run("getfacl", "-cE", "f").strip().replace("\n", ",") + "\n", shown
    run("xattr-tool", "set", "system.posix_acl_access", shown.strip(), "g")
    assert os.getxattr("g", "system.posix_acl_access") == value, shown
PYTHON
}
