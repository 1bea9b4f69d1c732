# Values at the very edge of what is accepted: one step further is something else.
load ../helper

@test "an integer that overflows in the multiplication or in the addition alone is out of range" {
    for number in 99999999999999999999 18446744073709551616 16777216T 36893488147419103233; do
        fails 64 "xos: truncate: length: '$number' is not in range" xos truncate f "$number"
    done
}

@test "the smallest 64-bit integer is an integer, one less is out of range" {
    fails 65 "xos: lseek: fd:0: Invalid argument [EINVAL]" xos lseek 0 -9223372036854775808 0 </etc/passwd
    fails 64 "xos: lseek: pos: '-9223372036854775809' is not in range" xos lseek 0 -9223372036854775809 0 </etc/passwd
}

@test "JSON escapes the first and the last byte that is not UTF-8, DEL, overlong forms and surrogates" {
    touch $'\x80' $'\xff' $'\x7f' $'\xc1\xbf' $'\xed\xa0\x80'
    run -0 bash -c "xos listdir . --json | tr -d '[]' | tr , '\n' | LC_ALL=C sort"
    [[ $output == '"\u007f"
"\udc80"
"\udcc1\udcbf"
"\udced\udca0\udc80"
"\udcff"' ]]
}
