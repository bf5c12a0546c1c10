import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { expectNewTensors } from '../../../helpers/expectNewTensors';
import { onWasm } from '../../../helpers/onWasm';

onWasm({ training: true });

describe('slice on wasm', () => {
  it('refuses what lies beyond the tensor, which the stock kernel reads', () => {
    const x = tf.ones([2, 3]);
    expect(() => tf.slice(x, [0, 2], [2, 2])).toThrow(
      /begin\[1\] \+ size\[1\] \(4\) would overflow/,
    );
    x.dispose();
  });

  it('takes strings, as the stock kernel does', () => {
    const words = tf.tensor2d(['a', 'b', 'c', 'd'], [2, 2], 'string');
    const column = tf.slice(words, [0, 1], [2, 1]);
    expect([...column.dataSync()]).toEqual(['b', 'd']);
    tf.dispose([words, column]);
  });

  it('leaves one tensor, and no data beside it', () => {
    const x = tf.ones([4, 5, 6]);
    const dataIds = (): number =>
      (tf.backend() as unknown as { numDataIds(): number }).numDataIds();
    const before = dataIds();
    expectNewTensors(1, () => tf.slice(x, [1, 1, 1], [2, 2, 2]));
    expectNewTensors(3, () => tf.split(x, 3, 2));
    expectNewTensors(1, () => tf.concat([x, x], 1));
    expect(dataIds()).toBe(before);
    x.dispose();
  });
});
