# Faults: a sample of tests/fault/inject.py; FULL=1 tries them all.
load helper

@test "a failed system call never passes for success and has its status and name" {
    needs strace python3
    XOS_BUILD=$XOS_BUILD run python3 "$BATS_TEST_DIRNAME/fault/inject.py"
    echo "$output"
    [[ $status -eq 0 ]]
}
