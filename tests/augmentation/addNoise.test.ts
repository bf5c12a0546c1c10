import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { addNoise, randomKey, randomNormal } from '../../src';
import { expectClose } from '../helpers/expectClose';
import { describeAugmentationLaws } from '../laws/augmentationLaws';

describe('addNoise: reference', () => {
  it('adds the normal variates of its key, in its unit', () => {
    tf.tidy(() => {
      const images = tf.fill([2, 3, 3, 1], 0.5);
      const noise = randomNormal(randomKey(4), [2, 3, 3, 1], { std: 0.2 });
      expectClose(addNoise(images, randomKey(4), { std: 0.2 }), tf.add(noise, 0.5));
    });
  });
});

describeAugmentationLaws({ fn: 'addNoise', augment: (images, key) => addNoise(images, key) });

describe('addNoise: errors', () => {
  it('refuses what is no deviation', () => {
    const images = tf.zeros([1, 4, 4, 1]);
    expect(() => addNoise(images, randomKey(1), { std: -0.1 })).toThrow(
      new RangeError(
        'addNoise: std must be a finite number, 0 or more; got -0.1. It is a standard deviation, in units of a pixel.',
      ),
    );
    images.dispose();
  });
});
