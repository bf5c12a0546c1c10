import type { DenseProduct } from './DenseProduct';
import type { ProductShare } from './ProductShare';

/**
 * Divides a product among threads, by rows or by columns, whichever are more: the operand that all
 * of them need is then the smaller one.
 *
 * The inner size is never divided, and a share begins where a tile begins. Each element is so the
 * same sum, taken in the same order, as if one thread made them all.
 */
export function shareProduct(product: DenseProduct, threads: number): ProductShare[] {
  const { transposeA, transposeB, rows, columns, inner, a, b, c } = product;
  const byRows = rows >= columns;
  const size = byRows ? rows : columns;
  const tiles = Math.ceil(size / 8);
  return Array.from({ length: threads }, (_, index) => {
    const start = 8 * Math.floor((tiles * index) / threads);
    const length = Math.min(size, 8 * Math.floor((tiles * (index + 1)) / threads)) - start;
    const [row, height] = byRows ? [start, length] : [0, rows];
    const [column, width] = byRows ? [0, columns] : [start, length];
    return {
      left: transposeA
        ? { at: a + 4 * row, stride: rows, lines: inner, width: height }
        : { at: a + 4 * row * inner, stride: inner, lines: height, width: inner },
      right: transposeB
        ? { at: b + 4 * column * inner, stride: inner, lines: width, width: inner }
        : { at: b + 4 * column, stride: columns, lines: inner, width },
      bias: product.bias
        ? { at: product.bias + 4 * column, stride: width, lines: 1, width }
        : { at: 0, stride: 0, lines: 0, width: 0 },
      target: { at: c + 4 * (row * columns + column), stride: columns, lines: height, width },
    };
  });
}
