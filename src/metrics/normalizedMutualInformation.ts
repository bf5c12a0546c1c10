import { checkLabelings } from '../internal/checks/checkLabelings';
import { contingency } from '../internal/contingency';
import { sharedInformation } from '../internal/sharedInformation';

/**
 * Normalized mutual information of two labelings of the same examples.
 *
 * Formula: `NMI = 2 I(A; B) / (H(A) + H(B))`, with the frequencies of the labels.
 *
 * Shape: a number for two arrays of one length.
 *
 * Range: `[0, 1]`: 0 for independent labelings, 1 for the same up to names, also where both have one
 * label only. Many small clusters raise it by chance; `adjustedMutualInformation` takes that off.
 *
 * Numerics: float64.
 *
 * @param assignments the cluster of each example, integers from 0 on
 * @param labels the class of each example, integers from 0 on; the two may change places
 * @returns the normalized information
 * @throws TypeError if the arguments are no arrays of one length
 * @throws RangeError if an id is no integer from 0 on
 * @example
 * ```ts
 * import { normalizedMutualInformation } from 'variate';
 *
 * console.log(normalizedMutualInformation([0, 0, 1, 1], [1, 1, 0, 0])); // 1
 * ```
 * @see Vinh, Epps and Bailey 2010, Information theoretic measures for clusterings comparison,
 * https://jmlr.org/papers/v11/vinh10a.html. Fixture: sklearn.metrics.normalized_mutual_info_score.
 */
export function normalizedMutualInformation(
  assignments: ArrayLike<number>,
  labels: ArrayLike<number>,
): number {
  checkLabelings('normalizedMutualInformation', { assignments, labels });
  const { rowEntropy, columnEntropy, mutualInformation } = sharedInformation(
    contingency(labels, assignments),
  );
  const total = rowEntropy + columnEntropy;
  return total === 0 ? 1 : (2 * mutualInformation) / total;
}
