import type {
  KernelFunc,
  NamedAttrMap,
  NamedTensorInfoMap,
  Tensor,
  TensorInfo,
} from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { derivativesKernelName } from '../../../internal/derivativesKernelName';
import type { KernelFunctions } from '../../generated/KernelFunctions';
import type { WasmKernels } from '../../runtime/WasmKernels';
import { sharedData } from '../arrays/sharedData';
import type { KernelRecipe, KernelsOn } from '../KernelRecipe';
import { gradientKernelName } from './lossGradient';
import { placesOf } from './placesOf';
import { presentInputs } from './presentInputs';
import { type RepeatedLossAttributes, repetitionsOf } from './repetitionsOf';

/** The names of the kernels that have this signature. */
type NamesOf<Signature> = {
  [Name in keyof KernelFunctions]: KernelFunctions[Name] extends Signature
    ? Signature extends KernelFunctions[Name]
      ? Name
      : never
    : never;
}[keyof KernelFunctions];

/** The derivative to an input. */
interface Derivative {
  /** Its place among those that the kernel stores, or the input of the loss that it is itself. */
  readonly is: number | string;
  readonly sign?: 1 | -1;
}

/** The kernel of a loss of certain inputs. */
export interface LossFormula {
  readonly inputs: readonly string[];
  readonly kernel: NamesOf<KernelFunctions['bernoulliNll']>;
  /** The number of derivatives that the kernel stores, which no other formula of the loss has. */
  readonly stored: number;
  /** One for each input. */
  readonly derivatives: Readonly<Record<string, Derivative>>;
}

interface DerivativeAttributes extends RepeatedLossAttributes {
  /** The place in a tensor of several derivatives. */
  readonly place?: number;
  readonly sign: 1 | -1;
  /** Whether the gradient is to the input that all repetitions share: it is their sum. */
  readonly isSummed: boolean;
}

/**
 * The loss, and, if asked for, the tensor of derivatives: `[stored, ...shape of the loss]`, in each
 * repetition for itself.
 */
function evaluate(
  { inputs: names, kernel, stored }: LossFormula,
  inputs: NamedTensorInfoMap,
  attrs: RepeatedLossAttributes,
  kernels: WasmKernels,
  isDifferentiated: boolean,
): TensorInfo[] {
  // The last input is never a shared one.
  const elements = (inputs[names.at(-1) as string] as TensorInfo).shape;
  const { repeats, part, rows, step, scale, shape } = repetitionsOf(elements, attrs);
  const at = (name: string | undefined) =>
    placesOf(name === undefined ? undefined : inputs[name], part, kernels);
  const [x0, x1, x2, x3] = [at(names[0]), at(names[1]), at(names[2]), at(names[3])];
  const mask = at('mask');
  // A total is the sum of one for each repetition.
  const isSumOfTotals = step === 0 && repeats > 1;
  const totals = isSumOfTotals ? kernels.workspace(4 * repeats) : 0;
  const outputs = kernels.allocateAll(isDifferentiated ? [shape, [stored, ...elements]] : [shape]);
  const [out, derivatives = 0] = outputs.map((tensor) => kernels.addressOf(tensor)) as [number];
  for (let i = 0; i < repeats; i++) {
    const to = isSumOfTotals ? totals + 4 * i : out + 4 * step * i;
    const [values, sums] = attrs.reduction === 'none' ? [to, 0] : [0, to];
    const toDerivatives = derivatives && derivatives + 4 * stored * part * i;
    kernels.run[kernel](
      ...([x0(i), x1(i), x2(i), x3(i), mask(i), ...rows] as const),
      ...([values, sums, scale, toDerivatives] as const),
    );
  }
  // A sum of successive numbers takes no workspace.
  if (isSumOfTotals) kernels.run.sumAxis(totals, 1, repeats, 1, 1, out, 0);
  return outputs;
}

/** A derivative times the upstream gradient: one number for each example, each element or for all. */
function differentiate(
  inputs: NamedTensorInfoMap,
  attrs: DerivativeAttributes,
  kernels: WasmKernels,
): TensorInfo {
  const { derivative, dy, mask } = inputs as Record<'derivative' | 'dy', TensorInfo> & {
    readonly mask?: TensorInfo;
  };
  const { place, sign, reduction, isSummed, sharedShape = [] } = attrs;
  const [stored, elements] =
    place === undefined
      ? [1, derivative.shape]
      : [derivative.shape[0] as number, derivative.shape.slice(1)];
  const { repeats, part, rows, step, size, scale } = repetitionsOf(elements, attrs);
  const at = kernels.addressOf(derivative) + 4 * part * (place ?? 0);
  const maskAt = placesOf(mask, part, kernels);
  const atDy = kernels.addressOf(dy);
  const parts = isSummed
    ? kernels.workspace(4 * size + kernels.run.sumAxisWorkspaceBytes(part))
    : 0;
  const output = kernels.allocate([...(isSummed ? sharedShape : elements)]);
  if (size === 0) return output;
  const isSpread = reduction !== 'none';
  const out = kernels.addressOf(output);
  for (let i = 0; i < repeats; i++) {
    kernels.run.scaleDerivative(
      ...([at + 4 * stored * part * i, maskAt(i), atDy + 4 * step * i, isSpread, ...rows] as const),
      ...([sign * scale, (isSummed ? parts : out) + 4 * part * i] as const),
    );
  }
  if (isSummed) kernels.run.sumAxis(parts, 1, repeats, part, 1, out, parts + 4 * size);
  return output;
}

/** The gradients of a loss: each is a derivative that was saved, or an input of the loss, scaled. */
function gradientOf(
  kernelName: string,
  formulas: readonly LossFormula[],
): NonNullable<KernelRecipe['gradient']> {
  // No loss has two inputs that are derivatives.
  const [input] = formulas
    .flatMap(({ derivatives }) => Object.values(derivatives))
    .flatMap(({ is }) => (typeof is === 'string' ? [is] : []));
  return {
    inputsToSave: presentInputs([...(input ? [input] : []), 'derivatives', 'mask']),
    gradFunc: (dy, saved, attrs: NamedAttrMap) => {
      const [whole, derivatives, mask] = (input ? saved : [undefined, ...saved]) as [
        Tensor,
        Tensor,
        Tensor | undefined,
      ];
      const formula = formulas.find(({ stored }) => stored === derivatives.shape[0]) as LossFormula;
      const scaled =
        (to: string, { is, sign = 1 }: Derivative) =>
        (): Tensor => {
          const [derivative, place] =
            typeof is === 'string' ? [whole, {}] : [derivatives, { place: is }];
          const inputs = { derivative, dy: dy as Tensor, ...(mask && { mask }) };
          return tf.engine().runKernel<Tensor>(gradientKernelName(kernelName), inputs, {
            ...attrs,
            ...place,
            sign,
            isSummed: attrs['sharedShape'] !== undefined && to === formula.inputs[0],
          });
        };
      return Object.fromEntries(
        Object.entries(formula.derivatives).map(([to, derivative]) => [to, scaled(to, derivative)]),
      );
    },
  };
}

/**
 * The kernels of a loss that is a sum over elements: the value in one pass, with the derivatives if a
 * gradient is recorded, and each gradient in another.
 *
 * Of several formulas, the one is taken whose inputs are all given; the one of all inputs is first.
 */
export function elementwiseLoss(
  kernelName: string,
  formulas: readonly LossFormula[],
): readonly KernelRecipe[] {
  const evaluated = (
    { inputs, attrs, backend }: Parameters<KernelFunc>[0],
    kernelsOn: KernelsOn,
    isDifferentiated: boolean,
  ): TensorInfo[] => {
    const formula = formulas.find((formula) => formula.inputs.every((name) => inputs[name]));
    return evaluate(
      formula as LossFormula,
      inputs,
      attrs as unknown as RepeatedLossAttributes,
      kernelsOn(backend),
      isDifferentiated,
    );
  };
  return [
    {
      kernelName,
      why: 'The loss takes one pass over its inputs, in place of a dozen stock operations.',
      create: (_, kernelsOn) => (params) => {
        const { value } = params.inputs as { readonly value?: TensorInfo };
        return value
          ? sharedData(value, kernelsOn(params.backend))
          : (evaluated(params, kernelsOn, false)[0] as TensorInfo);
      },
      gradient: gradientOf(kernelName, formulas),
    },
    {
      kernelName: derivativesKernelName(kernelName),
      why: 'Where a gradient follows, its expensive part is computed with the loss.',
      create: (_, kernelsOn) => (params) => evaluated(params, kernelsOn, true),
    },
    {
      kernelName: gradientKernelName(kernelName),
      why: 'Each gradient of the loss scales a derivative.',
      create:
        (_, kernelsOn) =>
        ({ inputs, attrs, backend }) =>
          differentiate(inputs, attrs as unknown as DerivativeAttributes, kernelsOn(backend)),
    },
  ];
}
