import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { type BinarizeOptions, binarizeImages, randomKey, randomUniform } from '../../src';
import { describeAugmentationLaws, itMatchesViews } from '../laws/augmentationLaws';

describe('binarizeImages: reference', () => {
  itMatchesViews<BinarizeOptions>('binarizeImages', binarizeImages);
});

describeAugmentationLaws({
  fn: 'binarizeImages',
  augment: (images, key) => binarizeImages(images, key, { probability: 0.7 }),
});

describe('binarizeImages: laws', () => {
  it('leaves black and white only, and the threshold itself black', () => {
    tf.tidy(() => {
      const images = randomUniform(randomKey(1), [5, 8, 8, 1]);
      const values = [...binarizeImages(images, randomKey(2)).dataSync()];
      expect(new Set(values)).toEqual(new Set([0, 1]));
      const at = tf.fill([1, 1, 1, 1], 0.5);
      const binary = binarizeImages(at, randomKey(3), { threshold: [0.5, 0.5] });
      expect([...binary.dataSync()]).toEqual([0]);
    });
  });
});

describe('binarizeImages: errors', () => {
  it('refuses a threshold that is no interval, and what is no probability', () => {
    const images = tf.zeros([1, 4, 4, 1]);
    expect(() => binarizeImages(images, randomKey(1), { threshold: [0.5, 2] })).toThrow(
      new RangeError(
        'binarizeImages: threshold must be [least, largest], above 0 and at most 1; got [0.5, 2]. Pixels are expected between 0 and 1.',
      ),
    );
    expect(() => binarizeImages(images, randomKey(1), { probability: -1 })).toThrow(
      new RangeError(
        'binarizeImages: probability must be a number from 0 to 1; got -1. At 0.5, half of them stay grey.',
      ),
    );
    images.dispose();
  });
});
