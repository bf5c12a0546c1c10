import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkFloat32 } from '../internal/checks/checkFloat32';
import { checkKey } from '../internal/checks/checkKey';
import { checkOptions } from '../internal/checks/checkOptions';
import { checkShape } from '../internal/checks/checkShape';
import { invalidRange } from '../internal/checks/invalidArgument';
import { counterDomain } from '../internal/counterDomain';
import { drawWords } from '../internal/drawWords';
import { fusedOp } from '../internal/fusedOp';
import type { RandomKey } from '../internal/key';
import { float32Below } from '../internal/numerics/float32Below';
import { sizeOfShape } from '../internal/sizeOfShape';

/** The interval of `randomUniform`. */
export interface RandomUniformOptions {
  /** The least value; 0 unless given. */
  readonly min?: number;
  /** The bound that no value reaches; 1 unless given. */
  readonly max?: number;
}

/**
 * Draws independent uniform variates.
 *
 * Formula: `x_i = min + (max - min) floor(w_i / 2^8) / 2^24`, where `w_i` is word `i` of Philox
 * 4x32-10 under the key.
 *
 * Shape: as given. Element `i` (row-major) depends on the key and `i` alone, so a longer result
 * extends a shorter one.
 *
 * Range: `[min, max)`, both rounded to float32; `max` is never returned, also where rounding would
 * give it.
 *
 * Numerics: 24 random bits a value, computed in float64 and rounded once: the same bits on every
 * backend and platform.
 *
 * Gradient: none; the result is a constant.
 *
 * @param key made by `randomKey` or `splitKey`, and used for one draw
 * @param shape sizes of the result, `[]` for a scalar
 * @param options `min` (0) and `max` (1), finite, `min < max` as float32 numbers
 * @returns a float32 tensor
 * @throws TypeError if `key` or `shape` is malformed or an option is unknown
 * @throws RangeError if the interval is empty or not finite
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { randomKey, randomUniform } from 'variate';
 *
 * const pixels = tf.tensor1d([0.1, 0.5, 0.9]);
 * const binarized = tf.less(randomUniform(randomKey(7), [3]), pixels);
 * binarized.print(); // [false, false, true]
 * ```
 * @see Salmon, Moraes, Dror and Shaw 2011, Parallel random numbers: as easy as 1, 2, 3, section 3.3,
 * https://doi.org/10.1145/2063384.2063405. Fixture: Philox in Python's integers, numpy float64.
 */
export function randomUniform(
  key: RandomKey,
  shape: readonly number[],
  options: RandomUniformOptions = {},
): Tensor {
  checkKey('randomUniform', key);
  checkShape('randomUniform', shape);
  checkOptions('randomUniform', options, ['min', 'max']);
  const { min = 0, max = 1 } = options;
  checkFloat32('randomUniform', 'min', min);
  checkFloat32('randomUniform', 'max', max);
  const least = Math.fround(min);
  const bound = Math.fround(max);
  if (least >= bound) {
    throw invalidRange(
      'randomUniform',
      'min must be below max in float32',
      `min ${min}, max ${max}`,
      'The interval contains min and not max.',
    );
  }

  const attributes = { key: [...key], shape: [...shape], min: least, max: bound };
  return fusedOp('PhiloxUniform', {}, attributes, () => {
    const size = sizeOfShape(shape);
    const words = drawWords(key, counterDomain.uniform, size);
    // Word i is read before value i is written over it.
    const values = new Float32Array(words.buffer);
    const step = (bound - least) * 2 ** -24;
    const greatest = float32Below(bound);
    for (let i = 0; i < words.length; i++) {
      const value = Math.fround(least + step * ((words[i] as number) >>> 8));
      values[i] = value < bound ? value : greatest;
    }
    return tf.tensor(values.subarray(0, size), [...shape], 'float32');
  });
}
