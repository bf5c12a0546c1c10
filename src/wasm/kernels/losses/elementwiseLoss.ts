import type { NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelFunctions } from '../../generated/KernelFunctions';
import type { WasmKernels } from '../../runtime/WasmKernels';
import type { KernelRecipe } from '../KernelRecipe';
import type { GradientAttributes } from './lossGradient';
import { gradientKernelName, lossGradient } from './lossGradient';
import type { LossAttributes } from './lossSizes';
import { lossSizes } from './lossSizes';

/** The names of the kernels that have this signature. */
type NamesOf<Signature> = {
  [Name in keyof KernelFunctions]: KernelFunctions[Name] extends Signature
    ? Signature extends KernelFunctions[Name]
      ? Name
      : never
    : never;
}[keyof KernelFunctions];

/** The kernel of a derivative, and what it is called with. */
interface Derivative {
  readonly kernel: NamesOf<KernelFunctions['inputAsDerivative']>;
  /** All inputs unless given. */
  readonly inputs?: readonly string[];
  readonly sign?: 1 | -1;
}

/** The kernels of a loss of certain inputs. */
export interface LossFormula {
  readonly inputs: readonly string[];
  readonly sum: NamesOf<KernelFunctions['bernoulliNllSum']>;
  readonly map: NamesOf<KernelFunctions['bernoulliNllMap']>;
  /** One for each input. */
  readonly derivatives: Readonly<Record<string, Derivative>>;
}

/** The addresses that a kernel takes: four inputs, of which it reads as many as it has, and a mask. */
function addresses(
  names: readonly string[],
  inputs: NamedTensorInfoMap,
  kernels: WasmKernels,
): readonly [number, number, number, number, number] {
  const at = (name: string | undefined): number => {
    const tensor = name === undefined ? undefined : inputs[name];
    return tensor ? kernels.addressOf(tensor) : 0;
  };
  return [at(names[0]), at(names[1]), at(names[2]), at(names[3]), at('mask')];
}

function evaluate(
  { inputs: names, sum, map }: LossFormula,
  inputs: NamedTensorInfoMap,
  attrs: LossAttributes,
  kernels: WasmKernels,
): TensorInfo {
  const { shape, size, examples, perExample, scale } = lossSizes(shapeOf(inputs, names), attrs);
  const operands = addresses(names, inputs, kernels);
  const output = kernels.allocate(shape);
  const out = kernels.addressOf(output);
  const isTotal = attrs.reduction !== 'example';
  if (attrs.reduction === 'none') kernels.run[map](...operands, size, out);
  else kernels.run[sum](...operands, examples, perExample, isTotal, scale, out);
  return output;
}

function differentiate(
  { inputs: names, derivatives }: LossFormula,
  inputs: NamedTensorInfoMap,
  attrs: LossAttributes & GradientAttributes,
  kernels: WasmKernels,
): TensorInfo {
  const { kernel, inputs: taken = names, sign = 1 } = derivatives[attrs.to] as Derivative;
  const shape = shapeOf(inputs, names);
  const { size, examples, perExample, scale } = lossSizes(shape, attrs);
  const operands = addresses(taken, inputs, kernels);
  const dy = kernels.addressOf(inputs['dy'] as TensorInfo);
  const output = kernels.allocate([...shape]);
  if (size === 0) return output;
  // One upstream number for each example, each element or for all.
  const isSpread = attrs.reduction === 'example';
  const rows = { none: 0, example: examples, sum: 1, mean: 1 }[attrs.reduction];
  const out = kernels.addressOf(output);
  const length = isSpread ? perExample : size;
  kernels.run[kernel](...operands, dy, rows, length, sign * scale, out);
  return output;
}

function shapeOf(inputs: NamedTensorInfoMap, names: readonly string[]): readonly number[] {
  return (inputs[names[0] as string] as TensorInfo).shape;
}

/**
 * The kernels of a loss that is a sum over elements: value and gradients, each in one pass.
 *
 * Of several formulas, the one is taken whose inputs are all given; the one of all inputs is first.
 */
export function elementwiseLoss(
  kernelName: string,
  formulas: readonly LossFormula[],
): readonly KernelRecipe[] {
  const formulaOf = (inputs: NamedTensorInfoMap): LossFormula =>
    formulas.find((formula) => formula.inputs.every((name) => inputs[name])) as LossFormula;
  const allInputs = (formulas[0] as LossFormula).inputs;
  return [
    {
      kernelName,
      why: 'The loss takes one pass over its inputs, in place of a dozen stock operations.',
      create:
        (_, kernelsOn) =>
        ({ inputs, attrs, backend }) =>
          evaluate(
            formulaOf(inputs),
            inputs,
            attrs as unknown as LossAttributes,
            kernelsOn(backend),
          ),
      gradient: lossGradient(kernelName, allInputs),
    },
    {
      kernelName: gradientKernelName(kernelName),
      why: 'Each gradient of the loss takes one pass over its inputs.',
      create:
        (_, kernelsOn) =>
        ({ inputs, attrs, backend }) =>
          differentiate(
            formulaOf(inputs),
            inputs,
            attrs as unknown as LossAttributes & GradientAttributes,
            kernelsOn(backend),
          ),
    },
  ];
}
