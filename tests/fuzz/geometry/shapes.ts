import fc from 'fast-check';

/** Shapes of any rank up to this one, with axes up to this length; some are empty. */
export const shapes = (
  maxRank = 4,
  maxLength = 9,
  { minRank = 0, minLength = 0 } = {},
): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: minLength, max: maxLength }), {
    minLength: minRank,
    maxLength: maxRank,
  });

/** Two shapes that broadcast: of one of full rank, axes are set to 1 or left out. */
export const broadcastShapes: fc.Arbitrary<[number[], number[]]> = fc
  .record({
    full: shapes(),
    ones: fc.tuple(fc.nat(15), fc.nat(15)),
    dropped: fc.nat(4),
    isSwapped: fc.boolean(),
  })
  .map(({ full, ones, dropped, isSwapped }) => {
    const [a, b] = ones.map((bits) => full.map((size, axis) => ((bits >> axis) & 1 ? 1 : size)));
    const shorter = (a as number[]).slice(Math.min(dropped, full.length));
    return isSwapped ? [b as number[], shorter] : [shorter, b as number[]];
  });

/** A shape, and some of its axes in any order, some counted from the end. */
export const shapesWithAxes = (
  shape: fc.Arbitrary<number[]> = shapes(),
): fc.Arbitrary<{ shape: number[]; axes: number[] }> =>
  shape.chain((shape) =>
    fc
      .tuple(
        fc.shuffledSubarray(shape.map((_, axis) => axis)),
        fc.array(fc.boolean(), { minLength: shape.length, maxLength: shape.length }),
      )
      .map(([axes, areNegative]) => ({
        shape,
        axes: axes.map((axis) => (areNegative[axis] ? axis - shape.length : axis)),
      })),
  );

/** A shape, and how often each of its axes is repeated. */
export const repeatedShapes = fc
  .array(fc.record({ size: fc.nat(7), times: fc.nat(5) }), { minLength: 1, maxLength: 4 })
  .map((axes) => ({
    shape: axes.map(({ size }) => size),
    reps: axes.map(({ times }) => times),
  }));
