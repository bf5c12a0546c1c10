// Classifiers: generative, by class densities and class means.
export {
  fitGaussianClassifier,
  type GaussianClassifierOptions,
} from './classifier/fitGaussianClassifier';
export {
  fitNearestCentroid,
  type NearestCentroidClassifier,
  type NearestCentroidOptions,
} from './classifier/fitNearestCentroid';
export { gaussianClassifierFromJSON } from './classifier/gaussianClassifierFromJSON';
export {
  type GaussianStatistics,
  type GaussianStatisticsOptions,
  gaussianStatistics,
} from './classifier/gaussianStatistics';
export { gaussianStatisticsFromJSON } from './classifier/gaussianStatisticsFromJSON';
export type { GaussianClassifierJSON } from './classifier/modelToJSON';
export type { ClassMoments, ScatterForm } from './classifier/moments/classMoments';
export type { GaussianStatisticsJSON } from './classifier/moments/momentsToJSON';
export type {
  CovarianceForm,
  GaussianClassDiagnostics,
  MultivariateGaussianClassifier,
} from './classifier/multivariateGaussianClassifier';
export type { ClassLabels } from './classifier/readLabels';

// Divergences: KL(q || p) and kin.
export { gaussianKl } from './divergence/gaussianKl';

// Information: mutual information, entropy.
export { iicJoint } from './information/iicJoint';
export { type IicLossOptions, iicLoss } from './information/iicLoss';

// What all functions share.
export type { DiagonalGaussian } from './internal/diagonalGaussian';
export type { RandomKey, RandomKeys } from './internal/key';
export type { LossOptions, ReducedLoss, Reduction } from './internal/reduction';
export type { LikelihoodOptions } from './internal/targetRepeats';

// Likelihoods: -log p(x | parameters).
export { bernoulliNll } from './likelihood/bernoulliNll';
export { categoricalNll } from './likelihood/categoricalNll';
export { gaussianNll } from './likelihood/gaussianNll';

// Marginalization: sums over discrete latents.
export { type EnumeratedLabels, enumerateLabels } from './marginalization/enumerateLabels';
export { foldLabels } from './marginalization/foldLabels';
export { marginalizeLabels } from './marginalization/marginalizeLabels';
// Optimizers.
export { type AdamOptimizer, type AdamOptions, adam } from './optimizer/adam';

// Sampling: keys, variates, pathwise samples.
export { randomKey } from './sampling/randomKey';
export { type RandomNormalOptions, randomNormal } from './sampling/randomNormal';
export { randomPermutation } from './sampling/randomPermutation';
export { type RandomUniformOptions, randomUniform } from './sampling/randomUniform';
export { type ReparameterizeOptions, reparameterize } from './sampling/reparameterize';
export { splitKey } from './sampling/splitKey';
