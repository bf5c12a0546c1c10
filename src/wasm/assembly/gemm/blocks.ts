// The largest block of a product that is made from one packing: rows x inner of A fill half of a
// second cache of 256 KiB, one panel of inner x 8 of B a fourth of a first cache.
export const BLOCK_ROWS: i32 = 120;
export const BLOCK_COLUMNS: i32 = 512;
export const BLOCK_INNER: i32 = 320;

/** Blocks of equal size, a multiple of a tile: a remainder of few lines would be a slow block. */
export function blockSize(size: i32, largest: i32, tile: i32): i32 {
  const blocks = (size + largest - 1) / largest;
  const even = (size + blocks - 1) / blocks;
  return ((even + tile - 1) / tile) * tile;
}
