/* SPDX-License-Identifier: MIT */
/* Fuzz target: any bytes are decoded from ascii without fault, cut or whole: see decode.h. */
#include "decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    decode_check("ascii", data, size);
    return 0;
}
