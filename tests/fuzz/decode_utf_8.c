/* SPDX-License-Identifier: MIT */
/* Fuzz target: any bytes are decoded from utf-8 without fault, cut or whole: see decode.h. */
#include "decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    decode_check("utf-8", data, size);
    return 0;
}
