import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkOptions } from './checks/checkOptions';
import { checkTensor } from './checks/checkTensor';
import { describeShape, describeValue } from './checks/describe';
import { invalidRange, invalidType } from './checks/invalidArgument';

/**
 * How the elementwise values of a loss are summed up.
 *
 * - `'example'`: over every axis after the first `batchDims`: nats per example.
 * - `'none'`: not at all.
 * - `'sum'`: over everything.
 * - `'mean'`: the mean over examples of the sums per example.
 */
export type Reduction = 'none' | 'example' | 'sum' | 'mean';

/** The options that every loss takes. */
export interface LossOptions<R extends Reduction = Reduction> {
  /** How the elementwise values are summed up; `'example'` unless given. */
  readonly reduction?: R;
  /** The number of leading axes that count examples; 1 unless given. */
  readonly batchDims?: number;
  /**
   * 1 (or true) keeps an element, 0 (or false) drops it: its value and its gradients are zero even
   * where they would be NaN or infinite. Any shape that broadcasts to the elementwise loss.
   */
  readonly mask?: Tensor;
}

/** The tensor that a reduction leaves: a scalar for `'sum'` and `'mean'`. */
export type ReducedLoss<R extends Reduction> = R extends 'sum' | 'mean' ? Scalar : Tensor;

/** The options with their defaults filled in. */
export interface ResolvedLossOptions {
  readonly reduction: Reduction;
  readonly batchDims: number;
  readonly mask: Tensor | undefined;
  /** The shape that the mask is meant to broadcast to: that of the loss, or the shared one. */
  readonly maskShape: readonly number[];
}

const reductions: readonly Reduction[] = ['example', 'none', 'sum', 'mean'];
/** The names of these options. */
export const lossOptionNames = ['reduction', 'batchDims', 'mask'] as const;

const broadcastsTo = ({ shape: from }: Tensor, to: readonly number[]): boolean => {
  const offset = to.length - from.length;
  return offset >= 0 && from.every((size, axis) => size === 1 || size === to[axis + offset]);
};

/**
 * Checks the options of a loss whose elementwise values have the given shape. Where these are
 * repetitions of elements of a shared shape, a mask may hold for all of them.
 */
export function checkLossOptions(
  fn: string,
  options: LossOptions,
  shape: readonly number[],
  sharedShape?: readonly number[],
): ResolvedLossOptions {
  checkOptions(fn, options, lossOptionNames);
  const { reduction = 'example', batchDims = 1, mask } = options;
  if (!reductions.includes(reduction)) {
    throw invalidType(
      fn,
      `reduction must be one of ${reductions.map((name) => `'${name}'`).join(', ')}`,
      describeValue(reduction),
      "Use 'mean' for the usual training loss.",
    );
  }
  if (!Number.isInteger(batchDims) || batchDims < 0 || batchDims > shape.length) {
    throw invalidRange(
      fn,
      `batchDims must be an integer from 0 to ${shape.length}, the rank of the loss`,
      describeValue(batchDims),
      'It counts the leading axes that enumerate examples.',
    );
  }
  if (mask === undefined) return { reduction, batchDims, mask, maskShape: shape };
  checkTensor(fn, 'mask', mask, ['bool', 'float32', 'int32']);
  if (sharedShape && broadcastsTo(mask, sharedShape)) {
    return { reduction, batchDims, mask, maskShape: sharedShape };
  }
  if (!broadcastsTo(mask, shape)) {
    const shapes = [shape, sharedShape].flatMap((to) => (to ? [describeShape(to)] : []));
    throw invalidType(
      fn,
      `mask must broadcast to the shape of the loss, ${shapes.join(', or of the target, ')}`,
      `mask ${describeShape(mask.shape)}`,
      'A mask per example needs trailing axes of size 1.',
    );
  }
  return { reduction, batchDims, mask, maskShape: shape };
}

/** The wasm backend leaves the sum over no elements uninitialized, so this is not left to it. */
function reduceEmpty(
  shape: readonly number[],
  { reduction, batchDims }: Pick<ResolvedLossOptions, 'reduction' | 'batchDims'>,
): Tensor {
  const batchShape = shape.slice(0, batchDims);
  if (reduction === 'example') return tf.zeros(batchShape);
  return tf.scalar(reduction === 'mean' && batchShape.includes(0) ? Number.NaN : 0);
}

/** Sums elementwise values up. The mean over no examples is NaN, as in PyTorch. */
export function reduceLoss(
  values: Tensor,
  { reduction, batchDims }: Pick<ResolvedLossOptions, 'reduction' | 'batchDims'>,
): Tensor {
  if (reduction === 'none') return values;
  if (values.size === 0) return reduceEmpty(values.shape, { reduction, batchDims });
  if (reduction === 'sum') return tf.sum(values);
  const axes = Array.from({ length: values.rank - batchDims }, (_, axis) => batchDims + axis);
  // tf.sum over no axes sums over all of them.
  const perExample = axes.length === 0 ? values : tf.sum(values, axes);
  return reduction === 'mean' ? tf.mean(perExample) : perExample;
}

/** The gradient of `reduceLoss`: spreads the gradient of its result over the elements. */
export function spreadLossGradient(
  dy: Tensor,
  shape: readonly number[],
  { reduction, batchDims }: Pick<ResolvedLossOptions, 'reduction' | 'batchDims'>,
): Tensor {
  if (reduction === 'none' || reduction === 'sum') return dy;
  if (reduction === 'example') {
    return tf.reshape(
      dy,
      shape.map((size, axis) => (axis < batchDims ? size : 1)),
    );
  }
  const examples = shape.slice(0, batchDims).reduce((product, size) => product * size, 1);
  return tf.mul(dy, 1 / Math.max(examples, 1));
}
