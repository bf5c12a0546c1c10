import { elementwiseLoss } from './elementwiseLoss';

/** The Bernoulli negative log-likelihood. */
export const bernoulliNll = /* @__PURE__ */ elementwiseLoss('BernoulliNll', [
  {
    inputs: ['target', 'logits'],
    sum: 'bernoulliNllSum',
    map: 'bernoulliNllMap',
    derivatives: {
      target: { kernel: 'inputAsDerivative', inputs: ['logits'], sign: -1 },
      logits: { kernel: 'bernoulliNllToLogits' },
    },
  },
]);
