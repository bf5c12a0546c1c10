import { describeValue } from '../internal/checks/describe';
import { invalidRange, invalidType } from '../internal/checks/invalidArgument';

/** The given priors, or the shares of the classes among the rows; positive, with the sum 1. */
export function resolvePriors(
  fn: string,
  given: ArrayLike<number> | undefined,
  classes: readonly number[],
  counts: readonly number[],
): number[] {
  if (given === undefined) {
    const total = counts.reduce((sum, count) => sum + count, 0);
    return counts.map((count) => count / total);
  }
  if ((!Array.isArray(given) && !ArrayBuffer.isView(given)) || given.length !== classes.length) {
    throw invalidType(
      fn,
      `priors must be an array of ${classes.length} probabilities, one for each class`,
      describeValue(given),
      `Their order is that of the classes ${classes.join(', ')}.`,
    );
  }
  const priors: number[] = Array.from(given);
  const sum = priors.reduce((total, prior) => total + prior, 0);
  // The tolerance of float32, for priors that come from a tensor.
  if (!(Math.abs(sum - 1) < 1e-5) || !priors.every((prior) => prior > 0)) {
    throw invalidRange(
      fn,
      'priors must be positive and have the sum 1',
      `${priors.join(', ')}, with the sum ${sum}`,
      'Divide counts by their sum; drop classes that cannot occur.',
    );
  }
  return priors.map((prior) => prior / sum);
}
