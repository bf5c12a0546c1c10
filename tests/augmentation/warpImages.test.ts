import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { randomKey, randomUniform, type WarpOptions, warpImages } from '../../src';
import { expectClose } from '../helpers/expectClose';
import { numericalGradient } from '../helpers/numericalGradient';
import { canScatter, describeAugmentationLaws, itMatchesViews } from '../laws/augmentationLaws';

describe('warpImages: reference', () => {
  itMatchesViews<WarpOptions>('warpImages', warpImages);
});

describe('warpImages: gradient', () => {
  it('agrees with central differences', () => {
    tf.tidy(() => {
      const images = randomUniform(randomKey(1), [1, 4, 4, 1]);
      const f = (x: Tensor) =>
        tf.sum(tf.square(warpImages(x, randomKey(2), { rotation: 1, elastic: 0.5 })));
      const tolerance = { rtol: 1e-2, atol: 1e-3 };
      if (!canScatter()) expect(() => tf.grad(f)(images)).toThrow(/UnsortedSegmentSum/);
      else expectClose(tf.grad(f)(images), numericalGradient(f, images), tolerance);
    });
  });
});

describeAugmentationLaws({
  fn: 'warpImages',
  gathers: true,
  augment: (images, key) =>
    warpImages(images, key, { rotation: 0.5, shear: 0.3, scale: 1.3, translation: 2, elastic: 1 }),
});

describe('warpImages: laws', () => {
  it('keeps the mean of a constant image away from the border, whatever the warp', () => {
    tf.tidy(() => {
      const view = warpImages(tf.ones([20, 30, 30, 1]), randomKey(1), {
        rotation: 3,
        shear: 0.2,
        scale: 1.2,
        elastic: 1,
        outputSize: [6, 6],
      });
      expectClose(view, new Float32Array(20 * 36).fill(1), { rtol: 1e-6 });
    });
  });

  it('shifts by whole pixels exactly where the shift is one', () => {
    tf.tidy(() => {
      const image = tf.reshape(tf.range(0, 9), [1, 3, 3, 1]);
      expect([...warpImages(image, randomKey(1)).dataSync()]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
      const wider = warpImages(image, randomKey(1), { outputSize: [5, 5] });
      expect([...tf.slice(wider, [0, 1, 1, 0], [1, 3, 3, 1]).dataSync()]).toEqual([
        0, 1, 2, 3, 4, 5, 6, 7, 8,
      ]);
      expectClose(tf.sum(wider), [36]);
    });
  });
});

describe('warpImages: errors', () => {
  it('refuses bounds that are none', () => {
    const images = tf.zeros([1, 4, 4, 1]);
    const wrong = (options: unknown) => () =>
      warpImages(images, randomKey(1), options as WarpOptions);
    expect(wrong({ rotation: -1 })).toThrow(
      new RangeError(
        'warpImages: rotation must be a finite number, 0 or more; got -1. Both directions are drawn from.',
      ),
    );
    expect(wrong({ scale: 0.5 })).toThrow(
      new RangeError(
        'warpImages: scale must be a finite number, 1 or more; got 0.5. At 2 a side halves or doubles at most.',
      ),
    );
    expect(wrong({ elasticCells: 0 })).toThrow(
      new RangeError(
        'warpImages: elasticCells must be an integer from 1 on; got 0. It counts the pieces along a side.',
      ),
    );
    expect(wrong({ outputSize: [4] })).toThrow(
      new TypeError(
        'warpImages: outputSize must be [height, width], two positive integers; got [4]. Leave it out for the size of the images.',
      ),
    );
    expect(wrong({ angle: 1 })).toThrow(
      'warpImages: options must be among rotation, shear, scale, translation, elastic, elasticCells, outputSize; got angle. Check the spelling, or remove it.',
    );
    images.dispose();
  });
});
