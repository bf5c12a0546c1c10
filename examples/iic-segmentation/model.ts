/**
 * Invariant information clustering for segmentation (Ji, Henriques and Vedaldi 2019, section 3.3): a
 * small convolutional network answers at every pixel, and the answers around a pixel of one view are to
 * be predictable from those of another.
 */
import * as tf from '@tensorflow/tfjs-core';
import {
  initializers,
  input,
  type LayersModel,
  layers,
  model,
  type SymbolicTensor,
} from '@tensorflow/tfjs-layers';
import { addNoise, adjustContrast, iicSegmentationLoss, type RandomKey, splitKey } from 'variate';
import { SIDE } from './scenes';

/** Parts of a scene. */
export const PARTS = 2;
/** The largest distance between two pixels that are to tell of each other. */
const DISPLACEMENT = 1;
/** The scale of the logits that training starts with, away from the uniform answer. */
const LOGIT_SCALE = 3;

export function createSegmenter(seed: number): LayersModel {
  // tfjs reads a seed of 0 as none, hence the count from 1.
  let layer = 0;
  const convolution = (from: SymbolicTensor, filters: number, kernelSize: number, scale = 1) => {
    const convolved = layers
      .conv2d({
        filters,
        kernelSize,
        padding: 'same',
        useBias: false,
        kernelInitializer: initializers.heNormal({ seed: 1000 * seed + ++layer }),
      })
      .apply(from);
    const gammaInitializer = initializers.constant({ value: scale });
    return layers
      .batchNormalization({ momentum: 0.9, epsilon: 1e-5, gammaInitializer })
      .apply(convolved) as SymbolicTensor;
  };
  const relu = (from: SymbolicTensor) => layers.reLU().apply(from) as SymbolicTensor;
  const scene = input({ shape: [SIDE, SIDE, 1] });
  const first = relu(convolution(scene, 16, 3));
  const second = relu(convolution(first, 32, 3));
  return model({ inputs: scene, outputs: convolution(second, PARTS, 1, LOGIT_SCALE) });
}

/** For each pixel of a scene where it lies in the mirrored one, as row and column. */
function mirrorFlow(count: number): tf.Tensor4D {
  return tf.tidy(() => {
    const rows = tf.reshape(tf.range(0, SIDE), [1, SIDE, 1, 1]);
    const columns = tf.reshape(tf.range(SIDE - 1, -1, -1), [1, 1, SIDE, 1]);
    const whole: [number, number, number, number] = [count, SIDE, SIDE, 1];
    return tf.concat(
      [tf.broadcastTo(rows, whole), tf.broadcastTo(columns, whole)],
      3,
    ) as tf.Tensor4D;
  });
}

/**
 * The loss of a batch: each scene and the negative of its mirror image, both in changed light and with
 * noise. In the negative bright and dark change places, so brightness tells nothing; texture does.
 */
export function segmentationLoss(
  segmenter: LayersModel,
  scenes: tf.Tensor4D,
  key: RandomKey,
): tf.Scalar {
  const views = [scenes, tf.sub<tf.Tensor4D>(1, tf.reverse(scenes, 2))];
  const keys = splitKey(key);
  const changed = views.map((view, index) => {
    const [lightKey, noiseKey] = splitKey(keys[index] as RandomKey);
    const lit = adjustContrast(view, lightKey, { contrast: 1.3, brightness: 0.15 });
    return addNoise(lit, noiseKey, { std: 0.03 });
  });
  const logits = segmenter.apply(tf.concat(changed), { training: true }) as tf.Tensor4D;
  const [first, mirrored] = tf.split(logits, 2) as [tf.Tensor4D, tf.Tensor4D];
  return iicSegmentationLoss(first, mirrored, {
    displacement: DISPLACEMENT,
    flow: mirrorFlow(scenes.shape[0]),
  });
}

/** The part of every pixel, image after image. */
export function segment(segmenter: LayersModel, scenes: tf.Tensor4D): Int32Array {
  return tf.tidy(() =>
    Int32Array.from(
      tf.argMax(segmenter.apply(scenes, { training: false }) as tf.Tensor4D, 3).dataSync(),
    ),
  );
}
