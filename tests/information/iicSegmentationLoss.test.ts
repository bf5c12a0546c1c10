import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type IicSegmentationLossOptions,
  iicLoss,
  iicSegmentationLoss,
  randomKey,
  randomNormal,
} from '../../src';
import { expectClose } from '../helpers/expectClose';
import { expectNewTensors } from '../helpers/expectNewTensors';
import { decode, type FixtureCase, itMatchesFixture, readFixture } from '../helpers/fixture';
import { numericalGradient } from '../helpers/numericalGradient';
import { canScatter } from '../laws/augmentationLaws';

const call = (inputs: Readonly<Record<string, Tensor>>, options: object): Tensor => {
  const { logits, pairedLogits, ...tensors } = inputs as Record<string, Tensor> & {
    logits: Tensor;
    pairedLogits: Tensor;
  };
  return iicSegmentationLoss(logits, pairedLogits, { ...tensors, ...options });
};

describe('iicSegmentationLoss: reference', () => {
  const withoutFlow = ({ inputs }: FixtureCase): boolean => !('flow' in inputs);
  const tolerance = { rtol: 2e-5, atol: 2e-6 };
  itMatchesFixture('iicSegmentationLoss', call, tolerance, withoutFlow);

  for (const { name, inputs, options, value, upstream, gradients } of readFixture(
    'iicSegmentationLoss',
  ).filter((reference) => !withoutFlow(reference))) {
    it(`has the reference value, and gradients where a gather has one: ${name}`, () => {
      tf.tidy(() => {
        const tensors = Object.fromEntries(
          Object.entries(inputs).map(([key, encoded]) => [key, decode(encoded)]),
        );
        expectClose(call(tensors, options), value.values, tolerance);
        const gradientsOf = () =>
          tf.grads((logits: Tensor, pairedLogits: Tensor) =>
            tf.mul(
              call({ ...tensors, logits, pairedLogits }, options),
              upstream.values[0] as number,
            ),
          )([tensors['logits'] as Tensor, tensors['pairedLogits'] as Tensor]);
        if (!canScatter()) {
          expect(gradientsOf).toThrow(/UnsortedSegmentSum/);
          return;
        }
        const [first, second] = gradientsOf() as [Tensor, Tensor];
        expectClose(first, gradients['logits']?.values as number[], tolerance);
        expectClose(second, gradients['pairedLogits']?.values as number[], tolerance);
      });
    });
  }
});

describe('iicSegmentationLoss: gradient', () => {
  it('agrees with central differences', () => {
    tf.tidy(() => {
      const logits = randomNormal(randomKey(1), [1, 2, 3, 2]);
      const paired = randomNormal(randomKey(2), [1, 2, 3, 2]);
      const f = (x: Tensor) => iicSegmentationLoss(x, paired, { displacement: 1 });
      expectClose(tf.grad(f)(logits), numericalGradient(f, logits), { rtol: 1e-2, atol: 1e-3 });
    });
  });
});

interface Scene {
  readonly images: number;
  readonly height: number;
  readonly width: number;
  readonly classes: number;
  readonly displacement: number;
  readonly seed: number;
}
const scenes = fc.record({
  images: fc.integer({ min: 1, max: 2 }),
  height: fc.integer({ min: 1, max: 4 }),
  width: fc.integer({ min: 1, max: 4 }),
  classes: fc.integer({ min: 1, max: 3 }),
  displacement: fc.integer({ min: 0, max: 2 }),
  seed: fc.nat(1e6),
});
const numberOf = (tensor: Tensor): number => tensor.dataSync()[0] as number;

function forAllScenes(law: (logits: Tensor, paired: Tensor, scene: Scene) => void): void {
  fc.assert(
    fc.property(scenes, (scene) => {
      tf.tidy(() => {
        const shape = [scene.images, scene.height, scene.width, scene.classes];
        const drawn = (seed: number) => randomNormal(randomKey(seed), shape, { std: 3 });
        law(drawn(scene.seed), drawn(scene.seed + 1), scene);
      });
    }),
    { seed: 1, numRuns: 40 },
  );
}

/** The definition, pair of pixels by pair of pixels, in float64. */
function bruteForce(logits: Tensor, paired: Tensor, mask: Tensor, displacement: number): number {
  const z = (tf.softmax(logits) as tf.Tensor4D).arraySync();
  const pairedZ = (tf.softmax(paired) as tf.Tensor4D).arraySync();
  const kept = (mask as tf.Tensor3D).arraySync();
  const [images, height, width, classes] = logits.shape as [number, number, number, number];
  let total = 0;
  for (let down = -displacement; down <= displacement; down++) {
    for (let right = -displacement; right <= displacement; right++) {
      const table = Array.from({ length: classes }, () => new Float64Array(classes));
      let sum = 0;
      for (let image = 0; image < images; image++) {
        for (let y = 0; y < height; y++) {
          for (let x = 0; x < width; x++) {
            const weight =
              (kept[image]?.[y]?.[x] ?? 0) * (kept[image]?.[y + down]?.[x + right] ?? 0);
            if (weight === 0) continue;
            const one = z[image]?.[y]?.[x] as number[];
            const other = pairedZ[image]?.[y + down]?.[x + right] as number[];
            for (let i = 0; i < classes; i++) {
              for (let j = 0; j < classes; j++) {
                const both = (one[i] as number) * (other[j] as number);
                (table[i] as Float64Array)[j] = ((table[i] as Float64Array)[j] as number) + both;
                (table[j] as Float64Array)[i] = ((table[j] as Float64Array)[i] as number) + both;
                sum += 2 * both;
              }
            }
          }
        }
      }
      if (sum === 0) continue;
      const marginal = table.map((row) => row.reduce((a, b) => a + b) / sum);
      table.forEach((row, i) => {
        row.forEach((count, j) => {
          const p = count / sum;
          if (p > 0) total -= p * Math.log(p / ((marginal[i] as number) * (marginal[j] as number)));
        });
      });
    }
  }
  return total / (2 * displacement + 1) ** 2;
}

describe('iicSegmentationLoss: laws', () => {
  it('is what a loop over all pairs of pixels gives, whatever the window and the mask', () => {
    forAllScenes((logits, paired, { images, height, width, displacement, seed }) => {
      const mask = tf.cast(
        tf.greater(randomNormal(randomKey(seed + 2), [images, height, width]), -0.7),
        'float32',
      );
      const loss = iicSegmentationLoss(logits, paired, { displacement, mask });
      expect(numberOf(loss)).toBeCloseTo(bruteForce(logits, paired, mask, displacement), 4);
    });
  });

  it('lies between minus the logarithm of the number of classes and 0', () => {
    forAllScenes((logits, paired, { classes, displacement }) => {
      const loss = numberOf(iicSegmentationLoss(logits, paired, { displacement }));
      expect(loss).toBeGreaterThanOrEqual(-Math.log(classes) - 1e-5);
      expect(loss).toBeLessThanOrEqual(1e-5);
    });
  });

  it('is iicLoss over all pixels where the window is one pixel', () => {
    forAllScenes((logits, paired, { classes }) => {
      const flat = (x: Tensor) => tf.reshape(x, [-1, classes]);
      const expected = numberOf(iicLoss(flat(logits), flat(paired), { entropyWeight: 2 }));
      const loss = iicSegmentationLoss(logits, paired, { entropyWeight: 2 });
      expect(numberOf(loss)).toBeCloseTo(expected, 4);
    });
  });

  it('is unchanged when the two views are swapped, the window being symmetric', () => {
    forAllScenes((logits, paired, { displacement }) => {
      const loss = numberOf(iicSegmentationLoss(logits, paired, { displacement }));
      const swapped = iicSegmentationLoss(paired, logits, { displacement });
      expect(numberOf(swapped)).toBeCloseTo(loss, 4);
    });
  });

  it('brings a mirrored view back by its flow', () => {
    forAllScenes((logits, paired, { images, height, width, displacement }) => {
      const rows = tf.tile(tf.reshape(tf.range(0, height), [1, height, 1, 1]), [
        images,
        1,
        width,
        1,
      ]);
      const columns = tf.tile(tf.reshape(tf.range(width - 1, -1, -1), [1, 1, width, 1]), [
        images,
        height,
        1,
        1,
      ]);
      const flow = tf.concat([rows, columns], 3);
      const straight = iicSegmentationLoss(logits, paired, { displacement });
      const mirrored = iicSegmentationLoss(logits, tf.reverse(paired, 2), { displacement, flow });
      expect(numberOf(mirrored)).toBeCloseTo(numberOf(straight), 5);
    });
  });
});

describe('iicSegmentationLoss: extremes', () => {
  it('keeps value and gradients finite at one-hot, uniform and underflowing pixels, and under a mask that drops all', () => {
    tf.tidy(() => {
      for (const scale of [0, 1, 90, 104, 1e4]) {
        for (const drop of [false, true]) {
          const logits = tf.mul(tf.tensor4d([1, 0, 0, 1, 1, 0], [1, 1, 3, 2]), scale);
          const mask = tf.fill([1, 1, 3], drop ? 0 : 1);
          const f = (a: Tensor, b: Tensor) =>
            iicSegmentationLoss(a, b, { displacement: 1, mask, entropyWeight: 10 });
          const numbers = [f(logits, logits), ...tf.grads(f)([logits, logits])];
          for (const tensor of numbers) {
            expect(tensor.dataSync().every(Number.isFinite), `scale ${scale}`).toBe(true);
          }
          if (drop) expect([...(numbers[0] as Tensor).dataSync()]).toEqual([0]);
        }
      }
    });
  });
});

describe('iicSegmentationLoss: errors', () => {
  it('refuses shapes that do not fit, and options that are none', () => {
    tf.tidy(() => {
      const logits = tf.zeros([1, 4, 5, 2]);
      const wrong = (paired: Tensor, options: unknown) => () =>
        iicSegmentationLoss(logits, paired, options as IicSegmentationLossOptions);
      const fn = 'iicSegmentationLoss';
      expect(wrong(tf.zeros([1, 4, 6, 2]), {})).toThrow(
        new TypeError(
          `${fn}: logits and pairedLogits must have the same shape; got logits [1, 4, 5, 2], pairedLogits [1, 4, 6, 2]. Views in different frames need a flow.`,
        ),
      );
      expect(wrong(logits, { flow: tf.zeros([1, 4, 4, 2]) })).toThrow(
        `${fn}: flow must have shape [images, height, width, 2] of logits; got flow [1, 4, 4, 2], logits [1, 4, 5, 2]. Give row and column in the paired view for each pixel of the first.`,
      );
      expect(wrong(tf.zeros([1, 4, 5, 3]), { flow: tf.zeros([1, 4, 5, 2]) })).toThrow(
        `${fn}: logits and pairedLogits must have the same images and classes; got logits [1, 4, 5, 2], pairedLogits [1, 4, 5, 3]. Image i of both has to come from two views of one image.`,
      );
      expect(wrong(logits, { mask: tf.zeros([4, 5]) })).toThrow(
        `${fn}: mask must have shape [images, height, width] of logits; got mask [4, 5], logits [1, 4, 5, 2]. It keeps or drops whole pixels.`,
      );
      expect(wrong(tf.zeros([4, 5, 2]), {})).toThrow(
        `${fn}: pairedLogits must have rank 4, [images, height, width, classes]; got pairedLogits [4, 5, 2]. Bring it to this layout with tf.reshape.`,
      );
      expect(() => iicSegmentationLoss(tf.zeros([0, 4, 5, 2]), tf.zeros([0, 4, 5, 2]))).toThrow(
        `${fn}: logits must have at least one pixel and one class; got logits [0, 4, 5, 2]. No joint distribution can be estimated from nothing.`,
      );
      expect(wrong(logits, { displacement: 0.5 })).toThrow(
        new RangeError(
          `${fn}: displacement must be an integer from 0 on; got 0.5. It is a distance in pixels.`,
        ),
      );
      expect(wrong(logits, { entropyWeight: -1 })).toThrow(
        `${fn}: entropyWeight must be a finite number, 0 or more; got -1. At 1 it is mutual information.`,
      );
      expect(wrong(logits, { window: 1 })).toThrow(
        `${fn}: options must be among displacement, mask, flow, entropyWeight; got window. Check the spelling, or remove it.`,
      );
    });
  });
});

describe('iicSegmentationLoss: memory', () => {
  it('leaves one tensor behind, and a gradient only the gradients', () => {
    const logits = randomNormal(randomKey(1), [1, 3, 3, 2]);
    const paired = randomNormal(randomKey(2), [1, 3, 3, 2]);
    expectNewTensors(1, () => iicSegmentationLoss(logits, paired, { displacement: 1 }));
    expectNewTensors(2, () =>
      tf.grads((a: Tensor, b: Tensor) => iicSegmentationLoss(a, b, { displacement: 1 }))([
        logits,
        paired,
      ]),
    );
    tf.dispose([logits, paired]);
  });
});
