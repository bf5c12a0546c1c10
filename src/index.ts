// Augmentation: random views of images.
export { addNoise, type NoiseOptions } from './augmentation/addNoise';
export { adjustContrast, type ContrastOptions } from './augmentation/adjustContrast';
export { type BinarizeOptions, binarizeImages } from './augmentation/binarizeImages';
export { type CropOptions, cropImages } from './augmentation/cropImages';
export { type FlipOptions, flipImages } from './augmentation/flipImages';
export { type Augmentation, pairedViews, type ViewPipeline } from './augmentation/pairedViews';
export { type WarpOptions, warpImages } from './augmentation/warpImages';

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

// Divergences: KL(q || p) and kin.
export { gaussianKl } from './divergence/gaussianKl';

// Information: mutual information, entropy.
export { categoricalEntropy } from './information/categoricalEntropy';
export { type ClusterUsage, clusterUsage } from './information/clusterUsage';
export { iicJoint } from './information/iicJoint';
export {
  type IicHeadStatistics,
  type IicLossOptions,
  type IicResult,
  type IicStatistics,
  iicLoss,
} from './information/iicLoss';
export {
  type IicSegmentationLossOptions,
  iicSegmentationLoss,
} from './information/iicSegmentationLoss';
export { mutualInformation } from './information/mutualInformation';

// What all functions share.
export type { DiagonalGaussian } from './internal/diagonalGaussian';
export type { RandomKey, RandomKeys } from './internal/key';
export type { ClassLabels } from './internal/reading/readLabels';
export type { LossOptions, ReducedLoss, Reduction } from './internal/reduction';
export type { LikelihoodOptions } from './internal/targetRepeats';

// Latent space: what is used of it, and what lies in it.
export { type ActiveUnits, type ActiveUnitsOptions, activeUnits } from './latent/activeUnits';
export { type InterpolateOptions, interpolate } from './latent/interpolate';
export { klPerDimension } from './latent/klPerDimension';
export { type ManifoldGridOptions, manifoldGrid } from './latent/manifoldGrid';
export { type TraverseOptions, traverse } from './latent/traverse';

// Likelihoods: -log p(x | parameters).
export { bernoulliNll } from './likelihood/bernoulliNll';
export { categoricalNll } from './likelihood/categoricalNll';
export { gaussianNll } from './likelihood/gaussianNll';
export { squaredErrorNll } from './likelihood/squaredErrorNll';

// Marginalization: sums over discrete latents.
export { type EnumeratedLabels, enumerateLabels } from './marginalization/enumerateLabels';
export { foldLabels } from './marginalization/foldLabels';
export { marginalizeLabels } from './marginalization/marginalizeLabels';
export { adjustedMutualInformation } from './metrics/adjustedMutualInformation';
export { adjustedRandIndex } from './metrics/adjustedRandIndex';
// Metrics: judging clusters.
export { type ClassOverlap, classOverlap } from './metrics/classOverlap';
export { clusteringAccuracy } from './metrics/clusteringAccuracy';
export { type ConfusionOptions, confusionMatrix } from './metrics/confusionMatrix';
export { knnAccuracy } from './metrics/knnAccuracy';
export { type ClusterMatching, type MatchOptions, matchClusters } from './metrics/matchClusters';
export type { NeighbourOptions } from './metrics/neighbours/neighbourLabels';
export { normalizedMutualInformation } from './metrics/normalizedMutualInformation';
export { type TrustworthinessOptions, trustworthiness } from './metrics/trustworthiness';
export { type VMeasure, vMeasure } from './metrics/vMeasure';

// Optimizers.
export { type AdamOptimizer, type AdamOptions, adam } from './optimizer/adam';

// Sampling: keys, variates, pathwise samples.
export { balancedSubset } from './sampling/balancedSubset';
export { randomKey } from './sampling/randomKey';
export { type RandomNormalOptions, randomNormal } from './sampling/randomNormal';
export { randomPermutation } from './sampling/randomPermutation';
export { type RandomUniformOptions, randomUniform } from './sampling/randomUniform';
export { type ReparameterizeOptions, reparameterize } from './sampling/reparameterize';
export { splitKey } from './sampling/splitKey';

// Schedules: numbers that change over the steps of a training.
export { type RampOptions, type RampShape, ramp } from './schedule/ramp';
