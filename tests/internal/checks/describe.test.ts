import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  describeShape,
  describeShapes,
  describeValue,
} from '../../../src/internal/checks/describe';

describe('describe', () => {
  it('writes shapes as tensor.shape prints them', () => {
    expect(describeShape([32, 784])).toBe('[32, 784]');
    expect(describeShape([])).toBe('[]');
  });

  it('writes the shape of every named tensor', () => {
    tf.tidy(() => {
      const shapes = describeShapes({ target: tf.zeros([2, 3]), logits: tf.zeros([6]) });
      expect(shapes).toBe('target [2, 3], logits [6]');
    });
  });

  it('names whatever a caller passed', () => {
    tf.tidy(() => {
      const named: [unknown, string][] = [
        [tf.zeros([2, 3], 'int32'), 'an int32 tensor [2, 3]'],
        [tf.zeros([2, 3]), 'a float32 tensor [2, 3]'],
        [undefined, 'undefined'],
        [null, 'null'],
        [[1, 2, 3], 'an array of length 3'],
        [new Float32Array(2), 'a Float32Array'],
        [{}, 'an empty object'],
        [{ mean: 1, std: 2 }, 'an object with keys mean, std'],
        ['mean', "'mean'"],
        [Math.exp, 'a function'],
        [1.5, '1.5'],
        [true, 'true'],
      ];
      for (const [value, name] of named) expect(describeValue(value)).toBe(name);
    });
  });
});
