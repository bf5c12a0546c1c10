import { multiplyAdd } from '../multiplyAdd';

/**
 * The part of a product that is summed in registers at once: eight vectors of sums, beside them two
 * of the right matrix and one of the left. V8 keeps that in the 16 registers of x64 and comes within
 * 2 % of the multiply-add ceiling; with 5 or 6 rows it spills, and is far slower.
 */
export const TILE_ROWS: i32 = 4;
export const TILE_COLUMNS: i32 = 8;

/**
 * One tile of C = A B, or C += A B, from a panel of four rows of A and one of eight columns of B:
 * four and eight values for each inner index. `strideC` is in bytes.
 */
export function tile(
  inner: i32,
  a: usize,
  b: usize,
  c: usize,
  strideC: usize,
  accumulate: bool,
): void {
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00;
  let c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  for (let p = 0; p < inner; p++) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    const a0 = v128.load32_splat(a);
    c00 = multiplyAdd(a0, b0, c00);
    c01 = multiplyAdd(a0, b1, c01);
    const a1 = v128.load32_splat(a, 4);
    c10 = multiplyAdd(a1, b0, c10);
    c11 = multiplyAdd(a1, b1, c11);
    const a2 = v128.load32_splat(a, 8);
    c20 = multiplyAdd(a2, b0, c20);
    c21 = multiplyAdd(a2, b1, c21);
    const a3 = v128.load32_splat(a, 12);
    c30 = multiplyAdd(a3, b0, c30);
    c31 = multiplyAdd(a3, b1, c31);
    a += 16;
    b += 32;
  }
  put(c, c00, accumulate);
  put(c + 16, c01, accumulate);
  c += strideC;
  put(c, c10, accumulate);
  put(c + 16, c11, accumulate);
  c += strideC;
  put(c, c20, accumulate);
  put(c + 16, c21, accumulate);
  c += strideC;
  put(c, c30, accumulate);
  put(c + 16, c31, accumulate);
}

/**
 * The left half of a tile, for what is left at the right edge of a matrix. Even and odd inner
 * indices are summed apart: four sums alone would wait for one another.
 */
export function halfTile(inner: i32, a: usize, b: usize, c: usize, strideC: usize): void {
  let even0 = f32x4.splat(0), even1 = even0, even2 = even0, even3 = even0;
  let odd0 = even0, odd1 = even0, odd2 = even0, odd3 = even0;
  let p = inner;
  for (; p >= 2; p -= 2) {
    const b0 = v128.load(b), b1 = v128.load(b, 32);
    even0 = multiplyAdd(v128.load32_splat(a), b0, even0);
    even1 = multiplyAdd(v128.load32_splat(a, 4), b0, even1);
    even2 = multiplyAdd(v128.load32_splat(a, 8), b0, even2);
    even3 = multiplyAdd(v128.load32_splat(a, 12), b0, even3);
    odd0 = multiplyAdd(v128.load32_splat(a, 16), b1, odd0);
    odd1 = multiplyAdd(v128.load32_splat(a, 20), b1, odd1);
    odd2 = multiplyAdd(v128.load32_splat(a, 24), b1, odd2);
    odd3 = multiplyAdd(v128.load32_splat(a, 28), b1, odd3);
    a += 32;
    b += 64;
  }
  if (p > 0) {
    const b0 = v128.load(b);
    even0 = multiplyAdd(v128.load32_splat(a), b0, even0);
    even1 = multiplyAdd(v128.load32_splat(a, 4), b0, even1);
    even2 = multiplyAdd(v128.load32_splat(a, 8), b0, even2);
    even3 = multiplyAdd(v128.load32_splat(a, 12), b0, even3);
  }
  v128.store(c, f32x4.add(even0, odd0));
  v128.store(c + strideC, f32x4.add(even1, odd1));
  v128.store(c + 2 * strideC, f32x4.add(even2, odd2));
  v128.store(c + 3 * strideC, f32x4.add(even3, odd3));
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function put(c: usize, sum: v128, accumulate: bool): void {
  v128.store(c, accumulate ? f32x4.add(sum, v128.load(c)) : sum);
}
