// The numbers are tfjs's own (`FusableActivation` of the wasm backend).
const RELU: i32 = 1;
const RELU6: i32 = 2;
const LEAKY_RELU: i32 = 4;

/**
 * Adds a bias to the rows of C, unless it is 0, and applies an activation: while a block of C is
 * still in the cache. `strideC` is in bytes.
 */
export function finish(
  rows: i32,
  columns: i32,
  c: usize,
  strideC: usize,
  bias: usize,
  activation: i32,
  slope: f32,
): void {
  if (bias == 0 && activation == 0) return;
  const whole = columns & ~3;
  for (let row = 0; row < rows; row++) {
    let column = 0;
    for (; column < whole; column += 4) {
      const at = <usize>column << 2;
      let x = v128.load(c + at);
      if (bias) x = f32x4.add(x, v128.load(bias + at));
      v128.store(c + at, activate(x, activation, slope));
    }
    for (; column < columns; column++) {
      const at = <usize>column << 2;
      let x = load<f32>(c + at);
      if (bias) x += load<f32>(bias + at);
      store<f32>(c + at, f32x4.extract_lane(activate(f32x4.splat(x), activation, slope), 0));
    }
    c += strideC;
  }
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function activate(x: v128, activation: i32, slope: f32): v128 {
  const zero = f32x4.splat(0);
  if (activation == RELU) return f32x4.max(x, zero);
  if (activation == RELU6) return f32x4.min(f32x4.max(x, zero), f32x4.splat(6));
  if (activation == LEAKY_RELU) {
    return v128.bitselect(f32x4.mul(x, f32x4.splat(slope)), x, f32x4.lt(x, zero));
  }
  return x;
}
