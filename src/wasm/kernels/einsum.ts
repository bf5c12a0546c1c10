import type { EinsumAttrs, KernelBackend, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { einsumGradient } from './einsumGradient';
import type { KernelRecipe } from './KernelRecipe';
import { reshapeInfo } from './reshapeInfo';
import { runKernel } from './runKernel';
import { transposeInfo } from './transposeInfo';
import { withIntermediates } from './withIntermediates';

/** A tensor whose axes have labels. */
interface Labelled {
  readonly labels: string;
  readonly tensor: TensorInfo;
}

type Mark = (tensor: TensorInfo) => TensorInfo;

const lengthOf = ({ labels, tensor }: Labelled, label: string): number =>
  tensor.shape[labels.indexOf(label)] as number;

const sizeOf = (of: Labelled, labels: readonly string[]): number =>
  tf.util.sizeFromShape(labels.map((label) => lengthOf(of, label)));

/** Sums over the labels that nobody else has. */
function summed(of: Labelled, kept: string, mark: Mark, backend: KernelBackend): Labelled {
  const labels = [...of.labels];
  const axis = labels.flatMap((label, at) => (kept.includes(label) ? [] : [at]));
  if (axis.length === 0) return of;
  const attrs = { axis, keepDims: false };
  return {
    labels: labels.filter((label) => kept.includes(label)).join(''),
    tensor: mark(runKernel(tf.Sum, { x: of.tensor }, attrs, backend)),
  };
}

/** The axes in another order, as a tensor that the caller may keep. */
function ordered(of: Labelled, labels: string, backend: KernelBackend): TensorInfo {
  const perm = [...labels].map((label) => of.labels.indexOf(label));
  return transposeInfo(of.tensor, perm, backend);
}

/** The product of two operands with all axes of the output, in the order of the product. */
function contracted(
  a: Labelled,
  b: Labelled,
  output: string,
  mark: Mark,
  backend: KernelBackend,
): Labelled {
  const batch = [...output].filter((label) => a.labels.includes(label) && b.labels.includes(label));
  const inner = [...a.labels].filter(
    (label) => b.labels.includes(label) && !output.includes(label),
  );
  const rows = [...a.labels].filter((label) => !b.labels.includes(label));
  const columns = [...b.labels].filter((label) => !a.labels.includes(label));
  const [count, m, k, n] = [
    sizeOf(a, batch),
    sizeOf(a, rows),
    sizeOf(a, inner),
    sizeOf(b, columns),
  ];
  const left = mark(ordered(a, [...batch, ...rows, ...inner].join(''), backend));
  const right = mark(ordered(b, [...batch, ...inner, ...columns].join(''), backend));
  const operands = {
    a: reshapeInfo(left, [count, m, k]),
    b: reshapeInfo(right, [count, k, n]),
  };
  const product =
    inner.length === 0
      ? runKernel(tf.Multiply, operands, {}, backend)
      : runKernel(tf.BatchMatMul, operands, { transposeA: false, transposeB: false }, backend);
  return {
    labels: [...batch, ...rows, ...columns].join(''),
    tensor: reshapeInfo(mark(product), [
      ...[...batch, ...rows].map((label) => lengthOf(a, label)),
      ...columns.map((label) => lengthOf(b, label)),
    ]),
  };
}

const kernelFunc: KernelFunc = ({ inputs, attrs, backend: anyBackend }) => {
  const backend = anyBackend as KernelBackend;
  const tensors = Object.values(inputs) as TensorInfo[];
  const { equation } = attrs as unknown as EinsumAttrs;
  // Refuses what tfjs does not know, in the words of its other backends.
  const { allDims, idDims } = tf.backend_util.decodeEinsumEquation(equation, tensors.length);
  tf.backend_util.checkEinsumDimSizes(allDims.length, idDims, tensors as tf.Tensor[]);

  const [terms, output] = equation.replace(/\s/g, '').split('->') as [string, string];
  const operands = terms
    .split(',')
    .map((labels, at): Labelled => ({ labels, tensor: tensors[at] as TensorInfo }));
  return withIntermediates(backend, (intermediate) => {
    const [a, b] = operands.map((operand, at) =>
      summed(operand, output + (operands[1 - at]?.labels ?? ''), intermediate, backend),
    ) as [Labelled, Labelled | undefined];
    const result = b ? contracted(a, b, output, intermediate, backend) : a;
    return ordered(result, output, backend);
  });
};

/** Einstein sums of one or two tensors, by matrix products. */
export const einsum: KernelRecipe = {
  kernelName: tf.Einsum,
  why: 'The stock backend has no such kernel, and tfjs no gradient of it.',
  create: () => kernelFunc,
  gradient: { saveAllInputs: true, gradFunc: einsumGradient },
};
