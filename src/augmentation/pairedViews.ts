import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkImages } from '../internal/checks/checkImages';
import { checkKey } from '../internal/checks/checkKey';
import { checkPipeline } from '../internal/checks/checkPipeline';
import { childKey } from '../internal/childKey';
import type { RandomKey } from '../internal/key';

/** A random transformation of a batch of images, a function of the images and a key alone. */
export type Augmentation = (images: Tensor4D, key: RandomKey) => Tensor4D;

/** What each of the two views goes through, in this order; one list where it is the same. */
export type ViewPipeline =
  | readonly Augmentation[]
  | { readonly view: readonly Augmentation[]; readonly pairedView: readonly Augmentation[] };

function applyAll(
  images: Tensor4D,
  key: RandomKey,
  augmentations: readonly Augmentation[],
): Tensor4D {
  return tf.tidy(() =>
    augmentations.reduce(
      (view, augmentation, index) => augmentation(view, childKey(key, index)),
      // A view that nothing happens to is a tensor of its own, for the caller to dispose.
      tf.clone(images),
    ),
  );
}

/**
 * Makes two random views of each image of a batch, which show the same thing in different ways.
 *
 * Formula: view `v` is `a_n(… a_1(images, k_v1) …, k_vn)`, with an independent key for every step of
 * every view: child `i` of child `v` of the key.
 *
 * Shape: `images` is `[images, height, width, channels]`; the views have the shape that the last
 * step gives them, and row `i` of both comes from image `i`.
 *
 * Range: that of the last step.
 *
 * Numerics: that of the steps, which in this library have the same bits on every backend.
 *
 * Gradient: to `images`, through every step that has one.
 *
 * @param images float32
 * @param key made by `randomKey` or `splitKey`, and used for one pair of views
 * @param pipeline the steps of both views, or of each as `{ view, pairedView }`
 * @returns `[view, pairedView]`
 * @throws TypeError if `images`, `key` or `pipeline` is malformed
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { addNoise, pairedViews, randomKey, warpImages } from 'variate';
 *
 * const images = tf.ones([2, 28, 28, 1]);
 * const [view, pairedView] = pairedViews(images, randomKey(7), [
 *   (x, key) => warpImages(x, key, { rotation: 0.4, scale: 1.2, outputSize: [24, 24] }),
 *   (x, key) => addNoise(x, key, { std: 0.1 }),
 * ]);
 * console.log(view.shape, pairedView.shape); // [ 2, 24, 24, 1 ] [ 2, 24, 24, 1 ]
 * ```
 * @see Ji, Henriques and Vedaldi 2019, Invariant Information Clustering, section 3.1,
 * https://arxiv.org/abs/1807.06653.
 */
export function pairedViews(
  images: Tensor,
  key: RandomKey,
  pipeline: ViewPipeline,
): [Tensor4D, Tensor4D] {
  checkImages('pairedViews', images);
  checkKey('pairedViews', key);
  const { view, pairedView } = checkPipeline('pairedViews', pipeline);
  return [
    applyAll(images, childKey(key, 0), view as readonly Augmentation[]),
    applyAll(images, childKey(key, 1), pairedView as readonly Augmentation[]),
  ];
}
