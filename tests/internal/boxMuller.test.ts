import { describe, expect, it } from 'vitest';
import { boxMuller } from '../../src/internal/boxMuller';

/** The words at which a series or a case distinction could go wrong, and their neighbours. */
const edges = [0, 1, 2, 3, 4, 2 ** 29, 2 ** 30, 2 ** 31, 3 * 2 ** 29, 3 * 2 ** 30, 2 ** 32 - 1]
  .flatMap((word) => [word - 1, word, word + 1])
  .filter((word) => word >= 0 && word < 2 ** 32);

describe('boxMuller: extremes', () => {
  it('agrees with the functions of Math at every edge of its series', () => {
    for (const radiusWord of edges) {
      for (const angleWord of edges) {
        // Without the rounding to float32, which would hide a wrong coefficient.
        const normals = new Float64Array(2);
        boxMuller(Uint32Array.of(radiusWord, angleWord), normals as unknown as Float32Array, 0, 1);
        const radius = Math.sqrt(-2 * Math.log((radiusWord + 0.5) / 2 ** 32));
        const angle = (2 * Math.PI * angleWord) / 2 ** 32;
        // Near a zero of cosine or sine the reference has the rounding error of its angle.
        const tolerance = (value: number): number => 1e-10 * Math.abs(value) + 2e-15 * radius;
        const [cosine, sine] = [radius * Math.cos(angle), radius * Math.sin(angle)];
        expect(Math.abs((normals[0] as number) - cosine)).toBeLessThanOrEqual(tolerance(cosine));
        expect(Math.abs((normals[1] as number) - sine)).toBeLessThanOrEqual(tolerance(sine));
      }
    }
  });

  it('reaches 6.7637 and no further', () => {
    const normals = new Float32Array(2);
    boxMuller(Uint32Array.of(0, 0), normals, 0, 1);
    expect(normals[0]).toBeCloseTo(Math.sqrt(66 * Math.LN2), 5);
    expect(normals[1]).toBe(0);
  });

  it('may write over the words that it reads', () => {
    const words = Uint32Array.of(1, 2 ** 31 + 5, 3e9, 4e9);
    const apart = new Float32Array(4);
    boxMuller(words, apart, 0, 1);
    const inPlace = new Float32Array(words.buffer);
    boxMuller(words, inPlace, 0, 1);
    expect(inPlace).toEqual(apart);
  });
});
