import type { Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  type Augmentation,
  addNoise,
  flipImages,
  pairedViews,
  randomKey,
  randomUniform,
  splitKey,
  type ViewPipeline,
  warpImages,
} from '../../src';
import { expectNewTensors } from '../helpers/expectNewTensors';

const warp: Augmentation = (images, key) =>
  warpImages(images, key, { rotation: 0.4, elastic: 1, outputSize: [5, 5] });
const noise: Augmentation = (images, key) => addNoise(images, key);
const images = (): Tensor4D => randomUniform(randomKey(9), [3, 6, 6, 1]) as Tensor4D;
const values = (x: tf.Tensor): number[] => [...x.dataSync()];

describe('pairedViews: reference', () => {
  it('is the steps one after the other, each with a key of its own', () => {
    tf.tidy(() => {
      const [view, pairedView] = pairedViews(images(), randomKey(1), [warp, noise]);
      const [viewKey, pairedKey] = splitKey(randomKey(1));
      for (const [actual, key] of [
        [view, viewKey],
        [pairedView, pairedKey],
      ] as const) {
        const [warpKey, noiseKey] = splitKey(key);
        expect(values(actual)).toEqual(values(noise(warp(images(), warpKey), noiseKey)));
      }
    });
  });

  it('gives each view steps of its own where asked to', () => {
    tf.tidy(() => {
      const [view, pairedView] = pairedViews(images(), randomKey(1), {
        view: [],
        pairedView: [warp],
      });
      expect(values(view)).toEqual(values(images()));
      expect(pairedView.shape).toEqual([3, 5, 5, 1]);
    });
  });
});

describe('pairedViews: laws', () => {
  it('makes two different views, the same two for the same key', () => {
    tf.tidy(() => {
      const [view, pairedView] = pairedViews(images(), randomKey(1), [warp]);
      expect(values(view)).not.toEqual(values(pairedView));
      const [again] = pairedViews(images(), randomKey(1), [warp]);
      expect(values(again)).toEqual(values(view));
    });
  });
});

describe('pairedViews: errors', () => {
  it('refuses what is no pipeline', () => {
    const some = images();
    const wrong = (pipeline: unknown) => () =>
      pairedViews(some, randomKey(1), pipeline as ViewPipeline);
    const message = (got: string) =>
      `pairedViews: pipeline must be an array of functions (images, key), or { view, pairedView } of two of them; got ${got}. Bind the options of a step: (images, key) => warpImages(images, key, { rotation: 0.4 }).`;
    expect(wrong(warp)).toThrow(new TypeError(message('a function')));
    expect(wrong([{ rotation: 1 }])).toThrow(new TypeError(message('an array of length 1')));
    expect(wrong({ view: [warp] })).toThrow(new TypeError(message('an object with keys view')));
    expect(wrong(undefined)).toThrow(new TypeError(message('undefined')));
    some.dispose();
  });
});

describe('pairedViews: memory', () => {
  it('leaves two views, also of a pipeline without steps', () => {
    const some = images();
    const flip: Augmentation = (x, key) => flipImages(x, key);
    expectNewTensors(2, () => pairedViews(some, randomKey(1), [warp, flip, noise]));
    expectNewTensors(2, () => pairedViews(some, randomKey(1), []));
    some.dispose();
  });
});
