// What all functions share.
export type { DiagonalGaussian } from './internal/diagonalGaussian';
export type { RandomKey, RandomKeys } from './internal/key';
export type { LossOptions, ReducedLoss, Reduction } from './internal/reduction';

// Likelihoods: -log p(x | parameters).
export { bernoulliNll } from './likelihood/bernoulliNll';

// Sampling: keys, variates, pathwise samples.
export { randomKey } from './sampling/randomKey';
export { type RandomNormalOptions, randomNormal } from './sampling/randomNormal';
export { randomPermutation } from './sampling/randomPermutation';
export { type RandomUniformOptions, randomUniform } from './sampling/randomUniform';
export { type ReparameterizeOptions, reparameterize } from './sampling/reparameterize';
export { splitKey } from './sampling/splitKey';
