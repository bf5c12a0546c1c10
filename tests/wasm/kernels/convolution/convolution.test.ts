import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Convolution,
  convolutionInfo,
  convolutions,
  trainableConvolutions,
} from '../../../fuzz/geometry/images';
import { convolutionInFloat64 } from '../../../helpers/convolutionInFloat64';
import { expectClose } from '../../../helpers/expectClose';
import { expectNewTensors } from '../../../helpers/expectNewTensors';
import { onWasm } from '../../../helpers/onWasm';

onWasm({ training: true });

const uniform = (shape: readonly number[], seed: number): tf.Tensor4D =>
  tf.randomUniform<tf.Rank.R4>(shape as [number, number, number, number], -1, 1, 'float32', seed);

function operands(convolution: Convolution) {
  const info = convolutionInfo(convolution);
  return {
    info,
    x: uniform(info.inShape, 1),
    filter: uniform(info.filterShape, 2),
    dy: uniform(info.outShape, 3),
  };
}

/** A product of so many terms of size one, in float32. */
const tolerance = (terms: number) => ({ atol: 2e-6 * (1 + Math.sqrt(terms)) });

describe('convolutions on wasm: reference', () => {
  it('have the value of their definition, whatever sizes, strides, dilations and padding', () => {
    fc.assert(
      fc.property(convolutions, (convolution) => {
        tf.tidy(() => {
          const { info, x, filter, dy } = operands(convolution);
          const { strides, dilations, pad } = convolution;
          const y = tf.engine().runKernel(
            tf.Conv2D,
            { x, filter },
            {
              strides: [...strides],
              dilations: [...dilations],
              pad: pad as string,
              dataFormat: 'NHWC',
            },
          ) as tf.Tensor;
          const expected = convolutionInFloat64(
            x.dataSync(),
            filter.dataSync(),
            dy.dataSync(),
            info,
          );
          expect(y.shape).toEqual(info.outShape);
          expectClose(y, expected.y, tolerance(filter.size / info.outChannels));
        });
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it('have the gradients of their definition, whatever sizes, strides and padding', () => {
    fc.assert(
      fc.property(trainableConvolutions, (convolution) => {
        tf.tidy(() => {
          const { info, x, filter, dy } = operands(convolution);
          const { strides, pad } = convolution;
          const [dx, dfilter] = tf.grads((x, filter) =>
            tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, [...strides], pad),
          )([x, filter], dy) as [tf.Tensor, tf.Tensor];
          const expected = convolutionInFloat64(
            x.dataSync(),
            filter.dataSync(),
            dy.dataSync(),
            info,
          );
          expect(dx.shape).toEqual(info.inShape);
          expectClose(dx, expected.dx, tolerance(filter.size / info.inChannels));
          expectClose(dfilter, expected.dfilter, tolerance(dy.size / info.outChannels));
        });
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  for (const [title, convolution] of Object.entries({
    'more positions, elements and channels than a block': {
      ...{ batch: 3, image: [17, 15], filter: [3, 3], channels: [41, 67] },
      ...{ strides: [1, 1], dilations: [1, 1], pad: 'same' },
    },
    'more output channels than a block': {
      ...{ batch: 1, image: [3, 4], filter: [2, 2], channels: [5, 523] },
      ...{ strides: [1, 1], dilations: [1, 1], pad: 'same' },
    },
    'one element alone': {
      ...{ batch: 2, image: [9, 8], filter: [1, 1], channels: [70, 33] },
      ...{ strides: [1, 1], dilations: [1, 1], pad: 'valid' },
    },
    'strides in many channels': {
      ...{ batch: 2, image: [17, 18], filter: [5, 4], channels: [33, 30] },
      ...{ strides: [2, 3], dilations: [1, 1], pad: 'same' },
    },
  } satisfies Record<string, Convolution>)) {
    it(`have value and gradients of their definition with ${title}`, () => {
      tf.tidy(() => {
        const { info, x, filter, dy } = operands(convolution);
        const expected = convolutionInFloat64(x.dataSync(), filter.dataSync(), dy.dataSync(), info);
        const run = (x: tf.Tensor, filter: tf.Tensor) =>
          tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, convolution.strides, convolution.pad);
        const [dx, dfilter] = tf.grads(run)([x, filter], dy) as [tf.Tensor, tf.Tensor];
        expectClose(run(x, filter), expected.y, { atol: 1e-4 });
        expectClose(dx, expected.dx, { atol: 1e-4 });
        expectClose(dfilter, expected.dfilter, { atol: 1e-4 });
      });
    });
  }

  it('are the same with the channels first', () => {
    tf.tidy(() => {
      const x = uniform([2, 3, 7, 6], 1);
      const filter = uniform([3, 2, 3, 5], 2);
      const run =
        (format: 'NCHW' | 'NHWC') =>
        (x: tf.Tensor, filter: tf.Tensor): tf.Tensor => {
          const isFirst = format === 'NCHW';
          const images = isFirst ? x : tf.transpose(x, [0, 2, 3, 1]);
          const y = tf.conv2d(images as tf.Tensor4D, filter as tf.Tensor4D, [2, 1], 'same', format);
          return tf.square(isFirst ? y : tf.transpose(y, [0, 3, 1, 2]));
        };
      const first = tf.valueAndGrads(run('NCHW'))([x, filter]);
      const last = tf.valueAndGrads(run('NHWC'))([x, filter]);
      expectClose(first.value, last.value);
      first.grads.forEach((gradient, i) => {
        expectClose(gradient, last.grads[i] as tf.Tensor, { atol: 1e-5 });
      });
    });
  });
});

describe('transposed convolutions on wasm: gradient', () => {
  for (const [strides, pad] of [
    [1, 'same'],
    [2, 'same'],
    [2, 'valid'],
    [3, 'same'],
  ] as const) {
    it(`is that on cpu, with stride ${strides} and ${pad} padding`, async () => {
      const valueAndGradients = (): number[][] =>
        tf.tidy(() => {
          const x = uniform([2, 5, 4, 6], 1);
          const filter = uniform([3, 4, 7, 6], 2);
          const height = pad === 'same' ? 5 * strides : 4 * strides + 3;
          const width = pad === 'same' ? 4 * strides : 3 * strides + 4;
          const { value, grads } = tf.valueAndGrads((x, filter) =>
            tf.square(
              tf.conv2dTranspose(
                x as tf.Tensor4D,
                filter as tf.Tensor4D,
                [2, height, width, 7],
                strides,
                pad,
              ),
            ),
          )([x, filter]);
          return [value, ...grads].map((tensor) => [...tensor.dataSync()]);
        });
      const onWasm = valueAndGradients();
      await tf.setBackend('cpu');
      const onCpu = valueAndGradients();
      await tf.setBackend('wasm');
      onWasm.forEach((values, i) => {
        expectClose(values, onCpu[i] as number[], { rtol: 1e-5, atol: 1e-4 });
      });
    });
  }
});

describe('fused convolutions on wasm: reference', () => {
  for (const activation of ['linear', 'relu', 'relu6', 'leakyrelu', 'elu', 'sigmoid'] as const) {
    it(`are ${activation} of the convolution plus bias`, () => {
      tf.tidy(() => {
        const layer = { x: uniform([2, 7, 6, 5], 1), filter: uniform([3, 3, 5, 9], 2) };
        const bias = tf.randomUniform([9], -1, 1, 'float32', 3) as tf.Tensor1D;
        for (const filter of [layer.filter, uniform([1, 1, 5, 9], 4)]) {
          const y = tf.add(tf.conv2d(layer.x, filter, 1, 'same'), bias);
          const expected = {
            linear: () => y,
            relu: () => tf.relu(y),
            relu6: () => tf.relu6(y),
            leakyrelu: () => tf.leakyRelu(y, 0.3),
            elu: () => tf.elu(y),
            sigmoid: () => tf.sigmoid(y),
          }[activation]();
          const fused = tf.fused.conv2d({
            ...{ x: layer.x, filter, strides: 1, pad: 'same', bias, activation },
            leakyreluAlpha: 0.3,
          });
          expectClose(fused, expected, { atol: 1e-6 });
        }
      });
    });
  }

  it('apply the weights of an activation', () => {
    tf.tidy(() => {
      const layer = { x: uniform([2, 7, 6, 5], 1), filter: uniform([3, 3, 5, 9], 2) };
      const alpha = tf.randomUniform([9], 0, 1, 'float32', 3);
      expectClose(
        tf.fused.conv2d({
          ...{ ...layer, strides: 1, pad: 'same', activation: 'prelu' },
          preluActivationWeights: alpha,
        }),
        tf.prelu(tf.conv2d(layer.x, layer.filter, 1, 'same'), alpha),
      );
    });
  });
});

describe('convolutions on wasm: extremes', () => {
  it('have a filter gradient of zero where there are no images', () => {
    tf.tidy(() => {
      const [dx, dfilter] = tf.grads((x, filter) =>
        tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same'),
      )([tf.zeros([0, 5, 5, 2]), uniform([3, 3, 2, 4], 1)]) as [tf.Tensor, tf.Tensor];
      expect(dx.shape).toEqual([0, 5, 5, 2]);
      expect([...dfilter.dataSync()]).toEqual(Array(72).fill(0));
    });
  });

  it('keep NaN and infinities to what sees them', () => {
    tf.tidy(() => {
      const values = new Float32Array(25);
      values[0] = Number.NaN;
      values[24] = Number.POSITIVE_INFINITY;
      const y = tf.conv2d(tf.tensor4d(values, [1, 5, 5, 1]), tf.ones([2, 2, 1, 1]), 1, 'valid');
      const expected = Array(16).fill(0);
      expected[0] = Number.NaN;
      expected[15] = Number.POSITIVE_INFINITY;
      expect([...y.dataSync()]).toEqual(expected);
    });
  });
});

describe('convolutions on wasm: memory', () => {
  for (const strides of [1, 2]) {
    for (const dataFormat of ['NHWC', 'NCHW'] as const) {
      it(`leave their results alone behind, with stride ${strides} and ${dataFormat}`, () => {
        const x = uniform([2, 6, 6, 6], 1);
        const filter = uniform([3, 3, 6, 4], 2);
        const run = (x: tf.Tensor, filter: tf.Tensor) =>
          tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, strides, 'same', dataFormat);
        const before = tf.backend().numDataIds();
        expectNewTensors(1, () => run(x, filter));
        expectNewTensors(2, () => tf.grads(run)([x, filter]));
        expect(tf.backend().numDataIds()).toBe(before);
        tf.dispose([x, filter]);
      });
    }
  }
});
