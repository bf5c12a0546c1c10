/** A block of a matrix as it is stored: addresses in bytes, all else in elements. */
export interface Block {
  readonly at: number;
  /** From one line to the next. */
  readonly stride: number;
  readonly lines: number;
  readonly width: number;
}
