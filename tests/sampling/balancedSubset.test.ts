import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balancedSubset, type RandomKey, randomKey, randomPermutation, splitKey } from '../../src';
import { expectNewTensors } from '../helpers/expectNewTensors';

/** At least `least` examples of each of some classes, in any order. */
const labelsOf = (classes: number, least: number) =>
  fc
    .array(fc.nat(classes - 1), { maxLength: 60 })
    .map((more) => [...more, ...Array.from({ length: classes * least }, (_, i) => i % classes)]);

describe('balancedSubset: reference', () => {
  it('takes the first of a permutation of every class, with a key of its own', () => {
    const labels = [1, 0, 1, 0, 0, 1, 1, 0, 1];
    const key = randomKey(3);
    const expected = splitKey(key).flatMap((classKey, label) => {
      const own = labels.flatMap((other, index) => (other === label ? [index] : []));
      const order = randomPermutation(classKey, own.length);
      return [own[order[0] as number], own[order[1] as number]];
    });
    expect(Array.from(balancedSubset(key, labels, 4))).toEqual(expected);
  });
});

describe('balancedSubset: laws', () => {
  it('has as many examples of every class, each once, in the order of the classes', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 4 }),
        (seed, classes, share) => {
          const [labels] = fc.sample(labelsOf(classes, share), { seed, numRuns: 1 }) as [number[]];
          const subset = balancedSubset(randomKey(seed), labels, classes * share);
          expect(subset).toBeInstanceOf(Int32Array);
          expect(new Set(subset).size).toBe(classes * share);
          expect(Array.from(subset, (index) => labels[index])).toEqual(
            Array.from({ length: classes * share }, (_, i) => Math.floor(i / share)),
          );
        },
      ),
      { seed: 1, numRuns: 50 },
    );
  });

  it('is the same for the same key, and part of a larger one', () => {
    const labels = Uint8Array.from({ length: 200 }, (_, i) => i % 10);
    const small = balancedSubset(randomKey(1), labels, 20);
    expect(balancedSubset(randomKey(1), labels, 20)).toEqual(small);
    expect(balancedSubset(randomKey(2), labels, 20)).not.toEqual(small);
    const large = new Set(balancedSubset(randomKey(1), labels, 100));
    expect(Array.from(small).every((index) => large.has(index))).toBe(true);
  });

  it('draws every example of a class equally often', () => {
    const labels = [0, 1, 0, 1, 0, 1];
    const counts = new Array(6).fill(0);
    for (const key of splitKey(randomKey(1), 6000)) {
      for (const index of balancedSubset(key, labels, 2)) counts[index]++;
    }
    // Binomial with 6000 draws at 1/3: five standard deviations.
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(5 * Math.sqrt(1333));
  });
});

describe('balancedSubset: extremes', () => {
  it('takes all examples where it is asked for so many', () => {
    const subset = balancedSubset(randomKey(1), [2, 1, 0], 3);
    expect(Array.from(subset)).toEqual([2, 1, 0]);
  });
});

describe('balancedSubset: errors', () => {
  const wrong =
    (labels: unknown, count: number, key: unknown = randomKey(1)) =>
    () =>
      balancedSubset(key as RandomKey, labels as number[], count);

  it('refuses labels that are not class ids, one-hot rows among them', () => {
    const ids = 'balancedSubset: labels must be class ids, integers from 0 on; got ';
    const number = 'Number the classes 0, 1, 2, ….';
    expect(wrong([0, -1], 2)).toThrow(new RangeError(`${ids}-1 at index 1. ${number}`));
    expect(wrong([0.5], 2)).toThrow(new RangeError(`${ids}0.5 at index 0. ${number}`));
    expect(
      wrong(
        [
          [1, 0],
          [0, 1],
        ],
        2,
      ),
    ).toThrow(
      new RangeError(
        `${ids}an array of length 2 at index 0. Take the index of the 1 of each one-hot row.`,
      ),
    );
    expect(wrong(7, 2)).toThrow(
      new TypeError(
        'balancedSubset: labels must be an array of class ids; got 7. Read a tensor of ids with dataSync().',
      ),
    );
  });

  it('refuses a class without examples, and more examples than there are', () => {
    expect(wrong([0, 2, 0, 2], 3)).toThrow(
      new RangeError(
        'balancedSubset: labels must have at least 1 of every class; got 0 of class 1. Number the classes without gaps.',
      ),
    );
    expect(wrong([0, 1, 0, 1, 0], 6)).toThrow(
      new RangeError(
        'balancedSubset: labels must have at least 3 of every class; got 2 of class 1. Ask for at most 4.',
      ),
    );
  });

  it('refuses a count that does not share out, and what is no key', () => {
    expect(wrong([0, 1], 3)).toThrow(
      new RangeError(
        'balancedSubset: count must be a multiple of the number of classes; got count 3, 2 classes. Every class has the same share of a balanced subset.',
      ),
    );
    expect(wrong([0, 1], 0)).toThrow(
      new RangeError(
        'balancedSubset: count must be an integer from 1 on; got 0. It is the size of the subset.',
      ),
    );
    expect(wrong([0, 1], 2, 7)).toThrow('balancedSubset: key must be a key');
  });
});

describe('balancedSubset: memory', () => {
  it('makes no tensors', () => {
    expectNewTensors(0, () => {
      balancedSubset(randomKey(1), [0, 1], 2);
      return [];
    });
  });
});
