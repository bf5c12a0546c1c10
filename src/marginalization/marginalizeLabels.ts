import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkClassAxis } from '../internal/checks/checkClassAxis';
import { checkRank } from '../internal/checks/checkRank';
import { checkSameShape } from '../internal/checks/checkSameShape';
import { checkTensor } from '../internal/checks/checkTensor';
import { atLargest } from '../internal/numerics/atLargest';
import { softmaxGradient } from '../internal/numerics/softmaxGradient';

/**
 * Loss of examples without labels: the expected loss under the predicted labels, minus the entropy of
 * the prediction.
 *
 * Formula: `sum_y q(y|x) (loss(x, y) + log q(y|x))`, which is `E_q[loss] - H(q)`, with
 * `q = softmax(labelLogits)`. Where `loss(x, y)` bounds `-log p(x, y)`, this bounds `-log p(x)`.
 *
 * Shape: `labelLogits` and `lossPerLabel` are `[batch, classes]`; the result is `[batch]`.
 *
 * Range: nats, from `-log sum_y exp(-loss(x, y))` (reached at `labelLogits = -lossPerLabel`) upwards,
 * and never above the largest loss.
 *
 * Numerics: `log q` comes from the logits, so a class whose probability underflows adds 0. Loss and
 * log-probability are taken relative to the most probable label, so that large losses that differ
 * little, and nearly certain predictions, do not cancel.
 *
 * Gradient: to `labelLogits`, `q (c - sum_y q c)` with `c = loss + log q`; to `lossPerLabel`, `q`.
 *
 * @param labelLogits unnormalized log-probabilities of the label, float32, any finite value
 * @param lossPerLabel the loss of each example under each label, float32, finite; `foldLabels` lays it
 * out
 * @returns nats per example, `[batch]`
 * @throws TypeError if the shapes differ, the rank is not 2, there is no class or a dtype is wrong
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { marginalizeLabels } from 'variate';
 *
 * const labelLogits = tf.tensor2d([[0, 0], [100, 0]]);
 * const lossPerLabel = tf.tensor2d([[2, 4], [2, 4]]);
 * marginalizeLabels(labelLogits, lossPerLabel).print(); // [2.3068528, 2], 3 - log 2 and 2
 * ```
 * @see Kingma et al. 2014, Semi-supervised Learning with Deep Generative Models, equation 7,
 * https://arxiv.org/abs/1406.5298. Fixture: float64 torch, by log_softmax.
 */
export function marginalizeLabels(labelLogits: Tensor, lossPerLabel: Tensor): Tensor1D {
  // A reshape would pass, and mix examples with labels.
  const fold = 'Bring the loss per row to [batch, classes] with foldLabels.';
  for (const [name, tensor] of Object.entries({ labelLogits, lossPerLabel })) {
    checkTensor('marginalizeLabels', name, tensor);
    checkRank('marginalizeLabels', name, tensor, ['batch', 'classes'], fold);
  }
  checkSameShape('marginalizeLabels', { labelLogits, lossPerLabel }, fold);
  checkClassAxis('marginalizeLabels', 'labelLogits', labelLogits);

  const marginalize = tf.customGrad((...args) => {
    const [labelLogits, lossPerLabel, save] = args as unknown as [Tensor, Tensor, tf.GradSaveFunc];
    const probs = tf.softmax(labelLogits);
    // Everything relative to the most probable label: what is left is exact where loss or logits are
    // large, and does not cancel where the prediction is nearly certain.
    const logRatio = tf.sub(labelLogits, tf.max(labelLogits, -1, true));
    const likeliestLoss = atLargest(lossPerLabel, labelLogits);
    const cost = tf.add(tf.sub(lossPerLabel, likeliestLoss), logRatio);
    const likeliestLogProb = tf.neg(tf.log(tf.sum(tf.exp(logRatio), -1)));
    save([probs, cost]);
    return {
      value: tf.addN([
        tf.squeeze(likeliestLoss, [-1]),
        likeliestLogProb,
        tf.sum(tf.mul(probs, cost), -1),
      ]),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [probs, cost] = saved as [Tensor, Tensor];
        const perExample = tf.expandDims(dy, -1);
        return [tf.mul(perExample, softmaxGradient(probs, cost)), tf.mul(perExample, probs)];
      },
    };
  });
  return tf.tidy(() => marginalize(labelLogits, lossPerLabel)) as Tensor1D;
}
