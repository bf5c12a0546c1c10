import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkClassAxis } from '../internal/checks/checkClassAxis';
import { checkRank } from '../internal/checks/checkRank';
import { checkTensor } from '../internal/checks/checkTensor';
import { describeShape } from '../internal/checks/describe';
import { invalidType } from '../internal/checks/invalidArgument';

/** How the clusters of a batch are used. */
export interface ClusterUsage {
  /** The number of clusters there are. */
  readonly clusters: number;
  /** The number of clusters that are the likeliest one of some example. */
  readonly chosen: number;
  /** `exp H(z)`: as many clusters of equal size have the same entropy. 1 where all is in one. */
  readonly effective: number;
  /** `H(z)`, in nats. */
  readonly marginalEntropy: number;
  /** The mean of `H(z | x)`, in nats: 0 where every answer is certain. */
  readonly conditionalEntropy: number;
  /** `log clusters - H(z)`, in nats: 0 where all clusters are of equal size. */
  readonly gap: number;
}

/**
 * Tells whether clusters collapse: how many of them a batch uses, and how evenly and surely.
 *
 * Formula: with `p(z | x) = softmax(l)` and `p(z)` its mean over the batch, `effective = exp H(z)` and
 * `gap = log K - H(z)`.
 *
 * Shape: `logits` is `[batch, clusters]`; the result is a record of plain numbers.
 *
 * Range: `effective` in `[1, clusters]`, entropies in `[0, log clusters]` nats. A collapsed head has an
 * effective number near 1; one that still is at the uniform answer uses all clusters evenly, with a
 * conditional entropy near `log clusters`.
 *
 * Numerics: probabilities in float32, their means and entropies in float64.
 *
 * @param logits unnormalized log-probabilities of the clusters, float32, any finite value
 * @returns a promise, since the values have to come from the device
 * @throws TypeError if the rank is not 2, the batch is empty, there is no cluster or the dtype is wrong
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { clusterUsage } from 'variate';
 *
 * const { chosen, effective } = await clusterUsage(tf.tensor2d([[50, 0, 0], [0, 50, 0]]));
 * console.log(chosen, effective.toFixed(3)); // 2 2.000
 * ```
 * @see Hill 1973, Diversity and Evenness: A Unifying Notation and Its Consequences,
 * https://doi.org/10.2307/1934352. Fixture: float64 torch, by the formula.
 */
export async function clusterUsage(logits: Tensor): Promise<ClusterUsage> {
  checkTensor('clusterUsage', 'logits', logits);
  checkRank('clusterUsage', 'logits', logits, ['batch', 'clusters']);
  checkClassAxis('clusterUsage', 'logits', logits);
  const [batch, clusters] = logits.shape as [number, number];
  if (batch === 0) {
    throw invalidType(
      'clusterUsage',
      'logits must hold at least one example',
      `logits ${describeShape(logits.shape)}`,
      'An empty batch uses no cluster.',
    );
  }
  const probs = tf.softmax(logits);
  const values = await probs.data();
  probs.dispose();

  const term = (prob: number): number => (prob > 0 ? -prob * Math.log(prob) : 0);
  const marginal = new Float64Array(clusters);
  const chosen = new Set<number>();
  let conditionalEntropy = 0;
  for (let row = 0; row < batch; row++) {
    const answer = values.subarray(row * clusters, (row + 1) * clusters) as Float32Array;
    let likeliest = 0;
    answer.forEach((prob, cluster) => {
      marginal[cluster] = (marginal[cluster] as number) + prob / batch;
      conditionalEntropy += term(prob) / batch;
      if (prob > (answer[likeliest] as number)) likeliest = cluster;
    });
    chosen.add(likeliest);
  }
  const marginalEntropy = marginal.reduce((sum, prob) => sum + term(prob), 0);
  return {
    clusters,
    chosen: chosen.size,
    effective: Math.exp(marginalEntropy),
    marginalEntropy,
    conditionalEntropy,
    gap: Math.log(clusters) - marginalEntropy,
  };
}
