import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { type ConformanceCase, conformanceCase } from '../ConformanceCase';
import { alongAxis, einsum, logSumExp, sum } from '../float64';
import { integers, literal, uniform } from '../operands';

const withoutGradient = { differentiable: false };

const softmax = (line: readonly number[]): number[] => {
  const total = logSumExp(line);
  return line.map((x) => Math.exp(x - total));
};
const logSoftmax = (line: readonly number[]): number[] => {
  const total = logSumExp(line);
  return line.map((x) => x - total);
};

export const normalizationCases: readonly ConformanceCase[] = [
  ...(
    [
      ['rank 2', [5, 3]],
      ['rank 4', [2, 3, 4, 3]],
    ] as const
  ).map(([title, shape]) =>
    conformanceCase(
      'FusedBatchNorm',
      title,
      [uniform([...shape]), uniform([3]), uniform([3], 0.5, 2), uniform([3], 0.5, 2), uniform([3])],
      (x, mean, variance, scale, offset) =>
        tf.batchNorm(
          x as Tensor4D,
          mean as Tensor1D,
          variance as Tensor1D,
          offset as Tensor1D,
          scale as Tensor1D,
          1e-3,
        ),
    ),
  ),
  conformanceCase(
    'FusedBatchNorm',
    'without scale and offset',
    [uniform([2, 3, 4, 3]), uniform([3]), uniform([3], 0.5, 2)],
    (x, mean, variance) => tf.batchNorm(x as Tensor4D, mean as Tensor1D, variance as Tensor1D),
    // tfjs's gradient fails on every backend where there is no scale.
    withoutGradient,
  ),
  ...[
    [5, 1, 1, 0.5],
    [2, 2, 0.7, 0.75],
  ].map(([radius, bias, alpha, beta]) =>
    conformanceCase('LRN', `radius ${radius}`, [uniform([2, 3, 3, 7])], (x) =>
      tf.localResponseNormalization(x as Tensor4D, radius, bias, alpha, beta),
    ),
  ),
  conformanceCase('Softmax', 'rank 2', [uniform([4, 5])], (x) => tf.softmax(x), {
    exact: alongAxis(softmax, [4, 5], 1),
  }),
  conformanceCase('Softmax', 'rank 3', [uniform([2, 3, 5])], (x) => tf.softmax(x), {
    exact: alongAxis(softmax, [2, 3, 5], 2),
  }),
  conformanceCase(
    'Softmax',
    'large',
    [literal([1e4, 0, -1e4, 88, 89, 90], [2, 3])],
    (x) => tf.softmax(x),
    {
      exact: alongAxis(softmax, [2, 3], 1),
      differentiable: false,
    },
  ),
  conformanceCase('LogSoftmax', 'rank 2', [uniform([4, 5])], (x) => tf.logSoftmax(x), {
    exact: alongAxis(logSoftmax, [4, 5], 1),
  }),
  conformanceCase(
    'LogSoftmax',
    'large',
    [literal([1e4, 0, -1e4, 88, 89, 90], [2, 3])],
    (x) => tf.logSoftmax(x),
    { exact: alongAxis(logSoftmax, [2, 3], 1), differentiable: false },
  ),
];

const products: readonly [string, number[], number[], boolean, boolean][] = [
  ['small', [3, 5], [5, 4], false, false],
  ['small, left transposed', [5, 3], [5, 4], true, false],
  ['small, right transposed', [3, 5], [4, 5], false, true],
  ['small, both transposed', [5, 3], [4, 5], true, true],
  ['large', [33, 65], [65, 47], false, false],
  ['large, left transposed', [65, 33], [65, 47], true, false],
  ['large, right transposed', [33, 65], [47, 65], false, true],
  ['large, both transposed', [65, 33], [47, 65], true, true],
  ['batch', [3, 9, 17], [3, 17, 11], false, false],
  ['batch, right transposed', [2, 3, 9, 17], [2, 3, 11, 17], false, true],
];

const einsums: readonly [string, ...number[][]][] = [
  ['ij->ji', [3, 4]],
  ['ij->', [3, 4]],
  ['ij->i', [3, 4]],
  ['ij->j', [3, 4]],
  ['i,i->', [5], [5]],
  ['i,j->ij', [3], [4]],
  ['i,j->ji', [3], [4]],
  ['ij,jk->ik', [3, 5], [5, 4]],
  ['ij,kj->ik', [3, 5], [4, 5]],
  ['ji,jk->ki', [5, 3], [5, 4]],
  ['ij,ij->ij', [3, 5], [3, 5]],
  ['ij,j->ij', [3, 5], [5]],
  ['ij,jk->i', [3, 5], [5, 4]],
  ['bij,bjk->bik', [2, 3, 5], [2, 5, 4]],
  ['bhqd,bhkd->bhqk', [2, 2, 3, 4], [2, 2, 5, 4]],
  ['abcd,cde->abe', [2, 3, 4, 2], [4, 2, 5]],
  ['BTNH,BFNH->BNFT', [2, 4, 2, 3], [2, 5, 2, 3]],
];

const cell = (x: Tensor, kernel: Tensor, bias: Tensor): Tensor => {
  const [c, h] = tf.basicLSTMCell(
    tf.scalar(1) as Scalar,
    kernel as Tensor2D,
    bias as Tensor1D,
    x as Tensor2D,
    tf.fill([2, 4], 0.3),
    tf.fill([2, 4], -0.2),
  );
  return tf.add(c, tf.mul(2, h));
};

export const linearAlgebraCases: readonly ConformanceCase[] = [
  ...products.map(([title, a, b, transposeA, transposeB]) =>
    conformanceCase('BatchMatMul', title, [uniform(a), uniform(b)], (x, y) =>
      tf.matMul(x, y, transposeA, transposeB),
    ),
  ),
  conformanceCase(
    'BatchMatMul',
    'a batch by one matrix',
    [uniform([3, 4, 5]), uniform([1, 5, 2])],
    (x, y) => tf.matMul(x, y),
    // tfjs's gradient forgets to sum over the batch.
    { repaired: true, exact: einsum('bij,ajk->bik', [3, 4, 5], [1, 5, 2]) },
  ),
  conformanceCase(
    'BatchMatMul',
    'no inner axis',
    [uniform([3, 0]), uniform([0, 4])],
    (x, y) => tf.matMul(x, y),
    { exact: () => Array<number>(12).fill(0) },
  ),
  ...[false, true].map((transposed) =>
    conformanceCase(
      'BatchMatMul',
      `int32${transposed ? ', left transposed' : ''}`,
      [integers(transposed ? [5, 3] : [3, 5], -9, 9), integers([5, 4], -9, 9)],
      (x, y) => tf.matMul(x, y, transposed),
      withoutGradient,
    ),
  ),
  conformanceCase(
    'ConfusionMatrix',
    'of class ids',
    [literal([0, 1, 2, 1, 1], [5], 'int32'), literal([0, 2, 2, 1, 0], [5], 'int32')],
    (labels, predictions) =>
      tf.math.confusionMatrix(labels as Tensor1D, predictions as Tensor1D, 3),
  ),
  conformanceCase('Dot', 'vectors', [uniform([7]), uniform([7])], tf.dot),
  conformanceCase('OuterProduct', 'vectors', [uniform([3]), uniform([4])], (a, b) =>
    tf.outerProduct(a as Tensor1D, b as Tensor1D),
  ),
  ...(['linear', 'relu', 'elu', 'sigmoid', 'leakyrelu'] as const).map((activation) =>
    conformanceCase(
      '_FusedMatMul',
      activation,
      [uniform([5, 7]), uniform([7, 4]), uniform([4])],
      (a, b, bias) =>
        tf.fused.matMul({
          a: a as Tensor2D,
          b: b as Tensor2D,
          bias,
          activation,
          leakyreluAlpha: 0.2,
        }),
    ),
  ),
  ...einsums.map(([equation, ...shapes]) =>
    conformanceCase(
      'Einsum',
      equation,
      shapes.map((shape) => uniform(shape)),
      (...x) => tf.einsum(equation, ...x),
      // tfjs has no gradient of it.
      { exact: einsum(equation, ...shapes), repaired: true },
    ),
  ),
  conformanceCase(
    'BasicLSTMCell',
    'one step',
    [uniform([2, 3]), uniform([7, 16]), uniform([16])],
    cell,
  ),
  conformanceCase('Dropout', 'seeded', [uniform([20, 5])], (x) => tf.dropout(x, 0.3, undefined, 7)),
];

const perElement = [uniform([4, 3], 0.1, 0.9), uniform([4, 3], 0.1, 0.9)];

export const lossCases: readonly ConformanceCase[] = [
  conformanceCase('losses.absoluteDifference', 'mean', perElement, (a, b) =>
    tf.losses.absoluteDifference(a, b),
  ),
  conformanceCase('losses.cosineDistance', 'mean', perElement, (a, b) =>
    tf.losses.cosineDistance(a, b, 1),
  ),
  conformanceCase('losses.hingeLoss', 'mean', perElement, (a, b) => tf.losses.hingeLoss(a, b)),
  conformanceCase('losses.huberLoss', 'mean', perElement, (a, b) =>
    tf.losses.huberLoss(a, b, undefined, 0.3),
  ),
  conformanceCase('losses.logLoss', 'mean', perElement, (a, b) => tf.losses.logLoss(a, b)),
  conformanceCase('losses.meanSquaredError', 'mean', perElement, (a, b) =>
    tf.losses.meanSquaredError(a, b),
  ),
  conformanceCase(
    'losses.sigmoidCrossEntropy',
    'mean',
    [uniform([4, 3], 0.1, 0.9), uniform([4, 3], -4, 4)],
    (labels, logits) => tf.losses.sigmoidCrossEntropy(labels, logits),
  ),
  conformanceCase(
    'losses.softmaxCrossEntropy',
    'mean, to the logits',
    [uniform([4, 3], -4, 4)],
    (logits) =>
      tf.losses.softmaxCrossEntropy(tf.oneHot(tf.tensor1d([0, 2, 1, 0], 'int32'), 3), logits),
    {
      exact: (logits) => [
        -sum(
          [0, 2, 1, 0].map(
            (label, row) => logSoftmax(logits.slice(3 * row, 3 * row + 3))[label] as number,
          ),
        ) / 4,
      ],
    },
  ),
];
