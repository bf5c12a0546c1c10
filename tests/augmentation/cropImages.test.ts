import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { type CropOptions, cropImages, randomKey, randomUniform } from '../../src';
import { expectClose } from '../helpers/expectClose';
import { describeAugmentationLaws, itMatchesViews } from '../laws/augmentationLaws';

describe('cropImages: reference', () => {
  itMatchesViews<CropOptions>('cropImages', cropImages);
});

describeAugmentationLaws({
  fn: 'cropImages',
  gathers: true,
  augment: (images, key) => cropImages(images, key, { side: [0.5, 0.9] }),
});

describe('cropImages: laws', () => {
  it('returns the image where the window is all of it', () => {
    tf.tidy(() => {
      const images = randomUniform(randomKey(1), [2, 5, 4, 3]);
      const all = cropImages(images, randomKey(2), { side: [1, 1] });
      expectClose(all, images, { rtol: 1e-6, atol: 1e-6 });
    });
  });
});

describe('cropImages: errors', () => {
  it('refuses a side that is no interval of fractions', () => {
    const images = tf.zeros([1, 4, 4, 1]);
    const wrong = (options: unknown) => () =>
      cropImages(images, randomKey(1), options as CropOptions);
    const requirement = 'cropImages: side must be [least, largest], above 0 and at most 1; got';
    const fix = 'It is a fraction of the height and width.';
    expect(wrong({ side: 0.5 })).toThrow(new TypeError(`${requirement} 0.5. ${fix}`));
    expect(wrong({ side: [0.9, 0.5] })).toThrow(
      new RangeError(`${requirement} [0.9, 0.5]. ${fix}`),
    );
    expect(wrong({ side: [0, 1] })).toThrow(new RangeError(`${requirement} [0, 1]. ${fix}`));
    expect(wrong({ outputSize: 3 })).toThrow(
      'cropImages: outputSize must be [height, width], two positive integers; got 3. Leave it out for the size of the images.',
    );
    images.dispose();
  });
});
