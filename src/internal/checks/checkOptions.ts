import { describeValue } from './describe';
import { invalidType } from './invalidArgument';

/** Throws unless `options` is a plain record that holds known options only. */
export function checkOptions(fn: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw invalidType(
      fn,
      `options must be a record of ${known.join(', ')}`,
      describeValue(options),
      `Write { ${known[0]}: … }.`,
    );
  }
  const unknown = Object.keys(options).filter((key) => !known.includes(key));
  if (unknown.length > 0) {
    throw invalidType(
      fn,
      `options must be among ${known.join(', ')}`,
      unknown.join(', '),
      'Check the spelling, or remove it.',
    );
  }
}
