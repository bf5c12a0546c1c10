import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchNormInFloat64 } from '../../../helpers/batchNormInFloat64';
import { expectClose } from '../../../helpers/expectClose';
import { expectNewTensors } from '../../../helpers/expectNewTensors';
import { onWasm } from '../../../helpers/onWasm';

onWasm({ training: true });

const epsilon = 1e-3;

function operands(shape: readonly number[]) {
  const channels = shape.at(-1) as number;
  const draw = (shape: readonly number[], low: number, high: number, seed: number) =>
    tf.randomUniform([...shape], low, high, 'float32', seed);
  return {
    x: draw(shape, -2, 3, 1),
    mean: draw([channels], -1, 1, 2),
    variance: draw([channels], 0.1, 2, 3),
    scale: draw([channels], -2, 2, 4),
    offset: draw([channels], -1, 1, 5),
  };
}

type Operands = ReturnType<typeof operands>;

const normalize = ({ x, mean, variance, scale, offset }: Operands): tf.Tensor =>
  tf.batchNorm(
    x as tf.Tensor4D,
    mean as tf.Tensor1D,
    variance as tf.Tensor1D,
    offset as tf.Tensor1D,
    scale as tf.Tensor1D,
    epsilon,
  );

const names = ['x', 'mean', 'variance', 'scale', 'offset'] as const;

function gradients(inputs: Operands, dy?: tf.Tensor): tf.Tensor[] {
  const run = (...tensors: tf.Tensor[]) =>
    normalize(Object.fromEntries(names.map((name, i) => [name, tensors[i]])) as Operands);
  return tf.grads(run)(
    names.map((name) => inputs[name]),
    dy,
  );
}

describe('batch normalization on wasm: reference', () => {
  it('has the value and the gradients of its definition, whatever rows and channels', () => {
    const size = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(
        fc.tuple(fc.integer({ min: 0, max: 40 }), size, size, fc.integer({ min: 1, max: 23 })),
        (shape) => {
          tf.tidy(() => {
            const inputs = operands(shape);
            const dy = tf.randomUniform(shape, -1, 1, 'float32', 6);
            const expected = batchNormInFloat64(inputs, dy, epsilon);
            expectClose(normalize(inputs), expected.y, { atol: 1e-5 });
            const actual = gradients(inputs, dy);
            names.forEach((name, i) => {
              expect(actual[i]?.shape).toEqual(inputs[name].shape);
              expectClose(actual[i] as tf.Tensor, expected[name], { atol: 1e-4 });
            });
          });
        },
      ),
      { seed: 8, numRuns: 200 },
    );
  });

  it('keeps its digits over half a million rows far from zero', () => {
    tf.tidy(() => {
      const rows = 500_000;
      const values = Float32Array.from({ length: 3 * rows }, (_, i) => 100 + Math.sin(i));
      const inputs = { ...operands([1, 1, rows, 3]), x: tf.tensor4d(values, [1, 1, rows, 3]) };
      const dy = tf.tensor4d(
        values.map((value) => value - 99),
        [1, 1, rows, 3],
      );
      const expected = batchNormInFloat64(inputs, dy, epsilon);
      gradients(inputs, dy).forEach((gradient, i) => {
        expectClose(gradient, expected[names[i] as 'x'], { rtol: 2e-6 });
      });
    });
  });

  it('takes statistics that are broadcast, and leaves out scale and offset', () => {
    tf.tidy(() => {
      const { x, mean, variance } = operands([2, 3, 4, 5]);
      const expected = tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, epsilon)));
      const plain = tf.batchNorm(
        x as tf.Tensor4D,
        mean as tf.Tensor1D,
        variance as tf.Tensor1D,
        undefined,
        undefined,
        epsilon,
      );
      expectClose(plain, expected, { atol: 1e-6 });
      const row = (tensor: tf.Tensor) => tf.reshape(tensor, [1, 1, 1, 5]) as tf.Tensor4D;
      const broadcast = tf.batchNorm(
        x as tf.Tensor4D,
        row(mean),
        row(variance),
        undefined,
        undefined,
        epsilon,
      );
      expectClose(broadcast, expected, { atol: 1e-5 });
    });
  });
});

describe('batch normalization on wasm: gradient', () => {
  it('with the statistics of the batch is that on cpu', async () => {
    const run = (): number[][] =>
      tf.tidy(() => {
        const { x, scale, offset } = operands([4, 5, 6, 7]);
        const weights = tf.randomUniform([4, 5, 6, 7], -1, 1, 'float32', 6);
        const { value, grads } = tf.valueAndGrads((x, scale, offset) => {
          const { mean, variance } = tf.moments(x, [0, 1, 2]);
          const y = normalize({ x, mean, variance, scale, offset });
          return tf.sum(tf.mul(weights, tf.relu(y)));
        })([x, scale, offset]);
        return [value, ...grads].map((tensor) => [...tensor.dataSync()]);
      });
    const onWasm = run();
    await tf.setBackend('cpu');
    const onCpu = run();
    await tf.setBackend('wasm');
    onWasm.forEach((values, i) => {
      expectClose(values, onCpu[i] as number[], { rtol: 1e-4, atol: 1e-5 });
    });
  });

  it('can itself be differentiated', async () => {
    const run = (): number[] =>
      tf.tidy(() => {
        const inputs = operands([2, 3, 2, 3]);
        const slope = (x: tf.Tensor) =>
          tf.grad((x) => {
            const { mean, variance } = tf.moments(x, [0, 1, 2]);
            return tf.sum(tf.square(tf.relu(normalize({ ...inputs, x, mean, variance }))));
          })(x);
        return [
          ...tf
            .grad((x) => tf.sum(tf.square(slope(x))))(inputs.x)
            .dataSync(),
        ];
      });
    const onWasm = run();
    await tf.setBackend('cpu');
    const onCpu = run();
    await tf.setBackend('wasm');
    expectClose(onWasm, onCpu, { rtol: 1e-3, atol: 1e-3 });
  });
});

describe('batch normalization on wasm: memory', () => {
  it('leaves its results alone behind', () => {
    const inputs = operands([3, 4, 5, 6]);
    const before = tf.backend().numDataIds();
    expectNewTensors(1, () => normalize(inputs));
    expectNewTensors(5, () => gradients(inputs));
    expect(tf.backend().numDataIds()).toBe(before);
    tf.dispose(Object.values(inputs));
  });
});
