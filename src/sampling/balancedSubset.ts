import { checkCount } from '../internal/checks/checkCount';
import { checkKey } from '../internal/checks/checkKey';
import { describeValue } from '../internal/checks/describe';
import { invalidRange, invalidType } from '../internal/checks/invalidArgument';
import { childKey } from '../internal/childKey';
import type { RandomKey } from '../internal/key';
import { randomPermutation } from './randomPermutation';

/** The indices of every class, 0 to the largest label. */
function indicesByClass(labels: ArrayLike<number>): number[][] {
  const byClass: number[][] = [];
  for (let index = 0; index < labels.length; index++) {
    const label = labels[index] as unknown;
    if (!Number.isSafeInteger(label) || (label as number) < 0) {
      throw invalidRange(
        'balancedSubset',
        'labels must be class ids, integers from 0 on',
        `${describeValue(label)} at index ${index}`,
        Array.isArray(label) || ArrayBuffer.isView(label)
          ? 'Take the index of the 1 of each one-hot row.'
          : 'Number the classes 0, 1, 2, ….',
      );
    }
    while (byClass.length <= (label as number)) byClass.push([]);
    byClass[label as number]?.push(index);
  }
  return byClass;
}

/**
 * Draws a subset with equally many examples of every class, without replacement: which examples keep
 * their label in a semi-supervised experiment.
 *
 * Formula: for each class, the first `count / classes` of a random permutation of its examples; the
 * classes are 0 to the largest label.
 *
 * Shape: an `Int32Array` of length `count`, the examples of class 0, then of class 1, and so on.
 *
 * Range: indices into `labels`, each at most once.
 *
 * Numerics: exact. The same subset everywhere; a larger `count` with the same key contains the
 * smaller one's examples.
 *
 * @param key made by `randomKey` or `splitKey`, and used for one draw
 * @param labels one class id per example, integers from 0 on
 * @param count the size of the subset, a multiple of the number of classes
 * @returns the indices of the subset
 * @throws TypeError if `key` is not a key or `labels` is not a list of numbers
 * @throws RangeError if a label is not a class id, `count` is not a positive multiple of the number of
 * classes, or a class has fewer examples than its share
 * @example
 * ```ts
 * import { balancedSubset, randomKey } from 'variate';
 *
 * const labels = [0, 1, 1, 0, 2, 2, 0, 1];
 * const subset = balancedSubset(randomKey(7), labels, 3);
 * console.log(Array.from(subset, (index) => labels[index])); // [ 0, 1, 2 ]
 * ```
 * @see Kingma et al. 2014, Semi-supervised Learning with Deep Generative Models, section 4.1,
 * https://arxiv.org/abs/1406.5298.
 */
export function balancedSubset(
  key: RandomKey,
  labels: ArrayLike<number>,
  count: number,
): Int32Array {
  checkKey('balancedSubset', key);
  const isList = Array.isArray(labels) || ArrayBuffer.isView(labels);
  if (!isList) {
    throw invalidType(
      'balancedSubset',
      'labels must be an array of class ids',
      describeValue(labels),
      'Read a tensor of ids with dataSync().',
    );
  }
  checkCount('balancedSubset', 'count', count, 1, 'It is the size of the subset.');
  const byClass = indicesByClass(labels);
  const classes = byClass.length;
  const share = count / classes;
  if (!Number.isInteger(share)) {
    throw invalidRange(
      'balancedSubset',
      'count must be a multiple of the number of classes',
      `count ${count}, ${classes} classes`,
      'Every class has the same share of a balanced subset.',
    );
  }
  const lacking = byClass.findIndex((indices) => indices.length < share);
  if (lacking >= 0) {
    const available = byClass[lacking]?.length ?? 0;
    throw invalidRange(
      'balancedSubset',
      `labels must have at least ${share} of every class`,
      `${available} of class ${lacking}`,
      available === 0
        ? 'Number the classes without gaps.'
        : `Ask for at most ${classes * Math.min(...byClass.map(({ length }) => length))}.`,
    );
  }
  return Int32Array.from(
    byClass.flatMap((indices, label) => {
      const order = randomPermutation(childKey(key, label), indices.length);
      return Array.from(order.subarray(0, share), (position) => indices[position] as number);
    }),
  );
}
