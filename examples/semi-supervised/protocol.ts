/** What is trained on, what is selected on, and what is touched once at the end. */
import { balancedSubset, type RandomKey, randomKey, splitKey } from 'variate';
import { UsageError } from '../support/commandLine';
import { type LabelledImages, loadMnist, PIXELS } from '../support/mnist';

export const CLASSES = 10;
const TRAIN_SIZE = 50_000;

export interface Split {
  readonly train: LabelledImages;
  readonly validation: LabelledImages;
  readonly test: LabelledImages;
}

function part({ pixels, labels }: LabelledImages, from: number, to: number): LabelledImages {
  return {
    pixels: pixels.subarray(from * PIXELS, to * PIXELS),
    labels: labels.subarray(from, to),
    count: to - from,
  };
}

/**
 * The first 50,000 training images to train on, the last 10,000 to select on, and the test images.
 * A smaller `trainSize` takes the first images only, and as large a share of the two other sets.
 */
export function splitMnist(trainSize = TRAIN_SIZE): Split {
  const { train, test } = loadMnist();
  const share = trainSize / TRAIN_SIZE;
  const held = Math.ceil(share * 10_000);
  return {
    train: part(train, 0, trainSize),
    validation: part(train, TRAIN_SIZE, TRAIN_SIZE + held),
    test: part(test, 0, held),
  };
}

/** Which training images keep their label: as many of every digit, drawn by the key. */
export function chooseLabelled(
  key: RandomKey,
  labels: ArrayLike<number>,
  count: number,
): Int32Array {
  const seen = new Set(Array.from(labels));
  const missing = Array.from({ length: CLASSES }, (_, digit) => digit).filter((d) => !seen.has(d));
  const strange = [...seen].filter((label) => label >= CLASSES);
  if (strange.length > 0) {
    throw new UsageError(`The labels of the images must be digits, 0 to 9; got ${strange}.`);
  }
  try {
    const subset = balancedSubset(key, labels, count);
    if (missing.length === 0) return subset;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`--labels ${count} is not possible here. ${error.message}`);
  }
  throw new UsageError(
    `Every digit needs an image with a label; the training images show no ${missing}. Take more of them.`,
  );
}

/** The randomness of a run: its labelled subset depends on the seed alone, not on the recipe. */
export function runKeys(seed: number): {
  readonly subset: RandomKey;
  readonly training: RandomKey;
} {
  const [subset, training] = splitKey(randomKey(seed));
  return { subset, training };
}

/** All indices but these, ascending. */
export function withoutIndices(count: number, indices: ArrayLike<number>): Int32Array {
  const left = new Set(Array.from({ length: count }, (_, index) => index));
  for (const index of Array.from(indices)) left.delete(index);
  return Int32Array.from(left);
}
