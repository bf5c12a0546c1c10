import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestNeighbours, type Rows } from '../../../src/metrics/neighbours/nearestNeighbours';

/** Looks at every pair, and sorts by distance and then by index. */
function bySorting(queries: Rows, references: Rows, k: number, areQueries: boolean): number[] {
  return Array.from({ length: queries.count }, (_, query) =>
    Array.from({ length: references.count }, (_, reference) => {
      let distance = 0;
      for (let column = 0; column < queries.columns; column++) {
        const a = queries.values[query * queries.columns + column] as number;
        const b = references.values[reference * queries.columns + column] as number;
        distance += (a - b) ** 2;
      }
      return { reference, distance };
    })
      .filter(({ reference }) => !areQueries || reference !== query)
      .sort((a, b) => a.distance - b.distance || a.reference - b.reference)
      .slice(0, k)
      .map(({ reference }) => reference),
  ).flat();
}

/** Points of a coarse grid, so that there are many ties, in up to 20 columns. */
const rows = (columns: number, least: number): fc.Arbitrary<Rows> =>
  fc
    .array(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: columns, maxLength: columns }), {
      minLength: least,
      maxLength: 40,
    })
    .map((list) => ({ values: Float32Array.from(list.flat()), columns, count: list.length }));

describe('nearestNeighbours', () => {
  it('finds what a look at every pair finds, ties included', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 3, 20).chain((c) => fc.tuple(rows(c, 1), rows(c, 6))),
        fc.integer({ min: 1, max: 6 }),
        ([queries, references], k) => {
          expect([...nearestNeighbours(queries, references, k, false)]).toEqual(
            bySorting(queries, references, k, false),
          );
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });

  it('leaves each row out of its own neighbours, but not its equals', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 20).chain((columns) => rows(columns, 7)),
        fc.integer({ min: 1, max: 6 }),
        (all, k) => {
          expect([...nearestNeighbours(all, all, k, true)]).toEqual(bySorting(all, all, k, true));
        },
      ),
      { seed: 2, numRuns: 200 },
    );
  });
});
