import type { Tensor, Tensor3D, Tensor4D, Tensor5D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Windows, windows } from '../../../fuzz/geometry/windows';
import { expectClose } from '../../../helpers/expectClose';
import { onWasm } from '../../../helpers/onWasm';

onWasm({ training: true });

type Call = (...operands: Tensor[]) => Tensor;

/** The gradients of a call on the current backend, to operands of these shapes. */
function gradients(call: Call, shapes: readonly number[][]): ArrayLike<number>[] {
  const results = tf.tidy(() => {
    const operands = shapes.map((shape, seed) =>
      tf.randomUniform(shape, -1, 1, 'float32', seed + 1),
    );
    const { shape } = call(...operands);
    return tf.grads(call)(operands, tf.randomUniform(shape, -1, 1, 'float32', 9));
  });
  const values = results.map((result) => result.dataSync());
  tf.dispose(results);
  return values;
}

async function expectGradientsOfCpu(call: Call, shapes: readonly number[][]): Promise<void> {
  const before = tf.backend().numDataIds();
  const actual = gradients(call, shapes);
  expect(tf.backend().numDataIds(), 'tensors left behind').toBe(before);
  await tf.setBackend('cpu');
  const expected = gradients(call, shapes);
  await tf.setBackend('wasm');
  for (const [index, values] of expected.entries()) {
    expectClose(actual[index] as ArrayLike<number>, values, { rtol: 1e-5, atol: 2e-5 });
  }
}

const laws: readonly [string, (windows: Windows) => [Call, number[][]]][] = [
  [
    'a convolution',
    ({ batch, height, width, channels, outChannels, rows, columns, strides, pad }) => [
      (x, filter) => tf.conv2d(x as Tensor4D, filter as Tensor4D, strides, pad),
      [
        [batch, height, width, channels],
        [rows, columns, channels, outChannels],
      ],
    ],
  ],
  [
    'a convolution, channels first',
    ({ batch, height, width, channels, outChannels, rows, columns, strides, pad }) => [
      (x, filter) => tf.conv2d(x as Tensor4D, filter as Tensor4D, strides, pad, 'NCHW'),
      [
        [batch, channels, height, width],
        [rows, columns, channels, outChannels],
      ],
    ],
  ],
  [
    'a depthwise convolution',
    ({ batch, height, width, channels, outChannels, rows, columns, strides, pad }) => [
      (x, filter) => tf.depthwiseConv2d(x as Tensor4D, filter as Tensor4D, strides, pad),
      [
        [batch, height, width, channels],
        [rows, columns, channels, outChannels],
      ],
    ],
  ],
  [
    'a maximum pool',
    ({ batch, height, width, channels, rows, columns, strides, pad }) => [
      (x) =>
        tf.maxPool(
          x as Tensor4D,
          [rows, columns],
          strides,
          // tfjs pads with what it takes for no value: more of it than a window would be all that.
          typeof pad === 'number' ? Math.min(pad, rows - 1, columns - 1) : pad,
        ),
      [[batch, height, width, channels]],
    ],
  ],
  [
    'a dilation',
    ({ batch, height, width, channels, rows, columns, strides, pad }) => [
      (x, filter) =>
        tf.dilation2d(
          x as Tensor4D,
          filter as Tensor3D,
          strides,
          pad === 'same' ? 'same' : 'valid',
        ),
      [
        [batch, height, width, channels],
        [rows, columns, channels],
      ],
    ],
  ],
  [
    'a convolution of volumes',
    ({ batch, height, width, channels, outChannels, rows, columns, strides, pad }) => [
      (x, filter) =>
        tf.conv3d(
          x as Tensor5D,
          filter as Tensor5D,
          [strides[0], strides[1], 1],
          pad === 'same' ? 'same' : 'valid',
        ),
      [
        [batch, height, width, 3, channels],
        [rows, columns, 2, channels, outChannels],
      ],
    ],
  ],
  [
    'a maximum pool of volumes',
    ({ batch, height, width, channels, rows, columns, strides, pad }) => [
      (x) =>
        tf.maxPool3d(
          x as Tensor5D,
          // The cpu backend errs where a window is higher than it is wide.
          [columns, rows, rows],
          [strides[0], strides[1], strides[1]],
          pad === 'same' ? 'same' : 'valid',
        ),
      [[batch, height, width, 4, channels]],
    ],
  ],
];

describe('windows on wasm: laws', () => {
  for (const [name, build] of laws) {
    it(`gives ${name} the gradients that cpu gives it, whatever the geometry`, async () => {
      await fc.assert(
        fc.asyncProperty(windows, async (sizes) => {
          await expectGradientsOfCpu(...build(sizes));
        }),
        { seed: 1, numRuns: 60 },
      );
    });
  }
});

describe('windows on wasm: extremes', () => {
  it('sends the gradient of a pool to a maximum that is negative, or minus infinity', () => {
    const result = tf.tidy(() => {
      const x = tf.tensor4d([-3, -1, -2, -4], [1, 2, 2, 1]);
      const least = tf.fill([1, 2, 2, 1], Number.NEGATIVE_INFINITY);
      const gradient = tf.grad((x: Tensor) => tf.sum(tf.maxPool(x as Tensor4D, 2, 2, 'valid')));
      return [gradient(x), gradient(least)];
    });
    expect(result.map((gradient) => [...gradient.dataSync()])).toEqual([
      [0, 1, 0, 0],
      [1, 0, 0, 0],
    ]);
    tf.dispose(result);
  });

  it('makes NaN the maximum of volumes and dilations wherever it is in a window', () => {
    tf.tidy(() => {
      for (const position of [0, 1, 2, 3]) {
        const values = [3, 1, 2, 5];
        values[position] = Number.NaN;
        const volume = tf.tensor5d(values, [1, 1, 2, 2, 1]);
        const pool = (x: Tensor) => tf.maxPool3d(x as Tensor5D, [1, 2, 2], 1, 'valid');
        const { value, grad } = tf.valueAndGrad(pool)(volume);
        expect(value.dataSync()[0]).toBeNaN();
        expect([...grad.dataSync()]).toEqual(values.map((x) => (Number.isNaN(x) ? 1 : 0)));
        const image = tf.tensor4d(values, [1, 2, 2, 1]);
        expect(tf.dilation2d(image, tf.zeros([2, 2, 1]), 1, 'valid').dataSync()[0]).toBeNaN();
      }
    });
  });

  it('sends the gradient of a dilation to the larger of two sums that float32 cannot tell apart', () => {
    tf.tidy(() => {
      const x = tf.tensor4d([1, 1], [1, 1, 2, 1]);
      const filter = tf.tensor3d([1e-9, 2e-9], [1, 2, 1]);
      const dilate = (x: Tensor) => tf.dilation2d(x as Tensor4D, filter, 1, 'valid');
      expect([...tf.grad(dilate)(x).dataSync()]).toEqual([0, 1]);
    });
  });

  it('gives zero gradients to a filter where there are no images', () => {
    const [x, filter] = gradients(
      (x, filter) => tf.conv2d(x as Tensor4D, filter as Tensor4D, 1, 'same'),
      [
        [1, 4, 4, 2],
        [3, 3, 2, 2],
      ],
    );
    expect([x?.length, filter?.length]).toEqual([32, 36]);
    const nothing = tf.tidy(() => {
      const images = tf.zeros<tf.Rank.R4>([0, 4, 4, 2]);
      return tf.engine().runKernel<Tensor>(
        'Conv2DBackpropFilter',
        { x: images, dy: images },
        {
          strides: 1,
          pad: 'same',
          dataFormat: 'NHWC',
          filterShape: [3, 3, 2, 2],
        },
      );
    });
    expect([...nothing.dataSync()]).toEqual(Array(36).fill(0));
    nothing.dispose();
  });
});

describe('windows on wasm: errors', () => {
  it('refuses integers, whose bits would be taken for floats', () => {
    const run = () =>
      tf.tidy(() => {
        const x = tf.zeros<tf.Rank.R4>([1, 4, 4, 2], 'int32');
        return tf
          .engine()
          .runKernel<Tensor>(
            'Conv2DBackpropFilter',
            { x, dy: x },
            { strides: 1, pad: 'same', dataFormat: 'NHWC', filterShape: [3, 3, 2, 2] },
          );
      });
    expect(run).toThrow(
      new TypeError(
        'Conv2DBackpropFilter: x must be float32 on the wasm backend; got int32. Cast it.',
      ),
    );
  });
});
