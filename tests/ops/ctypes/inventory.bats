# Each row of the inventory of ctypes is there in the form that its notes say, or is listed with the reason why it is
# not.
load ../../helper

prepare() {
    xos --list >names
    struct='struct {char a; int b:3; union {short c; char d;};}'
    has_ffi=
    [[ ! -x $XOS_BUILD/libexec/ffi && ! -x $XOS_BUILD/../libexec/xos/ffi ]] || has_ffi=yes
}

# listed NAME WORDS: the name is in the list; called, it is status 69 with those words.
listed() {
    local status=0
    grep -qxF -- "$1" names || return
    xos "$1" >answer 2>&1 </dev/null || status=$?
    ((status == 69)) && grep -qF -- "$2" answer
}

# gives TEXT COMMAND...: what the command prints.
gives() {
    [[ $(timeout 20 "${@:2}" 2>&1) == "$1" ]]
}

# ffi TEXT STATEMENTS: what xsh --ffi prints; a build without libffi answers 69 instead.
ffi() {
    local status=0
    if [[ -n $has_ffi ]]; then
        gives "$1" xsh --ffi -c "$2"
    else
        xsh --ffi -c "$2" >answer 2>&1 || status=$?
        ((status == 69))
    fi
}

# call TEXT ARG...: what xcall prints for a foreign call; 69 without libffi.
call() {
    local status=0
    if [[ -n $has_ffi ]]; then
        gives "$1" xcall "${@:2}"
    else
        xcall "${@:2}" >answer 2>&1 || status=$?
        ((status == 69))
    fi
}

# layout FIELD: a field that xcall layout has for every member.
layout() {
    xcall layout --json "$struct" | grep -q "\"$1\":"
}

# The items whose form is a value, a field or behaviour.
item() {
    case $1 in
        CDLL | LibraryLoader.LoadLibrary | cdll) ffi libm.so.6 'm = cdll libm.so.6; print $m.name' ;;
        PyDLL._name) ffi libm.so.6 'm = cdll libm.so.6; print $m.name' ;;
        PyDLL._handle) ffi '' 'm = cdll -; handle = $m.handle' ;;
        CDLL.__getattr__) call true --has libm.so.6 pow ;;
        _CFuncPtr) ffi 1024 'm = cdll libm.so.6; f = function $m "double pow(double, double)"; call $f 2 10' ;;
        _CFuncPtr.restype) call 1099511627776 - 'long labs(long)' -- -1099511627776 ;;
        _CFuncPtr.argtypes | 'prototype(func_spec)' | CFUNCTYPE) call 2 libm.so.6 'double sqrt(double)' 4 ;;
        _CFuncPtr.errcheck) call 'xos: xcall: open: No such file or directory [ENOENT]' \
            - 'int open(const char *, int)' no/such 0 --fail-if '<0' ;;
        'prototype(address)') ffi 5 \
            'f = function $(addressof $(function $(cdll -) "int abs(int)")) "int (int)"; call $f -5' ;;
        'prototype(callable)') ffi '1 2 3' $'a = new "int [3]" "[3,1,2]"; c = cdll -
            cb = callback "int (const int *, const int *)" \'($1.contents - $2.contents)\'
            call $c "void qsort(void *, size_t, size_t, void *)" $a 3 4 $cb; print $a.value' ;;
        paramflags) call '{"result":2,"errno":0,"args":{"1":"12"}}' --json \
            - 'int snprintf(inout char[4], size_t, const char *, ...)' xxx 4 %d 12 ;;
        use_errno) call '{"result":null,"errno":2,"args":{}}' --json \
            - 'void *fopen(const char *, const char *)' no/such r ;;
        get_errno) ffi '2 ENOENT' \
            'r = call $(cdll -) "int access(const char *, int)" no/such 0; e = $errno; n = get_errno; print $n $e' ;;
        set_errno) ffi 7 'r = set_errno 7; c = cdll -; r = call $c "int abs(int)" 1; get_errno' ;;
        addressof) ffi 1 'b = new int 1; a = addressof $b; c = from_address int $a; print $c.value' ;;
        alignment) gives 4 xos alignment int ;;
        sizeof) gives 12 xos sizeof 'struct {char a; int b; char c;}' ;;
        byref) ffi 'cd' 'b = buffer abcd; c = cdll -; call $c "char *strdup(const char *)" $(byref $b 2)' ;;
        cast) ffi 97 'b = buffer abc; p = cast $b "unsigned char *"; print $p.contents' ;;
        create_string_buffer) ffi 'hi 3 10' \
            'b = buffer hi; c = create_string_buffer hi 10; print $b.value $b.size $c.size' ;;
        create_unicode_buffer) ffi 'hé 12' 'b = create_unicode_buffer hé; print $b.value $b.size' ;;
        memmove) ffi abc 'b = buffer 4; r = memmove $b abc 3; print $b.value' ;;
        memset) ffi xxx 'b = buffer 4; r = memset $b 120 3; print $b.value' ;;
        POINTER | _Pointer) gives "$(xos sizeof long)" xos sizeof 'int *' ;;
        pointer | _Pointer.contents) ffi 5 'i = new int 5; p = pointer $i; print $p.contents' ;;
        _Pointer._type_) ffi 'int *' 'i = new int 5; p = pointer $i; print $p.type' ;;
        string_at) ffi abc 'b = buffer abc; string_at $(addressof $b)' ;;
        wstring_at) ffi aé 'b = create_unicode_buffer aé; wstring_at $b' ;;
        ARRAY | Array) gives 12 xos sizeof 'int [3]' ;;
        Array._length_ | Array._type_) xcall layout --json 'struct {int a[3];}' | grep -qF '"type":"int [3]"' ;;
        ArgumentError) gives "xos: xcall: argument 1: out of range of int (see xcall --help)" xcall \
            - 'int abs(int)' 9999999999 ;;
        _CData.from_buffer_copy) gives 1 xcall unpack uint8_t <(printf '\1') ;;
        _CData.from_address) ffi 5 'i = new int 5; j = from_address int $i.address; print $j.value' ;;
        _CData.in_dll) call 1 --variable - 'int opterr' ;;
        _SimpleCData.value) ffi 5 'i = new int 5; print $i.value' ;;
        _CData | _CData.from_param | _SimpleCData) gives 05000000 xcall pack --hex --endian little int 5 ;;
        Structure | Structure._fields_ | 'bit fields' | CField | util.CFieldInfo) layout offset && layout bit_size ;;
        Structure._pack_ | util.struct) gives 5 xos sizeof $'#pragma pack(1)\nstruct {char a; int b;}' ;;
        Structure._align_) gives 16 xos sizeof 'struct {char a;} __attribute__((aligned(16)))' ;;
        Structure._layout_) gives 12 xos sizeof 'struct {int a:3; int b:30; unsigned char c:4;}' ;;
        Structure._anonymous_) gives '{"x":"1"}' xcall unpack --json 'struct {struct {char x[1];};}' <(printf 1) ;;
        BigEndianStructure | BigEndianUnion) gives 00000102 xcall pack --hex --endian big \
            'union {int a;}' '{"a":258}' ;;
        LittleEndianStructure | LittleEndianUnion) gives 02010000 xcall pack --hex --endian little \
            'union {int a;}' '{"a":258}' ;;
        Union) gives 8 xos sizeof 'union {char a; double b;}' ;;
        variable-length) gives '{"n":1,"s":"abc"}' xcall unpack --json 'struct {uint8_t n; char s[];}' \
            <(printf '\1abc') ;;
        CField.*) layout "${1#*.}" ;;
        syscall) gives "$EUID" xos syscall geteuid ;;
        util.find_library) [[ -n $(xos find_library c) ]] ;;
        util.dllist) [[ -n $(xos dllist $$) ]] ;;
        *) false ;;
    esac
}

@test "every item of ctypes is there in its form, or listed with its reason" {
    local count=0
    while IFS=$'\t' read -r name _ _ _ _ _ _ _ _ notes; do
        count=$((count + 1))
        case $name in
            util.*) bare=${name#*.} ;;
            'callable()') bare=errcheck ;;
            'prototype(vtbl)') bare=prototype.vtbl ;;
            *) bare=$name ;;
        esac
        case $notes in
            '[not here]'* | *'] not here.') listed "$bare" ' not here: ' ;;
            '[row types]'*) listed "$bare" ' not here: ' ;;
            '[--version]'*) listed "${bare^^}" ' not here: ' ;;
            '[unavailable]'*) listed "$bare" ' exists on ' ;;
            '[const'*) gives "$(awk -F '\t' -v n="$name" '$2 == "ctypes" && $1 == n { print $5 }' \
                "$top/tests/spec/sisters-constants.tsv")" xos const "$name" ;;
            '[type]'*) [[ $(xos sizeof "$name") -gt 0 ]] ;;
            *) item "$name" ;;
        esac || { echo "$name: not there as $notes" && touch failed; }
    done < <(tail -n +2 "$top/tests/spec/ctypes.tsv")
    ((count == 152))
    [[ ! -e failed ]]
}
