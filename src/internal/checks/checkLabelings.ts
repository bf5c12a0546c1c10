import { describeValue } from './describe';
import { invalidRange, invalidType } from './invalidArgument';

/** Throws unless all arguments, given by name, are arrays of ids of one length, from 1 on. */
export function checkLabelings(fn: string, labelings: Readonly<Record<string, unknown>>): void {
  for (const [name, ids] of Object.entries(labelings)) {
    const isList = Array.isArray(ids) || (ArrayBuffer.isView(ids) && 'length' in ids);
    if (!isList || (ids as ArrayLike<unknown>).length === 0) {
      throw invalidType(
        fn,
        `${name} must be an array of at least one id`,
        describeValue(ids),
        'Read a tensor with await tensor.data().',
      );
    }
    const list = ids as ArrayLike<number>;
    for (let i = 0; i < list.length; i++) {
      if (Number.isSafeInteger(list[i]) && (list[i] as number) >= 0) continue;
      throw invalidRange(
        fn,
        `${name} must hold ids, integers from 0 on`,
        `${describeValue(list[i])} at index ${i}`,
        'Number the classes from 0 on.',
      );
    }
  }
  const lists = Object.entries(labelings as Readonly<Record<string, ArrayLike<number>>>);
  if (lists.every(([, { length }]) => length === lists[0]?.[1].length)) return;
  throw invalidType(
    fn,
    `${lists.map(([name]) => name).join(' and ')} must have the same length`,
    lists.map(([name, { length }]) => `${name} of length ${length}`).join(', '),
    'Element i of each belongs to example i.',
  );
}
