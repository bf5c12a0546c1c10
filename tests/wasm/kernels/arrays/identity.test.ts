import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { adam } from '../../../../src';
import { expectNewTensors } from '../../../helpers/expectNewTensors';
import { onWasm } from '../../../helpers/onWasm';

onWasm({ training: true });

describe('a clone on wasm', () => {
  it('outlives what it was cloned from, and the other way round', () => {
    const x = tf.tensor1d([1, 2, 3]);
    const first = tf.clone(x);
    const second = tf.clone(first);
    x.dispose();
    expect([...first.dataSync()]).toEqual([1, 2, 3]);
    first.dispose();
    expect([...second.dataSync()]).toEqual([1, 2, 3]);
    second.dispose();
  });

  it('takes no memory of its own', () => {
    const x = tf.ones([1000]);
    const { numDataBuffers } = tf.memory();
    for (const share of [() => tf.clone(x), () => tf.cast(x, 'float32')]) {
      expectNewTensors(1, () => {
        const clone = share();
        expect(tf.memory().numDataBuffers).toBe(numDataBuffers);
        return clone;
      });
    }
    x.dispose();
    expect(tf.memory().numDataBuffers).toBe(numDataBuffers - 1);
  });

  it('keeps the values that a variable had before a step of an optimizer', () => {
    for (const optimizer of [adam(0.1), tf.train.adam(0.1), tf.train.sgd(0.1)]) {
      const variable = tf.variable(tf.tensor1d([1, 2, 3]));
      const before = tf.clone(variable);
      optimizer.minimize(() => tf.sum(tf.square(variable)) as tf.Scalar, false, [variable]);
      expect([...before.dataSync()]).toEqual([1, 2, 3]);
      expect(variable.dataSync()[0]).not.toBe(1);
      tf.dispose([variable, before]);
      optimizer.dispose();
    }
  });

  it('follows its original from another backend', async () => {
    await tf.setBackend('cpu');
    const x = tf.tensor1d([1, 2, 3]);
    await tf.setBackend('wasm');
    const clone = tf.clone(x);
    x.dispose();
    expect([...clone.dataSync()]).toEqual([1, 2, 3]);
    clone.dispose();
  });

  it('is one of strings, too', () => {
    tf.tidy(() => {
      expect(tf.clone(tf.tensor1d(['a', 'b'])).dataSync()).toEqual(['a', 'b']);
    });
  });
});
