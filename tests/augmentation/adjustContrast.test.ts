import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { adjustContrast, type ContrastOptions, randomKey } from '../../src';
import { expectClose } from '../helpers/expectClose';
import { describeAugmentationLaws, itMatchesViews } from '../laws/augmentationLaws';

describe('adjustContrast: reference', () => {
  itMatchesViews<ContrastOptions>('adjustContrast', adjustContrast);
});

describeAugmentationLaws({
  fn: 'adjustContrast',
  augment: (images, key) => adjustContrast(images, key, { contrast: 2, brightness: 0.3 }),
});

describe('adjustContrast: laws', () => {
  it('keeps pixels between 0 and 1, and middle grey where brightness stays', () => {
    tf.tidy(() => {
      const images = tf.tile(tf.tensor4d([0, 0.5, 1], [1, 1, 3, 1]), [50, 1, 1, 1]);
      const adjusted = adjustContrast(images, randomKey(1), { contrast: 4 });
      expect(tf.max(adjusted).dataSync()[0]).toBeLessThanOrEqual(1);
      expect(tf.min(adjusted).dataSync()[0]).toBeGreaterThanOrEqual(0);
      expectClose(tf.slice(adjusted, [0, 0, 1, 0], [50, 1, 1, 1]), Array(50).fill(0.5));
    });
  });
});

describe('adjustContrast: errors', () => {
  it('refuses a contrast below 1 and a negative brightness', () => {
    const images = tf.zeros([1, 4, 4, 1]);
    expect(() => adjustContrast(images, randomKey(1), { contrast: 0.5 })).toThrow(
      new RangeError(
        'adjustContrast: contrast must be a finite number, 1 or more; got 0.5. At 2 it halves or doubles at most.',
      ),
    );
    expect(() => adjustContrast(images, randomKey(1), { brightness: -1 })).toThrow(
      new RangeError(
        'adjustContrast: brightness must be a finite number, 0 or more; got -1. Both directions are drawn from.',
      ),
    );
    images.dispose();
  });
});
