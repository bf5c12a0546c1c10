import { elementwiseLoss } from './elementwiseLoss';

/** The Bernoulli negative log-likelihood. */
export const bernoulliNll = /* @__PURE__ */ elementwiseLoss('BernoulliNll', [
  {
    inputs: ['target', 'logits'],
    kernel: 'bernoulliNll',
    stored: 1,
    derivatives: { target: { is: 'logits', sign: -1 }, logits: { is: 0 } },
  },
]);
