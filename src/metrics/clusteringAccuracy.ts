import { checkLabelings } from '../internal/checks/checkLabelings';
import { describeValue } from '../internal/checks/describe';
import { invalidType } from '../internal/checks/invalidArgument';

/**
 * The fraction of examples whose cluster has the name of their class.
 *
 * Formula: `sum_i [mapping(cluster_i) = label_i] / n`.
 *
 * Shape: a number for arrays of one length.
 *
 * Range: `[0, 1]`.
 *
 * Numerics: exact up to the division.
 *
 * @param assignments the cluster of each example, integers from 0 on
 * @param labels the class of each example, integers from 0 on
 * @param mapping the class of each cluster, as `matchClusters` finds it: on the training split for an
 * honest figure of the test split, on the same split for that of most papers. A cluster outside of it
 * is never right.
 * @returns the fraction that is right
 * @throws TypeError if the arguments are no arrays, or the first two of different lengths
 * @throws RangeError if an id is no integer from 0 on
 * @example
 * ```ts
 * import { clusteringAccuracy, matchClusters } from 'variate';
 *
 * const mapping = matchClusters([0, 0, 1, 1], [1, 1, 0, 0]);
 * console.log(clusteringAccuracy([0, 1, 1, 1], [1, 0, 0, 1], mapping)); // 0.75
 * ```
 * @see Xie, Girshick and Farhadi 2016, Unsupervised Deep Embedding for Clustering Analysis, section
 * 4.2, https://arxiv.org/abs/1511.06335. Fixture: scipy.optimize.linear_sum_assignment.
 */
export function clusteringAccuracy(
  assignments: ArrayLike<number>,
  labels: ArrayLike<number>,
  mapping: ArrayLike<number>,
): number {
  checkLabelings('clusteringAccuracy', { assignments, labels });
  if (!Array.isArray(mapping) && !(ArrayBuffer.isView(mapping) && 'length' in mapping)) {
    throw invalidType(
      'clusteringAccuracy',
      'mapping must be an array with the class of each cluster',
      describeValue(mapping),
      'Find it with matchClusters(assignments, labels).',
    );
  }
  let right = 0;
  for (let i = 0; i < assignments.length; i++) {
    if (mapping[assignments[i] as number] === labels[i]) right++;
  }
  return right / assignments.length;
}
