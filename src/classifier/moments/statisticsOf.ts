import { checkFeatures } from '../../internal/checks/checkFeatures';
import { describeValue } from '../../internal/checks/describe';
import { invalidType } from '../../internal/checks/invalidArgument';
import { readFeatures } from '../../internal/reading/readFeatures';
import { readLabels } from '../../internal/reading/readLabels';
import type { GaussianStatistics } from '../gaussianStatistics';
import { type ClassMoments, classMoments, type ScatterForm } from './classMoments';
import { isStatistics } from './isStatistics';
import { mergeMoments } from './mergeMoments';
import { momentsToJSON } from './momentsToJSON';

/** Statistics that start from the given moments. */
export function statisticsOf(
  scatter: ScatterForm,
  initial: ReadonlyMap<number, ClassMoments>,
): GaussianStatistics {
  const moments = new Map(initial);
  const dimension = (): number | undefined => moments.values().next().value?.mean.length;
  const add = (incoming: ReadonlyMap<number, ClassMoments>): void => {
    for (const [label, more] of incoming) {
      const known = moments.get(label);
      moments.set(label, known ? mergeMoments(known, more, scatter) : more);
    }
  };
  const statistics: GaussianStatistics = {
    scatter,
    moments,
    get dimension() {
      return dimension();
    },
    accumulate(features, labels) {
      const fn = 'GaussianStatistics.accumulate';
      checkFeatures(fn, features, dimension());
      const ids = readLabels(fn, labels, features.shape[0]);
      const values = readFeatures(fn, features);
      add(classMoments(values, ids, features.shape[1], scatter));
      return statistics;
    },
    merge(other) {
      const fn = 'GaussianStatistics.merge';
      if (!isStatistics(other)) {
        throw invalidType(
          fn,
          'other must be Gaussian statistics',
          describeValue(other),
          'Read what JSON.parse returns with gaussianStatisticsFromJSON.',
        );
      }
      if (other.scatter !== scatter) {
        throw invalidType(
          fn,
          `other must have scatter '${scatter}'`,
          `'${other.scatter}'`,
          'Collect both with the same option.',
        );
      }
      const [mine, theirs] = [dimension(), other.dimension];
      if (mine !== undefined && theirs !== undefined && mine !== theirs) {
        throw invalidType(
          fn,
          `other must have dimension ${mine}`,
          `${theirs}`,
          'Pass the features of both through the same encoder or projection.',
        );
      }
      // A copy, because statistics may be merged with themselves.
      add(new Map(other.moments));
      return statistics;
    },
    toJSON: () => momentsToJSON(scatter, moments),
  };
  return statistics;
}
