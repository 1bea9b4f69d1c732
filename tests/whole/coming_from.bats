# xos-coming-from(7): each command of xos there does what the command before it does.
load ../helper

prepare() {
    page=$(cd "$top/man" && pwd)/xos-coming-from.7
    # pairs: "DIFFERS<tab>COMMAND<tab>COMMAND OF XOS" a line; DIFFERS is 1 if a sentence says what differs.
    sed -e 's/\\-/-/g; s/\\(dq/"/g; s/\\(aq/'\''/g; s/\\e/\\/g; s/\\&//g' "$page" | awk '
        function put() { if (old) print differs + 0 "\t" old "\t" new; old = "" }
        function words(line) { sub(/^[^"]*"/, "", line); sub(/"$/, "", line); return line }
        /^\.It Li / { put(); old = words($0); new = ""; differs = 0; next }
        /^\.Li / && old && !new { new = words($0); next }
        /^\.(El|Sh)/ { put(); next }
        old { differs = 1 }' >pairs
}

# scene: the files and directories that the page names, in an empty folder named here.
scene() {
    chmod -R u+w here 2>/dev/null || true
    rm -rf here && mkdir -p here/d/sub/deep && cd here || return
    printf hello >f && printf 'a\nb\nc\n' >list && echo 'int x;' >d/a.c
    touch 'd/sub/two words.c' d/sub/deep/.hidden d/old.o
    truncate -s 2M d/big && ln f d/hard && ln -s f link && echo >d/run && chmod +x d/run
    find . -exec touch -h -d 2022-01-01 {} + && touch -d 2020-01-02 d/old.o && touch -d 2021-01-01 f
    setfattr -n user.note -v text f 2>/dev/null || true # a file system without attributes shows none
    cd ..
}

# outcome COMMAND: the lines that it prints, sorted, its status, and the tree that it leaves.
outcome() {
    scene
    (cd here && bash -c "$1" </dev/null 2>../errors | tr -d '\0' | sort && echo "status ${PIPESTATUS[0]}")
    (cd here && find . -printf '%P %y %m %s %l\n' | grep -v '^out/\|^log ' | sort)
}

@test "every command of xos in xos-coming-from(7) gives what the command before it gives, or differs as said" {
    while IFS=$'\t' read -r differs old new; do
        first=${old%% *}
        outcome "$new" >new
        if ((differs)); then
            grep -qxF 'status 0' new || { echo "$new: $(cat errors)" && tail -n 3 new; } >>wrong
        elif command -v "$first" >/dev/null; then
            outcome "$old" >old
            cmp -s old new || { echo "$old" && diff old new | head -n 5; } >>wrong
            equal=$((${equal:-0} + 1))
        else
            grep -qxF 'status 0' new || echo "$new: $(cat errors)" >>wrong
        fi
    done <pairs
    [[ ! -s wrong ]] || { cat wrong; return 1; }
    ((equal > 40)) || { echo "only $equal were compared"; return 1; }
}

@test "xos-coming-from(7) covers every chapter that it promises with at least ten commands" {
    for section in "COREUTILS AND UTIL-LINUX" "FIND AND FD" "PARALLEL AND XARGS" "PYTHON'S OS MODULE"; do
        count=$(sed -n "/^\.Sh $section/,/^\.El/p" "$page" | grep -c '^\.It Li')
        ((count >= 10)) || { echo "$section: $count"; return 1; }
    done
}
