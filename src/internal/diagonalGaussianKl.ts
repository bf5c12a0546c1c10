import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkDiagonalGaussian } from './checks/checkDiagonalGaussian';
import { checkSameShape } from './checks/checkSameShape';
import type { DiagonalGaussian } from './diagonalGaussian';
import { elementwiseLoss } from './elementwiseLoss';
import { expMinusTangent } from './numerics/expMinusTangent';
import type { LossOptions, ReducedLoss, Reduction } from './reduction';

/** The fused kernel: it takes `priorMean` and `priorLogVar` as optional inputs. */
const kernelName = 'GaussianKl';

/** The divergence to N(0, I). */
function klToStandardNormal<R extends Reduction>(
  fn: string,
  { mean, logVar }: DiagonalGaussian,
  options: LossOptions<R>,
): ReducedLoss<R> {
  return elementwiseLoss(
    {
      fn,
      kernelName,
      inputs: { mean, logVar },
      value: ({ mean, logVar }) => tf.mul(tf.add(expMinusTangent(logVar), tf.square(mean)), 0.5),
      derivatives: ({ mean, logVar }) => ({ mean, logVar: tf.mul(tf.expm1(logVar), 0.5) }),
    },
    options,
  );
}

/** The divergence to a prior with parameters of its own, differentiable to these as well. */
function klToPrior<R extends Reduction>(
  fn: string,
  { mean, logVar }: DiagonalGaussian,
  prior: DiagonalGaussian,
  options: LossOptions<R>,
): ReducedLoss<R> {
  const standardize = (difference: Tensor, priorLogVar: Tensor): Tensor =>
    tf.mul(difference, tf.exp(tf.mul(priorLogVar, -0.5)));
  return elementwiseLoss(
    {
      fn,
      kernelName,
      inputs: { mean, logVar, priorMean: prior.mean, priorLogVar: prior.logVar },
      value: ({ mean, logVar, priorMean, priorLogVar }) => {
        const distance = standardize(tf.sub(mean, priorMean), priorLogVar);
        const excess = expMinusTangent(tf.sub(logVar, priorLogVar));
        return tf.mul(tf.add(excess, tf.square(distance)), 0.5);
      },
      derivatives: ({ mean, logVar, priorMean, priorLogVar }) => {
        const distance = standardize(tf.sub(mean, priorMean), priorLogVar);
        const pull = standardize(distance, priorLogVar);
        const excess = tf.expm1(tf.sub(logVar, priorLogVar));
        return {
          mean: pull,
          logVar: tf.mul(excess, 0.5),
          priorMean: tf.neg(pull),
          priorLogVar: tf.mul(tf.add(excess, tf.square(distance)), -0.5),
        };
      },
    },
    options,
  );
}

/** The divergence between two diagonal Gaussians, for the function `fn`; see `gaussianKl`. */
export function diagonalGaussianKl<R extends Reduction>(
  fn: string,
  posterior: DiagonalGaussian,
  prior: DiagonalGaussian | undefined,
  options: LossOptions<R>,
): ReducedLoss<R> {
  checkDiagonalGaussian(fn, 'posterior', posterior);
  if (prior === undefined) return klToStandardNormal(fn, posterior, options);
  checkDiagonalGaussian(fn, 'prior', prior);
  checkSameShape(
    fn,
    { 'posterior.mean': posterior.mean, 'prior.mean': prior.mean },
    'A prior shared by the batch has to be spread with tf.add(tf.zerosLike(posterior.mean), …).',
  );
  return klToPrior(fn, posterior, prior, options);
}
