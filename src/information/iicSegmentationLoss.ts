import type { Scalar, Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkCount } from '../internal/checks/checkCount';
import { checkNonNegative } from '../internal/checks/checkNonNegative';
import { checkOptions } from '../internal/checks/checkOptions';
import { checkSegmentation } from '../internal/checks/checkSegmentation';
import { sampleAlongFlow } from '../internal/images/sampleAlongFlow';
import { iicPointwiseLoss } from '../internal/numerics/iicPointwiseLoss';

/** The options of `iicSegmentationLoss`. */
export interface IicSegmentationLossOptions {
  /** The largest distance between the pixels of a pair, along either axis; 0 unless given. */
  readonly displacement?: number;
  /** 1 keeps a pixel of the original frame, 0 drops it: `[images, height, width]`, float32 or bool. */
  readonly mask?: Tensor;
  /**
   * Where each pixel of the original frame lies in the paired view, as row and column counted from the
   * centre of its first pixel: `[images, height, width, 2]`, float32. Pixels that lie outside drop
   * out. Without it the two views share one frame.
   */
  readonly flow?: Tensor;
  /** The weight w of both marginal entropies, 0 or more; 1, which is mutual information, unless given. */
  readonly entropyWeight?: number;
}

/** The loss of one symmetrized table of sums, which is normalized first. */
function lossOfTable(table: Tensor2D, entropyWeight: number): Scalar {
  const classes = table.shape[0];
  const symmetric = tf.add(table, tf.transpose(table));
  // A displacement that no pair of pixels has is an empty table, and counts 0.
  const joint = tf.div(symmetric, tf.maximum(tf.sum(symmetric), 2 ** -60));
  const pointwise = iicPointwiseLoss(joint, entropyWeight);
  const constant = tf.mul(tf.sum(joint), (2 * entropyWeight - 2) * Math.log(classes));
  return tf.sub(tf.sum(tf.mul(joint, pointwise)), constant);
}

/**
 * Negative mutual information between the classes of nearby pixels in two views of an image: the loss of
 * invariant information clustering for segmentation.
 *
 * Formula: the mean over displacements `t` in `{-T … T}^2` of `-sum_ij P_ij (log P_ij - w log P_i - w
 * log P_j)`, where `P` is the symmetrized mean of `z_u z'_(u+t)^T` over images and pixels u, with
 * `z = softmax(logits)` and z' that of the paired view, brought back to the frame of the first by `flow`.
 *
 * Shape: `logits` is `[images, height, width, classes]`, and so is `pairedLogits`, whose height and
 * width may be others where there is a flow; the result is a scalar.
 *
 * Range: `[-log classes, 0]` nats at w = 1.
 *
 * Numerics: as `iicLoss`: inside logarithms only, P is raised to the smallest normal float32, so value
 * and gradient are finite for any finite logits. A displacement that no pair of kept pixels has counts 0.
 *
 * Gradient: to both logits, by the stock operations that it is made of; on wasm with a flow after
 * `enableWasmTraining`, as tfjs has no gradient of a gather there. None to `mask` and `flow`.
 *
 * @param logits unnormalized log-probabilities of the classes of every pixel, float32
 * @param pairedLogits the same for the other view
 * @param options `displacement` (0), `mask`, `flow`, `entropyWeight` (1)
 * @returns nats, a scalar
 * @throws TypeError if a shape or a dtype does not fit, there is no pixel or an option is unknown
 * @throws RangeError if `displacement` is no integer from 0 on or `entropyWeight` negative or not finite
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-layers'; // registers the gradients of tfjs's own operations
 * import { iicSegmentationLoss } from 'variate';
 *
 * const leftAndRight = tf.tensor4d([50, 0, 0, 50], [1, 1, 2, 2]); // one image of two pixels
 * iicSegmentationLoss(leftAndRight, leftAndRight).print(); // -0.6931471, minus log 2
 * ```
 * @see Ji, Henriques and Vedaldi 2019, Invariant Information Clustering, section 3.3,
 * https://arxiv.org/abs/1807.06653. Fixture: float64 torch, one displacement at a time.
 */
export function iicSegmentationLoss(
  logits: Tensor,
  pairedLogits: Tensor,
  options: IicSegmentationLossOptions = {},
): Scalar {
  const fn = 'iicSegmentationLoss';
  checkOptions(fn, options, ['displacement', 'mask', 'flow', 'entropyWeight']);
  const { displacement = 0, mask, flow, entropyWeight = 1 } = options;
  checkSegmentation(fn, { logits, pairedLogits, mask, flow });
  checkCount(fn, 'displacement', displacement, 0, 'It is a distance in pixels.');
  checkNonNegative(fn, 'entropyWeight', entropyWeight, 'At 1 it is mutual information.');

  return tf.tidy(() => {
    const [images, height, width, classes] = (logits as Tensor4D).shape;
    const kept = mask && tf.reshape(tf.cast(mask, 'float32'), [images, height, width, 1]);
    const keep = (probs: Tensor4D): Tensor4D => (kept ? tf.mul(probs, kept) : probs);
    const probs = keep(tf.softmax(logits as Tensor4D));
    const ownPaired = tf.softmax(pairedLogits as Tensor4D);
    const paired = keep(flow ? sampleAlongFlow(ownPaired, flow as Tensor4D) : ownPaired);

    const rows = (some: Tensor4D): Tensor2D => tf.reshape(some, [-1, classes]);
    const transposed = tf.transpose(rows(probs));
    const margin: [number, number] = [displacement, displacement];
    const surrounded = tf.pad(paired, [[0, 0], margin, margin, [0, 0]]);
    const losses: Scalar[] = [];
    for (let down = 0; down <= 2 * displacement; down++) {
      for (let right = 0; right <= 2 * displacement; right++) {
        const shifted = tf.slice(surrounded, [0, down, right, 0], [images, height, width, classes]);
        losses.push(lossOfTable(tf.matMul(transposed, rows(shifted)), entropyWeight));
      }
    }
    return tf.div<Scalar>(tf.addN(losses), losses.length);
  });
}
