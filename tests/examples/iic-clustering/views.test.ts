import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { randomKey } from 'variate';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  drawViews,
  parseTransforms,
  plainViews,
  TRANSFORMS,
  viewPipeline,
} from '../../../examples/iic-clustering/views';
import { firstImages, loadMnist } from '../../../examples/support/mnist';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const digits = firstImages(loadMnist().test, 4);
const indices = [0, 2, 3];

describe('the views of a digit', () => {
  it('are two different ones of each image, of the size of the plain view', () => {
    tf.tidy(() => {
      const pipeline = viewPipeline(parseTransforms('all'), 24);
      const [view, pairedView] = drawViews(digits, indices, randomKey(1), pipeline);
      expect(view.shape).toEqual([3, 24, 24, 1]);
      expect([...view.dataSync()]).not.toEqual([...pairedView.dataSync()]);
      expect(plainViews(digits, indices, 24).shape).toEqual(view.shape);
    });
  });

  it('are the plain view where nothing is transformed', () => {
    tf.tidy(() => {
      const [view] = drawViews(digits, indices, randomKey(1), viewPipeline([], 24));
      expect([...view.dataSync()]).toEqual([...plainViews(digits, indices, 24).dataSync()]);
    });
  });
});

describe('--transforms', () => {
  it('takes all of them or a list, and refuses an unknown one', () => {
    expect(parseTransforms('all')).toEqual(TRANSFORMS);
    expect(parseTransforms('rotation,noise')).toEqual(['rotation', 'noise']);
    expect(() => parseTransforms('rotation,blur')).toThrow(
      "--transforms takes 'all' or a list of rotation, shear, scale, translation, elastic, binarize, noise; got 'blur'.",
    );
  });
});
