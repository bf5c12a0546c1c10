import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { checkTensor } from './checkTensor';
import { describeShape } from './describe';
import { invalidType } from './invalidArgument';

/**
 * Throws unless `target` is a live tensor of class ids (int32, the shape of the logits without the
 * last axis) or of class probabilities (float32, the shape of the logits).
 */
export function checkCategoricalTarget(
  fn: string,
  target: unknown,
  logits: Tensor,
): asserts target is Tensor {
  checkTensor(fn, 'target', target, ['float32', 'int32']);
  const shapedAsIds = tf.util.arraysEqual(target.shape, logits.shape.slice(0, -1));
  const shapedAsProbs = tf.util.arraysEqual(target.shape, logits.shape);
  if (target.dtype === 'int32' ? shapedAsIds : shapedAsProbs) return;
  let fix = 'Check that both come from the same batch and the same classes.';
  if (shapedAsIds) fix = "Convert class ids with tf.cast(target, 'int32').";
  if (shapedAsProbs) fix = "Convert one-hot rows with tf.cast(target, 'float32').";
  throw invalidType(
    fn,
    'target must hold int32 class ids in the shape of logits without its last axis, or float32 probabilities in the shape of logits',
    `target ${describeShape(target.shape)} of dtype ${target.dtype}, logits ${describeShape(logits.shape)}`,
    fix,
  );
}
