import type { NamedAttrMap, NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';
import type fc from 'fast-check';
import type { FuzzOperand } from './operands';

/** What a kernel is run on, and what comes of it. */
export type Run = (inputs: NamedTensorMap) => Tensor | Tensor[];

/** The admissible error of an element: the sum of those that are given. */
export interface FuzzTolerance {
  /** Relative to the element. */
  readonly ofElement?: number;
  /** Relative to the magnitude of what was summed up for it; 3e-6 where a case has magnitudes. */
  readonly ofMagnitude?: number;
  /** Relative to the largest element, for what has no simple magnitude. */
  readonly ofLargest?: number;
  /** Some units of the smallest denormal number, unless given. */
  readonly absolute?: number;
}

/** One call of a kernel, which must come out as it does on the cpu backend. */
export interface FuzzCase {
  readonly inputs: Readonly<Record<string, FuzzOperand>>;
  readonly attrs: NamedAttrMap;
  /** How the kernel is run, if not by its name with these inputs and attributes. */
  readonly run?: Run;
  /** What it has to come to, run on cpu; unless given, the same as on cpu. */
  readonly reference?: Run;
  /**
   * The magnitude of what is summed up for each element, which bounds its rounding error: for
   * `'sums'` the reference of the absolute values. Where that is beyond float32, and an input is
   * huge, the element depends on the order of the sum and is not compared.
   */
  readonly magnitude?: 'sums' | Run;
  /** The result is the same to the bit, unless there is a tolerance or a magnitude. */
  readonly tolerance?: FuzzTolerance;
}

/** The cases of each kernel. */
export type Fuzzers = Readonly<Record<string, fc.Arbitrary<FuzzCase>>>;
