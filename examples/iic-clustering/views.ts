/** The transformations under which a digit is to keep its cluster. */
import * as tf from '@tensorflow/tfjs-core';
import {
  type Augmentation,
  addNoise,
  binarizeImages,
  pairedViews,
  type RandomKey,
  warpImages,
} from 'variate';
import { UsageError } from '../support/commandLine';
import { imageTensor, type LabelledImages } from '../support/mnist';

/** Height and width of an MNIST image. */
const FULL_SIDE = 28;

/** The bounds of the transformations of a digit's shape: 20 degrees, pixels, factors. */
const WARPS = {
  rotation: Math.PI / 9,
  shear: 0.2,
  scale: 1.25,
  translation: 2,
  elastic: 1.5,
} as const;

/** The transformations by name, as `--transforms` lists them. */
export const TRANSFORMS = [...Object.keys(WARPS), 'binarize', 'noise'] as const;

/** Reads `rotation,noise`, or `all`. */
export function parseTransforms(list: string): readonly string[] {
  if (list === 'all') return TRANSFORMS;
  const names = list.split(',');
  const unknown = names.filter((name) => !TRANSFORMS.includes(name));
  if (unknown.length === 0) return names;
  throw new UsageError(
    `--transforms takes 'all' or a list of ${TRANSFORMS.join(', ')}; got '${unknown.join(',')}'.`,
  );
}

/** The steps of a view; the warps are one resampling, which also cuts the margin off. */
export function viewPipeline(transforms: readonly string[], side: number): Augmentation[] {
  const warps = Object.fromEntries(
    Object.entries(WARPS).filter(([name]) => transforms.includes(name)),
  );
  const steps: Augmentation[] = [
    (images, key) => warpImages(images, key, { ...warps, outputSize: [side, side] }),
  ];
  if (transforms.includes('binarize')) {
    steps.push((images, key) => binarizeImages(images, key, { probability: 0.5 }));
  }
  if (transforms.includes('noise')) {
    steps.push((images, key) => addNoise(images, key, { std: 0.1 }));
  }
  return steps;
}

/** [n, 28, 28] */
const batchOf = (images: LabelledImages, indices: ArrayLike<number>): tf.Tensor3D =>
  tf.reshape(imageTensor(images, indices), [-1, FULL_SIDE, FULL_SIDE]);

/** Two random views of the images of these indices, each [n, side, side, 1]. */
export function drawViews(
  images: LabelledImages,
  indices: ArrayLike<number>,
  key: RandomKey,
  pipeline: readonly Augmentation[],
): [tf.Tensor4D, tf.Tensor4D] {
  return tf.tidy(() => pairedViews(tf.expandDims(batchOf(images, indices), 3), key, pipeline));
}

/** The images of these indices as they are, without the margin, [n, side, side, 1]. */
export function plainViews(
  images: LabelledImages,
  indices: ArrayLike<number>,
  side: number,
): tf.Tensor4D {
  const margin = (FULL_SIDE - side) / 2;
  return tf.tidy(() => {
    const batch = batchOf(images, indices);
    // Before there is an axis of channels, rows are cut out; after it, pixel by pixel.
    return tf.expandDims(tf.slice(batch, [0, margin, margin], [-1, side, side]), 3);
  });
}
