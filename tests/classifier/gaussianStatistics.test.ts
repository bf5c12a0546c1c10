import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClassMoments, type GaussianStatistics, gaussianStatistics } from '../../src';
import { expectClose, type Tolerance } from '../helpers/expectClose';
import { expectNewTensors } from '../helpers/expectNewTensors';
import { labelledRows, tensorOf } from '../helpers/labelledRows';

/** The moments of one class by their definitions, in float64. */
function momentsByDefinition(all: readonly (readonly number[])[]): ClassMoments {
  const rows = all.map((row) => row.map(Math.fround));
  const dimension = (rows[0] as number[]).length;
  const mean = Float64Array.from(
    { length: dimension },
    (_, j) => rows.reduce((sum, row) => sum + (row[j] as number), 0) / rows.length,
  );
  const centred = rows.map((row) => row.map((value, j) => value - (mean[j] as number)));
  const lengths = centred.map((row) => row.reduce((sum, value) => sum + value * value, 0));
  const sum = (term: (row: readonly number[], r: number) => number): number =>
    centred.reduce((total, row, r) => total + term(row, r), 0);
  const scatter: number[] = [];
  for (let i = 0; i < dimension; i++) {
    for (let j = 0; j <= i; j++) {
      scatter.push(sum((row) => (row[i] as number) * (row[j] as number)));
    }
  }
  return {
    count: rows.length,
    mean,
    scatter: Float64Array.from(scatter),
    thirdMoment: mean.map((_, i) => sum((row, r) => (lengths[r] as number) * (row[i] as number))),
    fourthMoment: lengths.reduce((total, length) => total + length * length, 0),
  };
}

function expectMoments(
  actual: ClassMoments | undefined,
  expected: ClassMoments,
  tolerance: Tolerance,
): void {
  expect(actual?.count).toBe(expected.count);
  for (const key of ['mean', 'scatter', 'thirdMoment'] as const) {
    expectClose(actual?.[key] ?? [], expected[key], tolerance);
  }
  expectClose([actual?.fourthMoment ?? 0], [expected.fourthMoment], tolerance);
}

function of(rows: readonly (readonly number[])[], labels: readonly number[]): GaussianStatistics {
  const statistics = gaussianStatistics();
  if (rows.length === 0) return statistics;
  const features = tensorOf(rows);
  statistics.accumulate(features, labels);
  features.dispose();
  return statistics;
}

const { rows, labels } = labelledRows(47, 5, [2, -1, 9], 3);

describe('gaussianStatistics: reference', () => {
  it('has the moments of every class, to float64', () => {
    const statistics = of(rows, labels);
    expect([...statistics.moments.keys()].sort()).toEqual([-1, 2, 9]);
    for (const [label, moments] of statistics.moments) {
      const own = rows.filter((_, row) => labels[row] === label);
      expectMoments(moments, momentsByDefinition(own), { rtol: 1e-12, atol: 1e-12 });
    }
  });

  it('has them to float32 beyond 128 dimensions, where the backend multiplies', () => {
    const large = labelledRows(300, 150, [0, 1], 4);
    const statistics = of(large.rows, large.labels);
    for (const [label, moments] of statistics.moments) {
      const expected = momentsByDefinition(large.rows.filter((_, row) => row % 2 === label));
      const variances = expected.mean.map((_, i) => expected.scatter[(i * (i + 3)) / 2] as number);
      const scale = Math.max(...variances);
      expectMoments(moments, expected, { rtol: 0, atol: 4e-7 * scale });
    }
  });
});

describe('gaussianStatistics: laws', () => {
  const tolerance = { rtol: 1e-10, atol: 1e-10 };

  it('is the same for all rows at once, for parts, and for parts merged in any order', () => {
    const whole = of(rows, labels);
    fc.assert(
      fc.property(fc.nat(47), fc.nat(47), (a, b) => {
        const [first, second] = [Math.min(a, b), Math.max(a, b)];
        const parts = [
          [0, first],
          [first, second],
          [second, 47],
        ].map((range) => of(rows.slice(...range), labels.slice(...range)));
        const [p, q, r] = parts as [GaussianStatistics, GaussianStatistics, GaussianStatistics];
        const left = gaussianStatistics().merge(p).merge(q).merge(r);
        const right = gaussianStatistics().merge(r).merge(gaussianStatistics().merge(q).merge(p));
        for (const [label, expected] of whole.moments) {
          expectMoments(left.moments.get(label), expected, tolerance);
          expectMoments(right.moments.get(label), expected, tolerance);
        }
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  it('keeps its digits where the parts lie far from each other', () => {
    const far = rows.map((row, r) =>
      row.map((value) => Math.round(64 * value) / 64 + (r < 20 ? 0 : 4096)),
    );
    const parts = of(far.slice(0, 20), labels.slice(0, 20)).merge(
      of(far.slice(20), labels.slice(20)),
    );
    for (const [label, moments] of parts.moments) {
      const own = far.filter((_, row) => labels[row] === label);
      expectMoments(moments, momentsByDefinition(own), { rtol: 1e-11 });
    }
  });

  it('counts every row twice when merged with itself', () => {
    const statistics = of(rows, labels);
    const before = statistics.moments.get(9) as ClassMoments;
    statistics.merge(statistics);
    const after = statistics.moments.get(9) as ClassMoments;
    expect(after.count).toBe(2 * before.count);
    expectClose(after.mean, before.mean, tolerance);
    expectClose(
      after.scatter,
      before.scatter.map((value) => 2 * value),
      tolerance,
    );
  });

  it('keeps the diagonal of the full scatter alone, when that is asked for', () => {
    const features = tensorOf(rows);
    const diagonal = gaussianStatistics({ scatter: 'diagonal' })
      .accumulate(features, labels)
      .accumulate(features, labels);
    features.dispose();
    const full = of([...rows, ...rows], [...labels, ...labels]);
    for (const [label, moments] of full.moments) {
      const expected = moments.mean.map((_, i) => moments.scatter[(i * (i + 3)) / 2] as number);
      expectClose(diagonal.moments.get(label)?.scatter ?? [], expected, tolerance);
      expectClose(diagonal.moments.get(label)?.mean ?? [], moments.mean, tolerance);
    }
  });
});

describe('gaussianStatistics: extremes', () => {
  it('starts without a dimension, and accepts no rows', () => {
    const statistics = gaussianStatistics();
    expect(statistics.dimension).toBeUndefined();
    const none = tf.zeros([0, 3]);
    expect(statistics.accumulate(none, []).moments.size).toBe(0);
    none.dispose();
    expect(statistics.merge(gaussianStatistics()).merge(of(rows, labels)).dimension).toBe(5);
  });

  it('has no scatter for rows that are equal', () => {
    const equal = Array.from({ length: 3000 }, () => [0.1, -1e20, 1e-20]);
    const [own] = of(
      equal,
      equal.map(() => 0),
    ).moments.values();
    expect(own?.scatter).toEqual(new Float64Array(6));
  });
});

describe('gaussianStatistics: errors', () => {
  it('adds nothing if a row is not finite', () => {
    const statistics = of(rows, labels);
    const before = [...statistics.moments];
    const poisoned = tf.tensor2d([
      [1, 2, 3, 4, 5],
      [1, 2, 3, Number.NaN, 5],
    ]);
    expect(() => statistics.accumulate(poisoned, [2, 7])).toThrow(
      'GaussianStatistics.accumulate: features must be finite; got 1 NaN or infinite value, the first in row 1, column 3. Drop or impute those rows.',
    );
    poisoned.dispose();
    expect([...statistics.moments]).toEqual(before);
  });

  it('refuses rows and statistics of another dimension or form', () => {
    tf.tidy(() => {
      const statistics = of(rows, labels);
      expect(() => statistics.accumulate(tf.zeros([1, 4]), [0])).toThrow(
        'GaussianStatistics.accumulate: features must have 5 columns, as the rows seen before; got features [1, 4]. Pass them through the same encoder or projection.',
      );
      expect(() => statistics.merge(of([[1, 2]], [0]))).toThrow(
        'GaussianStatistics.merge: other must have dimension 5; got 2. Pass the features of both through the same encoder or projection.',
      );
      expect(() => statistics.merge(gaussianStatistics({ scatter: 'diagonal' }))).toThrow(
        "GaussianStatistics.merge: other must have scatter 'full'; got 'diagonal'. Collect both with the same option.",
      );
      expect(() => statistics.merge(statistics.toJSON() as never)).toThrow(
        'GaussianStatistics.merge: other must be Gaussian statistics; got an object with keys format, version, scatter, classes. Read what JSON.parse returns with gaussianStatisticsFromJSON.',
      );
      expect(() => gaussianStatistics({ scatter: 'half' } as never)).toThrow(
        "gaussianStatistics: scatter must be one of 'full', 'diagonal'; got 'half'. Use 'full' unless only diagonal or spherical covariances will be fitted.",
      );
      expect(() => gaussianStatistics({ form: 'full' } as never)).toThrow(
        'gaussianStatistics: options must be among scatter; got form. Check the spelling, or remove it.',
      );
    });
  });
});

describe('gaussianStatistics: memory', () => {
  it('leaves no tensors behind', () => {
    for (const dimension of [3, 150]) {
      const own = labelledRows(30, dimension, [0, 1], 6);
      const features = tensorOf(own.rows);
      const statistics = gaussianStatistics();
      expectNewTensors(0, () => {
        statistics.accumulate(features, own.labels);
        return [];
      });
      features.dispose();
    }
  });
});
