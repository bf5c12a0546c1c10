import { checkLabelings } from '../internal/checks/checkLabelings';
import { contingency } from '../internal/contingency';
import { expectedInformation } from '../internal/expectedInformation';
import { sharedInformation } from '../internal/sharedInformation';

/** Whether each label of either side goes with one of the other. */
function isRenaming(table: readonly Int32Array[]): boolean {
  const used = table.flatMap((counts) => [...counts.keys()].filter((label) => counts[label]));
  const rows = table.filter((counts) => counts.some((count) => count > 0)).length;
  return used.length === rows && new Set(used).size === rows;
}

/**
 * Mutual information of two labelings of the same examples, adjusted for chance.
 *
 * Formula: `AMI = (I - E) / ((H(A) + H(B)) / 2 - E)`, with E the mean of I over all labelings of the
 * same cluster sizes.
 *
 * Shape: a number for two arrays of one length.
 *
 * Range: up to 1 for the same labeling up to names; 0 on average for random ones, also below.
 *
 * Numerics: float64; E by sums of logarithms of factorials, time proportional to clusters times classes
 * times the size of the smaller ones.
 *
 * @param assignments the cluster of each example, integers from 0 on
 * @param labels the class of each example, integers from 0 on; the two may change places
 * @returns the adjusted information
 * @throws TypeError if the arguments are no arrays of one length
 * @throws RangeError if an id is no integer from 0 on
 * @example
 * ```ts
 * import { adjustedMutualInformation } from 'variate';
 *
 * console.log(adjustedMutualInformation([0, 0, 1, 1], [1, 1, 0, 0])); // 1
 * ```
 * @see Vinh, Epps and Bailey 2010, Information theoretic measures for clusterings comparison,
 * https://jmlr.org/papers/v11/vinh10a.html. Fixture: sklearn.metrics.adjusted_mutual_info_score.
 */
export function adjustedMutualInformation(
  assignments: ArrayLike<number>,
  labels: ArrayLike<number>,
): number {
  checkLabelings('adjustedMutualInformation', { assignments, labels });
  const table = contingency(labels, assignments);
  // Said apart, because numerator and denominator are both 0 where each example is a cluster.
  if (isRenaming(table)) return 1;
  const { rowEntropy, columnEntropy, mutualInformation } = sharedInformation(table);
  const expected = expectedInformation(table);
  const most = (rowEntropy + columnEntropy) / 2 - expected;
  // 0 but for rounding where all labelings of these sizes share as much.
  const floor = Number.EPSILON;
  const denominator = most < 0 ? Math.min(most, -floor) : Math.max(most, floor);
  return (mutualInformation - expected) / denominator;
}
