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
  /** Checked tensors of one shape, but for a repeated one; what is not float32 is cast. */
  readonly inputs: Inputs;
  /**
   * The number of trailing axes of the inputs that one elementwise value is computed from: 1 for a
   * loss over classes, 0 unless given. The loss has the shape of the inputs without them.
   */
  readonly eventDims?: number;
  /**
   * How many times the elements of the first input are repeated, along the first axis or a new one
   * before it, to have the shape of the others. Undefined where it has their shape already.
   */
  readonly repeats?: number | undefined;
  /** The elementwise loss. Where the first input is repeated, it is broadcast to the others. */
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
  const { eventDims = 0, repeats } = loss;
  const isRepeated = repeats !== undefined;
  const shapes = Object.values(loss.inputs).map(({ shape }) => shape);
  const sharedInputShape = shapes[0] ?? [];
  const inputShape = shapes.at(-1) ?? [];
  const withoutEvent = (shape: number[]): number[] => shape.slice(0, shape.length - eventDims);
  const shape = withoutEvent(inputShape);
  const sharedShape = withoutEvent(sharedInputShape);
  const resolved = checkLossOptions(loss.fn, options, shape, isRepeated ? sharedShape : undefined);
  const { reduction, batchDims, maskShape } = resolved;
  const count = names.length;

  const keep = (value: Tensor, where: Tensor | undefined): Tensor =>
    where ? tf.where(where, value, tf.zerosLike(value)) : value;
  /** Lets a tensor of the loss's shape broadcast over the inputs. */
  const overEvent = (value: Tensor): Tensor =>
    eventDims === 0 ? value : tf.reshape(value, [...value.shape, ...Array(eventDims).fill(1)]);
  /** Gives the repetitions an axis of their own, over which what they share broadcasts. */
  const unfold = (value: Tensor, part: readonly number[]): Tensor =>
    isRepeated ? tf.reshape(value, [repeats, ...part]) : value;
  const fold = (value: Tensor, whole: number[]): Tensor =>
    isRepeated ? tf.reshape(value, whole) : value;
  const unfoldMask = (mask: Tensor | undefined): Tensor | undefined =>
    mask && maskShape !== sharedShape ? unfold(mask, sharedShape) : mask;

  const composite = (tensors: readonly Tensor[], mask: Tensor | undefined): Tensor => {
    const kept = (values: readonly Tensor[], where: Tensor | undefined): Inputs =>
      Object.fromEntries(
        names.map((name, index) => {
          const value = values[index] as Tensor;
          const isShared = index === 0;
          return [name, keep(isShared ? value : unfold(value, sharedInputShape), where)];
        }),
      ) as Inputs;

    return tf.customGrad((...args) => {
      const save = args[count] as tf.GradSaveFunc;
      const values = args.slice(0, count) as Tensor[];
      save(mask ? [...values, mask] : values);
      const where = unfoldMask(mask);
      const elements = keep(loss.value(kept(values, where && overEvent(where))), where);
      return {
        value: reduceLoss(fold(elements, shape), resolved),
        gradFunc: (dy: Tensor, saved: Tensor[]) => {
          // Absent without a mask; the outer `mask` is disposed by the time this runs.
          const savedMask = unfoldMask(saved[count]);
          const savedWhere = savedMask && overEvent(savedMask);
          const spread = overEvent(spreadLossGradient(dy, shape, resolved));
          const derivatives = loss.derivatives(kept(saved, savedWhere));
          return names.map((name, index) => {
            const derivative = fold(keep(derivatives[name] as Tensor, savedWhere), inputShape);
            const gradient = tf.mul(spread, derivative);
            const isShared = isRepeated && index === 0;
            return isShared ? tf.sum(unfold(gradient, sharedInputShape), 0) : gradient;
          });
        },
      };
    })(...tensors);
  };

  return tf.tidy(() => {
    const mask = resolved.mask && tf.broadcastTo(tf.cast(resolved.mask, 'bool'), [...maskShape]);
    const tensors = Object.values(loss.inputs).map((tensor) => tf.cast(tensor, 'float32'));
    const inputs: NamedTensorMap = Object.fromEntries(
      names.map((name, index) => [name, tensors[index] as Tensor]),
    );
    if (mask) inputs['mask'] = mask;
    const attributes = { reduction, batchDims, ...(isRepeated && { sharedShape }) };
    return fusedOp(loss.kernelName, inputs, attributes, () => composite(tensors, mask));
  }) as ReducedLoss<R>;
}
