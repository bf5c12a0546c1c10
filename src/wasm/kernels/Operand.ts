import type { TensorInfo } from '@tensorflow/tfjs-core';

/** A matrix, or a batch of them, and whether a product takes it transposed. */
export interface Operand {
  readonly matrix: TensorInfo;
  readonly transposed: boolean;
}
