import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { describeShape } from '../internal/checks/describe';
import { invalidType } from '../internal/checks/invalidArgument';
import type { DiagonalGaussian } from '../internal/diagonalGaussian';
import { diagonalGaussianKl } from '../internal/diagonalGaussianKl';

/**
 * The divergence from the prior that each latent dimension costs, on average over the examples.
 *
 * Formula: `mean_x KL(q(z_d | x) || p(z_d))` for each dimension d, in the closed form of `gaussianKl`;
 * their sum is the divergence per example.
 *
 * Shape: all parameters have one shape, `[examples, ...latent]`; the result is `[...latent]`.
 *
 * Range: `[0, inf)` nats, zero only where every example's posterior is the prior.
 *
 * Numerics: those of `gaussianKl`: near zero a series keeps the relative accuracy, so a dimension on
 * its way to collapse does not read as a negative number.
 *
 * Gradient: that of `gaussianKl` divided by the number of examples.
 *
 * @param posterior q as `{ mean, logVar }`, float32; `logVar` is the logarithm of the variance
 * @param prior p, likewise; N(0, I) unless given
 * @returns nats for each dimension
 * @throws TypeError if the shapes differ, have no example or a distribution is not such a record
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { klPerDimension } from 'variate';
 *
 * const mean = tf.tensor2d([[1, 0], [-1, 0]]);
 * const logVar = tf.tensor2d([[0, 0], [0, 0]]);
 * klPerDimension({ mean, logVar }).print(); // [0.5, 0]: the second dimension has collapsed
 * ```
 * @see Kingma and Welling 2014, Auto-Encoding Variational Bayes, appendix B,
 * https://arxiv.org/abs/1312.6114. Fixture: torch.distributions.kl_divergence, float64.
 */
export function klPerDimension(posterior: DiagonalGaussian, prior?: DiagonalGaussian): Tensor {
  return tf.tidy(() => {
    const kl = diagonalGaussianKl('klPerDimension', posterior, prior, {
      reduction: 'none',
      batchDims: 0,
    });
    if (!(kl.shape[0] !== undefined && kl.shape[0] > 0)) {
      throw invalidType(
        'klPerDimension',
        'posterior must hold at least one example',
        `posterior.mean ${describeShape(kl.shape)}`,
        'The first axis enumerates examples.',
      );
    }
    return tf.mean(kl, 0);
  });
}
