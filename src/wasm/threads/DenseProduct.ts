/** C = activation(op(A) op(B) + bias) of matrices without gaps, by their addresses. */
export interface DenseProduct {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly rows: number;
  readonly columns: number;
  readonly inner: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  /** 0 is none. */
  readonly bias: number;
  readonly activation: number;
  readonly slope: number;
}
