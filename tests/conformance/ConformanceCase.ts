import type { Tensor } from '@tensorflow/tfjs-core';
import type { Operand } from './operands';

/** One call of an operation, whose value and gradient every backend has to agree on. */
export interface ConformanceCase {
  /** tfjs's name of the kernel that the case is about, or of the composite operation. */
  readonly op: string;
  /** What is special about this call. */
  readonly title: string;
  readonly operands: readonly Operand[];
  readonly call: (...operands: Tensor[]) => Tensor;
  /**
   * The same in float64. Without it the cpu backend is the reference, whose kernels accumulate in
   * float64; with it also the cpu backend is measured. The gradient is its central difference.
   */
  readonly exact?: (...operands: number[][]) => ArrayLike<number>;
  /** Whether the gradient is compared, too: to every float32 operand (the default), or not. */
  readonly differentiable?: boolean;
  /** The largest admissible error, where the default would be wrong. */
  readonly tolerance?: number;
  /**
   * The case is wrong, or missing, on the cpu backend of tfjs 4.22 as well, and right on wasm with
   * the training kernels nevertheless.
   */
  readonly repaired?: boolean;
}

/** A case without its operation: the form in which families of cases are written down. */
export type CaseOf = Omit<ConformanceCase, 'op' | 'title' | 'operands' | 'call'>;

/** Builds a case from its parts, in the order in which one reads them. */
export function conformanceCase(
  op: string,
  title: string,
  operands: readonly Operand[],
  call: ConformanceCase['call'],
  rest: CaseOf = {},
): ConformanceCase {
  return { op, title, operands, call, ...rest };
}
