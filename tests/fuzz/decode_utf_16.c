/* SPDX-License-Identifier: MIT */
/* Fuzz target: any bytes are decoded from utf-16 without fault, cut or whole: see decode.h. */
#include "decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    decode_check("utf-16", data, size);
    return 0;
}
