import { checkLabelings } from '../internal/checks/checkLabelings';
import { contingency } from '../internal/contingency';
import { marginsOf } from '../internal/sharedInformation';

const sumOfSquares = (counts: ArrayLike<number>): number =>
  Array.from(counts).reduce((sum, count) => sum + count * count, 0);

/**
 * The share of pairs of examples that two labelings treat alike, adjusted for chance.
 *
 * Formula: `ARI = 2 (a d - b c) / ((a + b)(b + d) + (a + c)(c + d))` over ordered pairs of examples: a
 * together in both, d apart in both, b and c together in one of them only.
 *
 * Shape: a number for two arrays of one length.
 *
 * Range: up to 1 for the same labeling up to names; 0 on average for random ones, at least -0.5.
 *
 * Numerics: float64; counts of pairs are exact up to 9e7 examples.
 *
 * @param assignments the cluster of each example, integers from 0 on
 * @param labels the class of each example, integers from 0 on; the two may change places
 * @returns the adjusted index
 * @throws TypeError if the arguments are no arrays of one length
 * @throws RangeError if an id is no integer from 0 on
 * @example
 * ```ts
 * import { adjustedRandIndex } from 'variate';
 *
 * console.log(adjustedRandIndex([0, 0, 1, 1], [1, 1, 0, 0])); // 1
 * console.log(adjustedRandIndex([0, 1, 0, 1], [1, 1, 0, 0])); // -0.5
 * ```
 * @see Hubert and Arabie 1985, Comparing partitions, https://doi.org/10.1007/BF01908075. Fixture:
 * sklearn.metrics.adjusted_rand_score.
 */
export function adjustedRandIndex(
  assignments: ArrayLike<number>,
  labels: ArrayLike<number>,
): number {
  checkLabelings('adjustedRandIndex', { assignments, labels });
  const table = contingency(labels, assignments);
  const { rows, columns, total } = marginsOf(table);
  const inBoth = table.reduce((sum, counts) => sum + sumOfSquares(counts), 0);
  const together = inBoth - total;
  const onlyOfLabels = sumOfSquares(rows) - inBoth;
  const onlyOfAssignments = sumOfSquares(columns) - inBoth;
  const apart = total * total - together - onlyOfLabels - onlyOfAssignments - total;
  if (onlyOfLabels === 0 && onlyOfAssignments === 0) return 1;
  const expected =
    (together + onlyOfLabels) * (onlyOfLabels + apart) +
    (together + onlyOfAssignments) * (onlyOfAssignments + apart);
  return (2 * (together * apart - onlyOfLabels * onlyOfAssignments)) / expected;
}
