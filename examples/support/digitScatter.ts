import * as Plot from '@observablehq/plot';
import { chartSvg } from './chart';
import { digitColors, digits } from './digitColors';

/** The element in the middle of a sorted list. */
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Points of a plane in the colors of their digits, with each digit's name at its middle. */
export function digitScatterSvg(
  points: ArrayLike<number>,
  labels: ArrayLike<number>,
  { x, y, width = 640, height = 600 }: { x: string; y: string; width?: number; height?: number },
): string {
  const dots = Array.from(labels, (digit, index) => ({
    digit,
    x: points[2 * index] as number,
    y: points[2 * index + 1] as number,
  }));
  const present = digits.filter((digit) => dots.some((dot) => dot.digit === digit));
  const middles = present.map((digit) => {
    const own = dots.filter((dot) => dot.digit === digit);
    return { digit, x: median(own.map((dot) => dot.x)), y: median(own.map((dot) => dot.y)) };
  });
  return chartSvg({
    width,
    height,
    marginLeft: 50,
    marginBottom: 44,
    x: { label: x, grid: true, nice: true },
    y: { label: y, grid: true, nice: true },
    color: { type: 'categorical', domain: [...digits], range: [...digitColors] },
    marks: [
      Plot.dot(dots, { x: 'x', y: 'y', fill: 'digit', r: 1.8, fillOpacity: 0.6 }),
      Plot.text(middles, {
        x: 'x',
        y: 'y',
        text: ({ digit }: { digit: number }) => String(digit),
        fill: 'digit',
        stroke: 'white',
        strokeWidth: 5,
        fontSize: 20,
        fontWeight: 'bold',
      }),
    ],
  });
}
