import { packedRow } from '../../internal/linalg/packedRow';
import type { ClassMoments, ScatterForm } from '../moments/classMoments';
import { ledoitWolfShrinkage } from './ledoitWolfShrinkage';
import { oasShrinkage } from './oasShrinkage';

/** How the covariance of one class is estimated from its scatter matrix. */
export interface Regularization {
  readonly shrinkage: number | 'ledoitWolf' | 'oas';
  readonly regularization: number;
  readonly unbiased: boolean;
}

/** A covariance before and after regularization, in the form of the scatter matrix. */
export interface RegularizedCovariance {
  readonly sample: Float64Array;
  readonly matrix: Float64Array;
  /** The intensity in use, which is the chosen one where it is chosen automatically. */
  readonly shrinkage: number;
}

function intensity(own: ClassMoments, shrinkage: Regularization['shrinkage']): number {
  if (shrinkage === 'ledoitWolf') return ledoitWolfShrinkage(own);
  return shrinkage === 'oas' ? oasShrinkage(own) : shrinkage;
}

/**
 * The covariance S = scatter / (n - 1), or / n, then `(1 - s) S + s tr(S)/d I` for the shrinkage s
 * or `(1 - r) S + r I` for the regularization r.
 */
export function regularizedCovariance(
  own: ClassMoments,
  form: ScatterForm,
  { shrinkage, regularization, unbiased }: Regularization,
): RegularizedCovariance {
  const dimension = own.mean.length;
  const divisor = unbiased ? own.count - 1 : own.count;
  // Without degrees of freedom there is no scatter either.
  const sample = own.scatter.map((value) => (divisor === 0 ? 0 : value / divisor));
  const chosen = intensity(own, shrinkage);
  if (chosen === 0 && regularization === 0) return { sample, matrix: sample, shrinkage: chosen };

  const diagonal = Array.from({ length: dimension }, (_, i) =>
    form === 'full' ? packedRow(i) + i : i,
  );
  const trace = diagonal.reduce((sum, at) => sum + (sample[at] as number), 0);
  const level = chosen * (trace / dimension) + regularization;
  const matrix = sample.map((value) => (1 - chosen) * (1 - regularization) * value);
  for (const at of diagonal) matrix[at] = (matrix[at] as number) + level;
  return { sample, matrix, shrinkage: chosen };
}
