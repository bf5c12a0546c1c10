import { boxMuller } from '../boxMuller';
import { counterDomain } from '../counterDomain';
import { drawWords } from '../drawWords';
import type { RandomKey } from '../key';

/** The four cubic B-splines that are not 0 at a place, and which they are. */
interface Basis {
  readonly first: Int32Array;
  readonly weights: Float64Array;
}

/** The basis at the centres of `size` pixels that `cells` pieces of a spline cover. */
function basisOf(size: number, cells: number): Basis {
  const first = new Int32Array(size);
  const weights = new Float64Array(4 * size);
  for (let pixel = 0; pixel < size; pixel++) {
    const place = ((pixel + 0.5) / size) * cells;
    const cell = Math.floor(place);
    const t = place - cell;
    first[pixel] = cell;
    weights.set(
      [
        (1 - t) ** 3 / 6,
        (3 * t ** 3 - 6 * t ** 2 + 4) / 6,
        (-3 * t ** 3 + 3 * t ** 2 + 3 * t + 1) / 6,
        t ** 3 / 6,
      ],
      4 * pixel,
    );
  }
  return { first, weights };
}

/**
 * Adds a smooth random displacement to every coordinate: a cubic B-spline whose control points,
 * `cells + 3` a side, are normal with the given standard deviation. Displacement i depends on the
 * key and i alone.
 */
export function addElasticDisplacement(
  key: RandomKey,
  coordinates: Float32Array,
  { height, width, std, cells }: { height: number; width: number; std: number; cells: number },
): void {
  const side = cells + 3;
  const points = side * side;
  const images = coordinates.length / (height * width);
  const words = drawWords(key, counterDomain.normal, images * points);
  const control = new Float32Array(words.buffer);
  boxMuller(words, control, 0, std);
  const vertical = basisOf(height, cells);
  const horizontal = basisOf(width, cells);
  const rowOfControl = new Float64Array(side);
  let at = 0;
  for (let image = 0; image < images; image++) {
    for (let row = 0; row < height; row++) {
      // The spline along this row of pixels: one control point a column.
      const from = image * points + (vertical.first[row] as number) * side;
      for (let column = 0; column < side; column++) {
        let sum = 0;
        for (let k = 0; k < 4; k++) {
          sum +=
            (vertical.weights[4 * row + k] as number) *
            (control[from + k * side + column] as number);
        }
        rowOfControl[column] = sum;
      }
      for (let column = 0; column < width; column++) {
        const first = horizontal.first[column] as number;
        let sum = 0;
        for (let k = 0; k < 4; k++) {
          sum +=
            (horizontal.weights[4 * column + k] as number) * (rowOfControl[first + k] as number);
        }
        coordinates[at] = (coordinates[at] as number) + sum;
        at++;
      }
    }
  }
}
