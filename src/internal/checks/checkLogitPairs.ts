import type { Tensor } from '@tensorflow/tfjs-core';
import { checkClassAxis } from './checkClassAxis';
import { checkRank } from './checkRank';
import { checkSameShape } from './checkSameShape';
import { checkTensor } from './checkTensor';
import { describeShape } from './describe';
import { invalidType } from './invalidArgument';

/** Throws unless the two are float32 logits `[pairs, classes]` of at least one pair. */
export function checkLogitPairs(fn: string, logits: Tensor, pairedLogits: Tensor): void {
  for (const [name, tensor] of Object.entries({ logits, pairedLogits })) {
    checkTensor(fn, name, tensor);
    checkRank(fn, name, tensor, ['pairs', 'classes']);
  }
  checkSameShape(
    fn,
    { logits, pairedLogits },
    'Row i of both has to come from two views of example i.',
  );
  checkClassAxis(fn, 'logits', logits);
  if (logits.shape[0] === 0) {
    throw invalidType(
      fn,
      'logits must hold at least one pair',
      `logits ${describeShape(logits.shape)}`,
      'No joint distribution can be estimated from an empty batch.',
    );
  }
}
