/**
 * Which build of the kernels runs. Relaxed SIMD multiplies and adds in one instruction, rounding
 * once; SIMD128 takes two.
 */
export type KernelVariant = 'simd128' | 'relaxed-simd';
