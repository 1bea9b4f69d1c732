# fish completion for xos and its applets: the words come from `xos --complete`; where it has none, fish completes files.
function __xos_has_words
    set -l last (string unescape -- (commandline -ct); or commandline -ct) # no quote may be open for that
    set -g __xos_words (xos --complete (commandline -opc) $last 2>/dev/null)
    set -q __xos_words[1]
end
for name in xos xstat xwalk xspawn xenv xurandom xsched xattr-tool xsh
    complete -c $name -n __xos_has_words -f -a '$__xos_words'
end
