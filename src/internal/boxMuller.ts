const { fround } = Math;

/** Cosine and sine of 0, 1, 2 and 3 right angles. */
const turnCosine = [1, 0, -1, 0] as const;
const turnSine = [0, 1, 0, -1] as const;

/** float32 numbers: pi/2 for a quarter of all words, and 2 log 2. */
const quarterAnglePerWord = 1.5707963705062866 / 2 ** 32;
const twiceLog2 = 1.3862943649291992;
/** The bits of the float32 number nearest to sqrt(1/2). */
const bitsOfSqrtHalf = 0x3f3504f3;

/** log(1 + f) for f in [-0.3, 0.42]. */
function log1p(f: number): number {
  // 2 artanh(s) for s = f / (2 + f), written as f less what is small beside it.
  const s = fround(f / fround(f + 2));
  const s2 = fround(s * s);
  let sum = fround(fround(s2 * fround(0.2987493)) + fround(0.39977404));
  sum = fround(fround(sum * s2) + fround(0.66666776));
  return fround(f - fround(s * fround(f - fround(sum * s2))));
}

/** sin t for t in [-pi/4, pi/4]. */
function sine(t: number, t2: number): number {
  let sum = fround(fround(t2 * fround(-1.9515296e-4)) + fround(8.332161e-3));
  sum = fround(fround(sum * t2) + fround(-0.16666655));
  return fround(t + fround(fround(sum * t2) * t));
}

/** cos t for t in [-pi/4, pi/4]. */
function cosine(t2: number): number {
  let sum = fround(fround(t2 * fround(2.4433157e-5)) + fround(-1.3887316e-3));
  sum = fround(fround(sum * t2) + fround(4.1666646e-2));
  return fround(fround(1 - fround(t2 * 0.5)) + fround(sum * fround(t2 * t2)));
}

/**
 * Turns pairs of random words into pairs of normal variates, by Box and Muller 1958.
 *
 * `radius = sqrt(-2 log u)` with `u = (word + 1/2) / 2^32`, so |z| is at most 6.77, and
 * `angle = 2 pi word' / 2^32`; the pair is radius times (cosine, sine).
 *
 * Math.log, Math.sin and Math.cos may differ between engines in their last bits; + - * / and sqrt
 * may not. The functions are therefore written out, in float32, of which a vector holds four: every
 * operation is rounded, and none is fused, so the variates have the same bits everywhere. Their
 * relative error is below 3e-7.
 *
 * `words` and `normals` have one even length and may share one buffer.
 */
export function boxMuller(
  words: Uint32Array,
  normals: Float32Array,
  mean: number,
  std: number,
): void {
  // The sum is 0, never -0, where both of its terms are zeros.
  const center = fround(mean) + 0;
  const scale = fround(std);
  const powers = Float64Array.from({ length: 34 }, (_, exponent) => 2 ** exponent);
  const rounded = new Float32Array(1);
  const bits = new Int32Array(rounded.buffer);
  for (let i = 0; i < words.length; i += 2) {
    const radiusWord = (words[i] as number) | 0;
    const angleWord = words[i + 1] as number;

    // u is `base + part`: where it is above 1/2, its distance from 1 keeps its relative accuracy.
    const base = radiusWord < 0 ? 1 : 0;
    const part = fround(fround(radiusWord) + 0.5) * 2 ** -32;
    // u = 2^exponent (1 + f), with 1 + f from sqrt(1/2) to sqrt(2).
    rounded[0] = base + part;
    const exponent = ((bits[0] as number) - bitsOfSqrtHalf) >> 23;
    const power = powers[-exponent] as number;
    const f = fround(part * power + (base * power - 1));
    const twiceLog = 2 * log1p(f);
    const radius = fround(Math.sqrt(fround(fround(exponent * -twiceLog2) - twiceLog)));

    // The angle is `turn` right angles plus t in [-pi/4, pi/4).
    const turn = (angleWord + 0x20000000) >>> 30;
    const t = fround(fround(angleWord << 2) * quarterAnglePerWord);
    const t2 = fround(t * t);
    const along = fround(radius * cosine(t2));
    const across = fround(radius * sine(t, t2));
    const c = turnCosine[turn] as number;
    const s = turnSine[turn] as number;
    normals[i] = center + fround(scale * (c * along - s * across));
    normals[i + 1] = center + fround(scale * (c * across + s * along));
  }
}
