import type { ConformanceCase } from './ConformanceCase';
import { binaryCases } from './cases/binary';
import { convolutionCases, imageCases, poolingCases } from './cases/convolutions';
import { linearAlgebraCases, lossCases, normalizationCases } from './cases/networks';
import { reductionCases } from './cases/reductions';
import { indexingCases, shapeCases } from './cases/shapes';
import { unaryCases } from './cases/unary';

/** Every call that the backends are compared on. */
export const cases: readonly ConformanceCase[] = [
  ...unaryCases,
  ...binaryCases,
  ...reductionCases,
  ...shapeCases,
  ...indexingCases,
  ...convolutionCases,
  ...poolingCases,
  ...imageCases,
  ...normalizationCases,
  ...linearAlgebraCases,
  ...lossCases,
];
