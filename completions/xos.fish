# fish completion for xos and its applets: the words come from `xos --complete`, files where it has none.
function __xos_words
    set -l last (string unescape -- (commandline -ct); or commandline -ct) # no quote may be open for that
    set -l words (xos --complete (commandline -opc) $last 2>/dev/null)
    if set -q words[1]
        printf '%s\n' $words
    else
        __fish_complete_path (commandline -ct)
    end
end
for name in xos xstat xwalk xspawn xenv xurandom xsched xattr-tool xsh
    complete -c $name -f -a '(__xos_words)'
end
