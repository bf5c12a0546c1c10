import type { Block } from './Block';

/** The part of a product that one thread makes: what it reads and what it writes. */
export interface ProductShare {
  readonly left: Block;
  readonly right: Block;
  readonly bias: Block;
  readonly target: Block;
}
