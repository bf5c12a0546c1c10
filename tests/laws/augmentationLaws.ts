import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { type RandomKey, randomKey, randomUniform } from '../../src';
import { expectClose } from '../helpers/expectClose';
import { expectNewTensors } from '../helpers/expectNewTensors';
import { decode, readFixture } from '../helpers/fixture';

/** A function that makes views of images. */
export interface AugmentationUnderTest {
  readonly fn: string;
  /** With options under which every image is changed. */
  readonly augment: (images: Tensor, key: RandomKey) => Tensor4D;
  /** Whether it gathers pixels, whose gradient the stock wasm backend has not. */
  readonly gathers?: boolean;
}

/** Whether this backend has the gradient of a gather. */
export const canScatter = (): boolean =>
  tf.getKernel(tf.UnsortedSegmentSum, tf.getBackend()) !== undefined;

/** The contract that every augmentation keeps. */
export function describeAugmentationLaws({
  fn,
  augment,
  gathers = false,
}: AugmentationUnderTest): void {
  const images = (count: number): Tensor => randomUniform(randomKey(3), [count, 7, 6, 1]);
  const rows = (x: Tensor): number[][] =>
    (tf.reshape(x, [x.shape[0] as number, -1]) as tf.Tensor2D).arraySync();

  describe(`${fn}: augmentation laws`, () => {
    it('is a function of images and key: the same again for the same, another for another', () => {
      tf.tidy(() => {
        const once = [...augment(images(4), randomKey(1)).dataSync()];
        expect([...augment(images(4), randomKey(1)).dataSync()]).toEqual(once);
        expect([...augment(images(4), randomKey(2)).dataSync()]).not.toEqual(once);
      });
    });

    it('treats image i the same whatever images come after it', () => {
      tf.tidy(() => {
        const all = rows(augment(images(6), randomKey(1)));
        const first = rows(augment(tf.slice(images(6), 0, 2), randomKey(1)));
        expect(first).toEqual(all.slice(0, 2));
      });
    });

    it('treats two equal images of a batch differently', () => {
      tf.tidy(() => {
        const equal = tf.tile(images(1), [8, 1, 1, 1]);
        const views = rows(augment(equal, randomKey(1))).map((row) => row.join());
        expect(new Set(views).size).toBeGreaterThan(1);
      });
    });

    it('has the same bits on this backend as on cpu', async () => {
      const here = tf.getBackend();
      const values = () => tf.tidy(() => [...augment(images(9), randomKey(5)).dataSync()]);
      const onThis = values();
      await tf.setBackend('cpu');
      const onCpu = values();
      await tf.setBackend(here);
      expect(onThis).toEqual(onCpu);
    });

    it('takes a batch of no images', () => {
      tf.tidy(() => {
        const none = augment(tf.zeros([0, 7, 6, 1]), randomKey(1));
        expect(none.shape[0]).toBe(0);
        expect(none.rank).toBe(4);
      });
    });
  });

  describe(`${fn}: errors that all augmentations have`, () => {
    it('refuses what is not a batch of images, or no key', () => {
      tf.tidy(() => {
        expect(() => augment(tf.zeros([2, 7, 6]), randomKey(1))).toThrow(
          new TypeError(
            `${fn}: images must have rank 4, [images, height, width, channels]; got images [2, 7, 6]. Grey images need a last axis of size 1.`,
          ),
        );
        expect(() => augment(tf.zeros([2, 7, 0, 1]), randomKey(1))).toThrow(
          `${fn}: images must have pixels; got images [2, 7, 0, 1]. Check how they were sliced.`,
        );
        expect(() => augment(tf.zeros([2, 7, 6, 1], 'int32'), randomKey(1))).toThrow(
          `${fn}: images must have dtype float32; got images [2, 7, 6, 1] of dtype int32. Convert it with tf.cast(images, 'float32').`,
        );
        expect(() => augment(tf.zeros([2, 7, 6, 1]), 3 as unknown as RandomKey)).toThrow(
          `${fn}: key must be a key, two unsigned 32-bit integers; got 3. Make one with randomKey(seed).`,
        );
      });
    });
  });

  describe(`${fn}: memory`, () => {
    it('leaves its result, and a gradient only the gradient', () => {
      const x = images(3);
      expectNewTensors(1, () => augment(x, randomKey(1)));
      const gradient = () => tf.grad((some: Tensor) => tf.sum(augment(some, randomKey(1))))(x);
      if (gathers && !canScatter()) expect(gradient).toThrow(/UnsortedSegmentSum/);
      else expectNewTensors(1, gradient);
      x.dispose();
    });
  });
}

interface Reference<Options> {
  readonly name: string;
  readonly key: RandomKey;
  readonly images: Parameters<typeof decode>[0];
  readonly options: Options;
  readonly value: Parameters<typeof decode>[0];
}

/** Declares one test for every case of a fixture of views. */
export function itMatchesViews<Options>(
  name: string,
  augment: (images: Tensor, key: RandomKey, options: Options) => Tensor,
): void {
  for (const reference of readFixture<Reference<Options>>(name)) {
    it(`has the reference values: ${reference.name}`, () => {
      tf.tidy(() => {
        const view = augment(decode(reference.images), reference.key, reference.options);
        expect(view.shape).toEqual(reference.value.shape);
        expectClose(view, reference.value.values, { rtol: 1e-5, atol: 2e-6 });
      });
    });
  }
}
