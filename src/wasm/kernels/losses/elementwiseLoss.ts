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
import type { LossAttributes, LossSizes } from './lossSizes';
import { lossSizes } from './lossSizes';
import { presentInputs } from './presentInputs';

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

interface DerivativeAttributes extends LossAttributes {
  /** The place in a tensor of several derivatives. */
  readonly place?: number;
  readonly sign: 1 | -1;
}

/** Losses are summed by example; otherwise all elements are one row. */
function rowsOf(
  reduction: LossAttributes['reduction'],
  { size, examples, perExample }: LossSizes,
): readonly [rows: number, perRow: number] {
  return reduction === 'example' ? [examples, perExample] : [1, size];
}

/** The loss, and, if asked for, the tensor of derivatives: `[stored, ...shape of the inputs]`. */
function evaluate(
  { inputs: names, kernel, stored }: LossFormula,
  inputs: NamedTensorInfoMap,
  attrs: LossAttributes,
  kernels: WasmKernels,
  isDifferentiated: boolean,
): TensorInfo[] {
  const elements = (inputs[names[0] as string] as TensorInfo).shape;
  const sizes = lossSizes(elements, attrs);
  const at = (name: string | undefined): number => {
    const tensor = name === undefined ? undefined : inputs[name];
    return tensor ? kernels.addressOf(tensor) : 0;
  };
  const operands = [at(names[0]), at(names[1]), at(names[2]), at(names[3]), at('mask')] as const;
  const shapes = isDifferentiated ? [sizes.shape, [stored, ...elements]] : [sizes.shape];
  const outputs = kernels.allocateAll(shapes);
  const [out, derivatives = 0] = outputs.map((tensor) => kernels.addressOf(tensor)) as [number];
  const [values, sums] = attrs.reduction === 'none' ? [out, 0] : [0, out];
  const rows = rowsOf(attrs.reduction, sizes);
  kernels.run[kernel](...operands, ...rows, values, sums, sizes.scale, derivatives);
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
  const { place, sign, reduction } = attrs;
  const shape = place === undefined ? derivative.shape : derivative.shape.slice(1);
  const sizes = lossSizes(shape, attrs);
  const at = kernels.addressOf(derivative) + 4 * sizes.size * (place ?? 0);
  const operands = [at, mask ? kernels.addressOf(mask) : 0, kernels.addressOf(dy)] as const;
  const output = kernels.allocate([...shape]);
  if (sizes.size === 0) return output;
  const [rows, perRow] = rowsOf(reduction, sizes);
  const isSpread = reduction !== 'none';
  const out = kernels.addressOf(output);
  kernels.run.scaleDerivative(...operands, isSpread, rows, perRow, sign * sizes.scale, out);
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
        ({ is, sign = 1 }: Derivative) =>
        (): Tensor => {
          const [derivative, place] =
            typeof is === 'string' ? [whole, {}] : [derivatives, { place: is }];
          const inputs = { derivative, dy: dy as Tensor, ...(mask && { mask }) };
          return tf.engine().runKernel<Tensor>(gradientKernelName(kernelName), inputs, {
            ...attrs,
            ...place,
            sign,
          });
        };
      return Object.fromEntries(
        Object.entries(formula.derivatives).map(([to, derivative]) => [to, scaled(derivative)]),
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
    const { reduction, batchDims } = attrs as unknown as LossAttributes;
    return evaluate(
      formula as LossFormula,
      inputs,
      { reduction, batchDims },
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
