import { checkLabelings } from '../internal/checks/checkLabelings';
import { contingency } from '../internal/contingency';
import { sharedInformation } from '../internal/sharedInformation';

/** What `vMeasure` returns. */
export interface VMeasure {
  /** 1 where each cluster is of one class. */
  readonly homogeneity: number;
  /** 1 where each class is in one cluster. */
  readonly completeness: number;
  /** Their harmonic mean. */
  readonly vMeasure: number;
}

/**
 * How far each cluster is of one class, and each class in one cluster.
 *
 * Formula: `homogeneity = I(A; Y) / H(Y)`, `completeness = I(A; Y) / H(A)`, with A the clusters and Y
 * the classes; `vMeasure` is their harmonic mean, the same as the normalized mutual information.
 *
 * Shape: three numbers for two arrays of one length.
 *
 * Range: `[0, 1]` each. With one class homogeneity is 1; with one cluster completeness is.
 *
 * Numerics: float64.
 *
 * @param assignments the cluster of each example, integers from 0 on
 * @param labels the class of each example, integers from 0 on
 * @returns `{ homogeneity, completeness, vMeasure }`
 * @throws TypeError if the arguments are no arrays of one length
 * @throws RangeError if an id is no integer from 0 on
 * @example
 * ```ts
 * import { vMeasure } from 'variate';
 *
 * const { homogeneity, completeness } = vMeasure([0, 1, 2, 2], [0, 0, 1, 1]);
 * console.log(homogeneity, completeness.toFixed(3)); // 1 0.667
 * ```
 * @see Rosenberg and Hirschberg 2007, V-measure: a conditional entropy-based external cluster evaluation
 * measure, https://aclanthology.org/D07-1043. Fixture:
 * sklearn.metrics.homogeneity_completeness_v_measure.
 */
export function vMeasure(assignments: ArrayLike<number>, labels: ArrayLike<number>): VMeasure {
  checkLabelings('vMeasure', { assignments, labels });
  const { rowEntropy, columnEntropy, mutualInformation } = sharedInformation(
    contingency(labels, assignments),
  );
  const homogeneity = rowEntropy === 0 ? 1 : mutualInformation / rowEntropy;
  const completeness = columnEntropy === 0 ? 1 : mutualInformation / columnEntropy;
  const sum = homogeneity + completeness;
  return {
    homogeneity,
    completeness,
    vMeasure: sum === 0 ? 0 : (2 * homogeneity * completeness) / sum,
  };
}
