// What the compiled module exports: every kernel that TypeScript calls, one line a family.
export { multiplyAddCeiling } from './ceiling';
export { gemm, gemmWorkspaceBytes } from './gemm/gemm';
export { bernoulliNll } from './losses/bernoulliNll';
export { categoricalNllGradient, categoricalNllSum } from './losses/categoricalNll';
export { gaussianKl, gaussianKlToPrior } from './losses/gaussianKl';
export { gaussianNll } from './losses/gaussianNll';
export { iicPointwise, softmaxRows, softmaxRowsGradient } from './losses/iicLoss';
export {
  reparameterize,
  reparameterizeToLogVar,
  reparameterizeToMean,
  reparameterizeToNoise,
} from './losses/reparameterize';
export { scaleDerivative } from './losses/scaleDerivative';
export { philoxNormal, philoxUniform, variatesWorkspaceBytes } from './random/variates';
export { adamUpdate } from './adamUpdate';
export { copyBlocks } from './arrays/copyBlocks';
export { fillNumbers } from './arrays/fill';
export { firstOutside, gatherRows } from './arrays/gather';
export { repeatBlocks } from './arrays/tile';
export { equal, less, lessEqual, maximum, minimum } from './elementwise/binary';
export { clipByValue } from './elementwise/clipByValue';
export { select } from './elementwise/select';
export { sumAxis, sumAxisWorkspaceBytes } from './elementwise/sumAxis';
export { expMap, expm1Map, log1pMap, logMap, softplusMap, tanhMap } from './elementwise/unary';
export { convolve, convolveWorkspaceBytes } from './convolution/convolve';
export { correlate, correlateWorkspaceBytes } from './convolution/correlate';
export { describePatches, patchesBytes } from './convolution/Patches';
export { reluToInput, squareToInput } from './elementwise/activationsToInput';
export {
  averagePool,
  averagePoolToInput,
  maxPool,
  maxPoolToInput,
  poolWorkspaceBytes,
} from './pooling/pool';
export {
  normalizeRows,
  normalizeRowsGradient,
  normalizeRowsGradientWorkspaceBytes,
} from './normalization/batchNorm';
