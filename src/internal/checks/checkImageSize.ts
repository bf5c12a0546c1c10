import { describeShape, describeValue } from './describe';
import { invalidType } from './invalidArgument';

/** Throws unless `value` is `[height, width]` of an image with pixels. */
export function checkImageSize(
  fn: string,
  name: string,
  value: unknown,
): asserts value is readonly [number, number] {
  const isSize =
    Array.isArray(value) &&
    value.length === 2 &&
    value.every((size) => Number.isSafeInteger(size) && size > 0);
  if (isSize) return;
  throw invalidType(
    fn,
    `${name} must be [height, width], two positive integers`,
    Array.isArray(value) ? describeShape(value) : describeValue(value),
    'Leave it out for the size of the images.',
  );
}
