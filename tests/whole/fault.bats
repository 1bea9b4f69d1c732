# Faults: samples of tests/fault/inject.py and tests/fault/short.py; FULL=1 tries them all.
load ../helper

# no_surprises SCRIPT [OPTION...]: skips where the script says that it cannot work here.
no_surprises() {
    needs python3
    run env XOS_BUILD="$XOS_BUILD" python3 "$top/tests/fault/$1" "${@:2}"
    ((status != 77)) || skip "$output"
    echo "$output"
    [[ $status == 0 && $output == *", 0 surprises" ]]
}

@test "a failed system call never passes for success and has its status and name" {
    no_surprises inject.py
}

@test "a short transfer loses nothing, and is visible if the operation is one call" {
    unsanitized "must be loaded first"
    [[ ${FULL-} == 1 ]] && set -- || set -- --sample
    no_surprises short.py "$@"
}
