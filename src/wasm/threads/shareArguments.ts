import type { DenseProduct } from './DenseProduct';
import type { ProductShare } from './ProductShare';

/** The arguments of the kernel `gemm` for one share, the workspace left out. */
export function shareArguments(
  { transposeA, transposeB, inner, activation, slope }: DenseProduct,
  { left, right, bias, target }: ProductShare,
) {
  return [
    ...([transposeA, transposeB, target.lines, target.width, inner] as const),
    ...([left.at, left.stride, right.at, right.stride, target.at, target.stride] as const),
    ...([false, bias.at, activation, slope] as const),
  ] as const;
}
