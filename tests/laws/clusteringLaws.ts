import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFixture } from '../helpers/fixture';

/** One of the reference labelings, with what scikit-learn and SciPy say of it. */
export interface ReferenceClustering {
  readonly name: string;
  readonly labels: number[];
  readonly assignments: number[];
  readonly table: number[][];
  readonly oneToOne: number;
  readonly manyToOne: number;
  readonly normalizedMutualInformation: number;
  readonly adjustedMutualInformation: number;
  readonly adjustedRandIndex: number;
  readonly vMeasure: { homogeneity: number; completeness: number; vMeasure: number };
}

export const referenceClusterings = readFixture<ReferenceClustering>('clusterings');

type Judge = (assignments: ArrayLike<number>, labels: ArrayLike<number>) => unknown;

/** A metric that is one number is that of scikit-learn, which the fixture holds under the same name. */
export function describeReferenceValues(
  fn: 'normalizedMutualInformation' | 'adjustedMutualInformation' | 'adjustedRandIndex',
  metric: (assignments: ArrayLike<number>, labels: ArrayLike<number>) => number,
): void {
  describe(`${fn}: reference`, () => {
    it('agrees with scikit-learn on 200 random labelings to 1e-6', () => {
      expect(referenceClusterings).toHaveLength(200);
      for (const { name, assignments, labels, [fn]: expected } of referenceClusterings) {
        const value = metric(assignments, labels);
        expect(Math.abs(value - expected), name).toBeLessThan(1e-6);
      }
    });
  });
}

/** What every metric of clusterings refuses. */
export function describeLabelingErrors(fn: string, judge: Judge): void {
  describe(`${fn}: errors`, () => {
    it('refuses what are not two arrays of ids of one length', () => {
      expect(() => judge([0, 1], [0])).toThrow(
        /^\w+: (assignments and labels|labels and assignments) must have the same length; got .*of length.*\. Element i of each belongs to example i\.$/,
      );
      expect(() => judge([], [])).toThrow(
        /must be an array of at least one id; got an array of length 0\. Read a tensor with await tensor\.data\(\)\.$/,
      );
      expect(() => judge([0, -1], [0, 0])).toThrow(
        new RangeError(
          `${fn}: assignments must hold ids, integers from 0 on; got -1 at index 1. Number the classes from 0 on.`,
        ),
      );
      expect(() => judge([0, 0], [0, 0.5])).toThrow(
        new RangeError(
          `${fn}: labels must hold ids, integers from 0 on; got 0.5 at index 1. Number the classes from 0 on.`,
        ),
      );
    });
  });
}

const labelings = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 6 }))
  .chain(([length, most]) => {
    const ids = fc.array(fc.integer({ min: 0, max: most }), {
      minLength: length,
      maxLength: length,
    });
    return fc.record({ assignments: ids, labels: ids });
  });

/** The laws of a metric in which clusters have no names. */
export function describeComparisonLaws(
  fn: string,
  compare: (assignments: ArrayLike<number>, labels: ArrayLike<number>) => number,
  { symmetric, least }: { symmetric: boolean; least: number },
): void {
  describe(`${fn}: laws`, () => {
    it('is 1 for a labeling and itself under other names', () => {
      fc.assert(
        fc.property(labelings, ({ labels }) => {
          const renamed = labels.map((label) => 7 - label);
          expect(compare(renamed, labels)).toBeCloseTo(1, 12);
        }),
        { seed: 1, numRuns: 60 },
      );
    });

    it('does not look at names nor at the order of examples, and stays in its range', () => {
      fc.assert(
        fc.property(labelings, ({ assignments, labels }) => {
          const value = compare(assignments, labels);
          expect(value).toBeGreaterThanOrEqual(least - 1e-12);
          expect(value).toBeLessThanOrEqual(1 + 1e-12);
          const renamed = assignments.map((id) => (id + 3) % 8);
          expect(compare(renamed, labels)).toBeCloseTo(value, 10);
          const reversed = compare([...assignments].reverse(), [...labels].reverse());
          expect(reversed).toBeCloseTo(value, 10);
          if (symmetric) expect(compare(labels, assignments)).toBeCloseTo(value, 10);
        }),
        { seed: 2, numRuns: 60 },
      );
    });
  });
}
