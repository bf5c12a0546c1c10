/** Cosine and sine of 0, 1, 2 and 3 right angles. */
const turnCosine = [1, 0, -1, 0] as const;
const turnSine = [0, 1, 0, -1] as const;
const quarterAnglePerWord = Math.PI / 2 / 2 ** 32;

/** log x for x in [0.5, 1.4], as 2 artanh s. */
function logarithm(x: number): number {
  const s = (x - 1) / (x + 1);
  const s2 = s * s;
  let sum = 2 / 15;
  sum = sum * s2 + 2 / 13;
  sum = sum * s2 + 2 / 11;
  sum = sum * s2 + 2 / 9;
  sum = sum * s2 + 2 / 7;
  sum = sum * s2 + 2 / 5;
  sum = sum * s2 + 2 / 3;
  sum = sum * s2 + 2;
  return s * sum;
}

/** sin t for t in [-pi/4, pi/4]. */
function sine(t: number): number {
  const t2 = t * t;
  let sum = 1 / 6227020800;
  sum = sum * t2 - 1 / 39916800;
  sum = sum * t2 + 1 / 362880;
  sum = sum * t2 - 1 / 5040;
  sum = sum * t2 + 1 / 120;
  sum = sum * t2 - 1 / 6;
  sum = sum * t2 + 1;
  return t * sum;
}

/** cos t for t in [-pi/4, pi/4]. */
function cosine(t: number): number {
  const t2 = t * t;
  let sum = -1 / 87178291200;
  sum = sum * t2 + 1 / 479001600;
  sum = sum * t2 - 1 / 3628800;
  sum = sum * t2 + 1 / 40320;
  sum = sum * t2 - 1 / 720;
  sum = sum * t2 + 1 / 24;
  sum = sum * t2 - 1 / 2;
  return sum * t2 + 1;
}

/**
 * Turns pairs of random words into pairs of normal variates, by Box and Muller 1958.
 *
 * `radius = sqrt(-2 log u)` with `u = (word + 1/2) / 2^32`, so |z| is at most 6.77, and
 * `angle = 2 pi word' / 2^32`; the pair is radius times (cosine, sine).
 *
 * Math.log, Math.sin and Math.cos may differ between engines in their last bits; + - * / and sqrt
 * may not. The functions are therefore written out as float64 series, exact to 1e-10, and the
 * variates have the same bits everywhere, in less than half the time.
 *
 * `words` and `normals` have one even length and may share one buffer.
 */
export function boxMuller(
  words: Uint32Array,
  normals: Float32Array,
  mean: number,
  std: number,
): void {
  const negativePowers = Float64Array.from({ length: 33 }, (_, exponent) => 2 ** -exponent);
  for (let i = 0; i < words.length; i += 2) {
    const radiusWord = words[i] as number;
    const angleWord = words[i + 1] as number;

    // u = scaled * 2^(exponent - 32), with scaled near 1 by the bits of 0.71875 * word: this needs
    // no branch, and the exponent vanishes where u is near 1, so that log u keeps its accuracy.
    const exponent = 32 - Math.clz32(radiusWord - (radiusWord >>> 2) - (radiusWord >>> 5));
    const scaled = (radiusWord + 0.5) * (negativePowers[exponent] as number);
    const radius = Math.sqrt(-2 * ((exponent - 32) * Math.LN2 + logarithm(scaled)));

    // The angle is `turn` right angles plus t in [-pi/4, pi/4).
    const turn = (angleWord + 0x20000000) >>> 30;
    const t = (angleWord << 2) * quarterAnglePerWord;
    const along = radius * cosine(t);
    const across = radius * sine(t);
    const c = turnCosine[turn] as number;
    const s = turnSine[turn] as number;
    normals[i] = mean + std * (c * along - s * across);
    normals[i + 1] = mean + std * (c * across + s * along);
  }
}
