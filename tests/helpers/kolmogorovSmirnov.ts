/**
 * The Kolmogorov-Smirnov distance between a sample and a distribution, times the square root of the
 * sample's size: above 1.95 with probability 0.001 for a sample of that distribution.
 */
export function kolmogorovSmirnov(
  sample: ArrayLike<number>,
  distribution: (x: number) => number,
): number {
  const sorted = Float64Array.from(sample).sort();
  const size = sorted.length;
  let distance = 0;
  for (let i = 0; i < size; i++) {
    const probability = distribution(sorted[i] as number);
    distance = Math.max(distance, probability - i / size, (i + 1) / size - probability);
  }
  return distance * Math.sqrt(size);
}
