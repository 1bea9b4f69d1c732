# xtemplate: the lengths of words.
load ../../helper

@test "each word gives its length, --total the sum" {
    succeeds $'3\n5' xtemplate one three
    succeeds 8 xtemplate -t one three
}

@test "an empty word is a usage error, and the others are still measured" {
    expect 64 3 "xos: xtemplate: an empty operand" xtemplate "" one
}
