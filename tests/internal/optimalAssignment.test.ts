import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { optimalAssignment } from '../../src/internal/optimalAssignment';

/** The largest sum, by trying every assignment of rows to columns. */
function largestSum(values: readonly number[][], taken: readonly number[] = []): number {
  const row = taken.length;
  const width = values[0]?.length ?? 0;
  if (row === values.length) return 0;
  const free = Array.from({ length: width }, (_, column) => column).filter(
    (column) => !taken.includes(column),
  );
  const spare = values.length - row > free.length ? [largestSum(values, [...taken, -1])] : [];
  return Math.max(
    ...spare,
    ...free.map(
      (column) => (values[row]?.[column] as number) + largestSum(values, [...taken, column]),
    ),
  );
}

describe('optimalAssignment', () => {
  it('finds the largest sum that trying every assignment finds, whatever the shape', () => {
    const sizes = fc.integer({ min: 1, max: 5 });
    const tables = fc
      .tuple(sizes, sizes)
      .chain(([height, width]) =>
        fc.array(
          fc.array(fc.integer({ min: -20, max: 20 }), { minLength: width, maxLength: width }),
          { minLength: height, maxLength: height },
        ),
      );
    fc.assert(
      fc.property(tables, (values) => {
        const columns = [...optimalAssignment(values)];
        const used = columns.filter((column) => column >= 0);
        expect(new Set(used).size).toBe(used.length);
        expect(used.length).toBe(Math.min(values.length, values[0]?.length ?? 0));
        const sum = columns.reduce(
          (total, column, row) => total + (column < 0 ? 0 : (values[row]?.[column] as number)),
          0,
        );
        expect(sum).toBe(largestSum(values));
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('assigns nothing where there is nothing', () => {
    expect([...optimalAssignment([])]).toEqual([]);
    expect([...optimalAssignment([[], []])]).toEqual([-1, -1]);
  });
});
