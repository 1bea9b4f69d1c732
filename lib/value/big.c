/* SPDX-License-Identifier: MIT */
#include "value/big.h"

void big_multiply_add(struct big *big, uint32_t factor, uint32_t carry)
{
    for (size_t i = 0; i < big->count; i++) {
        uint64_t product = (uint64_t)big->limbs[i] * factor + carry;
        big->limbs[i] = (uint32_t)product;
        carry = (uint32_t)(product >> 32);
    }
    if (carry != 0)
        big->limbs[big->count++] = carry;
}

uint32_t big_divide(struct big *big, uint32_t divisor)
{
    uint64_t rest = 0;

    for (size_t i = big->count; i-- > 0;) {
        rest = rest << 32 | big->limbs[i];
        big->limbs[i] = (uint32_t)(rest / divisor);
        rest %= divisor;
    }
    while (big->count > 0 && big->limbs[big->count - 1] == 0)
        big->count--;
    return (uint32_t)rest;
}

/* Returns the largest power of base in 32 bits of which exponent has the factors, and takes them from exponent. */
static uint32_t take_power(uint32_t base, int64_t *exponent)
{
    uint32_t power = 1;

    for (; *exponent > 0 && power <= UINT32_MAX / base; --*exponent)
        power *= base;
    return power;
}

void big_multiply_power(struct big *big, uint32_t base, int64_t exponent)
{
    while (exponent > 0)
        big_multiply_add(big, take_power(base, &exponent), 0);
}

bool big_divide_power(struct big *big, uint32_t base, int64_t exponent)
{
    bool rest = false;

    while (exponent > 0)
        rest = (big_divide(big, take_power(base, &exponent)) != 0) | rest;
    return rest;
}

int64_t big_bits(const struct big *big)
{
    return big->count == 0 ? 0 : (int64_t)big->count * 32 - __builtin_clz(big->limbs[big->count - 1]);
}
