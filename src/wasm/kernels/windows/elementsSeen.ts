import { forEachTap } from './forEachTap';
import type { WindowGeometry } from './WindowGeometry';

/** How many elements of the input, and not of the padding, each window sees. */
export function elementsSeen(geometry: WindowGeometry): Int32Array {
  const [depth, height, width] = geometry.output;
  const counts = new Int32Array(geometry.batch * depth * height * width);
  forEachTap(geometry, (rows) => {
    for (let position = 0; position < rows.length; position++) {
      if ((rows[position] as number) >= 0) counts[position] = (counts[position] as number) + 1;
    }
  });
  return counts;
}
