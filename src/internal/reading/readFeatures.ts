import type { Tensor2D } from '@tensorflow/tfjs-core';
import { invalidRange } from '../checks/invalidArgument';

/** Reads checked features from the backend; throws if one is NaN or infinite. */
export function readFeatures(fn: string, features: Tensor2D): Float32Array {
  // All at once: on the wasm backend, a slice of a tensor costs a copy of all of it.
  const values = features.dataSync<'float32'>();
  let poison = 0;
  for (let i = 0; i < values.length; i++) poison += 0 * (values[i] as number);
  if (poison === 0) return values;
  const columns = features.shape[1];
  const first = values.findIndex((value) => !Number.isFinite(value));
  const count = values.reduce((sum, value) => sum + (Number.isFinite(value) ? 0 : 1), 0);
  throw invalidRange(
    fn,
    'features must be finite',
    `${count} NaN or infinite ${count === 1 ? 'value' : 'values'}, the first in row ${Math.floor(first / columns)}, column ${first % columns}`,
    'Drop or impute those rows.',
  );
}
