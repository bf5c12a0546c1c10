/**
 * A key of the counter-based generator: two unsigned 32-bit words.
 *
 * It is plain data that never changes: it can be stored in a checkpoint with `JSON.stringify` and
 * used again after `JSON.parse`. Whoever holds it can repeat every draw made with it.
 */
export type RandomKey = readonly [number, number];

/** So many keys: a tuple where the count is a literal of at most 16, an array otherwise. */
export type RandomKeys<
  Count extends number,
  Keys extends readonly RandomKey[] = readonly [],
> = number extends Count
  ? readonly RandomKey[]
  : Keys['length'] extends Count
    ? Keys
    : Keys['length'] extends 16
      ? readonly RandomKey[]
      : RandomKeys<Count, readonly [...Keys, RandomKey]>;
