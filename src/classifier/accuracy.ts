import type { Tensor1D } from '@tensorflow/tfjs-core';

/** The fraction of predictions that equal the labels; NaN without any. Disposes the predictions. */
export function accuracy(predictions: Tensor1D, labels: Int32Array): number {
  const values = predictions.dataSync<'int32'>();
  predictions.dispose();
  const right = labels.reduce((sum, label, row) => sum + (label === values[row] ? 1 : 0), 0);
  return right / labels.length;
}
