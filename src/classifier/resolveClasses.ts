import { describeValue } from '../internal/checks/describe';
import { invalidRange, invalidType } from '../internal/checks/invalidArgument';
import type { ClassMoments } from './moments/classMoments';

/**
 * The classes that the moments hold, in the given order or ascending; throws unless there are two,
 * and the given ones are those.
 */
export function resolveClasses(
  fn: string,
  moments: ReadonlyMap<number, ClassMoments>,
  given: ArrayLike<number> | undefined,
): number[] {
  const found = [...moments.keys()].sort((a, b) => a - b);
  if (found.length < 2) {
    const rows = moments.get(found[0] as number)?.count ?? 0;
    throw invalidRange(
      fn,
      'labels must hold at least two classes',
      found.length === 0 ? 'no rows' : `class ${found[0]} alone, in ${rows} rows`,
      'Add rows of another class.',
    );
  }
  if (given === undefined) return found;
  if (!Array.isArray(given) && !ArrayBuffer.isView(given)) {
    throw invalidType(
      fn,
      'classes must be an array of class ids',
      describeValue(given),
      'Leave it out for the labels found, in ascending order.',
    );
  }
  const classes = Array.from(given);
  const unknown = found.find((label) => !classes.includes(label));
  if (unknown !== undefined) {
    throw invalidRange(
      fn,
      'classes must list every label',
      `label ${unknown} beside classes ${classes.join(', ')}`,
      'Add it, or drop the rows that have it.',
    );
  }
  const empty = classes.find(
    (label, index) => !moments.has(label) || classes.indexOf(label) !== index,
  );
  if (empty !== undefined) {
    throw invalidRange(
      fn,
      'classes must list every class once, and only classes that have rows',
      `classes ${classes.join(', ')} for labels ${found.join(', ')}`,
      `Remove ${empty}, or add rows of it.`,
    );
  }
  return classes;
}
