import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkHeadPairs } from '../internal/checks/checkHeadPairs';
import { checkLogitPairs } from '../internal/checks/checkLogitPairs';
import { checkNonNegative } from '../internal/checks/checkNonNegative';
import { checkOptions } from '../internal/checks/checkOptions';
import { fusedOp } from '../internal/fusedOp';
import { flooredLog } from '../internal/numerics/flooredLog';
import { iicPointwiseLoss } from '../internal/numerics/iicPointwiseLoss';
import { softmaxGradient } from '../internal/numerics/softmaxGradient';
import { symmetrizedJoint } from '../internal/symmetrizedJoint';

/** The options of `iicLoss`. */
export interface IicLossOptions<WithStatistics extends boolean = false> {
  /** The weight w of both marginal entropies, 0 or more; 1, which is mutual information, unless given. */
  readonly entropyWeight?: number;
  /** Whether to return a record of what the loss is made of, and not the loss alone; false unless given. */
  readonly statistics?: WithStatistics;
}

/** What the loss of one head is made of, in nats. */
export interface IicStatistics {
  /** What is optimized: the weighted value. */
  readonly loss: Scalar;
  /** `I(z; z')`, whatever the weight. */
  readonly mutualInformation: Scalar;
  /** `H(z)`: `ceiling` where all clusters are of one size, 0 where there is one. */
  readonly marginalEntropy: Scalar;
  /** `H(z | z')`: 0 where one view tells the cluster of the other. */
  readonly conditionalEntropy: Scalar;
  /** P of `iicJoint`. */
  readonly joint: Tensor2D;
  /** `log classes`, which neither information nor entropy exceeds. */
  readonly ceiling: number;
}

/** What the mean loss of several heads is made of. */
export interface IicHeadStatistics {
  /** The mean over the heads. */
  readonly loss: Scalar;
  /** Those of each head, in the order of the logits. */
  readonly heads: readonly IicStatistics[];
}

/** The scalar, or the record that `statistics` asks for, for one head or for several. */
export type IicResult<
  Logits extends Tensor | readonly Tensor[],
  WithStatistics extends boolean,
> = WithStatistics extends true
  ? Logits extends readonly Tensor[]
    ? IicHeadStatistics
    : IicStatistics
  : Scalar;

/** The loss of one head. */
function lossOf(logits: Tensor, pairedLogits: Tensor, entropyWeight: number): Scalar {
  const [pairs, classes] = logits.shape as [number, number];
  const composite = tf.customGrad((...args) => {
    const [logits, pairedLogits, save] = args as unknown as [Tensor, Tensor, tf.GradSaveFunc];
    const probs = tf.softmax(logits);
    const pairedProbs = tf.softmax(pairedLogits);
    const joint = symmetrizedJoint(probs, pairedProbs);
    save([probs, pairedProbs, joint]);
    return {
      value: tf.sub(
        tf.sum(tf.mul(joint, iicPointwiseLoss(joint, entropyWeight))),
        (2 * entropyWeight - 2) * Math.log(classes),
      ),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [probs, pairedProbs, joint] = saved as [Tensor, Tensor, Tensor];
        // The derivative to P differs from this by a constant, which drops out: rows of
        // probabilities sum to 1.
        const toJoint = tf.mul(iicPointwiseLoss(joint, entropyWeight), tf.div(dy, pairs));
        return [
          softmaxGradient(probs, tf.matMul(pairedProbs, toJoint)),
          softmaxGradient(pairedProbs, tf.matMul(probs, toJoint)),
        ];
      },
    };
  });
  return fusedOp('IicLoss', { logits, pairedLogits }, { entropyWeight }, () =>
    composite(logits, pairedLogits),
  ) as Scalar;
}

/** What a loss is made of. Entropies are relative to `log classes`, where training starts. */
function statisticsOf(loss: Scalar, logits: Tensor, pairedLogits: Tensor): IicStatistics {
  const joint = symmetrizedJoint(tf.softmax(logits), tf.softmax(pairedLogits));
  const ceiling = Math.log(joint.shape[0]);
  const marginal = tf.sum(joint, 1);
  const deficit = tf.sum(tf.mul(marginal, flooredLog(tf.mul(marginal, joint.shape[0]))));
  const mutualInformation = tf.neg<Scalar>(tf.sum(tf.mul(joint, iicPointwiseLoss(joint, 1))));
  const marginalEntropy = tf.sub<Scalar>(ceiling, deficit);
  const conditionalEntropy = tf.sub<Scalar>(marginalEntropy, mutualInformation);
  return { loss, mutualInformation, marginalEntropy, conditionalEntropy, joint, ceiling };
}

/**
 * Negative mutual information between the cluster assignments of paired examples: the loss of
 * invariant information clustering.
 *
 * Formula: `-sum_ij P_ij (log P_ij - w log P_i - w log P_j)` with P of `iicJoint`, its row sums P_i
 * and the entropy weight w. It equals `H(z, z') - 2 w H(z)`; at w = 1, `-I(z; z')`.
 *
 * Shape: `logits` and `pairedLogits` are `[pairs, classes]`, or arrays of those, one for each head of
 * a network, each with classes of its own. The result is a scalar, for the batch as a whole: it is no
 * mean over examples, and small batches bias it downwards. That of several heads is their mean.
 *
 * Range: `[-log classes, 0]` nats at w = 1. The lower bound is reached by certain, balanced and
 * matching assignments; 0 by independent ones, such as uniform or all in one cluster.
 *
 * Numerics: inside logarithms only, P is raised to the smallest normal float32, so that `p log p` is
 * 0 where p underflows; nothing is added to P or clipped from it, and value and gradient are finite
 * for any finite logits.
 *
 * Gradient: to both arguments, `w log P_i + w log P_j - log P_ij` (the derivative to P, up to a
 * constant that softmax ignores) through the two products and softmax, in closed form.
 *
 * @param logits unnormalized log-probabilities of the clusters, float32, any finite value; an array for
 * several heads
 * @param pairedLogits the same for the other view of each example
 * @param options `entropyWeight` (1): above 1 it favours clusters of equal size; `statistics` (false)
 * @returns nats, a scalar; with `statistics`, a record of the loss, the unweighted information, both
 * entropies, the joint distribution and the ceiling `log classes`, and of several heads
 * `{ loss, heads }`
 * @throws TypeError if the shapes or the numbers of heads differ, a rank is not 2, the batch is empty, a
 * dtype is wrong or an option is unknown
 * @throws RangeError if `entropyWeight` is negative or not finite
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { iicLoss } from 'variate';
 *
 * const logits = tf.tensor2d([[50, 0], [0, 50]]);
 * iicLoss(logits, logits).print(); // -0.6931471, minus log 2
 *
 * const { heads } = iicLoss([logits], [logits], { entropyWeight: 10, statistics: true });
 * heads[0]?.mutualInformation.print(); // 0.6931471
 * ```
 * @see Ji, Henriques and Vedaldi 2019, Invariant Information Clustering, section 3.1 (the weight is
 * `lamb` in the authors' code), https://arxiv.org/abs/1807.06653. Fixture: float64 torch, in log space.
 */
export function iicLoss<
  Logits extends Tensor | readonly Tensor[],
  WithStatistics extends boolean = false,
>(
  logits: Logits,
  pairedLogits: Logits,
  options: IicLossOptions<WithStatistics> = {},
): IicResult<Logits, WithStatistics> {
  const several = checkHeadPairs('iicLoss', logits, pairedLogits);
  for (const { first, second } of several.pairs) checkLogitPairs('iicLoss', first, second);
  checkOptions('iicLoss', options, ['entropyWeight', 'statistics']);
  const { entropyWeight = 1, statistics = false } = options;
  checkNonNegative('iicLoss', 'entropyWeight', entropyWeight, 'At 1 it is mutual information.');

  const results = (): Scalar | IicStatistics | IicHeadStatistics => {
    const losses = several.pairs.map(({ first, second }) => lossOf(first, second, entropyWeight));
    const [only] = losses as [Scalar];
    const loss = several.isList ? tf.div<Scalar>(tf.addN(losses), losses.length) : only;
    if (!statistics) return loss;
    const heads = several.pairs.map(({ first, second }, head) =>
      statisticsOf(losses[head] as Scalar, first, second),
    );
    return several.isList ? { loss, heads } : (heads[0] as IicStatistics);
  };
  return tf.tidy(results as () => tf.TensorContainer) as IicResult<Logits, WithStatistics>;
}
