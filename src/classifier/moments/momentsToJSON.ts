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
    readonly label: number;
    readonly count: number;
    readonly mean: readonly number[];
    readonly scatter: readonly number[];
    readonly thirdMoment: readonly number[];
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
