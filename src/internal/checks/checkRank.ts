import type { Tensor } from '@tensorflow/tfjs-core';
import { describeShape } from './describe';
import { invalidType } from './invalidArgument';

/** Throws unless the tensor has exactly the named axes, such as `['batch', 'classes']`. */
export function checkRank(
  fn: string,
  name: string,
  tensor: Tensor,
  axes: readonly string[],
  fix = 'Bring it to this layout with tf.reshape.',
): void {
  if (tensor.rank === axes.length) return;
  throw invalidType(
    fn,
    `${name} must have rank ${axes.length}, [${axes.join(', ')}]`,
    `${name} ${describeShape(tensor.shape)}`,
    fix,
  );
}
