import { elementwiseLoss } from './elementwiseLoss';

/** The Gaussian negative log-likelihood. */
export const gaussianNll = /* @__PURE__ */ elementwiseLoss('GaussianNll', [
  {
    inputs: ['target', 'mean', 'logVar'],
    sum: 'gaussianNllSum',
    map: 'gaussianNllMap',
    derivatives: {
      target: { kernel: 'gaussianNllToTarget' },
      mean: { kernel: 'gaussianNllToTarget', sign: -1 },
      logVar: { kernel: 'gaussianNllToLogVar' },
    },
  },
]);
