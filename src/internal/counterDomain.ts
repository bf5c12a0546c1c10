/**
 * The most significant word of the Philox counter, one value for each purpose.
 *
 * A counter is `[block, block >> 32, 0, domain]`. Purposes of different domains never share a
 * block, so a child key is not a draw in disguise, and a key that is used by two samplers by
 * mistake does not give them the same words.
 */
export const counterDomain = { split: 1, uniform: 2, normal: 3, permutation: 4 } as const;

export type CounterDomain = (typeof counterDomain)[keyof typeof counterDomain];
