import type { WindowGeometry } from './WindowGeometry';

/**
 * Visits the elements of the window one after the other. For each of them, `rows` says where the
 * window of every output position has it: the position in the input, or -1 in the padding.
 *
 * The array is the same one, filled anew, for every element.
 */
export function forEachTap(
  { batch, input, output, window, stride, dilation, padding }: WindowGeometry,
  visit: (rows: Int32Array, tap: number) => void,
): void {
  const [inDepth, inHeight, inWidth] = input;
  const [outDepth, outHeight, outWidth] = output;
  const rows = new Int32Array(batch * outDepth * outHeight * outWidth);
  let tap = 0;
  for (let d = 0; d < window[0]; d++) {
    for (let h = 0; h < window[1]; h++) {
      for (let w = 0; w < window[2]; w++) {
        let position = 0;
        for (let image = 0; image < batch; image++) {
          for (let od = 0; od < outDepth; od++) {
            const z = od * stride[0] + d * dilation[0] - padding[0];
            for (let oh = 0; oh < outHeight; oh++) {
              const y = oh * stride[1] + h * dilation[1] - padding[1];
              const isInside = z >= 0 && z < inDepth && y >= 0 && y < inHeight;
              const line = ((image * inDepth + z) * inHeight + y) * inWidth;
              for (let ow = 0; ow < outWidth; ow++) {
                const x = ow * stride[2] + w * dilation[2] - padding[2];
                rows[position++] = isInside && x >= 0 && x < inWidth ? line + x : -1;
              }
            }
          }
        }
        visit(rows, tap++);
      }
    }
  }
}
