import { checkCount } from '../internal/checks/checkCount';
import { checkLabelings } from '../internal/checks/checkLabelings';
import { checkOneOf } from '../internal/checks/checkOneOf';
import { checkOptions } from '../internal/checks/checkOptions';
import { contingency } from '../internal/contingency';
import { optimalAssignment } from '../internal/optimalAssignment';

/**
 * How clusters are named by classes.
 *
 * - `'oneToOne'`: each cluster by another class, so that as many examples as possible are right.
 * - `'manyToOne'`: each cluster by the class that most of its examples have.
 */
export type ClusterMatching = 'oneToOne' | 'manyToOne';

/** The options of `matchClusters`. */
export interface MatchOptions {
  /** `'oneToOne'` unless given. */
  readonly matching?: ClusterMatching;
  /** The number of clusters; one more than the largest id unless given. */
  readonly clusters?: number;
}

/**
 * Names clusters by classes: finds the mapping under which most examples are right.
 *
 * Formula: the mapping m that maximizes `sum_i [m(cluster_i) = label_i]`, among one-to-one or among
 * all mappings.
 *
 * Shape: an `Int32Array` with the class of each cluster. A cluster without a class (more clusters
 * than classes, one-to-one; or no examples, many-to-one) has -1, which no label equals.
 *
 * Numerics: exact.
 *
 * @param assignments the cluster of each example, integers from 0 on
 * @param labels the class of each example, integers from 0 on
 * @param options `matching` (`'oneToOne'`), `clusters`: give it where another split may hold ids that
 * this one does not
 * @returns the class of each cluster, for `clusteringAccuracy` on this or on another split
 * @throws TypeError if the arguments are no arrays of one length or an option is unknown
 * @throws RangeError if an id is no integer from 0 on or `clusters` too small
 * @example
 * ```ts
 * import { matchClusters } from 'variate';
 *
 * console.log(matchClusters([0, 0, 1, 1], [1, 1, 0, 1])); // Int32Array(2) [ 1, 0 ]
 * ```
 * @see Kuhn 1955, The Hungarian method for the assignment problem,
 * https://doi.org/10.1002/nav.3800020109. Fixture: scipy.optimize.linear_sum_assignment.
 */
export function matchClusters(
  assignments: ArrayLike<number>,
  labels: ArrayLike<number>,
  options: MatchOptions = {},
): Int32Array {
  checkLabelings('matchClusters', { assignments, labels });
  checkOptions('matchClusters', options, ['matching', 'clusters']);
  const { matching = 'oneToOne', clusters } = options;
  checkOneOf('matchClusters', 'matching', matching, ['oneToOne', 'manyToOne']);
  let counts = contingency(assignments, labels);
  if (clusters !== undefined) {
    const fix = 'It counts the clusters, also those without examples here.';
    checkCount('matchClusters', 'clusters', clusters, counts.length, fix);
    counts = contingency(assignments, labels, clusters);
  }
  if (matching === 'oneToOne') return optimalAssignment(counts);
  return Int32Array.from(counts, (row) => {
    const most = Math.max(...row);
    return most > 0 ? row.indexOf(most) : -1;
  });
}
