import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { boxMuller } from './boxMuller';
import { counterDomain } from './counterDomain';
import { drawWords } from './drawWords';
import { fusedOp } from './fusedOp';
import type { RandomKey } from './key';
import { sizeOfShape } from './sizeOfShape';

/** What `randomNormal` draws, for checked arguments; see there. */
export function normalVariates(
  key: RandomKey,
  shape: readonly number[],
  mean: number,
  std: number,
): Tensor {
  const attributes = { key: [...key], shape: [...shape], mean, std };
  return fusedOp('PhiloxNormal', {}, attributes, () => {
    const size = sizeOfShape(shape);
    const words = drawWords(key, counterDomain.normal, size);
    const values = new Float32Array(words.buffer);
    boxMuller(words, values, mean, std);
    return tf.tensor(values.subarray(0, size), [...shape], 'float32');
  });
}
