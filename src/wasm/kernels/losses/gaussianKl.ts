import { elementwiseLoss } from './elementwiseLoss';

/** The divergence between Gaussians: to N(0, I), and to a prior with parameters of its own. */
export const gaussianKl = /* @__PURE__ */ elementwiseLoss('GaussianKl', [
  {
    inputs: ['mean', 'logVar', 'priorMean', 'priorLogVar'],
    sum: 'gaussianKlToPriorSum',
    map: 'gaussianKlToPriorMap',
    derivatives: {
      mean: { kernel: 'gaussianKlToPriorToMean' },
      logVar: { kernel: 'gaussianKlToPriorToLogVar' },
      priorMean: { kernel: 'gaussianKlToPriorToMean', sign: -1 },
      priorLogVar: { kernel: 'gaussianKlToPriorToPriorLogVar' },
    },
  },
  {
    inputs: ['mean', 'logVar'],
    sum: 'gaussianKlSum',
    map: 'gaussianKlMap',
    derivatives: {
      mean: { kernel: 'inputAsDerivative', inputs: ['mean'] },
      logVar: { kernel: 'gaussianKlToLogVar', inputs: ['logVar'] },
    },
  },
]);
