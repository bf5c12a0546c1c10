import { adamUpdate } from './adamUpdate';
import { concat } from './arrays/concat';
import { identity } from './arrays/identity';
import { padV2 } from './arrays/padV2';
import { slice } from './arrays/slice';
import { splitV } from './arrays/splitV';
import { tile } from './arrays/tile';
import { transpose } from './arrays/transpose';
import { batchMatMul } from './batchMatMul';
import { completingRecipes } from './completingRecipes';
import { convolutionRecipes } from './convolution/convolutionRecipes';
import { clipByValue } from './elementwise/clipByValue';
import { comparisons } from './elementwise/comparisons';
import { extrema } from './elementwise/extrema';
import { select } from './elementwise/select';
import { sums } from './elementwise/sums';
import { unaryGradients } from './elementwise/unaryGradients';
import { unaryOps } from './elementwise/unaryOps';
import { fusedMatMul } from './fusedMatMul';
import type { KernelRecipe } from './KernelRecipe';
import { bernoulliNll } from './losses/bernoulliNll';
import { categoricalNll } from './losses/categoricalNll';
import { gaussianKl } from './losses/gaussianKl';
import { gaussianNll } from './losses/gaussianNll';
import { iicLoss } from './losses/iicLoss';
import { reparameterize } from './losses/reparameterize';
import { fusedBatchNorm } from './normalization/fusedBatchNorm';
import { fusedBatchNormGrad } from './normalization/fusedBatchNormGrad';
import { poolingRecipes } from './pooling/poolingRecipes';
import { philoxVariates } from './random/philoxVariates';

/** All kernels that `enableWasmTraining` installs, in the order of its report. */
export const recipes: readonly KernelRecipe[] = [
  batchMatMul,
  fusedMatMul,
  ...convolutionRecipes,
  ...poolingRecipes,
  fusedBatchNorm,
  fusedBatchNormGrad,
  ...unaryGradients,
  ...bernoulliNll,
  ...categoricalNll,
  ...gaussianNll,
  ...gaussianKl,
  ...reparameterize,
  ...iicLoss,
  ...philoxVariates,
  adamUpdate,
  ...unaryOps,
  ...sums,
  clipByValue,
  ...comparisons,
  ...extrema,
  select,
  identity,
  slice,
  splitV,
  concat,
  padV2,
  tile,
  transpose,
  ...completingRecipes,
];
