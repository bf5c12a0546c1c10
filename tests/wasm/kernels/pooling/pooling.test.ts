import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../../helpers/expectClose';
import { expectNewTensors } from '../../../helpers/expectNewTensors';
import { onWasm } from '../../../helpers/onWasm';

onWasm({ training: true });

type Pair = readonly [number, number];
type Pad = 'same' | 'valid' | number | tf.backend_util.ExplicitPadding;

interface Pool {
  readonly batch: number;
  readonly image: Pair;
  readonly channels: number;
  readonly window: Pair;
  readonly strides: Pair;
  readonly pad: Pad;
}

const upTo = (max: number) => fc.integer({ min: 1, max });
const padding = fc.integer({ min: 0, max: 2 });

const pools = fc
  .record<Pool>({
    batch: fc.integer({ min: 0, max: 3 }),
    image: fc.tuple(upTo(13), upTo(13)),
    channels: upTo(11),
    window: fc.tuple(upTo(4), upTo(4)),
    strides: fc.tuple(upTo(4), upTo(4)),
    pad: fc.oneof(
      fc.constant('same' as const),
      fc.constant('valid' as const),
      fc.tuple(padding, padding, padding, padding).map(
        ([top, bottom, left, right]): tf.backend_util.ExplicitPadding => [
          [0, 0],
          [top, bottom],
          [left, right],
          [0, 0],
        ],
      ),
    ),
  })
  .filter((pool) => {
    const { outHeight, outWidth } = infoOf(pool);
    return outHeight > 0 && outWidth > 0;
  });

function infoOf({ batch, image, channels, window, strides, pad }: Pool) {
  return tf.backend_util.computePool2DInfo(
    [batch, ...image, channels],
    [...window],
    [...strides],
    1,
    pad,
  );
}

/** The pixels that each window holds: their positions in the images, channel 0. */
function windowsOf(info: tf.backend_util.Conv2DInfo): number[][] {
  const windows: number[][] = [];
  for (let n = 0; n < info.batchSize; n++) {
    for (let oy = 0; oy < info.outHeight; oy++) {
      for (let ox = 0; ox < info.outWidth; ox++) {
        const pixels: number[] = [];
        for (let ty = 0; ty < info.filterHeight; ty++) {
          for (let tx = 0; tx < info.filterWidth; tx++) {
            const y = oy * info.strideHeight + ty - info.padInfo.top;
            const x = ox * info.strideWidth + tx - info.padInfo.left;
            if (y < 0 || x < 0 || y >= info.inHeight || x >= info.inWidth) continue;
            pixels.push(((n * info.inHeight + y) * info.inWidth + x) * info.inChannels);
          }
        }
        windows.push(pixels);
      }
    }
  }
  return windows;
}

/** A pool and its gradient by definition, in float64. */
function poolInFloat64(
  type: 'max' | 'avg',
  x: ArrayLike<number>,
  dy: ArrayLike<number>,
  info: tf.backend_util.Conv2DInfo,
) {
  const y: number[] = [];
  const dx = new Float64Array(x.length);
  for (const pixels of windowsOf(info)) {
    for (let c = 0; c < info.inChannels; c++) {
      const values = pixels.map((pixel) => x[pixel + c] as number);
      const gradient = dy[y.length] as number;
      const largest = Math.max(...values);
      const share = gradient / pixels.length;
      pixels.forEach((pixel, i) => {
        const isFirst = values.indexOf(largest) === i;
        const part = type === 'avg' ? share : isFirst ? gradient : 0;
        dx[pixel + c] = (dx[pixel + c] as number) + part;
      });
      const sum = values.reduce((total, value) => total + value, 0);
      const average = pixels.length === 0 ? 0 : sum / pixels.length;
      y.push(type === 'avg' ? average : largest);
    }
  }
  return { y, dx };
}

for (const type of ['max', 'avg'] as const) {
  const run = ({ window, strides, pad }: Pool, x: tf.Tensor): tf.Tensor =>
    (type === 'max' ? tf.maxPool : tf.avgPool)(
      x as tf.Tensor4D,
      [...window],
      [...strides],
      pad as 'same',
    );

  describe(`${type} pools on wasm: reference`, () => {
    it('have the value and the gradient of their definition, whatever sizes, strides and padding', () => {
      fc.assert(
        fc.property(pools, (pool) => {
          tf.tidy(() => {
            const info = infoOf(pool);
            // Few different values: many windows have more than one maximum.
            const x = tf.round(tf.randomUniform(info.inShape, -4, 4, 'float32', 1));
            const dy = tf.randomUniform(info.outShape, -1, 1, 'float32', 2);
            const expected = poolInFloat64(type, x.dataSync(), dy.dataSync(), info);
            const y = run(pool, x);
            expect(y.shape).toEqual(info.outShape);
            expectClose(y, expected.y, { atol: 1e-6 });
            const dx = tf.grad((x) => run(pool, x))(x, dy);
            expect(dx.shape).toEqual(info.inShape);
            expectClose(dx, expected.dx, { atol: 1e-5 });
          });
        }),
        { seed: 7, numRuns: 500 },
      );
    });
  });

  describe(`${type} pools on wasm: memory`, () => {
    it('leave their results alone behind', () => {
      const pool: Pool = {
        ...{ batch: 2, image: [6, 7], channels: 5 },
        ...{ window: [2, 2], strides: [2, 2], pad: 'valid' },
      };
      const x = tf.randomUniform([2, 6, 7, 5], -1, 1, 'float32', 1);
      const before = tf.backend().numDataIds();
      expectNewTensors(1, () => run(pool, x));
      expectNewTensors(1, () => tf.grad((x) => run(pool, x))(x));
      expect(tf.backend().numDataIds()).toBe(before);
      tf.dispose(x);
    });
  });
}

describe('max pools on wasm: extremes', () => {
  it('are NaN where a window holds one, and send it the gradient', () => {
    tf.tidy(() => {
      for (const position of [0, 1, 2, 3]) {
        const values = [3, 1, 2, 5];
        values[position] = Number.NaN;
        const x = tf.tensor4d(values, [1, 2, 2, 1]);
        const { value, grad } = tf.valueAndGrad((x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'))(
          x,
        );
        expect(value.dataSync()[0]).toBeNaN();
        expect([...grad.dataSync()]).toEqual(values.map((value) => (Number.isNaN(value) ? 1 : 0)));
      }
    });
  });

  it('are minus infinity where all is, and send the first one the gradient', () => {
    tf.tidy(() => {
      const x = tf.fill([1, 2, 2, 1], Number.NEGATIVE_INFINITY);
      const { value, grad } = tf.valueAndGrad((x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'))(
        x,
      );
      expect(value.dataSync()[0]).toBe(Number.NEGATIVE_INFINITY);
      expect([...grad.dataSync()]).toEqual([1, 0, 0, 0]);
    });
  });
});
