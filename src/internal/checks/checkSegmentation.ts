import type { Tensor } from '@tensorflow/tfjs-core';
import { checkRank } from './checkRank';
import { checkSameShape } from './checkSameShape';
import { checkTensor } from './checkTensor';
import { describeShape, describeShapes } from './describe';
import { invalidType } from './invalidArgument';

interface Segmentation {
  readonly logits: Tensor;
  readonly pairedLogits: Tensor;
  readonly mask: Tensor | undefined;
  readonly flow: Tensor | undefined;
}

/** Throws unless the logits of every pixel of two views fit each other, the mask and the flow. */
export function checkSegmentation(
  fn: string,
  { logits, pairedLogits, mask, flow }: Segmentation,
): void {
  const axes = ['images', 'height', 'width', 'classes'];
  for (const [name, tensor] of Object.entries({ logits, pairedLogits })) {
    checkTensor(fn, name, tensor);
    checkRank(fn, name, tensor, axes);
    if (tensor.size === 0) {
      throw invalidType(
        fn,
        `${name} must have at least one pixel and one class`,
        `${name} ${describeShape(tensor.shape)}`,
        'No joint distribution can be estimated from nothing.',
      );
    }
  }
  const [images, height, width, classes] = logits.shape as [number, number, number, number];
  if (flow === undefined) {
    checkSameShape(fn, { logits, pairedLogits }, 'Views in different frames need a flow.');
  } else {
    checkTensor(fn, 'flow', flow);
    if (`${flow.shape}` !== `${[images, height, width, 2]}`) {
      throw invalidType(
        fn,
        'flow must have shape [images, height, width, 2] of logits',
        describeShapes({ flow, logits }),
        'Give row and column in the paired view for each pixel of the first.',
      );
    }
    if (pairedLogits.shape[0] !== images || pairedLogits.shape[3] !== classes) {
      throw invalidType(
        fn,
        'logits and pairedLogits must have the same images and classes',
        describeShapes({ logits, pairedLogits }),
        'Image i of both has to come from two views of one image.',
      );
    }
  }
  if (mask === undefined) return;
  checkTensor(fn, 'mask', mask, ['float32', 'bool', 'int32']);
  if (`${mask.shape}` === `${[images, height, width]}`) return;
  throw invalidType(
    fn,
    'mask must have shape [images, height, width] of logits',
    describeShapes({ mask, logits }),
    'It keeps or drops whole pixels.',
  );
}
