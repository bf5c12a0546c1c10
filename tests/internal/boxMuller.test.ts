import { describe, expect, it } from 'vitest';
import { boxMuller } from '../../src/internal/boxMuller';
import { philox } from '../../src/internal/philox';

/** The words at which a series or a case distinction could go wrong, and their neighbours. */
const edges = [0, 1, 2, 3, 4, 2 ** 29, 2 ** 30, 2 ** 31, 3 * 2 ** 29, 3 * 2 ** 30, 2 ** 32 - 1]
  .flatMap((word) => [word - 1, word, word + 1])
  .filter((word) => word >= 0 && word < 2 ** 32);

describe('boxMuller: extremes', () => {
  it('agrees with the functions of Math at every edge of its series', () => {
    for (const radiusWord of edges) {
      for (const angleWord of edges) {
        const normals = new Float32Array(2);
        boxMuller(Uint32Array.of(radiusWord, angleWord), normals, 0, 1);
        const radius = Math.sqrt(-2 * Math.log((radiusWord + 0.5) / 2 ** 32));
        const angle = (2 * Math.PI * angleWord) / 2 ** 32;
        // Near a zero of cosine or sine the reference has the rounding error of its angle.
        const tolerance = (value: number): number => 3e-7 * Math.abs(value) + 2e-15 * radius;
        const [cosine, sine] = [radius * Math.cos(angle), radius * Math.sin(angle)];
        expect(Math.abs((normals[0] as number) - cosine)).toBeLessThanOrEqual(tolerance(cosine));
        expect(Math.abs((normals[1] as number) - sine)).toBeLessThanOrEqual(tolerance(sine));
      }
    }
  });

  it('is within 3e-7 of the functions of Math for any words', () => {
    const count = 2 ** 18;
    const words = new Uint32Array(count);
    philox([0, 0, 0, 0], [1, 2], words);
    // Half of the radii and of the angles are near an end of their range, on any scale.
    for (let i = 0; i < count; i += 8) {
      words[i] = (words[i] as number) >>> (words[i + 2] as number);
      words[i + 4] = ~((words[i + 4] as number) >>> (words[i + 6] as number));
      words[i + 1] = ((words[i + 1] as number) >> (words[i + 3] as number)) + (i << 27);
    }
    const normals = new Float32Array(count);
    boxMuller(words, normals, 0, 1);
    let worst = 0;
    for (let i = 0; i < count; i += 2) {
      const [word, angleWord] = [words[i] as number, words[i + 1] as number];
      // log u from the distance of u to 1 where that is nearer, sine and cosine within half a turn.
      const log =
        word < 2 ** 31
          ? Math.log((word + 0.5) / 2 ** 32)
          : Math.log1p(-(2 ** 32 - word - 0.5) / 2 ** 32);
      const radius = Math.sqrt(-2 * log);
      const turn = (angleWord + 2 ** 29) >>> 30;
      const t = (Math.PI / 2) * ((angleWord << 2) / 2 ** 32);
      const [c, s] = [Math.cos(t), Math.sin(t)];
      const components = [
        [c, s],
        [-s, c],
        [-c, -s],
        [s, -c],
      ][turn] as [number, number];
      components.forEach((component, k) => {
        const exact = radius * component;
        const error = Math.abs((normals[i + k] as number) - exact);
        worst = Math.max(worst, exact === 0 ? error : error / Math.abs(exact));
      });
    }
    expect(worst).toBeLessThan(3e-7);
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
