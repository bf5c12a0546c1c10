// What all functions share.
export type { DiagonalGaussian } from './internal/diagonalGaussian';
export type { LossOptions, ReducedLoss, Reduction } from './internal/reduction';

// Likelihoods: -log p(x | parameters).
export { bernoulliNll } from './likelihood/bernoulliNll';
