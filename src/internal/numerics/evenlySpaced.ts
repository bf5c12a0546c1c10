/** So many values from the first to the last of a range in equal steps; one value is its middle. */
export function evenlySpaced([first, last]: readonly [number, number], count: number): number[] {
  if (count === 1) return [(first + last) / 2];
  const steps = count - 1;
  // Two weights and not a step size: both ends are met exactly, and a symmetric range gives
  // symmetric values.
  return Array.from(
    { length: count },
    (_, i) => first * ((steps - i) / steps) + last * (i / steps),
  );
}
