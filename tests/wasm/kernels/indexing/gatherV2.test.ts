import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { expectNewTensors } from '../../../helpers/expectNewTensors';
import { onWasm } from '../../../helpers/onWasm';

onWasm({ training: true });

describe('gather on wasm', () => {
  it('names an index that is out of range, also among those of a later batch', () => {
    const x = tf.ones([2, 4, 3]);
    const gather = (ids: number[]) => () =>
      tf.tidy(() =>
        tf.gather(x, tf.tensor2d(ids, [2, 2], 'int32') as unknown as tf.Tensor1D, 1, 1),
      );
    expect(gather([0, 1, 4, 2])).toThrow('GatherV2: the index value 4 is not in [0, 3]');
    expect(gather([0, 1, 2, -1])).toThrow('GatherV2: the index value -1 is not in [0, 3]');
    x.dispose();
  });

  it('has no row of an empty axis to give', () => {
    tf.tidy(() => {
      const empty = tf.zeros([0, 3]);
      const none = tf.gather(empty, tf.tensor1d([], 'int32'));
      expect(none.shape).toEqual([0, 3]);
      expect(() => tf.gather(empty, tf.tensor1d([0], 'int32'))).toThrow('is not in [0, -1]');
    });
  });

  it('leaves one tensor', () => {
    const x = tf.ones([4, 5]);
    const ids = tf.tensor1d([3, 3, 0], 'int32');
    expectNewTensors(1, () => tf.gather(x, ids));
    expectNewTensors(1, () => tf.gather(x, ids, 1));
    tf.dispose([x, ids]);
  });
});
