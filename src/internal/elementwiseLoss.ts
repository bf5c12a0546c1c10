import type { NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { fusedOp } from './fusedOp';
import type { LossOptions, ReducedLoss, Reduction } from './reduction';
import { checkLossOptions, reduceLoss, spreadLossGradient } from './reduction';

/** What a loss that is a sum of elementwise terms has to say of itself. */
export interface ElementwiseLoss<Inputs extends Readonly<Record<string, Tensor>>> {
  /** The public function, for error messages. */
  readonly fn: string;
  /** The fused kernel to prefer, if the backend has it. */
  readonly kernelName: string;
  /** Checked tensors of one shape; what is not float32 is cast. */
  readonly inputs: Inputs;
  /**
   * The number of trailing axes of the inputs that one elementwise value is computed from: 1 for a
   * loss over classes, 0 unless given. The loss has the shape of the inputs without them.
   */
  readonly eventDims?: number;
  /** The elementwise loss. */
  readonly value: (inputs: Inputs) => Tensor;
  /** The derivative of each elementwise loss to its part of each input. */
  readonly derivatives: (inputs: Inputs) => { readonly [Name in keyof Inputs]: Tensor };
}

/**
 * Evaluates an elementwise loss under the one reduction contract, with its analytic gradient.
 *
 * Masked elements are replaced by zeros before anything is computed from them: multiplying by the
 * mask afterwards would turn a masked NaN or infinity into NaN.
 */
export function elementwiseLoss<
  Inputs extends Readonly<Record<string, Tensor>>,
  R extends Reduction,
>(loss: ElementwiseLoss<Inputs>, options: LossOptions<R>): ReducedLoss<R> {
  const names = Object.keys(loss.inputs);
  const { eventDims = 0 } = loss;
  const inputShape = Object.values(loss.inputs)[0]?.shape ?? [];
  const shape = inputShape.slice(0, inputShape.length - eventDims);
  const resolved = checkLossOptions(loss.fn, options, shape);
  const { reduction, batchDims } = resolved;
  const count = names.length;

  const keep = (value: Tensor, where: Tensor | undefined): Tensor =>
    where ? tf.where(where, value, tf.zerosLike(value)) : value;
  /** Lets a tensor of the loss's shape broadcast over the inputs. */
  const overEvent = (value: Tensor): Tensor =>
    eventDims === 0 ? value : tf.reshape(value, [...value.shape, ...Array(eventDims).fill(1)]);

  const composite = (tensors: readonly Tensor[], mask: Tensor | undefined): Tensor => {
    const kept = (values: readonly Tensor[], where: Tensor | undefined): Inputs =>
      Object.fromEntries(
        names.map((name, index) => [name, keep(values[index] as Tensor, where)]),
      ) as Inputs;

    return tf.customGrad((...args) => {
      const save = args[count] as tf.GradSaveFunc;
      const values = args.slice(0, count) as Tensor[];
      save(mask ? [...values, mask] : values);
      return {
        value: reduceLoss(keep(loss.value(kept(values, mask && overEvent(mask))), mask), resolved),
        gradFunc: (dy: Tensor, saved: Tensor[]) => {
          // Absent without a mask; the outer `mask` is disposed by the time this runs.
          const savedMask = saved[count] && overEvent(saved[count]);
          const spread = overEvent(spreadLossGradient(dy, shape, resolved));
          const derivatives = loss.derivatives(kept(saved, savedMask));
          return names.map((name) => tf.mul(spread, keep(derivatives[name] as Tensor, savedMask)));
        },
      };
    })(...tensors);
  };

  return tf.tidy(() => {
    const mask = resolved.mask && tf.broadcastTo(tf.cast(resolved.mask, 'bool'), [...shape]);
    const tensors = Object.values(loss.inputs).map((tensor) => tf.cast(tensor, 'float32'));
    const inputs: NamedTensorMap = Object.fromEntries(
      names.map((name, index) => [name, tensors[index] as Tensor]),
    );
    if (mask) inputs['mask'] = mask;
    return fusedOp(loss.kernelName, inputs, { reduction, batchDims }, () =>
      composite(tensors, mask),
    );
  }) as ReducedLoss<R>;
}
