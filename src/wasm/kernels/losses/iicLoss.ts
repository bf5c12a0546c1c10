import type { NamedTensorInfoMap, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { WasmKernels } from '../../runtime/WasmKernels';
import type { KernelRecipe } from '../KernelRecipe';
import type { GradientAttributes } from './lossGradient';
import { gradientKernelName } from './lossGradient';

const kernelName = 'IicLoss';

interface IicAttributes {
  readonly entropyWeight: number;
}

/** The parts of the workspace, which lie behind that of the product: addresses. */
interface Intermediates {
  readonly probs: number;
  readonly pairedProbs: number;
  /** What each element of the joint distribution costs, times `scale`. */
  readonly pointwise: number;
  /** The sum of the joint distribution times its costs. */
  readonly value: number;
  readonly multiply: (
    transposed: boolean,
    rows: number,
    inner: number,
    a: number,
    b: number,
    product: number,
  ) => void;
}

/** Both rows of probabilities, and what the elements of their joint distribution cost. */
function intermediates(
  inputs: NamedTensorInfoMap,
  entropyWeight: number,
  scale: number,
  kernels: WasmKernels,
): Intermediates {
  const { logits, pairedLogits } = inputs as { logits: TensorInfo; pairedLogits: TensorInfo };
  const [pairs, classes] = logits.shape as [number, number];
  const atLogits = kernels.addressOf(logits);
  const atPaired = kernels.addressOf(pairedLogits);
  const { run } = kernels;

  const aligned = (bytes: number): number => Math.ceil(bytes / 16) * 16;
  const parts = [
    run.gemmWorkspaceBytes(),
    ...[pairs, pairs, classes, classes].map((rows) => 4 * rows * classes),
    4 * classes,
  ].map(aligned);
  const ends = parts.map((_, part) => parts.slice(0, part).reduce((sum, bytes) => sum + bytes, 0));
  const bytes = parts.reduce((sum, bytes) => sum + bytes, 0);
  const base = kernels.workspace(bytes);
  const [workspace, probs, pairedProbs, joint, pointwise, marginals] = ends.map(
    (offset) => base + offset,
  ) as [number, number, number, number, number, number];

  // All matrices here have one column for each class.
  const multiply: Intermediates['multiply'] = (transposed, rows, inner, a, b, product) =>
    run.gemm(
      ...([transposed, false, rows, classes, inner, a, classes, b, classes] as const),
      ...([product, classes, false, 0, 0, 0, workspace] as const),
    );
  run.softmaxRows(atLogits, pairs, classes, probs);
  run.softmaxRows(atPaired, pairs, classes, pairedProbs);
  multiply(true, classes, pairs, probs, pairedProbs, joint);
  const value = run.iicPointwise(joint, classes, pairs, entropyWeight, scale, marginals, pointwise);
  return { probs, pairedProbs, pointwise, value, multiply };
}

/** The loss of invariant information clustering. */
export const iicLoss: readonly KernelRecipe[] = [
  {
    kernelName,
    why: 'The loss takes one call without intermediate tensors, in place of two dozen stock operations.',
    create: (_, kernelsOn) => (params) => {
      const { entropyWeight } = params.attrs as unknown as IicAttributes;
      const kernels = kernelsOn(params.backend);
      const { value } = intermediates(params.inputs, entropyWeight, 1, kernels);
      const classes = (params.inputs['logits'] as TensorInfo).shape[1] as number;
      const output = kernels.allocate([]);
      kernels.backend.typedArrayFromHeap(output)[0] =
        value - (2 * entropyWeight - 2) * Math.log(classes);
      return output;
    },
    gradient: {
      inputsToSave: ['logits', 'pairedLogits'],
      gradFunc: (dy, saved, attrs) => {
        const [logits, pairedLogits] = saved as [Tensor, Tensor];
        const gradientTo = (to: string) => () =>
          tf
            .engine()
            .runKernel<Tensor>(
              gradientKernelName(kernelName),
              { logits, pairedLogits, dy: dy as Tensor },
              { ...attrs, to },
            );
        return { logits: gradientTo('logits'), pairedLogits: gradientTo('pairedLogits') };
      },
    },
  },
  {
    kernelName: /* @__PURE__ */ gradientKernelName(kernelName),
    why: 'Each gradient of the loss takes one call without intermediate tensors.',
    create: (_, kernelsOn) => (params) => {
      const { entropyWeight, to } = params.attrs as unknown as IicAttributes & GradientAttributes;
      const { logits, dy } = params.inputs as Record<string, TensorInfo> as {
        logits: TensorInfo;
        dy: TensorInfo;
      };
      const [pairs, classes] = logits.shape as [number, number];
      const kernels = kernelsOn(params.backend);
      const { backend } = kernels;
      kernels.addressOf(dy);
      const scale = (backend.typedArrayFromHeap(dy)[0] as number) / pairs;
      const parts = intermediates(params.inputs, entropyWeight, scale, kernels);
      const output = kernels.allocate([pairs, classes]);
      const out = kernels.addressOf(output);
      const [own, other] =
        to === 'logits' ? [parts.probs, parts.pairedProbs] : [parts.pairedProbs, parts.probs];
      parts.multiply(false, pairs, classes, other, parts.pointwise, out);
      kernels.run.softmaxRowsGradient(own, out, pairs, classes);
      return output;
    },
  },
];
