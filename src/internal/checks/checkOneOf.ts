import { describeValue } from './describe';
import { invalidType } from './invalidArgument';

/** Throws unless `value` is one of these names. */
export function checkOneOf(
  fn: string,
  name: string,
  value: unknown,
  names: readonly string[],
): void {
  if (names.includes(value as string)) return;
  throw invalidType(
    fn,
    `${name} must be one of ${names.map((known) => `'${known}'`).join(', ')}`,
    describeValue(value),
    'Check the spelling.',
  );
}
