import { checkFormat } from '../internal/checks/checkFormat';
import { invalidRange } from '../internal/checks/invalidArgument';
import { packedRow } from '../internal/linalg/packedRow';
import type { GaussianStatistics } from './gaussianStatistics';
import type { ClassMoments } from './moments/classMoments';
import type { GaussianStatisticsJSON } from './moments/momentsToJSON';
import { statisticsOf } from './moments/statisticsOf';

/**
 * Restores statistics from the record that their `toJSON` made, after JSON or from a worker.
 *
 * @param json the record, parsed
 * @returns statistics that go on as the written ones would have
 * @throws TypeError if the record is not one of Gaussian statistics
 * @throws RangeError if its arrays do not fit together
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers';
 * import { gaussianStatistics, gaussianStatisticsFromJSON } from 'variate';
 *
 * const written = gaussianStatistics().accumulate(tf.tensor2d([[1], [3]]), [7, 7]);
 * const restored = gaussianStatisticsFromJSON(JSON.parse(JSON.stringify(written)));
 * restored.merge(written);
 * console.log(restored.moments.get(7)?.count); // 4
 * ```
 * @see `gaussianStatistics`. Checked by round trips.
 */
export function gaussianStatisticsFromJSON(json: GaussianStatisticsJSON): GaussianStatistics {
  const fn = 'gaussianStatisticsFromJSON';
  checkFormat(fn, json, 'variate/GaussianStatistics');
  const dimension = json.classes[0]?.mean.length ?? 0;
  const isFull = json.scatter === 'full';
  const moments = json.classes.map(({ label, ...own }): [number, ClassMoments] => {
    const fits =
      own.mean.length === dimension &&
      own.scatter.length === (isFull ? packedRow(dimension) : dimension) &&
      own.thirdMoment.length === (isFull ? dimension : 0);
    if (!fits) {
      throw invalidRange(
        fn,
        `json must have arrays of dimension ${dimension} for every class`,
        `others for class ${label}`,
        'Write it again with toJSON.',
      );
    }
    return [
      label,
      {
        count: own.count,
        mean: Float64Array.from(own.mean),
        scatter: Float64Array.from(own.scatter),
        thirdMoment: Float64Array.from(own.thirdMoment),
        fourthMoment: own.fourthMoment,
      },
    ];
  });
  return statisticsOf(json.scatter, new Map(moments));
}
