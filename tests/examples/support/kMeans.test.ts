import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { randomKey, randomNormal } from 'variate';
import { beforeAll, describe, expect, it } from 'vitest';
import { fitKMeans, nearestCentres } from '../../../examples/support/kMeans';
import { expectNewTensors } from '../../helpers/expectNewTensors';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const means = [
  [0, 0],
  [9, 0],
  [0, 9],
];
const blobs = (): tf.Tensor2D =>
  tf.tidy(() => {
    const centres = tf.tile(tf.tensor2d(means), [40, 1]);
    return tf.add(centres, randomNormal(randomKey(3), [120, 2])) as tf.Tensor2D;
  });

describe('k-means', () => {
  it('finds the centres of clusters that are apart, and their members', () => {
    tf.tidy(() => {
      const rows = blobs();
      const centres = fitKMeans(rows, 3, randomKey(1));
      const nearest = nearestCentres(rows, centres);
      const found = centres.arraySync();
      means.forEach((mean, cluster) => {
        const centre = found[nearest[cluster] as number] as number[];
        expect(Math.hypot(...centre.map((x, i) => x - (mean[i] as number)))).toBeLessThan(0.6);
      });
      expect([...nearest]).toEqual(
        Array.from({ length: 120 }, (_, row) => nearest[row % 3] as number),
      );
    });
  });

  it('leaves its centres behind and nothing else, the same for the same key', () => {
    const rows = blobs();
    expectNewTensors(1, () => fitKMeans(rows, 3, randomKey(1)));
    tf.tidy(() => {
      const values = () => [...fitKMeans(rows, 3, randomKey(7)).dataSync()];
      expect(values()).toEqual(values());
    });
    rows.dispose();
  });
});
