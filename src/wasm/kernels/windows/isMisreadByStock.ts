import type { WindowGeometry } from './WindowGeometry';

/**
 * Whether the stock kernels for depthwise convolutions and pools of images fail here.
 *
 * For a padding given as one number, tfjs computes the width of the output by the height and the
 * vertical stride of the window, but the kernel by its width and the horizontal one: it may write
 * beyond its output. The `same` padding of a window smaller than its stride writes nothing at all.
 */
export function isMisreadByStock(pad: unknown, { window, stride }: WindowGeometry): boolean {
  if (typeof pad === 'number') return window[1] !== window[2] || stride[1] !== stride[2];
  return pad === 'same' && (window[1] < stride[1] || window[2] < stride[2]);
}
