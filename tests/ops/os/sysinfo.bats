# sysconf, confstr, cpu_count, process_cpu_count, getloadavg.
load ../../helper

@test "a value of sysconf is an integer, and -1 is a value" {
    succeeds "$(getconf PAGESIZE)" xos sysconf SC_PAGESIZE
    succeeds -1 xos sysconf SC_AIO_MAX
    succeeds 1024 xos sysconf --json 60
}

@test "a value of confstr is a text, even if it is empty" {
    succeeds "$(getconf PATH)" xos confstr CS_PATH
    succeeds '""' xos confstr --json CS_XBS5_LP64_OFF64_LIBS
    succeeds "$(getconf GNU_LIBC_VERSION)" xos confstr CS_GNU_LIBC_VERSION
}

@test "an unknown name is a usage error, an unknown number is EINVAL" {
    fails 64 "xos: sysconf: name: unknown name 'SC_NONE' (xos const sysconf_names lists them)" xos sysconf SC_NONE
    fails 64 "xos: confstr: name: unknown name '' (xos const confstr_names lists them)" xos confstr ''
    fails 65 "xos: sysconf: Invalid argument [EINVAL]" xos sysconf 99999
    fails 65 "xos: confstr: Invalid argument [EINVAL]" xos confstr -- -1
    fails 64 "xos: sysconf: missing argument: name" xos sysconf
}

@test "a value that getconf may have to give is there for a caller that ignores SIGCHLD" {
    succeeds 8 bash -c 'trap "" CHLD; exec xos sysconf SC_CHAR_BIT'
}

@test "every name of the dictionaries has an answer, except one that has no value on any system" {
    fails 65 "xos: sysconf: Invalid argument [EINVAL]" xos sysconf SC_EQUIV_CLASS_MAX
    for name in $(xos const sysconf_names | cut -d= -f1 | grep -vx SC_EQUIV_CLASS_MAX); do
        xos sysconf "$name" >value
        [[ -s value ]]
    done
    for name in $(xos const confstr_names | cut -d= -f1); do xos confstr "$name" >value && [[ -s value ]]; done
}

@test "every value is the one that getconf gives" {
    local -A known=()
    while read -r name value; do known[$name]=$value; done < <(getconf -a)
    for name in $(xos const sysconf_names confstr_names | cut -d= -f1 |
        grep -vx -e SC_AVPHYS_PAGES -e SC_EQUIV_CLASS_MAX); do
        short=${name#?S_} short=${short#SC_}
        case $short in GETPW_*) short=NSS_BUFLEN_PASSWD ;; GETGR_*) short=NSS_BUFLEN_GROUP ;; esac
        for spelt in {,_,P,POSIX}"$short"; do [[ ! -v known[$spelt] ]] || break; done
        [[ -v known[$spelt] ]] || continue
        [[ $name == SC_* ]] && operation=sysconf none=-1 || operation=confstr none=
        value=$(xos $operation "$name")
        same=$((same + 1))
        [[ $value == "${known[$spelt]:-$none}" || ($name == SC_ULONG_MAX && $value == -1) ]] ||
            { echo "$name: $value, not ${known[$spelt]}"; return 1; }
    done
    ((same > 100))
}

@test "cpu_count counts the machine's CPUs, process_cpu_count the process's" {
    needs taskset
    all=$(xos cpu_count)
    ((all >= 1))
    first=$(xos sched_getaffinity 0 | head -1)
    succeeds "$all" taskset -c "$first" xos cpu_count
    succeeds 1 taskset -c "$first" xos process_cpu_count
}

@test "getloadavg is a record of three numbers, exact" {
    run xos getloadavg
    [[ $output =~ ^load1=[0-9]+\.[0-9]+$'\n'load5=[0-9]+\.[0-9]+$'\n'load15=[0-9]+\.[0-9]+$ ]]
    run xos getloadavg --json
    [[ $output =~ ^\{\"load1\":[0-9]+\.[0-9]+,\"load5\":[0-9]+\.[0-9]+,\"load15\":[0-9]+\.[0-9]+\}$ ]]
}
