import type { ClassMoments, ScatterForm } from './classMoments';

/** Gaussian statistics as plain data. */
export interface GaussianStatisticsJSON {
  /** Tells these records from others. */
  readonly format: 'variate/GaussianStatistics';
  /** The version of the layout. */
  readonly version: 1;
  /** Whether `scatter` of a class is a packed lower triangle, or a diagonal. */
  readonly scatter: ScatterForm;
  /** The moments of every class. */
  readonly classes: readonly {
    /** The class id. */
    readonly label: number;
    /** The number of rows. */
    readonly count: number;
    /** Their mean. */
    readonly mean: readonly number[];
    /** The sum of (x - mean)(x - mean)^T, as `scatter` above says. */
    readonly scatter: readonly number[];
    /** The sum of |x - mean|^2 (x - mean). */
    readonly thirdMoment: readonly number[];
    /** The sum of |x - mean|^4. */
    readonly fourthMoment: number;
  }[];
}

export function momentsToJSON(
  scatter: ScatterForm,
  moments: ReadonlyMap<number, ClassMoments>,
): GaussianStatisticsJSON {
  return {
    format: 'variate/GaussianStatistics',
    version: 1,
    scatter,
    classes: Array.from(moments, ([label, own]) => ({
      label,
      count: own.count,
      mean: [...own.mean],
      scatter: [...own.scatter],
      thirdMoment: [...own.thirdMoment],
      fourthMoment: own.fourthMoment,
    })),
  };
}
