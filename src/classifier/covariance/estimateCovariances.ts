import { invalidRange } from '../../internal/checks/invalidArgument';
import type { ClassMoments } from '../moments/classMoments';
import type { ResolvedOptions } from '../resolveOptions';
import type { CovarianceEstimate, CovarianceOwner } from './CovarianceEstimate';
import { diagonalEstimate } from './diagonalEstimate';
import { lowRankEstimate } from './lowRankEstimate';
import { poolCovariances } from './poolCovariances';
import { type RegularizedCovariance, regularizedCovariance } from './regularizedCovariance';
import { triangularEstimate } from './triangularEstimate';

/** The estimates of all classes: one each, or one of all. */
export interface CovarianceEstimates {
  readonly estimates: readonly CovarianceEstimate[];
  readonly shrinkages: readonly number[];
}

type Matrices = Pick<RegularizedCovariance, 'sample' | 'matrix'>;

/** The same variance in every feature: the mean of the variances. */
function spherical({ sample, matrix }: Matrices): Matrices {
  const level = matrix.reduce((sum, variance) => sum + variance, 0) / matrix.length;
  return { sample, matrix: matrix.map(() => level) };
}

function checkRows(fn: string, classes: readonly number[], moments: readonly ClassMoments[]): void {
  moments.forEach(({ count }, k) => {
    if (count > 1) return;
    throw invalidRange(
      fn,
      'labels must have at least 2 rows of every class',
      `1 of class ${classes[k]}`,
      "Add rows of it, drop it, or use covariance 'tied'.",
    );
  });
}

/** Estimates the covariances of the classes in the structure that the options ask for. */
export function estimateCovariances(
  fn: string,
  classes: readonly number[],
  moments: readonly ClassMoments[],
  priors: readonly number[],
  options: ResolvedOptions,
): CovarianceEstimates {
  const { covariance, rank, unbiased } = options;
  const dimension = (moments[0] as ClassMoments).mean.length;
  const form = covariance === 'diagonal' || covariance === 'spherical' ? 'diagonal' : 'full';
  if (covariance === 'lowRank' && rank >= dimension) {
    throw invalidRange(
      fn,
      `rank must be less than the dimension ${dimension}`,
      `${rank}`,
      "Use covariance 'full' for all directions.",
    );
  }
  if (covariance !== 'tied') checkRows(fn, classes, moments);
  const matrices = moments.map((own) => regularizedCovariance(own, form, options));
  const shrinkages = matrices.map(({ shrinkage }) => shrinkage);

  if (covariance === 'tied') {
    const rows = moments.reduce((sum, { count }) => sum + count, 0);
    const degreesOfFreedom = rows - classes.length;
    const weights = unbiased
      ? moments.map(({ count }) => (count - 1) / Math.max(degreesOfFreedom, 1))
      : priors;
    const owner = { fn, name: 'the pooled classes', rows, degreesOfFreedom, dimension };
    const pooled = poolCovariances(matrices, weights);
    return { estimates: [triangularEstimate(owner, pooled)], shrinkages };
  }
  const estimate = (own: Matrices, owner: CovarianceOwner): CovarianceEstimate => {
    if (covariance === 'full') return triangularEstimate(owner, own);
    if (covariance === 'lowRank') return lowRankEstimate(owner, own, rank);
    return diagonalEstimate(owner, covariance === 'spherical' ? spherical(own) : own);
  };
  return {
    estimates: matrices.map((own, k) => {
      const { count } = moments[k] as ClassMoments;
      return estimate(own, {
        fn,
        name: `class ${classes[k]}`,
        rows: count,
        degreesOfFreedom: count - 1,
        dimension,
      });
    }),
    shrinkages,
  };
}
