import type { NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelRecipe } from '../KernelRecipe';
import type { GradientAttributes } from './lossGradient';
import { gradientKernelName, lossGradient } from './lossGradient';
import type { LossAttributes } from './lossSizes';
import { lossSizes } from './lossSizes';

const kernelName = 'CategoricalNll';

interface CategoricalInputs {
  readonly target: TensorInfo;
  readonly logits: TensorInfo;
  readonly mask?: TensorInfo;
}

/** How many rows of how many elements have one sum, or one upstream gradient, together. */
function grouping(
  reduction: LossAttributes['reduction'],
  { size, examples, perExample }: ReturnType<typeof lossSizes>,
): readonly [rows: number, perRow: number] {
  if (reduction === 'none') return [size, 1];
  return reduction === 'example' ? [examples, perExample] : [1, size];
}

const inputsOf = (inputs: NamedTensorInfoMap): CategoricalInputs =>
  inputs as unknown as CategoricalInputs;

/** The categorical negative log-likelihood, each element computed from a row of logits. */
export const categoricalNll: readonly KernelRecipe[] = [
  {
    kernelName,
    why: 'The loss takes one pass over its inputs, in place of a dozen stock operations.',
    create: (_, kernelsOn) => (params) => {
      const { target, logits, mask } = inputsOf(params.inputs);
      const { reduction, ...attrs } = params.attrs as unknown as LossAttributes;
      const kernels = kernelsOn(params.backend);
      const classes = logits.shape.at(-1) as number;
      const sizes = lossSizes(logits.shape.slice(0, -1), { reduction, ...attrs });
      const operands = [
        kernels.addressOf(target),
        kernels.addressOf(logits),
        classes,
        mask ? kernels.addressOf(mask) : 0,
      ] as const;
      const output = kernels.allocate(sizes.shape);
      const [rows, perRow] = grouping(reduction, sizes);
      const out = kernels.addressOf(output);
      kernels.run.categoricalNllSum(...operands, rows, perRow, sizes.scale, out);
      return output;
    },
    gradient: /* @__PURE__ */ lossGradient(kernelName, ['target', 'logits']),
  },
  {
    kernelName: /* @__PURE__ */ gradientKernelName(kernelName),
    why: 'Each gradient of the loss takes one pass over its inputs.',
    create: (_, kernelsOn) => (params) => {
      const { target, logits, mask } = inputsOf(params.inputs);
      const attrs = params.attrs as unknown as LossAttributes & GradientAttributes;
      const kernels = kernelsOn(params.backend);
      const classes = logits.shape.at(-1) as number;
      const sizes = lossSizes(logits.shape.slice(0, -1), attrs);
      const operands = [
        attrs.to === 'target',
        kernels.addressOf(target),
        kernels.addressOf(logits),
        classes,
        mask ? kernels.addressOf(mask) : 0,
        kernels.addressOf(params.inputs['dy'] as TensorInfo),
      ] as const;
      const output = kernels.allocate([...logits.shape]);
      const [rows, perRow] = grouping(attrs.reduction, sizes);
      const out = kernels.addressOf(output);
      kernels.run.categoricalNllGradient(...operands, rows, perRow, sizes.scale, out);
      return output;
    },
  },
];
