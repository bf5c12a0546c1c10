import { Tensor } from '@tensorflow/tfjs-core';
import type { GaussianStatistics } from '../gaussianStatistics';

/** Told by their moments and not by a class: the package may be loaded twice, as ESM and as CJS. */
export function isStatistics(value: unknown): value is GaussianStatistics {
  return (
    typeof value === 'object' &&
    value !== null &&
    !(value instanceof Tensor) &&
    (value as Partial<GaussianStatistics>).moments instanceof Map
  );
}
