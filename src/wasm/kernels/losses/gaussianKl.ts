import { elementwiseLoss } from './elementwiseLoss';

/** The divergence between Gaussians: to N(0, I), and to a prior with parameters of its own. */
export const gaussianKl = /* @__PURE__ */ elementwiseLoss('GaussianKl', [
  {
    inputs: ['mean', 'logVar', 'priorMean', 'priorLogVar'],
    kernel: 'gaussianKlToPrior',
    stored: 3,
    derivatives: {
      mean: { is: 1 },
      logVar: { is: 0 },
      priorMean: { is: 1, sign: -1 },
      priorLogVar: { is: 2 },
    },
  },
  {
    inputs: ['mean', 'logVar'],
    kernel: 'gaussianKl',
    stored: 1,
    derivatives: { mean: { is: 'mean' }, logVar: { is: 0 } },
  },
]);
