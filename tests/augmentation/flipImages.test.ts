import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { type FlipOptions, flipImages, randomKey, randomUniform } from '../../src';
import { describeAugmentationLaws, itMatchesViews } from '../laws/augmentationLaws';

describe('flipImages: reference', () => {
  itMatchesViews<FlipOptions>('flipImages', flipImages);
});

describeAugmentationLaws({
  fn: 'flipImages',
  augment: (images, key) => flipImages(images, key, { horizontal: 0.5, vertical: 0.5 }),
});

describe('flipImages: laws', () => {
  it('is its own inverse where it always flips', () => {
    tf.tidy(() => {
      const images = randomUniform(randomKey(1), [3, 4, 5, 2]);
      const flip = (x: tf.Tensor, seed: number) =>
        flipImages(x, randomKey(seed), { horizontal: 1, vertical: 1 });
      expect([...flip(flip(images, 1), 2).dataSync()]).toEqual([...images.dataSync()]);
    });
  });

  it('flips about as many images as its probability says', () => {
    tf.tidy(() => {
      const images = tf.tile(tf.tensor4d([0, 1], [1, 1, 2, 1]), [4000, 1, 1, 1]);
      const flipped = flipImages(images, randomKey(1), { horizontal: 0.3 });
      const share = tf.mean(tf.slice(flipped, 0, [4000, 1, 1, 1])).dataSync()[0] as number;
      // Four standard deviations.
      expect(Math.abs(share - 0.3)).toBeLessThan(0.029);
    });
  });
});

describe('flipImages: errors', () => {
  it('refuses what is no probability', () => {
    const images = tf.zeros([1, 4, 4, 1]);
    expect(() => flipImages(images, randomKey(1), { horizontal: 2 })).toThrow(
      new RangeError(
        'flipImages: horizontal must be a number from 0 to 1; got 2. It is a probability.',
      ),
    );
    expect(() => flipImages(images, randomKey(1), { vertical: Number.NaN })).toThrow(
      new RangeError(
        'flipImages: vertical must be a number from 0 to 1; got NaN. It is a probability.',
      ),
    );
    images.dispose();
  });
});
