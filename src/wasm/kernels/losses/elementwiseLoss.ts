import type { NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { KernelFunctions } from '../../generated/KernelFunctions';
import type { WasmKernels } from '../../runtime/WasmKernels';
import type { KernelRecipe } from '../KernelRecipe';
import type { GradientAttributes } from './lossGradient';
import { gradientKernelName, lossGradient } from './lossGradient';
import type { LossAttributes, LossSizes } from './lossSizes';
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

/** The attributes of a loss whose first input may hold for several repetitions of its elements. */
type RepeatedLossAttributes = LossAttributes & { readonly repeats?: number };

/** How the elements of a loss fall into repetitions. Each one is a run of the compiled loop. */
interface Repetitions extends LossSizes {
  readonly repeats: number;
  /** The number of elements in a repetition. */
  readonly part: number;
  /** The numbers that a repetition is reduced to: one for each element, for each row, or for all. */
  readonly reducedTo: 'elements' | 'rows' | 'total';
  readonly rows: number;
  /** The number of elements in a row, or of all where there are no rows. */
  readonly length: number;
}

function repetitionsOf(shape: readonly number[], attrs: RepeatedLossAttributes): Repetitions {
  const { repeats = 1, reduction, batchDims } = attrs;
  const sizes = lossSizes(shape, attrs);
  const part = sizes.size / repeats;
  // Without a batch axis all repetitions are one example.
  const isByRow = reduction === 'example' && batchDims > 0;
  return {
    ...sizes,
    repeats,
    part,
    reducedTo: reduction === 'none' ? 'elements' : isByRow ? 'rows' : 'total',
    rows: isByRow ? sizes.examples / repeats : 1,
    length: isByRow ? sizes.perExample : part,
  };
}

/** Where the values of a tensor are in each repetition: what is shared stays in its place. */
function places(
  tensor: TensorInfo | undefined,
  part: number,
  kernels: WasmKernels,
): (repetition: number) => number {
  if (tensor === undefined) return () => 0;
  const start = kernels.addressOf(tensor);
  const isShared = tf.util.sizeFromShape(tensor.shape) <= part;
  const step = isShared ? 0 : part * tf.util.bytesPerElement(tensor.dtype);
  return (repetition) => start + repetition * step;
}

/** The addresses that a kernel takes: four inputs, of which it reads as many as it has, and a mask. */
function addresses(
  names: readonly string[],
  inputs: NamedTensorInfoMap,
  part: number,
  kernels: WasmKernels,
): (repetition: number) => readonly [number, number, number, number, number] {
  const at = (name: string | undefined) =>
    places(name === undefined ? undefined : inputs[name], part, kernels);
  const [x0, x1, x2, x3] = [at(names[0]), at(names[1]), at(names[2]), at(names[3])];
  const mask = at('mask');
  return (repetition) => [
    x0(repetition),
    x1(repetition),
    x2(repetition),
    x3(repetition),
    mask(repetition),
  ];
}

function evaluate(
  { inputs: names, sum, map }: LossFormula,
  inputs: NamedTensorInfoMap,
  attrs: RepeatedLossAttributes,
  kernels: WasmKernels,
): TensorInfo {
  const sizes = repetitionsOf(shapeOf(inputs, names), attrs);
  const { repeats, part, reducedTo, rows, length, scale } = sizes;
  const operandsOf = addresses(names, inputs, part, kernels);
  const isSumOfTotals = reducedTo === 'total' && repeats > 1;
  const totals = isSumOfTotals ? kernels.workspace(4 * repeats) : 0;
  const output = kernels.allocate(sizes.shape);
  const out = kernels.addressOf(output);
  const step = { elements: part, rows, total: 1 }[reducedTo];
  for (let repetition = 0; repetition < repeats; repetition++) {
    const operands = operandsOf(repetition);
    const to = (isSumOfTotals ? totals : out) + 4 * step * repetition;
    if (reducedTo === 'elements') kernels.run[map](...operands, part, to);
    else kernels.run[sum](...operands, rows, length, reducedTo === 'total', scale, to);
  }
  if (isSumOfTotals) kernels.run.sumAxis(totals, 1, repeats, 1, 1, out);
  return output;
}

function differentiate(
  { inputs: names, derivatives }: LossFormula,
  inputs: NamedTensorInfoMap,
  attrs: RepeatedLossAttributes & GradientAttributes,
  kernels: WasmKernels,
): TensorInfo {
  const { kernel, inputs: taken = names, sign = 1 } = derivatives[attrs.to] as Derivative;
  const sizes = repetitionsOf(shapeOf(inputs, names), attrs);
  const { size, repeats, part, reducedTo, rows, length, scale } = sizes;
  const operandsOf = addresses(taken, inputs, part, kernels);
  const dy = kernels.addressOf(inputs['dy'] as TensorInfo);
  const { shape } = inputs[attrs.to] as TensorInfo;
  const isSumOfParts = tf.util.sizeFromShape(shape) < size;
  const parts = isSumOfParts ? kernels.workspace(4 * size) : 0;
  const output = kernels.allocate([...shape]);
  if (size === 0) return output;
  const out = kernels.addressOf(output);
  // One upstream number for each element, each row or for all.
  const step = { elements: part, rows, total: 0 }[reducedTo];
  const spreadRows = reducedTo === 'elements' ? 0 : rows;
  for (let repetition = 0; repetition < repeats; repetition++) {
    kernels.run[kernel](
      ...operandsOf(repetition),
      dy + 4 * step * repetition,
      spreadRows,
      length,
      sign * scale,
      (isSumOfParts ? parts : out) + 4 * part * repetition,
    );
  }
  if (isSumOfParts) kernels.run.sumAxis(parts, 1, repeats, part, 1, out);
  return output;
}

/** The shape of the loss: the last input is never a shared one. */
function shapeOf(inputs: NamedTensorInfoMap, names: readonly string[]): readonly number[] {
  return (inputs[names.at(-1) as string] as TensorInfo).shape;
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
            attrs as unknown as RepeatedLossAttributes,
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
            attrs as unknown as RepeatedLossAttributes & GradientAttributes,
            kernelsOn(backend),
          ),
    },
  ];
}
