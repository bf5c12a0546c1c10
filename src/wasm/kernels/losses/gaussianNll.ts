import { elementwiseLoss } from './elementwiseLoss';

/** The Gaussian negative log-likelihood. */
export const gaussianNll = /* @__PURE__ */ elementwiseLoss('GaussianNll', [
  {
    inputs: ['target', 'mean', 'logVar'],
    kernel: 'gaussianNll',
    stored: 2,
    derivatives: { target: { is: 0 }, mean: { is: 0, sign: -1 }, logVar: { is: 1 } },
  },
]);
