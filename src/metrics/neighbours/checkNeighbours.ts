import { describeValue } from '../../internal/checks/describe';
import { invalidRange } from '../../internal/checks/invalidArgument';

/** Throws unless each row can have so many neighbours. */
export function checkNeighbours(
  fn: string,
  neighbours: unknown,
  most: number,
  why: string,
): asserts neighbours is number {
  const isCount = Number.isInteger(neighbours) && (neighbours as number) >= 1;
  if (isCount && (neighbours as number) <= most) return;
  throw invalidRange(
    fn,
    `neighbours must be an integer from 1 to ${most}, ${why}`,
    describeValue(neighbours),
    'Usual numbers are 5 to 15.',
  );
}
