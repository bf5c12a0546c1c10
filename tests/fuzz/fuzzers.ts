import type { Fuzzers } from './FuzzCase';
import { arrayFuzzers } from './fuzzers/arrays';
import { convolutionFuzzers } from './fuzzers/convolutions';
import { elementwiseFuzzers } from './fuzzers/elementwise';
import { lossFuzzers } from './fuzzers/losses';
import { normalizationFuzzers } from './fuzzers/normalization';
import { poolFuzzers } from './fuzzers/pools';
import { productFuzzers } from './fuzzers/products';
import { windowFuzzers } from './fuzzers/windows';

/** The cases of every kernel that `enableWasmTraining` installs. */
export const fuzzers: Fuzzers = {
  ...productFuzzers,
  ...convolutionFuzzers,
  ...poolFuzzers,
  ...windowFuzzers,
  ...normalizationFuzzers,
  ...elementwiseFuzzers,
  ...arrayFuzzers,
  ...lossFuzzers,
};
