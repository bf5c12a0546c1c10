import type { Tensor } from '@tensorflow/tfjs-core';
import { checkFeatures } from '../../internal/checks/checkFeatures';
import { invalidType } from '../../internal/checks/invalidArgument';
import { packedRow } from '../../internal/linalg/packedRow';
import { readFeatures } from '../../internal/reading/readFeatures';
import { type ClassLabels, readLabels } from '../../internal/reading/readLabels';
import type { GaussianStatistics } from '../gaussianStatistics';
import { type ClassMoments, classMoments, type ScatterForm } from './classMoments';
import { isStatistics } from './isStatistics';

function diagonalOf(moments: ClassMoments): ClassMoments {
  return {
    ...moments,
    scatter: moments.mean.map((_, i) => moments.scatter[packedRow(i) + i] as number),
  };
}

/** The moments of labelled rows, or those that statistics have collected, in the given form. */
export function readMoments(
  fn: string,
  source: Tensor | GaussianStatistics,
  labels: ClassLabels,
  form: ScatterForm,
): ReadonlyMap<number, ClassMoments> {
  if (!isStatistics(source)) {
    checkFeatures(fn, source);
    const ids = readLabels(fn, labels, source.shape[0]);
    return classMoments(readFeatures(fn, source), ids, source.shape[1], form);
  }
  if (source.scatter === form) return source.moments;
  if (form === 'full') {
    throw invalidType(
      fn,
      "statistics must have scatter 'full' for this covariance",
      `'${source.scatter}'`,
      "Fit covariance 'diagonal' or 'spherical', or collect full ones.",
    );
  }
  return new Map(Array.from(source.moments, ([label, own]) => [label, diagonalOf(own)]));
}
