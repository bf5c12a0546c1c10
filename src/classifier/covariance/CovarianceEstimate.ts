import type { Whitening } from './whitener';

/** A covariance in the form that predictions use, and what explains it. */
export interface CovarianceEstimate {
  readonly whitening: Whitening;
  /** The rank of the covariance before regularization; costs a factorization where asked for. */
  readonly rank: () => number;
  /** The condition number of the covariance in use. */
  readonly conditionNumber: () => number;
}

/** Whose covariance is estimated, for error messages and for what its rank can be at most. */
export interface CovarianceOwner {
  /** The public function. */
  readonly fn: string;
  /** `class 3`, or `the pooled classes`. */
  readonly name: string;
  /** The number of rows. */
  readonly rows: number;
  /** The number of rows less the number of means that were taken from them. */
  readonly degreesOfFreedom: number;
  readonly dimension: number;
}
