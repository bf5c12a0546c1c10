import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ManifoldGridOptions, manifoldGrid } from '../../src';
import { expectClose } from '../helpers/expectClose';
import { expectNewTensors } from '../helpers/expectNewTensors';
import { type FixtureCase, readFixture } from '../helpers/fixture';

interface Case {
  readonly name: string;
  readonly columns: number;
  readonly options: ManifoldGridOptions;
  readonly points: FixtureCase['value'];
}

describe('manifoldGrid: reference', () => {
  for (const { name, columns, options, points } of readFixture<Case>('manifoldGrid')) {
    it(`has the reference points: ${name}`, () => {
      tf.tidy(() => {
        const grid = manifoldGrid(columns, options);
        expect(grid.shape).toEqual(points.shape);
        expect(grid.dtype).toBe('float32');
        // To the last digit of float32; zero may be one of float64's.
        expectClose(grid, points.values, { rtol: 1.2e-7, atol: 1e-15 });
      });
    });
  }
});

describe('manifoldGrid: laws', () => {
  it('lies as a picture does: to the right, then down from the top', () => {
    tf.tidy(() => {
      expect(Array.from(manifoldGrid(2, { range: [0, 1], rows: 3 }).dataSync())).toEqual([
        ...[0, 1, 1, 1],
        ...[0, 0.5, 1, 0.5],
        ...[0, 0, 1, 0],
      ]);
    });
  });

  it('goes by default over [-2, 2], and over the quantiles of 5 and 95 %', () => {
    tf.tidy(() => {
      const corner = (options: ManifoldGridOptions) => manifoldGrid(9, options).dataSync();
      expect([...corner({}).slice(0, 2)]).toEqual([-2, 2]);
      const quantile = Math.fround(1.6448536269514722);
      expect([...corner({ spacing: 'inverseNormal' }).slice(0, 2)]).toEqual([-quantile, quantile]);
    });
  });

  it('is symmetric about the origin where its range is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.double({ min: 0.01, max: 0.49, noNaN: true }),
        fc.constantFrom('linear' as const, 'inverseNormal' as const),
        (columns, half, spacing) => {
          tf.tidy(() => {
            const range =
              spacing === 'linear' ? ([-half, half] as const) : ([0.5 - half, 0.5 + half] as const);
            const grid = manifoldGrid(columns, { range, spacing });
            expectClose(tf.reverse(grid, 0), tf.neg(grid), { rtol: 1e-6, atol: 1e-7 });
          });
        },
      ),
      { seed: 1, numRuns: 40 },
    );
  });
});

describe('manifoldGrid: extremes', () => {
  it('puts a single point into the middle of its range', () => {
    tf.tidy(() => {
      expect([...manifoldGrid(1).dataSync()]).toEqual([0, 0]);
      expect([...manifoldGrid(1, { range: [1, 2] }).dataSync()]).toEqual([1.5, 1.5]);
      expect([...manifoldGrid(1, { spacing: 'inverseNormal' }).dataSync()]).toEqual([0, 0]);
    });
  });
});

describe('manifoldGrid: errors', () => {
  it('refuses counts, spacings and ranges that are none', () => {
    const wrong = (options: unknown) => () => manifoldGrid(3, options as ManifoldGridOptions);
    expect(() => manifoldGrid(0)).toThrow(
      new RangeError(
        'manifoldGrid: columns must be an integer from 1 on; got 0. It counts the points from left to right.',
      ),
    );
    expect(wrong({ rows: 1.5 })).toThrow(
      new RangeError(
        'manifoldGrid: rows must be an integer from 1 on; got 1.5. It counts the points from the top down.',
      ),
    );
    expect(wrong({ spacing: 'gaussian' })).toThrow(
      new TypeError(
        "manifoldGrid: spacing must be one of 'linear', 'inverseNormal'; got 'gaussian'. Use 'inverseNormal' for the shares of a standard normal prior.",
      ),
    );
    expect(wrong({ range: 2 })).toThrow(
      new TypeError(
        'manifoldGrid: range must be a pair of numbers; got 2. Give its first and its last value, such as [-2, 2].',
      ),
    );
    for (const range of [
      [1, -1],
      [0, 0],
      [0, Number.POSITIVE_INFINITY],
    ]) {
      expect(wrong({ range })).toThrow(
        new RangeError(
          `manifoldGrid: range must be finite and ascending; got [${range.join(', ')}]. Give its first and its last value, such as [-2, 2].`,
        ),
      );
    }
    expect(wrong({ spacing: 'inverseNormal', range: [0, 0.5] })).toThrow(
      new RangeError(
        "manifoldGrid: range must lie between 0 and 1, exclusive, for spacing 'inverseNormal'; got [0, 0.5]. It is a pair of probabilities, such as [0.05, 0.95].",
      ),
    );
  });
});

describe('manifoldGrid: memory', () => {
  it('leaves one tensor behind', () => {
    expectNewTensors(1, () => manifoldGrid(3));
  });
});
