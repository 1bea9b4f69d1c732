# Completion: the words of `xos --complete`, and the shells that ask for them.
load ../helper

prepare() {
    mkdir shims && shims=$PWD/shims
    if [[ -d $XOS_BUILD/completions ]]; then
        cp "$XOS_BUILD"/completions/* shims
    else # an installed program
        share=$XOS_BUILD/../share
        cp "$share/bash-completion/completions/xos" shims/xos.bash
        cp "$share"/zsh/*/_xos "$share/fish/vendor_completions.d/xos.fish" shims
    fi
}

# typed SHELL KEYS: what an interactive shell on a terminal prints when the keys come in.
typed() {
    printf '%s' "$2" | TERM=dumb timeout 20 script -qec "$1" /dev/null | tr -d '\r'
}

@test "operations and applets complete by name, with - for _" {
    succeeds sched_getscheduler xos --complete xos sched-gets
    succeeds xattr-tool xos --complete xos xa
}

@test "options complete, those of the operation and those of all" {
    succeeds --dir-fd xos --complete xos lstat --d
    succeeds $'--no-follow-symlinks\n--null' xos --complete xos chown --n
    succeeds --follow-symlinks xos --complete xos chown --fol
    succeeds "$(xos --complete xos getpid --)" xos --complete xos getpid -
}

@test "an option's value completes, as the next word or after =" {
    succeeds $'--follow-symlinks=no\n--follow-symlinks=yes' xos --complete xos chown --follow-symlinks=
    succeeds stderr xos --complete xos lstat --dir-fd stde
    succeeds stdout xos --complete xos open file O_WRONLY --as stdo
    succeeds --result-fd=stderr xos --complete xos getpid --result-fd=stde
    succeeds $'report\nignore\nabort' xos --complete xwalk --errors ""
    succeeds --encoding=hex xos --complete xattr-tool --encoding=h
}

@test "constants complete, each of several joined by | or a comma" {
    succeeds STATX_BTIME xos --complete xos statx f STATX_BT
    succeeds 'STATX_SIZE|STATX_BTIME' xos --complete xos statx f 'STATX_SIZE|STATX_BT'
    succeeds STATX_SIZE,STATX_BTIME xos --complete xos statx f "'STATX_SIZE,STATX_BT"
    succeeds O_CLOEXEC xos --complete xos const O_CLO
}

@test "signals and users complete" {
    succeeds $'SIGUSR1\nSIGUSR2' xos --complete xos kill 1 SIGUS
    succeeds root xos --complete xos chown f roo
}

@test "xattr-tool's commands and the names of variables complete" {
    succeeds $'list\nget\nset\nremove\ndump\nrestore\ncopy' xos --complete xattr-tool ""
    succeeds $'remove\nrestore' xos --complete xos xattr -R re
    succeeds "" xos --complete xattr-tool list ""
    export XOS_TEST_ONE=1 XOS_TEST_TWO=2
    succeeds $'XOS_TEST_ONE\nXOS_TEST_TWO' bash -c 'xos --complete xos getenv XOS_TEST_ | sort'
    succeeds XOS_TEST_ONE xos --complete xenv HOME XOS_TEST_O
    succeeds XOS_TEST_TWO xos --complete xenv -u XOS_TEST_TW
    succeeds --unsetenv=XOS_TEST_TWO xos --complete xspawn --unsetenv=XOS_TEST_TW
    succeeds "" xos --complete xenv -f XOS_TEST_
    succeeds XOS_TEST_OK env -i "PATH=$PATH" $'XOS_TEST_\nX=' \
        XOS_TEST-X= XOS_TEST_OK= xos --complete xos unsetenv XOS_TEST
}

@test "nothing is said where a file name is wanted, or an argument of a program" {
    succeeds "" xos --complete xos lstat ""
    succeeds "" xos --complete xspawn sh --l
    succeeds "" xos --complete xos umask 077 -- sh --l
    succeeds "" xos --complete xspawn /bin/s
}

@test "programs complete after xspawn, -- and --exec" {
    mkdir bin bin/a-folder && touch bin/a-text && cp "$(type -P true)" bin/a-program
    local PATH=$PWD/bin:$PATH
    for words in "xspawn" "xspawn --pty" "xspawn --" "xos umask 077 --" "xenv A=1 --" "xsched -n 5 --" \
        "xwalk --exec"; do
        succeeds a-program xos --complete $words a-
    done
    succeeds "" xos --complete xos lstat -- a-
}

@test "names that an option or an operand takes complete" {
    while IFS='|' read -r line words; do
        succeeds "$(tr ' ' '\n' <<<"$words")" eval "xos --complete $line"
    done <<'TABLE'
xsched --policy b|batch
xspawn --scheduler SCHED_F|SCHED_FIFO
xstat --fields st_size,st_mo|st_size,st_mode
xwalk --type ""|f d l p s b c
xwalk --xtype f,d|f,d
xwalk --sort s|size
xstat --access R_OK,W|R_OK,W_OK
xstat --statx STATX_BT|STATX_BTIME
xstat --pathconf PC_NAME|PC_NAME_MAX
xenv --sysconf SC_NPROCESSORS_O|SC_NPROCESSORS_ONLN
xenv --confstr CS_GNU_LIBC|CS_GNU_LIBC_VERSION
xattr-tool get security.c|security.capability
xwalk --xattr system.posix_acl_d|system.posix_acl_default
xos getxattr f security.c|security.capability
xspawn --signal SIGUS|SIGUSR1 SIGUSR2
xspawn --ignore-signal TERM,KI|TERM,KILL
xos kill 1 USR|USR1 USR2
xspawn --user roo|root
xwalk --user=roo|--user=root
xspawn --caps kill,sys_ch|kill,sys_chroot
xspawn --halt s|soon,fail=
TABLE
}

@test "attributes that files here have complete" {
    touch f && xattr-tool set user.a-name 1 f 2>/dev/null || skip "this file system has no attributes"
    succeeds user.a-name xos --complete xattr-tool get user.a
    succeeds "" xos --complete xattr-tool list user.a
}

@test "--describe says what the words are" {
    succeeds $'getpid\tReturn the process id of the process itself' xos --describe xos getpi
    succeeds $'--human-readable\tsizes in units' xos --describe xwalk --hu
    succeeds $'SIGTERM\t15' xos --describe xspawn --signal SIGTE
    succeeds root xos --describe xspawn --user roo
}

@test "xos completes its own options, an applet's link the applet's" {
    succeeds --exit-codes xos --complete xos --ex
    succeeds --version xos --complete xstat --vers
}

@test "bash completes names, values after = and constants" {
    bash_words() {
        bash -c 'source "$1/xos.bash"; COMP_WORDS=("${@:2}") COMP_CWORD=$(($# - 2)); _xos; echo "${COMPREPLY[*]}"' _ \
            "$shims" "$@"
    }
    succeeds "getpid" bash_words xos getpi
    succeeds "no yes" bash_words xos chown --follow-symlinks = ""
    succeeds "STATX_SIZE|STATX_BTIME" bash_words xos statx f "'STATX_SIZE|STATX_BT"
}

@test "a tab in an interactive bash completes" {
    needs script
    output=$(typed "bash --norc --noprofile -i" "source $shims/xos.bash"$'\nxos strerr\t2; exit\n')
    [[ $output == *"No such file or directory"* ]]
}

@test "a tab in an interactive zsh completes" {
    needs zsh script
    mkdir functions && cp "$shims/_xos" functions/
    keys="fpath=($PWD/functions \$fpath); autoload -U compinit; compinit -u -D"$'\nxos strerr\t2; exit\n'
    output=$(typed "zsh -f -i" "$keys")
    [[ $output == *"No such file or directory"* ]]
}

@test "zsh completes the parameter after -v, and then the operation" {
    needs zsh script
    mkdir functions && cp "$shims/_xos" functions/
    keys="fpath=($PWD/functions \$fpath); autoload -U compinit; compinit -u -D; descriptor=
        xos() { if [[ \$1 == --describe ]]; then command xos \"\$@\"; else echo \"<\$*>\"; fi; }"
    output=$(typed "zsh -f -i" "$keys"$'\nxos -v descrip\tlsta\t/\nexit\n')
    [[ $output == *"<-v descriptor lstat /"* ]]
}

@test "zsh shows what the words are" {
    needs zsh script
    mkdir functions && cp "$shims/_xos" functions/
    keys="fpath=($PWD/functions \$fpath); autoload -U compinit; compinit -u -D"$'\nxstat --fi\t\t\nexit\n'
    output=$(typed "zsh -f -i" "$keys")
    [[ $output == *"--fields "*"-- these fields only, path among them"* ]]
}

@test "fish completes names, constants and, where there is nothing to say, files" {
    needs fish
    export HOME=$PWD
    fish_words() { fish --no-config -c "source $shims/xos.fish; complete -C '$1'" 2>/dev/null; }
    touch only-file
    succeeds $'getpid\tReturn the process id of the process itself' fish_words "xos getpi"
    succeeds $'STATX_BTIME\t2048' fish_words "xos statx f STATX_BT"
    succeeds $'STATX_SIZE|STATX_BTIME\t2048' fish_words 'xos statx f STATX_SIZE\|STATX_BT'
    succeeds only-file fish_words "xos lstat only"
    touch $'new\nline' 'two words'
    succeeds $'new\nline' fish_words "xos lstat ne"
    succeeds "two words" fish_words 'xos lstat "tw'
}

@test "arguments that are groups complete with groups" {
    succeeds "$(getent group | cut -d: -f1 | grep '^roo')" xos --complete xos chown f root roo
}

@test "modes, times, CPUs and values of xos's own options complete" {
    succeeds S_IRUSR xos --complete xos chmod f S_IRU
    succeeds now xos --complete xos utime f no
    succeeds all xos --complete xos sched_setaffinity 0 a
    succeeds getpid xos --complete xos --result-fd 5 getpi
}
