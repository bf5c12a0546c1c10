import { multiplyAdd } from '../multiplyAdd';

/** out = M v for contiguous rows of M: one dot product a row. Strides are in bytes. */
export function dotRows(
  rows: i32,
  columns: i32,
  matrix: usize,
  stride: usize,
  vector: usize,
  out: usize,
  strideOut: usize,
): void {
  const end = vector + (<usize>(columns & ~3) << 2);
  for (let row = 0; row < rows; row += 4) {
    // Four rows share each load of the vector; rows that are missing repeat the last one.
    const last = rows - row - 1;
    let m0 = matrix;
    let m1 = matrix + min(1, last) * stride;
    let m2 = matrix + min(2, last) * stride;
    let m3 = matrix + min(3, last) * stride;
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
    let v = vector;
    while (v < end) {
      const x = v128.load(v);
      s0 = multiplyAdd(v128.load(m0), x, s0);
      s1 = multiplyAdd(v128.load(m1), x, s1);
      s2 = multiplyAdd(v128.load(m2), x, s2);
      s3 = multiplyAdd(v128.load(m3), x, s3);
      v += 16;
      m0 += 16;
      m1 += 16;
      m2 += 16;
      m3 += 16;
    }
    let d0 = sumOfLanes(s0), d1 = sumOfLanes(s1), d2 = sumOfLanes(s2), d3 = sumOfLanes(s3);
    for (let rest = columns & 3; rest > 0; rest--) {
      const x = load<f32>(v);
      d0 += load<f32>(m0) * x;
      d1 += load<f32>(m1) * x;
      d2 += load<f32>(m2) * x;
      d3 += load<f32>(m3) * x;
      v += 4;
      m0 += 4;
      m1 += 4;
      m2 += 4;
      m3 += 4;
    }
    store<f32>(out, d0);
    if (last > 0) store<f32>(out + strideOut, d1);
    if (last > 1) store<f32>(out + 2 * strideOut, d2);
    if (last > 2) store<f32>(out + 3 * strideOut, d3);
    matrix += 4 * stride;
    out += 4 * strideOut;
  }
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function sumOfLanes(x: v128): f32 {
  const pairs = f32x4.add(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

/** out = v M for contiguous rows of M: the sum of its rows, weighted. `stride` is in bytes. */
export function sumRows(
  rows: i32,
  columns: i32,
  matrix: usize,
  stride: usize,
  vector: usize,
  out: usize,
): void {
  memory.fill(out, 0, <usize>columns << 2);
  let row = 0;
  // Eight rows at once, for one load and store of the sum.
  for (; row + 8 <= rows; row += 8) {
    const w0 = v128.load32_splat(vector), w1 = v128.load32_splat(vector, 4);
    const w2 = v128.load32_splat(vector, 8), w3 = v128.load32_splat(vector, 12);
    const w4 = v128.load32_splat(vector, 16), w5 = v128.load32_splat(vector, 20);
    const w6 = v128.load32_splat(vector, 24), w7 = v128.load32_splat(vector, 28);
    const m4 = matrix + 4 * stride;
    let column: usize = 0;
    for (; column < <usize>(columns & ~3) << 2; column += 16) {
      const m = matrix + column, n = m4 + column;
      let low = multiplyAdd(w0, v128.load(m), v128.load(out + column));
      low = multiplyAdd(w1, v128.load(m + stride), low);
      low = multiplyAdd(w2, v128.load(m + 2 * stride), low);
      low = multiplyAdd(w3, v128.load(m + 3 * stride), low);
      let high = f32x4.mul(w4, v128.load(n));
      high = multiplyAdd(w5, v128.load(n + stride), high);
      high = multiplyAdd(w6, v128.load(n + 2 * stride), high);
      high = multiplyAdd(w7, v128.load(n + 3 * stride), high);
      v128.store(out + column, f32x4.add(low, high));
    }
    for (; column < <usize>columns << 2; column += 4) {
      let sum = load<f32>(out + column);
      for (let i: usize = 0; i < 8; i++) {
        sum += load<f32>(vector + (i << 2)) * load<f32>(matrix + i * stride + column);
      }
      store<f32>(out + column, sum);
    }
    matrix += 8 * stride;
    vector += 32;
  }
  for (; row < rows; row++) {
    const w = v128.load32_splat(vector);
    let column: usize = 0;
    for (; column < <usize>(columns & ~3) << 2; column += 16) {
      const sum = multiplyAdd(w, v128.load(matrix + column), v128.load(out + column));
      v128.store(out + column, sum);
    }
    for (; column < <usize>columns << 2; column += 4) {
      const sum = load<f32>(out + column) + load<f32>(vector) * load<f32>(matrix + column);
      store<f32>(out + column, sum);
    }
    matrix += stride;
    vector += 4;
  }
}
